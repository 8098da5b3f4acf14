"""A file of what pages became: results under the fingerprint of what they were made from, and the fields of entries.

Fields are read one entry at a time, when somebody looks at them. Owns the file and what may stand in it. Does not own
when a result still holds (`remembering`).

A result is a pickle, because that is read ten times faster than JSON. The file may come from anywhere, so reading it
makes nothing but the plain values that are listed here; a file with anything else in it counts as broken.
"""

import io
import pickle
import sqlite3
import weakref
from collections.abc import Callable, ItemsView, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from migrate.model.canonical import Json, JsonObject
from migrate.model.findings import Finding, Severity
from migrate.model.space import DesiredEntry, PublishState, Redirect, Schedule
from migrate.pipeline.packing import PackedFields, unpack_fields
from migrate.transform.context import AssetUse
from migrate.transform.lookups import Question
from migrate.transform.page_result import PageResult
from migrate.transform.redirects import Claim
from migrate.transform.references import Wanted
from migrate.transform.unique import UniqueValue
from migrate.transform.unmapped import UnmappedKey

__all__ = ["Made", "PageStore", "PageStoreError", "StoredFields"]

_SCHEMA = """
CREATE TABLE page (key TEXT PRIMARY KEY, first INTEGER NOT NULL, bodies INTEGER NOT NULL, made BLOB NOT NULL);
CREATE TABLE body (id INTEGER PRIMARY KEY, fields BLOB NOT NULL);
CREATE TABLE print (code TEXT NOT NULL);
"""
_VALUES: tuple[type, ...] = (
    AssetUse,
    Claim,
    DesiredEntry,
    Finding,
    PageResult,
    PublishState,
    Redirect,
    Schedule,
    Severity,
    UniqueValue,
    UnmappedKey,
    Wanted,
    ZoneInfo,
    date,
    datetime,
    frozenset,
    timedelta,
    timezone,
)
_BY_NAME: Mapping[tuple[str, str], type] = {(value.__module__, value.__qualname__): value for value in _VALUES}


class PageStoreError(Exception):
    """The file cannot be used: broken, of another make, or somebody else's at the moment."""


class Made(NamedTuple):
    """What a page became, and what it asked of the rest of the site."""

    result: PageResult
    questions: tuple[Question, ...]
    answers: str
    """Fingerprint of the answers."""


class PageStore:
    """One open file; SQLite's own temporary one when it has no path."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        weakref.finalize(self, connection.close)

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
            connection.execute("PRAGMA synchronous = NORMAL")
            # All of a run's changes are one transaction: a run that ends early leaves the file as it was.
            connection.execute("BEGIN IMMEDIATE")
            if _code_of(connection) != code:
                for name in ("page", "body", "print"):
                    connection.execute(f"DROP TABLE IF EXISTS {name}")
                _create(connection)
                connection.execute("INSERT INTO print VALUES (?)", (code,))

        try:
            return _opened(str(path), prepare)
        except _BrokenFileError:
            # It only saves work, so a broken one is made anew.
            path.unlink(missing_ok=True)
            return _opened(str(path), prepare)

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
        row = self._connection.execute("SELECT made FROM page WHERE key = ?", (key,)).fetchone()
        return self._read(row[0]) if row is not None else None

    def all(self, keys: set[str]) -> Iterator[tuple[str, Made]]:
        """Yield what is stored under any of `keys`."""
        for key, made in self._connection.execute("SELECT key, made FROM page"):
            read = self._read(made) if key in keys else None
            if read is not None:
                yield key, read

    def keep(self, result: PageResult) -> PageResult:
        """Return `result` with the fields of its entries in the file."""
        return replace(result, entries=tuple(map(self.keep_entry, result.entries)))

    def keep_entry(self, entry: DesiredEntry) -> DesiredEntry:
        """Return `entry`, whose fields are packed, with its fields in the file."""
        if not isinstance(entry.fields, PackedFields):
            raise AssertionError(entry.id)
        cursor = self._connection.execute("INSERT INTO body (fields) VALUES (?)", (entry.fields.data,))
        return replace(entry, fields=StoredFields(self, cursor.lastrowid or 0))

    def put(self, key: str, made: Made) -> Made:
        """Store `made`, whose entries have packed fields, under `key`, and return it with the fields in the file."""
        kept = made._replace(result=self.keep(made.result))
        rows = [entry.fields.row for entry in kept.result.entries if isinstance(entry.fields, StoredFields)]
        data = _written(tuple(kept))
        first, count = (rows[0], len(rows)) if rows else (0, 0)
        self._connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", (key, first, count, data))
        return kept

    def keep_only(self, keys: set[str]) -> None:
        """Forget what is stored under other keys, and make everything since the store was opened last."""
        rows = self._connection.execute("SELECT key, first, bodies FROM page").fetchall()
        gone = [(key, first, count) for key, first, count in rows if key not in keys]
        self._connection.executemany("DELETE FROM body WHERE id >= ? AND id < ?", ((a, a + n) for _, a, n in gone))
        self._connection.executemany("DELETE FROM page WHERE key = ?", ((key,) for key, _, _ in gone))
        self._connection.commit()

    def fields(self, row: int) -> JsonObject:
        """Return the fields in a row."""
        (data,) = self._connection.execute("SELECT fields FROM body WHERE id = ?", (row,)).fetchone()
        return unpack_fields(data)

    def _read(self, data: bytes) -> Made | None:
        try:
            return Made(*_Reading(io.BytesIO(data), self).load())
        except Exception:  # noqa: BLE001 - a pickle that is not ours may raise anything; the page is made anew
            return None


@dataclass(frozen=True, slots=True)
class StoredFields(Mapping[str, Json]):
    """The fields of an entry in a `PageStore`; looking into them reads them each time."""

    store: PageStore
    row: int

    def __getitem__(self, key: str) -> Json:
        return self.store.fields(self.row)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.store.fields(self.row))

    def __len__(self) -> int:
        return len(self.store.fields(self.row))

    def items(self) -> ItemsView[str, Json]:
        """Return all fields, read once."""
        return self.store.fields(self.row).items()


def _by_values(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    """Return how a dataclass is written: as a call with its values, which is read thrice as fast as its state."""
    names = [each.name for each in fields(kind)]
    return lambda value: (kind, tuple(getattr(value, name) for name in names))


_WRITING: dict[type, Callable[[Any], tuple[type, tuple[Any, ...]]]] = {
    **{kind: _by_values(kind) for kind in _VALUES if is_dataclass(kind)},
    # Which store it is, whoever reads it knows.
    StoredFields: lambda value: (StoredFields, (value.row,)),
}


def _written(value: object) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = _WRITING
    pickler.dump(value)
    return buffer.getvalue()


class _Reading(pickle.Unpickler):
    """Makes the values of `_VALUES` and nothing else (https://docs.python.org/3/library/pickle.html#restricting-globals)."""

    def __init__(self, file: io.BytesIO, store: PageStore) -> None:
        super().__init__(file)
        self._store = store

    def find_class(self, module: str, name: str) -> Any:
        """Return a value's class."""
        if name == "StoredFields":
            return self._stored
        return _BY_NAME[module, name]

    def _stored(self, row: int) -> StoredFields:
        return StoredFields(self._store, row)


class _BrokenFileError(PageStoreError):
    """Not a database, or a damaged one."""


def _opened(name: str, prepare: Callable[[sqlite3.Connection], None]) -> PageStore:
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(name, timeout=0, isolation_level=None, uri=name.startswith("file:"))
        prepare(connection)
        return PageStore(connection)
    except PageStoreError:
        _close(connection)
        raise
    except sqlite3.OperationalError as error:
        _close(connection)
        raise PageStoreError(str(error)) from error
    except sqlite3.DatabaseError as error:
        _close(connection)
        raise _BrokenFileError(str(error)) from error


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()


def _create(connection: sqlite3.Connection) -> None:
    for statement in filter(None, map(str.strip, _SCHEMA.split(";"))):
        connection.execute(statement)


def _code_of(connection: sqlite3.Connection) -> str:
    """Return what made the content of the file, "" when that is unknown."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'print'").fetchone():
        return ""
    row = connection.execute("SELECT code FROM print").fetchone()
    return str(row[0]) if row is not None else ""
