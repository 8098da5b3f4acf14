"""A file of what pages became: results under the fingerprint of what they were made from, and the fields of entries.

Fields are read one entry at a time, when somebody looks at them. Owns the file, and that what it does not give back as
it got it is known to be lost. Does not own what is done then, nor when a result still holds (`remembering`), nor what
may stand in the file (`plain_values`).
"""

import sqlite3
import weakref
import zlib
from collections.abc import Callable, ItemsView, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from migrate.model.canonical import Json, JsonObject
from migrate.model.space import DesiredEntry
from migrate.pipeline.packing import BrokenFieldsError, PackedFields, unpack_fields
from migrate.pipeline.plain_values import PlainValueError, read_plain, write_plain
from migrate.transform.asking import Asked
from migrate.transform.page_result import PageResult

__all__ = ["BrokenFileError", "Made", "PageStore", "PageStoreError", "StoredFields"]

_SCHEMA = """
CREATE TABLE page (
  key TEXT PRIMARY KEY, first INTEGER NOT NULL, bodies INTEGER NOT NULL, made BLOB NOT NULL, crc INTEGER NOT NULL
);
CREATE TABLE body (id INTEGER PRIMARY KEY, fields BLOB NOT NULL);
CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE print (code TEXT NOT NULL);
"""
_TABLES = ("page", "body", "part", "print")


class PageStoreError(Exception):
    """The file cannot be used: broken, full, of another make, or somebody else's at the moment."""


class BrokenFileError(PageStoreError):
    """Not a database, or a damaged one; it will not get better by itself."""


class Made(NamedTuple):
    """What a page became, and what it asked of the rest of the site."""

    result: PageResult
    asked: Asked


class PageStore:
    """One open file; SQLite's own temporary one when it has no path.

    Every method raises PageStoreError where SQLite fails, and BrokenFileError where the file is damaged.
    """

    lost: Callable[[int], JsonObject] | None = None
    """Gives the fields that the file does not give back, by their `StoredFields.check`; None = they are lost."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self._connection = connection
        self._path = path
        self._close = weakref.finalize(self, connection.close)

    @staticmethod
    def temporary() -> "PageStore":
        """Return a store that is gone with the process, in memory while it is small."""

        def prepare(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN")
            _create(connection)

        return _opened("", prepare)

    @staticmethod
    def open(path: Path, code: str) -> "PageStore":
        """Return the store at `path` for reading and writing, empty when it holds nothing that `code` made.

        Raises:
            PageStoreError: another process writes to it, or it cannot be made there.
        """

        def prepare(connection: sqlite3.Connection) -> None:
            # Whoever reads the file meanwhile does not keep the run from finishing.
            connection.execute("PRAGMA journal_mode = WAL")
            # Nothing is waited for: a file that a power cut breaks is found out by its checksums, and made anew.
            connection.execute("PRAGMA synchronous = OFF")
            # All of a run's changes are one transaction: a run that ends early leaves the file as it was.
            connection.execute("BEGIN IMMEDIATE")
            if _code_of(connection) != code:
                for name in _TABLES:
                    connection.execute(f"DROP TABLE IF EXISTS {name}")
                _create(connection)
                connection.execute("INSERT INTO print VALUES (?)", (code,))

        try:
            return _opened(str(path), prepare, path)
        except BrokenFileError:
            # It only saves work, so a broken one is made anew.
            _remove(path)
            return _opened(str(path), prepare, path)

    @staticmethod
    def look(path: Path, code: str) -> "PageStore":
        """Return the store at `path` for reading only.

        Raises:
            PageStoreError: there is none, or `code` did not make it.
        """

        def prepare(connection: sqlite3.Connection) -> None:
            if _code_of(connection) != code:
                raise PageStoreError("made by another version")

        return _opened(f"{path.absolute().as_uri()}?mode=ro", prepare)

    def get(self, key: str) -> Made | None:
        """Return what is stored under `key`; None when nothing is, or nothing that can be trusted."""
        with _told():
            row = self._connection.execute("SELECT made, crc FROM page WHERE key = ?", (key,)).fetchone()
        return self._read(*row) if row is not None else None

    def all(self, keys: set[str]) -> Iterator[tuple[str, Made]]:
        """Yield what is stored under any of `keys`."""
        with _told():
            for key, made, crc in self._connection.execute("SELECT key, made, crc FROM page"):
                read = self._read(made, crc) if key in keys else None
                if read is not None:
                    yield key, read

    def keep(self, result: PageResult) -> PageResult:
        """Return `result` with the fields of its entries in the file."""
        return replace(result, entries=tuple(map(self.keep_entry, result.entries)))

    def keep_entry(self, entry: DesiredEntry) -> DesiredEntry:
        """Return `entry`, whose fields are packed, with its fields in the file."""
        held = entry.fields
        if not isinstance(held, PackedFields):
            raise AssertionError(entry.id)
        with _told():
            cursor = self._connection.execute("INSERT INTO body (fields) VALUES (?)", (held.data,))
        return replace(entry, fields=StoredFields(self, cursor.lastrowid or 0, held.check))

    def put(self, key: str, made: Made) -> Made:
        """Store `made`, whose entries have packed fields, under `key`, and return it with the fields in the file."""
        kept = made._replace(result=self.keep(made.result))
        rows = [entry.fields.row for entry in kept.result.entries if isinstance(entry.fields, StoredFields)]
        data = write_plain((kept.result, *kept.asked), _STORED)
        first, count = (rows[0], len(rows)) if rows else (0, 0)
        with _told():
            self._connection.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", (key, first, count, data, zlib.crc32(data))
            )
        return kept

    def keep_only(self, keys: set[str]) -> None:
        """Forget what is stored under other keys, and make everything since the store was opened last."""
        with _told():
            rows = self._connection.execute("SELECT key, first, bodies FROM page").fetchall()
            gone = [(key, first, count) for key, first, count in rows if key not in keys]
            self._connection.executemany("DELETE FROM body WHERE id >= ? AND id < ?", ((a, a + n) for _, a, n in gone))
            self._connection.executemany("DELETE FROM page WHERE key = ?", ((key,) for key, _, _ in gone))
            self._connection.commit()

    def parts(self, name: str) -> Iterator[bytes]:
        """Yield the parts that are remembered under `name`, in order, as far as they are as they were written."""
        with _told():
            query = "SELECT data, crc FROM part WHERE name = ? ORDER BY id"
            for data, crc in self._connection.execute(query, (name,)):
                if _is_whole(data, crc):
                    yield data

    def add_part(self, name: str, data: bytes, *, instead: bool) -> None:
        """Remember a part more under `name`, or it alone (`instead`)."""
        with _told():
            if instead:
                self._connection.execute("DELETE FROM part WHERE name = ?", (name,))
            row = (name, data, zlib.crc32(data))
            self._connection.execute("INSERT INTO part (name, data, crc) VALUES (?, ?, ?)", row)

    def put_part(self, name: str, number: int, data: bytes) -> None:
        """Remember a part instead of the one that `parts` yields as `number`, counted from 0, when all are whole."""
        with _told():
            query = "SELECT id FROM part WHERE name = ? ORDER BY id LIMIT 1 OFFSET ?"
            row = self._connection.execute(query, (name, number)).fetchone()
            self._connection.execute("UPDATE part SET data = ?, crc = ? WHERE id = ?", (data, zlib.crc32(data), *row))

    def fields(self, row: int, check: int) -> JsonObject:
        """Return the fields in a row; where they are not what `check` was made of, those that `lost` gives.

        Raises:
            PageStoreError: they are lost.
        """
        try:
            with _told():
                found = self._connection.execute("SELECT fields FROM body WHERE id = ?", (row,)).fetchone()
            if found is None or not isinstance(found[0], bytes):
                raise BrokenFileError(f"there is no row {row}")
            return unpack_fields(found[0], check)
        except (PageStoreError, BrokenFieldsError) as error:
            self.discard()
            if self.lost is None:
                raise BrokenFileError(f"the fields of an entry cannot be read back: {error}") from error
        return self.lost(check)

    def discard(self) -> None:
        """Remove the file once nobody reads it any more: whoever opens it next makes it anew."""
        if self._path is not None and self._close.detach() is not None:
            self._close = weakref.finalize(self, partial(_close_and_remove, self._connection, self._path))
            self._path = None

    def close(self) -> None:
        """Close the file now."""
        self._close()

    def _read(self, data: bytes, crc: int) -> Made | None:
        if not _is_whole(data, crc):
            return None
        try:
            result, *asked = read_plain(data, {"StoredFields": self._stored})
            return Made(result, Asked(*asked))
        except (PlainValueError, TypeError, ValueError):
            return None

    def _stored(self, row: int, check: int) -> "StoredFields":
        return StoredFields(self, row, check)


@dataclass(frozen=True, slots=True)
class StoredFields(Mapping[str, Json]):
    """The fields of an entry in a `PageStore`; looking into them reads them each time."""

    store: PageStore
    row: int
    check: int

    def __getitem__(self, key: str) -> Json:
        return self.store.fields(self.row, self.check)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.store.fields(self.row, self.check))

    def __len__(self) -> int:
        return len(self.store.fields(self.row, self.check))

    def items(self) -> ItemsView[str, Json]:
        """Return all fields, read once."""
        return self.store.fields(self.row, self.check).items()


_STORED: Mapping[type, Callable[[StoredFields], tuple[type, tuple[int, int]]]] = {
    # Which store it is, whoever reads it knows.
    StoredFields: lambda value: (StoredFields, (value.row, value.check)),
}


@contextmanager
def _told() -> Iterator[None]:
    """Say what SQLite says in the words of this module."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise PageStoreError(str(error)) from error
    except sqlite3.Error as error:
        raise BrokenFileError(str(error)) from error


def _opened(name: str, prepare: Callable[[sqlite3.Connection], None], path: Path | None = None) -> PageStore:
    connection: sqlite3.Connection | None = None
    try:
        with _told():
            connection = sqlite3.connect(name, timeout=0, isolation_level=None, uri=name.startswith("file:"))
            prepare(connection)
            return PageStore(connection, path)
    except PageStoreError:
        if connection is not None:
            connection.close()
        raise


def _is_whole(data: object, crc: int) -> bool:
    """Tell whether a value is as it was written: SQLite does not look."""
    return isinstance(data, bytes) and zlib.crc32(data) == crc


def _close_and_remove(connection: sqlite3.Connection, path: Path) -> None:
    connection.close()
    _remove(path)


def _remove(path: Path) -> None:
    """Remove a file that cannot be used, as far as that is possible: it is in nobody's way."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(OSError):
            path.with_name(name).unlink(missing_ok=True)


def _create(connection: sqlite3.Connection) -> None:
    for statement in filter(None, map(str.strip, _SCHEMA.split(";"))):
        connection.execute(statement)


def _code_of(connection: sqlite3.Connection) -> str:
    """Return what made the content of the file, "" when that is unknown."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'print'").fetchone():
        return ""
    row = connection.execute("SELECT code FROM print").fetchone()
    return str(row[0]) if row is not None else ""
