"""Whatever goes wrong on the way, the space ends as if nothing had, and nobody's edit is lost."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from migrate.errors import TemporaryError
from migrate.load import ApplyOptions, RunStatus, State
from migrate.model.canonical import JsonObject
from migrate.model.space import DesiredSpace, EntityKey, EntityType, PublishState
from migrate.rehearsal import RehearsalOptions
from tests.faults.bench import EDITED, OWNER, Bench, asset, entry, site
from tests.faults.schedules import Fault, KilledError, Schedule, Trouble

SCHEDULES = int(os.environ.get("MIGRATE_SCHEDULES", "2000"))
FIRST = int(os.environ.get("MIGRATE_FIRST_SCHEDULE", "0"))
CHUNKS = 20
FAST = Path("/dev/shm")  # noqa: S108 -- a folder in memory, where there is one: thousands of small files are made

FIRST_SITE = site(
    [
        entry("a", links=["b"]),
        entry("b", links=["a"], image="x"),
        entry("c", publish=PublishState.DRAFT),
        entry("d", links=["a", "c"]),
    ],
    [asset("x")],
)
SECOND_SITE = site(
    [
        entry("a", links=["b", "e"]),
        entry("b", "A new title", links=["a"], image="x"),
        entry("c", publish=PublishState.PUBLISHED),
        entry("e", links=["d"]),
        entry("d", links=["a", "c"]),
    ],
    [asset("x"), asset("y")],
)
IDS = ("a", "b", "c", "d")


@pytest.fixture(scope="module")
def undisturbed() -> dict[EntityKey, JsonObject]:
    """Return the contents of the space after both syncs without any trouble."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.sync(FIRST_SITE)
        bench.sync(SECOND_SITE)
        return bench.contents()


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_trouble_changes_nothing(chunk: int, undisturbed: dict[EntityKey, JsonObject]) -> None:
    """Each seeded schedule of faults, edits and kills ends in the space that an undisturbed run makes."""
    size = SCHEDULES // CHUNKS
    for seed in range(FIRST + chunk * size, FIRST + (chunk + 1) * size):
        folder = Path(tempfile.mkdtemp(dir=FAST if FAST.is_dir() else None))
        try:
            _play(seed, folder, undisturbed)
        finally:
            shutil.rmtree(folder)


def _play(seed: int, folder: Path, undisturbed: dict[EntityKey, JsonObject]) -> None:
    bench = _bench(seed, folder)
    trouble = Trouble(bench, Schedule(seed, IDS))
    bench.meddle = trouble
    try:
        _persist(bench, trouble, FIRST_SITE)
        _persist(bench, trouble, SECOND_SITE)
        # The last sync of a cron job that meets no trouble puts right what was left open.
        trouble.active = False
        bench.clock.start += 3600
        bench.sync(SECOND_SITE)
        found = bench.contents()
        expected = _with_edits(undisturbed, found, trouble.edits)
        assert found == expected
        if seed % 4 == 0:
            assert bench.plan(SECOND_SITE).changes_anything is False
        _check_journal(bench)
    except BaseException:
        print("\n".join(trouble.story))
        print(
            f"reproduce: MIGRATE_FIRST_SCHEDULE={seed} MIGRATE_SCHEDULES={CHUNKS} pytest {__file__} -k 'chunk0 or [0]'"
        )
        raise


def _bench(seed: int, folder: Path) -> Bench:
    """Return a space whose abilities and speed change from seed to seed."""
    options = RehearsalOptions(
        bulk_entry_operations=seed % 3 == 0,
        processing_delay=(0.0, 0.4, 7.0)[seed % 5 % 3],
        job_delay=(0.0, 0.3)[seed % 2],
        rate_limit=7 if seed % 7 == 0 else None,
    )
    apply_options = ApplyOptions(bulk_entries_from=1 if seed % 2 else 50)
    return Bench(folder, options=options, apply_options=apply_options, direct=seed % 10 != 0)


def _persist(bench: Bench, trouble: Trouble, wanted: DesiredSpace) -> None:
    """Sync as a person would: again after a kill or when the space could not be reached."""
    for _ in range(30):
        try:
            bench.sync(wanted)
        except KilledError:
            trouble.dead = False
            for suffix in ("", "-wal", "-shm"):
                bench.state_path.with_name(bench.state_path.name + suffix).unlink(missing_ok=True)
                killed = bench.folder / f"killed.db{suffix}"
                if killed.exists():
                    killed.rename(bench.state_path.with_name(bench.state_path.name + suffix))
            # The lock of the dead process has expired by the time somebody starts it again.
            bench.clock.start += 3600
        except TemporaryError:
            bench.clock.start += 60
        else:
            return
    raise AssertionError("thirty attempts were not enough")


def _with_edits(
    undisturbed: dict[EntityKey, JsonObject], found: dict[EntityKey, JsonObject], edits: dict[str, str]
) -> dict[EntityKey, JsonObject]:
    """Return what the space shall hold: the site's content, and every note that an editor left."""
    expected = dict(undisturbed)
    for id_, note in edits.items():
        key = EntityKey(EntityType.ENTRY, id_)
        fields = undisturbed[key]["fields"]
        assert isinstance(fields, dict)
        # Whether it ends published is the editor's choice as well; that it keeps the site's content is ours.
        state = found[key]["state"]
        assert state in ("published", "changed", "draft")
        tags = found[key]["tags"]
        assert tags in ([OWNER], [OWNER, EDITED])
        expected[key] = {"fields": {**fields, "note": {"en-US": note}}, "tags": tags, "state": state}
    return expected


def _check_journal(bench: Bench) -> None:
    """Every run has ended, and no write is left whose fate nobody knows."""

    async def look(_space: object, state: object) -> None:
        assert isinstance(state, State)
        assert state.journal.open_steps() == []
        assert state.journal.unused_uploads() == []
        assert all(run.status is not RunStatus.RUNNING for run in state.runs())

    bench.with_state(look)


def test_every_kind_of_fault_is_played() -> None:
    """The schedules of the suite hold every kind of fault many times."""
    seen = dict.fromkeys(Fault, 0)
    for seed in range(200):
        schedule = Schedule(seed, IDS)
        for _ in range(50):
            fault = schedule.next()
            if fault is not None:
                seen[fault] += 1
    assert min(seen.values()) > 20
