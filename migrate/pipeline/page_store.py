"""A file of what pages became: results under the fingerprint of what they were made from, and the fields of entries.

Fields are read one entry at a time, when somebody looks at them. Owns what lies in the file. Does not own the rows of
results (`result_batches`), what is done when it fails or when a result still holds (`remembering`), nor what may stand
in it (`plain_values`).
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from migrate.model.canonical import JsonObject
from migrate.model.space import DesiredEntry
from migrate.pipeline.packing import PackedFields
from migrate.pipeline.result_batches import SCHEMA, Made, ResultBatches
from migrate.pipeline.store_file import (
    BrokenFileError,
    PageStoreError,
    StoredFields,
    StoreFile,
    is_whole,
    remove_file,
    told,
)
from migrate.transform.page_result import PageResult

__all__ = ["PageStore"]

_SCHEMA = f"""
{SCHEMA}
CREATE TABLE body (id INTEGER PRIMARY KEY, fields BLOB NOT NULL);
CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE print (code TEXT NOT NULL);
"""
_TABLES = ("page", "batch", "body", "part", "print")


class PageStore:
    """One open file; SQLite's own temporary one when it has no path.

    Every method raises PageStoreError where SQLite fails, and BrokenFileError where the file is damaged.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self._connection = connection
        self._file = StoreFile(connection, path)
        self._results = ResultBatches(self._file)

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
            remove_file(path)
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
        return self._results.get(key)

    def all(self, keys: set[str]) -> Iterator[tuple[str, Made]]:
        """Yield what is stored under any of `keys`."""
        return self._results.all(keys)

    def keep(self, result: PageResult) -> PageResult:
        """Return `result` with the fields of its entries in the file."""
        return replace(result, entries=tuple(map(self.keep_entry, result.entries)))

    def keep_entry(self, entry: DesiredEntry) -> DesiredEntry:
        """Return `entry`, whose fields are packed, with its fields in the file."""
        held = entry.fields
        if not isinstance(held, PackedFields):
            raise AssertionError(entry.id)
        with told():
            cursor = self._connection.execute("INSERT INTO body (fields) VALUES (?)", (held.data,))
        return replace(entry, fields=self._file.stored(cursor.lastrowid or 0, held.check))

    def put(self, key: str, made: Made) -> Made:
        """Store `made`, whose entries have packed fields, under `key`, and return it with the fields in the file."""
        kept = made._replace(result=self.keep(made.result))
        rows = [entry.fields.row for entry in kept.result.entries if isinstance(entry.fields, StoredFields)]
        first, count = (rows[0], len(rows)) if rows else (0, 0)
        self._results.put(key, kept, first, count)
        return kept

    def keep_only(self, keys: set[str]) -> None:
        """Forget what is stored under other keys, and make everything since the store was opened last."""
        gone = self._results.keep_only(keys)
        with told():
            self._connection.executemany("DELETE FROM body WHERE id >= ? AND id < ?", ((a, a + n) for a, n in gone))
            self._connection.commit()

    def parts(self, name: str) -> Iterator[bytes]:
        """Yield the parts that are remembered under `name`, in order, as far as they are as they were written."""
        with told():
            query = "SELECT data, crc FROM part WHERE name = ? ORDER BY id"
            for data, crc in self._connection.execute(query, (name,)):
                if is_whole(data, crc):
                    yield data

    def add_part(self, name: str, data: bytes, *, instead: bool) -> None:
        """Remember a part more under `name`, or it alone (`instead`)."""
        with told():
            if instead:
                self._connection.execute("DELETE FROM part WHERE name = ?", (name,))
            row = (name, data, zlib.crc32(data))
            self._connection.execute("INSERT INTO part (name, data, crc) VALUES (?, ?, ?)", row)

    def put_part(self, name: str, number: int, data: bytes) -> None:
        """Remember a part instead of the one that `parts` yields as `number`, counted from 0, when all are whole."""
        with told():
            query = "SELECT id FROM part WHERE name = ? ORDER BY id LIMIT 1 OFFSET ?"
            row = self._connection.execute(query, (name, number)).fetchone()
            self._connection.execute("UPDATE part SET data = ?, crc = ? WHERE id = ?", (data, zlib.crc32(data), *row))

    def fields(self, row: int, check: int) -> JsonObject:
        """Return the fields in a row; see `StoreFile.fields`."""
        return self._file.fields(row, check)

    def make_again(self, lost: Callable[[int], JsonObject]) -> None:
        """Have fields that the file does not give back made again by `lost`; see `StoreFile.lost`."""
        self._file.lost = lost

    def discard(self) -> None:
        """Remove the file once nobody reads it any more: whoever opens it next makes it anew."""
        self._file.discard()

    def close(self) -> None:
        """Close the file now."""
        self._file.close()


def _opened(name: str, prepare: Callable[[sqlite3.Connection], None], path: Path | None = None) -> PageStore:
    connection: sqlite3.Connection | None = None
    try:
        with told():
            connection = sqlite3.connect(name, timeout=0, isolation_level=None, uri=name.startswith("file:"))
            prepare(connection)
            return PageStore(connection, path)
    except PageStoreError:
        if connection is not None:
            connection.close()
        raise


def _create(connection: sqlite3.Connection) -> None:
    for statement in filter(None, map(str.strip, _SCHEMA.split(";"))):
        connection.execute(statement)


def _code_of(connection: sqlite3.Connection) -> str:
    """Return what made the content of the file, "" when that is unknown."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'print'").fetchone():
        return ""
    row = connection.execute("SELECT code FROM print").fetchone()
    return str(row[0]) if row is not None else ""
