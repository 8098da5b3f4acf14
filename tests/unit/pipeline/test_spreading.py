import gc
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.load import load_mapping
from migrate.model.space import DesiredEntry, DesiredSpace, PublishState, Target
from migrate.pipeline.spooling import Spool, packed, spool_entries, unpacked
from migrate.pipeline.spreading import Spread
from migrate.report.export import export_ndjson
from migrate.transform import build_space

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 1, tzinfo=UTC)

# Tests that run side by side have threads; from 3.12 on Python warns of forking beside them.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")

ENTRY = DesiredEntry(
    id="b",
    content_type="post",
    fields={"title": {"en-US": "A title – with a dash"}, "size": {"en-US": 1.5}},
    tags=("tag",),
    publish=PublishState.PUBLISHED,
    schedule=(),
    sources={"en-US": "content/b.md"},
    urls={},
    findings=(),
)


def sample_space(spread: Spread) -> DesiredSpace:
    """Return the desired space of the sample site."""
    site = read_site(ROOT / "data", now=NOW)
    rules = load_mapping(ROOT / "mappings" / "sample.yaml")
    target = Target("rehearsal", "master", "", rehearsal=True)
    return build_space(site, rules, target, NOW, map_pages=spread.map_pages, collect=spread.collect)


@pytest.fixture(scope="module")
def in_one_process() -> bytes:
    """Return the export of the sample site, made in one process and in memory."""
    return b"".join(export_ndjson(sample_space(Spread(workers=1))))


def test_workers_change_no_byte(in_one_process: bytes) -> None:
    """Two processes give the same export as one."""
    assert b"".join(export_ndjson(sample_space(Spread(workers=2)))) == in_one_process


def test_the_disk_changes_no_byte(in_one_process: bytes) -> None:
    """Entries kept on disk give the same export as those in memory."""
    assert b"".join(export_ndjson(sample_space(Spread(workers=2, in_memory=10)))) == in_one_process


def test_many_entries_are_kept_on_disk() -> None:
    """More entries than may stay in memory become a spool."""
    entries = [replace(ENTRY, id=f"e{number}") for number in range(4)]
    assert isinstance(Spread(in_memory=3).collect(entries), Spool)


def test_few_entries_stay_in_memory() -> None:
    """A small site needs no file."""
    assert Spread(in_memory=3).collect([ENTRY]) == (ENTRY,)


def test_results_keep_the_order_of_the_pages() -> None:
    """However the chunks are done, the results stand in the order of the items."""
    items = range(1000)
    assert list(Spread(workers=2).map(str, items)) == [str(number) for number in items]


def test_workers_are_other_processes() -> None:
    """With two workers nothing is done by the process that asks."""
    pids = set(Spread(workers=2).map(lambda _: os.getpid(), range(200)))
    assert os.getpid() not in pids


def test_few_pages_start_no_process() -> None:
    """A small site is converted where it was read."""
    assert set(Spread().map(lambda _: os.getpid(), range(20))) == {os.getpid()}


def test_no_process_is_forked_beside_a_thread() -> None:
    """While another thread runs, everything is done by the process that asks."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    pids = set(Spread().map(lambda _: os.getpid(), range(1000)))
    stop.set()
    thread.join()
    assert pids == {os.getpid()}


def test_a_killed_worker_costs_time_only() -> None:
    """What a worker did not finish is done by the process that asks."""
    own = os.getpid()

    def work(number: int) -> int:
        if number == 60 and os.getpid() != own:
            os._exit(9)
        return number

    assert list(Spread(workers=2).map(work, range(120))) == list(range(120))


def test_an_error_in_a_worker_is_raised_here() -> None:
    """What a page raises reaches the one who asked for it."""
    with pytest.raises(ZeroDivisionError):
        list(Spread(workers=2).map(lambda number: 1 // (number - 60), range(120)))


def test_the_collector_works_as_before_afterwards() -> None:
    """The rest of the garbage collector ends with the work."""
    before = gc.get_threshold()
    list(Spread(workers=1).map(str, range(3)))
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def spooled(ids: Sequence[str]) -> Spool:
    """Return a spool of entries with these ids, written in this order."""
    return spool_entries(replace(ENTRY, id=held) for held in ids)


def test_a_spool_is_sorted_by_id() -> None:
    """Whatever the order of writing, entries are read by id."""
    assert [entry.id for entry in spooled(["c", "a", "b"])] == ["a", "b", "c"]


def test_a_spool_gives_entries_back_whole() -> None:
    """What was written is read, fields as plain JSON included."""
    assert list(spool_entries([ENTRY])) == [ENTRY]


def test_a_spool_is_a_sequence() -> None:
    """Length, places, places from the end and slices are those of the sorted entries."""
    spool = spooled(["c", "a", "b"])
    assert (len(spool), spool[0].id, spool[-1].id) == (3, "a", "c")
    assert [entry.id for entry in spool[1:]] == ["b", "c"]


def test_a_spool_can_be_read_twice_at_once() -> None:
    """One reading does not disturb another."""
    spool = spooled(["a", "b", "c"])
    assert [(one.id, other.id) for one, other in zip(spool, spool, strict=True)] == [("a", "a"), ("b", "b"), ("c", "c")]


def test_packed_fields_can_be_looked_into() -> None:
    """Fields that are packed answer as fields do."""
    fields = packed(ENTRY).fields
    assert (fields["size"], sorted(fields), len(fields)) == ({"en-US": 1.5}, ["size", "title"], 2)


def test_packing_loses_nothing() -> None:
    """An entry that was packed and unpacked is the same."""
    assert unpacked(packed(ENTRY)) == ENTRY
