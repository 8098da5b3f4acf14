import os
import select
import threading
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from multiprocessing import get_context
from typing import cast

import pytest

from migrate.workers import processes_for, share

# Tests that run side by side have threads; from 3.12 on Python warns of forking beside them.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")

PROCESSES = (1, 2, 3)


def by_all(processes: int) -> Callable[[int], int]:
    """Return work that tells which process did it; each does nothing until all have begun."""
    barrier = get_context("fork").Barrier(processes)
    met: set[int] = set()

    def work(_number: int) -> int:
        if os.getpid() not in met:
            met.add(os.getpid())
            barrier.wait(20)
        return os.getpid()

    return work


@pytest.mark.parametrize("processes", PROCESSES)
@pytest.mark.parametrize("count", [0, 1, 2, 57])
def test_results_stand_in_order(processes: int, count: int) -> None:
    """However many work, and however much there is."""
    assert list(share(str, count, processes, ahead=8)) == [str(number) for number in range(count)]


@pytest.mark.parametrize("processes", PROCESSES)
def test_all_processes_work(processes: int) -> None:
    """The one that asks takes its share."""
    done = set(share(by_all(processes), 60, processes, ahead=16))
    assert len(done) == processes
    assert os.getpid() in done


def test_only_results_of_others_are_made_ready_for_sending() -> None:
    """What is made here is given as it is."""

    def sent(result: tuple[int, str]) -> tuple[int, str]:
        return result[0], f"sent by {os.getpid()}"

    whose = by_all(2)
    for pid, how in share(lambda number: (whose(number), "as it is"), 60, 2, ahead=16, sent=sent):
        assert how == ("as it is" if pid == os.getpid() else f"sent by {pid}")


@pytest.mark.parametrize("processes", PROCESSES)
def test_nothing_is_begun_too_far_ahead(processes: int) -> None:
    """While one result is held, no more than so many pieces after it are begun."""
    heard, told = os.pipe()
    os.set_blocking(heard, False)

    def work(number: int) -> int:
        os.write(told, number.to_bytes(1, "big"))
        return number

    results = share(work, 100, processes, ahead=7)
    try:
        for number in results:
            assert max(_read(heard), default=0) < number + 7
    finally:
        os.close(heard)
        os.close(told)


def _read(heard: int) -> Iterator[int]:
    try:
        yield from os.read(heard, 1000)
    except BlockingIOError:
        return


@pytest.mark.parametrize("pieces", [0, 1, 5])
def test_what_a_killed_worker_had_is_done_here(pieces: int) -> None:
    """It costs time, and nothing else, however much it had done."""
    own = os.getpid()
    whose = by_all(3)
    done: list[int] = []

    def work(number: int) -> int:
        whose(number)
        done.append(number)
        if len(done) > pieces and os.getpid() != own:
            os._exit(9)
        return number

    assert list(share(work, 60, 3, ahead=9)) == list(range(60))


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    """All results before it are there, and the traceback is that of the work itself."""
    results = share(lambda number: 1 / (number - 40), 60, 2, ahead=60)
    assert len(list(islice(results, 40))) == 40
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.parametrize("missing", ["Pipe", "Process"])
def test_where_the_system_has_nothing_left_all_is_made_here(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a lack of open files nor one of processes ends the work, and nothing stays open."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(24, "Too many open files")

    context = get_context("fork")
    if missing == "Pipe":
        monkeypatch.setattr(context, "Pipe", refuse)
    else:
        monkeypatch.setattr(context.Process, "start", refuse)
    monkeypatch.setattr("migrate.workers.get_context", lambda _name: context)
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # only their number
    assert list(share(whose_pid, 30, 3, ahead=9)) == [os.getpid()] * 30
    assert len(os.listdir("/proc/self/fd")) == files  # noqa: PTH208  # only their number


def whose_pid(_number: int) -> int:
    """Work that tells which process did it."""
    return os.getpid()


def test_what_cannot_be_sent_is_made_here() -> None:
    """A result that pickle refuses is the same result."""

    def work(number: int) -> Callable[[], int]:
        return lambda: number

    assert [made() for made in share(work, 40, 2, ahead=10)] == list(range(40))


def test_results_larger_than_a_pipe_keep_nobody_waiting() -> None:
    """A worker goes on while nobody reads what it has made."""
    own = os.getpid()
    heard, told = os.pipe()

    def work(number: int) -> bytes:
        if os.getpid() == own:
            # Until the other one is far ahead, or never will be.
            assert number or select.select([heard], [], [], 20)[0]
        elif number > 6:
            os.write(told, b"!")
        return bytes(1 << 20)

    try:
        assert all(len(result) == 1 << 20 for result in share(work, 20, 2, ahead=20))
    finally:
        os.close(heard)
        os.close(told)


def test_no_process_stays_when_nobody_wants_more() -> None:
    """Whoever leaves early leaves nothing behind: no worker, no open file."""
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # only their number
    results = cast("Generator[int]", share(by_all(3), 1_000, 3, ahead=50))
    pids = set(islice(results, 60))
    results.close()
    assert len(pids) == 3
    assert len(os.listdir("/proc/self/fd")) == files  # noqa: PTH208
    for pid in pids - {os.getpid()}:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_processes_end_with_the_one_that_forked_them() -> None:
    """A worker whose parent is gone does not stay behind, even with much to send."""
    heard, told = os.pipe()
    if not os.fork():
        whose = by_all(3)
        pids = {pid for pid, _ in islice(share(lambda number: (whose(number), bytes(1 << 19)), 500, 3, ahead=400), 90)}
        os.write(told, bytes([len(pids)]))
        os._exit(0)
    os.close(told)
    with os.fdopen(heard, "rb", buffering=0) as pipe:
        # It ends when nobody holds the other end any more.
        read = b""
        while select.select([pipe], [], [], 20)[0] and (data := pipe.read(10)):
            read += data
        assert not select.select([pipe], [], [], 0)[0] or not pipe.read(1)
    os.wait()
    assert read == bytes([3])


def test_one_process_where_more_do_not_pay() -> None:
    """Little work, or a thread beside it, and nothing is forked."""
    assert processes_for(9, at_least=10) == 1
    assert processes_for(10, at_least=10) == (os.cpu_count() or 1)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    assert processes_for(10, at_least=10) == 1
    stop.set()
    thread.join()
