"""The SQLite file behind a rehearsal space: its connection, and one transaction per request.

Owns the connection, its settings and the transaction. Does not own what is stored: `schema` has the tables, `records`
reads and writes the rows, `store` opens a file and makes its spaces.

Durability: WAL with ``synchronous=NORMAL``. A commit is in the operating system's hands before its request is
answered, so killing the process at any instant loses no acknowledged write and leaves no half one. A power cut may
lose the last few commits, but never damages the file. Full synchronisation would cost one disk flush per request.
"""

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migrate.errors import ConfigurationError, MigrateError, StateError, TemporaryError
from migrate.rehearsal.ranks import Ranks
from migrate.rehearsal.schema import MIGRATIONS, migrate_schema, version_of

__all__ = ["Store", "Transaction", "as_told", "open_database", "telling"]

BUSY_MILLISECONDS = 30_000
_MAPPED_BYTES = 0x7FFF0000
"""The most that SQLite maps as it is usually built."""


class Transaction(sqlite3.Connection):
    """A connection inside a transaction; only `Store.read` and `Store.write` hand one out."""

    ranks: Ranks

    def undo(self, savepoint: str) -> None:
        """Undo what was written since a savepoint."""
        self.ranks.mistrust()
        self.execute(f"ROLLBACK TO {savepoint}")


class Store:
    """One open rehearsal file. Threads may share it; they take turns. Processes may share the file."""

    def __init__(self, connection: Transaction, path: Path | None) -> None:
        self.path = path
        self._connection = connection
        self._turn = threading.RLock()
        # A space in memory lives as long as somebody holds it; Python warns of a connection that nobody closed.
        self._closing = weakref.finalize(self, connection.close)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Give a view of one moment; nothing may be written through it."""
        with self._turn:
            yield from self._transaction("BEGIN", writing=False)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Give the only writer's turn; committed when the block ends, undone when it raises."""
        with self._turn:
            yield from self._transaction("BEGIN IMMEDIATE", writing=True)

    def close(self) -> None:
        """Close the file. The store cannot be used afterwards."""
        with self._turn:
            self._closing()

    def _transaction(self, begin: str, *, writing: bool) -> Iterator[Transaction]:
        connection = self._connection
        connection.execute(begin)
        connection.ranks.writing = writing
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.ranks.roll_back()
            # SQLite has rolled back by itself where the disk is full.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.ranks.commit()


def open_database(path: Path | None) -> Store:
    """Open, and when needed create, a rehearsal file with no space in it yet.

    Raises:
        ConfigurationError: the file cannot be opened or is no rehearsal file.
        StateError: the file was written by a newer version.
        TemporaryError: another process holds the file.
        MigrateError: the disk is full.

    """
    if path is not None:
        _make_folder(path.parent)
    with telling(path):
        connection = _connect(path)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return Store(connection, path)


def _prepare(connection: Transaction, path: Path | None) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    # Pages that are not cached are then read without a copy, which halves the cost of walking a large space.
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    connection.execute("PRAGMA temp_store = MEMORY")
    if version_of(connection) > len(MIGRATIONS):
        raise StateError(
            "the rehearsal space was written by a newer version of migrate",
            where=str(path),
            hint="Update migrate, or name another file",
        )
    migrate_schema(connection)
    connection.ranks.watch()


@contextmanager
def telling(path: Path | None) -> Iterator[None]:
    """Say what SQLite says of the file in words that a user can act on, as `open_database` raises them."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise as_told(error, path) from error


def as_told(error: sqlite3.DatabaseError, path: Path | None) -> MigrateError:
    """Return what is wrong with the file, and what to do about it."""
    where = str(path or "")
    # The lowest byte is the kind, the others say more (https://www.sqlite.org/rescode.html).
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return TemporaryError(
                "another process holds the rehearsal space", where=where, hint="Wait until it is done"
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return MigrateError(
                f"the rehearsal space cannot be written ({error})",
                where=where,
                hint="Make room on the disk, then run the same command again",
            )
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return ConfigurationError(
                f"the file is no rehearsal space, or a damaged one ({error})",
                where=where,
                hint="Name another file, or move this one and its state file away to begin anew",
            )
        case _:
            return ConfigurationError(
                f"the rehearsal space cannot be opened ({error})",
                where=where,
                hint="Check the path and its permissions",
            )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"the folder of the rehearsal space cannot be made ({error.strerror})",
            where=str(folder),
            hint="Name a file in a folder that you may write to",
        ) from error


def _connect(path: Path | None) -> Transaction:
    connection = sqlite3.connect(
        path or ":memory:",
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
        factory=Transaction,
    )
    connection.ranks = Ranks(connection)
    return connection
