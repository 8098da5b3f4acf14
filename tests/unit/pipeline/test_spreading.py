import gc
import os
import select
import threading
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.load import load_mapping
from migrate.model.space import DesiredSpace, Target
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.spreading import Spread
from migrate.report.export import export_ndjson
from migrate.transform import build_space

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 1, tzinfo=UTC)

# Tests that run side by side have threads; from 3.12 on Python warns of forking beside them.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")


def sample_space(spread: Spread) -> DesiredSpace:
    """Return the desired space of the sample site."""
    site = read_site(ROOT / "data", now=NOW)
    rules = load_mapping(ROOT / "mappings" / "sample.yaml")
    target = Target("rehearsal", "master", "", rehearsal=True)
    return build_space(site, rules, target, NOW, work=PageMemory(spread=spread))


@pytest.fixture(scope="module")
def in_one_process() -> bytes:
    """Return the export of the sample site, made in one process and in memory."""
    return b"".join(export_ndjson(sample_space(Spread(workers=1))))


def test_workers_change_no_byte(in_one_process: bytes) -> None:
    """Two processes give the same export as one."""
    assert b"".join(export_ndjson(sample_space(Spread(workers=2)))) == in_one_process


def test_results_keep_the_order_of_the_pages() -> None:
    """However the chunks are done, the results stand in the order of the items."""
    items = range(1000)
    assert list(Spread(workers=2).map(str, items)) == [str(number) for number in items]


def test_workers_give_results_the_form_in_which_they_are_sent() -> None:
    """It is made where the work is done, and where nothing is sent it is not made."""

    def sent(result: str) -> str:
        return f"{result} sent by {os.getpid()}"

    barrier = get_context("fork").Barrier(2)
    met: set[int] = set()

    def work(number: int, hint: str | None = None, /) -> str:
        if os.getpid() not in met:
            met.add(os.getpid())
            barrier.wait(20)
        return shown(number, hint)

    apart = list(Spread(workers=2).map_revised(work, range(400), every_seventh, sent))
    assert any(" sent by " in result for result in apart)
    assert not any(f"sent by {os.getpid()}" in result for result in apart)
    assert not any("sent" in result for result in Spread(workers=1).map_revised(shown, range(30), every_seventh, sent))


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


@pytest.mark.parametrize(("long", "far"), [(5, 250), (396, 399)])
def test_one_long_piece_of_work_keeps_nobody_waiting(long: int, far: int) -> None:
    """The other worker goes on with many pages, and at the end with each of the last ones."""
    heard, told = os.pipe()

    def work(number: int) -> bool:
        if number == long:
            # Until the other worker is that far, or never will be.
            return bool(select.select([heard], [], [], 20)[0])
        if number == far:
            os.write(told, b"!")
        return True

    try:
        assert all(Spread(workers=2).map(work, range(400)))
    finally:
        os.close(heard)
        os.close(told)


def shown(number: int, hint: str | None = None, /) -> str:
    """Work that shows what it was told."""
    return f"{number} {hint or 'at first'}"


def every_seventh(position: int, first: str) -> str | None:
    """Ask for each seventh item to be worked on again."""
    return f"after {first}" if position % 7 == 3 else None


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_asked_for_is_made_again(workers: int) -> None:
    """Results stand in order, also those made again, and each is asked about once, in order."""
    asked: list[int] = []

    def revise(position: int, first: str) -> str | None:
        asked.append(position)
        return every_seventh(position, first)

    numbers = range(500, 1000)
    made = list(Spread(workers=workers).map_revised(shown, numbers, revise))
    firsts = [shown(number) for number in numbers]
    hints = [every_seventh(position, first) for position, first in enumerate(firsts)]
    assert made == [shown(number, hint) for number, hint in zip(numbers, hints, strict=True)]
    assert asked == list(range(500))


def test_an_error_in_a_worker_is_raised_here() -> None:
    """What a page raises reaches the one who asked for it."""
    with pytest.raises(ZeroDivisionError):
        list(Spread(workers=2).map(lambda number: 1 // (number - 60), range(120)))


def test_the_collector_works_as_before_afterwards() -> None:
    """The rest of the garbage collector ends with the work."""
    before = gc.get_threshold()
    list(Spread(workers=1).map(str, range(3)))
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_workers_are_replaced_before_they_hold_a_copy_of_everything() -> None:
    """On a large site new workers take over now and then, and the results stand in order all the same."""
    work = Spread(workers=2, renew_after=100)
    assert list(work.map(str, range(250))) == [str(number) for number in range(250)]
    own = os.getpid()
    heard, told = os.pipe()
    begun: set[int] = set()

    def whose(number: int) -> int:
        if number // 100 not in begun:
            begun.add(number // 100)
            # The process that asks waits for the worker, or it might do all of this by itself.
            assert (
                select.select([heard], [], [], 20)[0] and os.read(heard, 1)
                if os.getpid() == own
                else os.write(told, b"!")
            )
        return os.getpid()

    try:
        pids = list(work.map(whose, range(250)))
    finally:
        os.close(heard)
        os.close(told)
    crews = [set(pids[start : start + 100]) - {own} for start in (0, 100, 200)]
    assert [len(crew) for crew in crews] == [1, 1, 1]
    assert len(set.union(*crews)) == 3


def test_a_worker_that_is_killed_late_costs_time_only() -> None:
    """What earlier workers have done is not done again."""
    own = os.getpid()

    def work(number: int) -> int:
        if number == 150 and os.getpid() != own:
            os._exit(9)
        return number

    assert list(Spread(workers=2, renew_after=100).map(work, range(250))) == list(range(250))
