"""The state file: opening, versions, locking, transactions.

Owns the SQLite connection and the facts about the file as a whole. The tables belong to the modules beside it.
"""

import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from migrate.errors import ConfigurationError, MigrateError, StateError
from migrate.load.clock import SYSTEM_CLOCK, Clock
from migrate.load.state.base import BaseTable
from migrate.load.state.journal import Journal, RunRecord
from migrate.load.state.lock import Lock
from migrate.load.state.seen import SeenTable
from migrate.load.state.sources import SourceTable
from migrate.model.space import EntityKey, RemoteEntity, Target
from migrate.plan.agreed import agree
from migrate.plan.rollback import BeforeImage
from migrate.plan.views import Remote

__all__ = ["STATE_VERSION", "State", "open_state"]

STATE_VERSION = 1


class State:
    """Everything that is remembered of one environment. Opened with `open_state`."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, *, writable: bool) -> None:
        self._connection = connection
        self._lock = Lock(connection, clock)
        self.clock = clock
        self.writable = writable
        self.base = BaseTable(connection)
        self.seen = SeenTable(connection)
        self.journal = Journal(connection)
        self.sources = SourceTable(connection)

    def lock(self, run: str) -> None:
        """Take the lock under a name that nobody else has; `LockedError` when another run holds it."""
        self._lock.take(run)

    def alive(self) -> None:
        """Renew the lock when it is time to."""
        self._lock.renew()

    def unlock(self) -> None:
        """Give the lock back."""
        self._lock.release()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one change of the file: all of it or nothing."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            _roll_back(self._connection)
            raise
        self._connection.execute("COMMIT")

    def fact(self, name: str) -> str:
        """Return a fact about the file as a whole, "" when it is not known."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row is not None else ""

    def set_fact(self, name: str, value: str) -> None:
        """Store a fact about the file as a whole."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def runs(self) -> tuple[RunRecord, ...]:
        """Return all runs, the latest first."""
        return self.journal.runs()

    def images(self, run: str) -> Sequence[BeforeImage]:
        """Return how entities were before a run.

        Raises:
            ConfigurationError: there was no such run.
        """
        if run not in {record.id for record in self.runs()}:
            raise ConfigurationError(
                f'there is no run "{run}" in the state file', hint="List the runs with `migrate status`"
            )
        return tuple(self.journal.images(run))

    def accept(self, keys: Sequence[EntityKey], remote: Remote) -> int:
        """Agree to what editors did to the entities named, so that it is no drift any more; return how many."""
        accepted = 0
        with self.transaction():
            for key in keys:
                agreed = agree(key, remote, self.base)
                if agreed is not None:
                    memory, version = agreed
                    self.base.remember(key, memory, version=version, ours=None, theirs=None)
                    accepted += 1
        return accepted

    def contradiction(self) -> str:
        """Return a sentence about how memory and mirror contradict each other, "" when they do not."""
        (remembered, present, older) = self._connection.execute(
            "SELECT count(*), count(seen.id), coalesce(sum(seen.version < base.version), 0) FROM base "
            "LEFT JOIN seen INDEXED BY seen_head ON seen.type = base.type AND seen.id = base.id"
        ).fetchone()
        if remembered and not present:
            return f"the state file remembers {remembered} entities, and the space holds none of them"
        if older:
            return f"{older} entities of the space are older than what the state file remembers to have written"
        return ""

    def entity(self, key: EntityKey) -> RemoteEntity | None:
        """Return an entity as it was seen last."""
        return self.seen.entity(key)


def _roll_back(connection: sqlite3.Connection) -> None:
    # SQLite has done so by itself where the disk is full.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


@contextmanager
def open_state(path: Path, target: Target, *, writable: bool, clock: Clock = SYSTEM_CLOCK) -> Iterator[State]:
    """Open the state file of one environment; it is made when it is not there.

    Args:
        path: where the file is, or shall be.
        target: the environment that it is about.
        writable: False leaves the file as it is, whatever is done to the state: a dry run works on a copy.
        clock: the source of time.

    Raises:
        StateError: the file is damaged, newer than this program, or about another environment.
        LockedError: it is to be written, and another run holds it.
        ConfigurationError: there can be no file, or it may not be read or written.
        MigrateError: it cannot be written to any more, such as on a full disk.
    """
    with _telling(path):
        yield from _opened(path, target, writable=writable, clock=clock)


def _opened(path: Path, target: Target, *, writable: bool, clock: Clock) -> Iterator[State]:
    connection = _connect(path, writable=writable)
    try:
        _check(connection, path, target)
        state = State(connection, clock, writable=writable)
        if not writable:
            yield state
            return
        # Before anything is read: even settling what a killed run left would disturb a run that is alive.
        state.lock(uuid.uuid4().hex)
        try:
            yield state
        finally:
            state.unlock()
    finally:
        connection.close()


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say what SQLite says, however late it notices: it reads a page of the file when somebody needs it."""
    try:
        yield
    except sqlite3.ProgrammingError:
        # Our own mistake, not the file's.
        raise
    except sqlite3.DatabaseError as error:
        raise _as_told(error, path) from error


def _as_told(error: sqlite3.DatabaseError, path: Path) -> MigrateError:
    # The lowest byte is the kind, the others say more (https://www.sqlite.org/rescode.html).
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return MigrateError(
                f"the state file cannot be written: {error}",
                where=str(path),
                hint="Make room on the disk, then run the same command again; it goes on where it stopped",
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ConfigurationError(
                f"the state file cannot be used: {error}",
                where=str(path),
                hint="Check the path and its permissions, or name another file with --state",
            )
        case _:
            return StateError(
                f"the file is no state file, or a damaged one: {error}",
                where=str(path),
                hint="Move it away; what it held is then rebuilt from the space. Or name another one with --state",
            )


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    if writable:
        path.parent.mkdir(parents=True, exist_ok=True)
    # The empty name is a private database that SQLite keeps on disk when it is large and removes on close.
    connection = sqlite3.connect(path if writable else "", isolation_level=None, timeout=10, cached_statements=256)
    try:
        if writable:
            connection.execute("PRAGMA journal_mode = WAL")
            # A killed process loses nothing; only a power cut may take the last moments, which the space still knows.
            connection.execute("PRAGMA synchronous = NORMAL")
        elif path.exists():
            _copy(path, connection)
        connection.execute("PRAGMA cache_size = -16000")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _copy(path: Path, connection: sqlite3.Connection) -> None:
    source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        source.backup(connection)
    finally:
        source.close()


def _script(name: str) -> str:
    return files("migrate.load.state").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _check(connection: sqlite3.Connection, path: Path, target: Target) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not tables:
        connection.executescript(f"BEGIN;{_script('schema')};COMMIT;")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("version", str(STATE_VERSION)), ("space", target.space), ("environment", target.environment)],
        )
    # A file that an earlier version made has not all of them.
    connection.executescript(_script("indexes"))
    facts = dict(connection.execute("SELECT name, value FROM meta"))
    if facts.get("version") != str(STATE_VERSION):
        raise StateError(
            f"the state file has version {facts.get('version')}, and this program knows version {STATE_VERSION}",
            where=str(path),
            hint="Use the program that wrote it, or move the file away to have it rebuilt from the space",
        )
    there = (facts.get("space"), facts.get("environment"))
    if there != (target.space, target.environment):
        raise StateError(
            f"the state file is about space {there[0]}, environment {there[1]}, and not about space {target.space}, "
            f"environment {target.environment}",
            where=str(path),
            hint="Name another state file with --state",
        )
