"""Work shared between this process and forked ones.

Owns processes and the pipes between them; knows nothing of the work but that it has numbers. The results are the same,
in the same order, however many processes there are and whatever becomes of them: what a worker did not bring is done
here.

This process takes its share of the work, since a result that is made here need not be sent. Workers are forked,
because they then have everything as it is in memory: sending it to them, or reading it again, takes longer than the
work itself. Forking is safe only while no other thread runs.

Numbers wait in one pipe that all read from, so whoever is free takes the next, and nobody waits for somebody who has
a piece of work that takes as long as hundreds of others.
"""

import fcntl
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from typing import Generic, TypeVar

__all__ = ["processes_for", "share"]

_NUMBER = 4
"""Bytes of a number in the pipe. The system writes and reads so few at once, or not at all."""
_PIPE_BYTES = 1 << 20
"""What a worker can send before somebody reads; Linux lets every user have that much."""

Result = TypeVar("Result")


def processes_for(count: int, *, at_least: int) -> int:
    """Return how many processes to share `count` pieces of work between.

    One where forking is not safe, not possible, or does not pay, which it does from `at_least` pieces on.
    """
    safe = sys.platform == "linux" and threading.active_count() == 1 and not current_process().daemon
    return (os.cpu_count() or 1) if safe and count >= at_least else 1


def share(
    work: Callable[[int], Result],
    count: int,
    processes: int,
    *,
    ahead: int,
    sent: Callable[[Result], Result] | None = None,
) -> Iterator[Result]:
    """Yield ``work(0)``, ``work(1)`` … ``work(count - 1)``.

    Args:
        work: safe to call in any process; what it raises is raised here.
        count: number of pieces.
        processes: how many work, this one included.
        ahead: pieces that may be begun before an earlier one is taken, so that memory does not grow where the results
            are taken slowly.
        sent: gives a result the form in which a worker sends it; None = as it is.
    """
    if processes < 2 or count < 2:
        yield from map(work, range(count))
        return
    with _crew(work, min(processes, count) - 1, sent) as crew:
        done: dict[int, Result] = {}
        for number in range(count):
            crew.offer(min(number + ahead, count), last=count)
            while number not in done:
                done.update(crew.arrived())
                if number in done:
                    break
                mine = crew.take()
                if mine is None and crew.working:
                    done.update(crew.arrived(wait_for_one=True))
                else:
                    here = number if mine is None else mine
                    done[here] = work(here)
            yield done.pop(number)


class _Crew(Generic[Result]):
    """The workers, as seen from the process that forked them."""

    def __init__(self, numbers: int, offers: int, workers: list[Connection]) -> None:
        self._numbers, self._offers = numbers, offers
        self._workers = workers
        self._offered = 0
        self._open = True

    @property
    def working(self) -> bool:
        """Whether a worker is there that may still bring something."""
        return bool(self._workers)

    def offer(self, end: int, last: int) -> None:
        """Let everybody take numbers below `end`; with `last` all are out, and who finds none is done."""
        if not self._open:
            return
        for number in range(self._offered, end):
            os.write(self._offers, number.to_bytes(_NUMBER, "big"))
        self._offered = max(self._offered, end)
        if end == last:
            self.close()

    def take(self) -> int | None:
        """Take the next number for this process; None when there is none."""
        try:
            return _number(os.read(self._numbers, _NUMBER))
        except BlockingIOError:
            return None

    def arrived(self, *, wait_for_one: bool = False) -> dict[int, Result]:
        """Return what workers have brought since the last time."""
        results: dict[int, Result] = {}
        for worker in wait(self._workers, None if wait_for_one else 0):
            assert isinstance(worker, Connection)  # noqa: S101  # nothing else was waited for
            try:
                results.update(worker.recv())
            except (EOFError, OSError):
                # It has nothing left to do, or it was killed and what it had taken is lost. Nothing more is offered
                # then: the others end with what they have, and all that is missing is done here.
                self._workers.remove(worker)
                self.close()
        return results

    def close(self) -> None:
        """Offer nothing more."""
        if self._open:
            self._open = False
            os.close(self._offers)


@contextmanager
def _crew(work: Callable[[int], Result], size: int, sent: Callable[[Result], Result] | None) -> Iterator[_Crew[Result]]:
    numbers, offers = os.pipe()
    # Two may see the same number waiting, and one of them finds it gone.
    os.set_blocking(numbers, False)
    context = get_context("fork")
    workers: list[Connection] = []
    processes: list[ForkProcess] = []
    crew: _Crew[Result] = _Crew(numbers, offers, workers)
    try:
        for _ in range(size):
            try:
                here, there = context.Pipe(duplex=False)
            except OSError:
                # The system has no more open files for us: the others do it all.
                break
            with suppress(OSError):
                fcntl.fcntl(there.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
            workers.append(here)
            inherited = [*workers]
            process = context.Process(target=_serve, args=(work, sent, numbers, offers, inherited, there), daemon=True)
            try:
                process.start()
            except OSError:
                # The system has no process for us: the others do it all.
                workers.remove(here)
                here.close()
                break
            finally:
                there.close()
            processes.append(process)
        yield crew
    finally:
        crew.close()
        os.close(numbers)
        for worker in workers:
            worker.close()
        for process in processes:
            process.terminate()
            process.join()


def _serve(
    work: Callable[[int], Result],
    sent: Callable[[Result], Result] | None,
    numbers: int,
    offers: int,
    inherited: Sequence[Connection],
    results: Connection,
) -> None:
    """Work on numbers until there are none, in a process of its own."""
    # Whoever interrupts the program means the process that was started, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # With only one process at the other end of each pipe, all workers end when that ends, however it does.
    os.close(offers)
    for connection in inherited:
        connection.close()
    outbox: SimpleQueue[memoryview | None] = SimpleQueue()
    # A thread sends, so that work goes on while nobody reads.
    sending = threading.Thread(target=_send, args=(outbox, results))
    sending.start()
    while (number := _next(numbers)) is not None:
        try:
            result = work(number)
            data = ForkingPickler.dumps({number: result if sent is None else sent(result)})
        except Exception:  # noqa: BLE001  # whatever it is, it is raised where the work is done once more
            break
        outbox.put(data)
    outbox.put(None)
    sending.join()


def _send(outbox: "SimpleQueue[memoryview | None]", results: Connection) -> None:
    # Nobody listens any more when the process that asked has what it wants.
    with suppress(BrokenPipeError):
        while (data := outbox.get()) is not None:
            results.send_bytes(data)


def _next(numbers: int) -> int | None:
    """Wait for a number and take it; None when all are gone."""
    while True:
        select.select([numbers], [], [])
        with suppress(BlockingIOError):
            return _number(os.read(numbers, _NUMBER))


def _number(data: bytes) -> int | None:
    return int.from_bytes(data, "big") if data else None
