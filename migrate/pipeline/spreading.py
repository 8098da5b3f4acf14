"""Work on pages spread over the cores.

Owns processes and the garbage collector's rest; knows nothing of pages but that there are many. The results are the
same, in the same order, with one process and with several.

Workers are forked, because they then have the site as it is in memory: sending it to them, or reading it again, takes
longer than the work itself on a site of any size. Forking is safe only while no other thread runs. So a site is read
and converted before a rehearsal space is served, and where threads run nevertheless, or the system cannot fork, one
process does it all.
"""

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import current_process, get_context
from typing import Any, Generic, TypeVar

__all__ = ["Spread", "collector_at_rest"]

_POOL_FROM = 150
"""Fewer pages are converted faster in one process than processes are started."""
_CHUNK = 25
"""Pages handed to a worker at once: enough that handing over costs little, few enough that all workers end together."""
_WAITING = 4
"""Chunks for each worker that may wait, done or not: memory must not grow where the results are taken slowly."""
_COLLECT_AFTER = 1_000_000
"""Objects made before the garbage collector looks at the young ones. Documents have no cycles; with Python's own 700
looking for some takes a third of the conversion."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Spread:
    """Maps for one run.

    Args:
        workers: number of processes; None = as many as there are cores where that pays.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of `function` for all of `items`, in order; it must be safe to call in any process."""
        with collector_at_rest():
            done = 0
            workers = self._workers if self._workers is not None else _workers_for(len(items))
            if workers > 1:
                try:
                    for result in _pooled(_Task(function, items), workers):
                        yield result
                        done += 1
                except (BrokenProcessPool, OSError):
                    # A worker was killed, or none could be started. What is left is done here, with the same result.
                    pass
            for item in islice(items, done, None):
                yield function(item)


@dataclass(frozen=True, slots=True)
class _Task(Generic[Item, Result]):
    """What workers do; they have it from before they were forked, so that it is never sent."""

    function: Callable[[Item], Result]
    items: Sequence[Item]

    def run(self, chunk: range) -> list[Result]:
        return [self.function(self.items[position]) for position in chunk]


_at_work: list[Callable[[range], list[Any]]] = []
"""The task under way, as forked workers find it."""


def _run(chunk: range) -> list[Any]:
    return _at_work[-1](chunk)


def _pooled(task: _Task[Item, Result], workers: int) -> Iterator[Result]:
    """Yield the results of a task in order, worked on by several processes."""
    size = len(task.items)
    chunks = iter([range(start, min(start + _CHUNK, size)) for start in range(0, size, _CHUNK)])
    waiting: deque[Future[list[Result]]] = deque()
    _at_work.append(task.run)
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        try:
            waiting.extend(pool.submit(_run, chunk) for chunk in islice(chunks, workers * _WAITING))
            while waiting:
                results = waiting.popleft().result()
                waiting.extend(pool.submit(_run, chunk) for chunk in islice(chunks, 1))
                yield from results
        finally:
            _at_work.pop()
            for future in waiting:
                future.cancel()


def _workers_for(items: int) -> int:
    """Return how many processes to use: one where forking is not safe, not possible or does not pay."""
    safe = sys.platform == "linux" and threading.active_count() == 1 and not current_process().daemon
    return (os.cpu_count() or 1) if safe and items >= _POOL_FROM else 1


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the garbage collector look only at what is made from here on, and seldom."""
    before = gc.get_threshold()
    # What is there already stays: it is not looked at again, and forked workers go on sharing its memory.
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, *before[1:])
    try:
        yield
    finally:
        # What was made counts as old at once, or the first thing to be done would be to look through all of it.
        gc.freeze()
        gc.set_threshold(*before)
        gc.unfreeze()
