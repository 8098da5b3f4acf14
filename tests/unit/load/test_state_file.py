"""The state file: locks, versions, contradictions, and what a killed run leaves behind."""

import os
import resource
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError, LockedError, MigrateError, StateError
from migrate.load import RunStatus, open_state
from migrate.load.state.journal import Write
from migrate.load.state.lock import LOCK_SECONDS
from migrate.model.plan import Memory
from migrate.model.space import EntityKey, EntityType, PublishState, RemoteEntity
from tests.faults.bench import TARGET, VirtualClock

KEY = EntityKey(EntityType.ENTRY, "a")


def test_the_second_run_is_locked_out(tmp_path: Path) -> None:
    """While one run has the file open another one stops with exit code 11 and says who it is."""
    path = tmp_path / "state.db"
    with open_state(path, TARGET, writable=True):
        with pytest.raises(LockedError, match=str(os.getpid())) as caught, open_state(path, TARGET, writable=True):
            pass
        assert caught.value.exit_code == 11
        with open_state(path, TARGET, writable=False):
            pass
    with open_state(path, TARGET, writable=True):
        pass


def test_a_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    """A lock whose process has died on this machine holds nobody up."""
    path = tmp_path / "state.db"
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    with open_state(path, TARGET, writable=True):
        pass
    _hold(path, f"{socket.gethostname()}:{child}", expires=2**40)
    with open_state(path, TARGET, writable=True):
        pass


def test_a_lock_of_another_machine_expires(tmp_path: Path) -> None:
    """A lock of another machine counts until it has had no sign of life for its whole time."""
    path, clock = tmp_path / "state.db", VirtualClock()
    with open_state(path, TARGET, writable=True, clock=clock):
        pass
    _hold(path, "elsewhere:1", expires=clock.now().timestamp() + LOCK_SECONDS)
    with pytest.raises(LockedError), open_state(path, TARGET, writable=True, clock=clock):
        pass
    clock.start += LOCK_SECONDS + 1
    with open_state(path, TARGET, writable=True, clock=clock):
        pass


def test_a_long_run_keeps_its_lock(tmp_path: Path) -> None:
    """Signs of life renew the lock; losing it to another run ends this one."""
    path, clock = tmp_path / "state.db", VirtualClock()
    with open_state(path, TARGET, writable=True, clock=clock) as state:
        expires = _expires(path)
        clock.elapsed += LOCK_SECONDS / 2
        state.alive()
        assert _expires(path) > expires
        _hold(path, "elsewhere:1", expires=2**40)
        clock.elapsed += LOCK_SECONDS / 2
        with pytest.raises(LockedError, match="taken the lock over"):
            state.alive()


def test_a_run_on_a_machine_that_slept_keeps_its_lock(tmp_path: Path) -> None:
    """The clock that counts seconds may stand still while a machine sleeps; the time of day then renews the lock."""
    path, clock = tmp_path / "state.db", VirtualClock()
    with open_state(path, TARGET, writable=True, clock=clock) as state:
        clock.start += LOCK_SECONDS / 2
        state.alive()
        clock.start += LOCK_SECONDS * 0.9
        with pytest.raises(LockedError), open_state(path, TARGET, writable=True, clock=clock):
            pass


def test_another_environment_is_refused(tmp_path: Path) -> None:
    """A state file about one environment is not used for another one."""
    path = tmp_path / "state.db"
    with open_state(path, TARGET, writable=True):
        pass
    with (
        pytest.raises(StateError, match="environment staging") as caught,
        open_state(path, replace(TARGET, environment="staging"), writable=True),
    ):
        pass
    assert caught.value.exit_code == 7


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    """A file of a later version is not touched."""
    path = tmp_path / "state.db"
    with open_state(path, TARGET, writable=True):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'version'")
    connection.close()
    with pytest.raises(StateError, match="version 99"), open_state(path, TARGET, writable=True):
        pass


@pytest.mark.parametrize("writable", [True, False])
def test_a_damaged_file_is_told(tmp_path: Path, *, writable: bool) -> None:
    """What is no state file gives one sentence, with the file's name and what to do."""
    path = tmp_path / "state.db"
    path.write_bytes(b"this is no database at all, and long enough to look at" * 100)
    with pytest.raises(StateError, match=r"state\.db"), open_state(path, TARGET, writable=writable):
        pass


@pytest.mark.parametrize("writable", [True, False])
def test_a_file_that_is_damaged_further_in_is_told(tmp_path: Path, *, writable: bool) -> None:
    """SQLite notices when somebody reads that page, long after the file was opened."""
    path = tmp_path / "state.db"
    with open_state(path, TARGET, writable=True) as state, state.transaction():
        for number in range(2000):
            state.base.rebuild(
                EntityKey(EntityType.ENTRY, f"entry-{number:04}"),
                version=1,
                state=PublishState.DRAFT,
                side={"title": str(number)},
                certain=True,
            )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    told = pytest.raises(StateError, match=r"state\.db: .*damaged one: .*Move it away")
    with told, open_state(path, TARGET, writable=writable) as state:
        # The page may be the index's or the table's.
        for key in tuple(state.base.keys()):
            state.base.ours(key)


def test_what_was_uncertain_before_a_run_is_so_after_its_rollback(tmp_path: Path) -> None:
    """Where the state file was lost and somebody else had written, undoing a run does not make that certain."""
    there = RemoteEntity(KEY, "post", 3, 2, None, "", "", {"title": {"en-US": "x"}}, ("ours",))
    with open_state(tmp_path / "state.db", TARGET, writable=True) as state:
        state.journal.begin("one", "2026-11-23T00:00:00Z")
        state.base.rebuild(KEY, version=3, state=PublishState.DRAFT, side={"title": {"en-US": "x"}}, certain=False)
        state.journal.keep_image(KEY, there)
        state.base.remember(KEY, Memory("", None, PublishState.PUBLISHED), version=4, ours=None, theirs=None)
        (image,) = state.images("one")
        assert image.remembered is not None
        assert image.remembered.state is PublishState.DRAFT
        state.base.remember(KEY, image.remembered, version=5, ours=None, theirs=None)
        record = state.base.record(KEY)
    assert record is not None
    assert (record.certain, record.version) == (False, 0)


def test_a_path_that_cannot_be_one_is_no_damage(tmp_path: Path) -> None:
    """Nothing is to be moved away where no file can be."""
    told = pytest.raises(ConfigurationError, match="--state")
    with told, open_state(tmp_path, TARGET, writable=True):
        pass


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """It is neither damage nor usage, and what was done before stands."""
    path = tmp_path / "state.db"
    with open_state(path, TARGET, writable=True) as state:
        state.set_fact("known", "yes")
    # A file that may grow no more is the same to SQLite as a disk that is full.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        told = pytest.raises(MigrateError, match="Make room on the disk")
        with told as caught, open_state(path, TARGET, writable=True) as state, state.transaction():
            state.set_fact("more", "x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert type(caught.value) is MigrateError
    with open_state(path, TARGET, writable=False) as state:
        assert (state.fact("known"), state.fact("more")) == ("yes", "")


def test_a_dry_run_makes_no_file(tmp_path: Path) -> None:
    """Opening for reading leaves no file behind where there was none."""
    with open_state(tmp_path / "state.db", TARGET, writable=False) as state:
        assert state.base.count() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_sees_what_a_killed_run_wrote(tmp_path: Path) -> None:
    """The copy for reading holds what is still in the log of a process that was killed."""
    path = tmp_path / "state.db"
    child = os.fork()
    if child == 0:
        # Never closed, as by a kill: everything is in the write-ahead log.
        context = open_state(path, TARGET, writable=True)
        state = context.__enter__()
        state.journal.begin("r1", "2026-01-01T00:00:00+00:00")
        state.journal.intend(Write.PUT, KEY, version=None, digest="d")
        os._exit(0)
    os.waitpid(child, 0)
    with open_state(path, TARGET, writable=False) as state:
        assert [step.key for step in state.journal.open_steps()] == [KEY]
        assert [run.status for run in state.runs()] == [RunStatus.RUNNING]


def _hold(path: Path, holder: str, *, expires: float) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT OR REPLACE INTO lock VALUES (1, ?, 'other', '2026-01-01T00:00:00+00:00', ?)", (holder, expires)
    )
    connection.commit()
    connection.close()


def _expires(path: Path) -> float:
    connection = sqlite3.connect(path)
    (expires,) = connection.execute("SELECT expires FROM lock").fetchone()
    connection.close()
    return float(expires)
