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
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import current_process, get_context
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

__all__ = ["Revise", "Spread", "Work", "collector_at_rest"]

_POOL_FROM = 150
"""Fewer pages are converted faster in one process than processes are started."""
_CHUNK = 12
"""Pages handed to a worker at once: enough that handing over costs little."""
_WAITING = 16
"""Chunks for each worker that may wait, done or not: so many that all go on working while one has a page that takes as
long as hundreds of others, and no more, since memory must not grow where the results are taken slowly."""
_LAST = 4
"""Chunks for each worker that the end of the work is cut into, so that all workers end together."""
_RENEW_AFTER = 20_000
"""Pages after which the workers are replaced. Whatever they look at becomes a copy of their own, since looking counts
references: at the end of 100,000 pages each held 280 MB."""
_COLLECT_AFTER = 1_000_000
"""Objects made before the garbage collector looks at the young ones. Documents have no cycles; with Python's own 700
looking for some takes a third of the conversion."""

Item = TypeVar("Item")
Result = TypeVar("Result")
ItemIn = TypeVar("ItemIn", contravariant=True)
ResultOut = TypeVar("ResultOut", covariant=True)
Hint = TypeVar("Hint")
HintIn = TypeVar("HintIn", contravariant=True)
Revise: TypeAlias = Callable[[int, Result], Hint | None]
"""Asked for each first result, with its position, in order: what the item must be worked on again with, None for
nothing."""


class Work(Protocol[ItemIn, HintIn, ResultOut]):
    """What is done with an item, and again with what only became known from the results before it."""

    def __call__(self, item: ItemIn, hint: HintIn | None = None, /) -> ResultOut:
        """Return the result; safe to call in any process."""
        ...


class Spread:
    """Maps for one run.

    Args:
        workers: number of processes; None = as many as there are cores where that pays.
        renew_after: items after which the workers are replaced by new ones.
    """

    def __init__(self, workers: int | None = None, *, renew_after: int = _RENEW_AFTER) -> None:
        self._workers = workers
        self._renew_after = renew_after

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the results of `function` for all of `items`, in order; it must be safe to call in any process."""

        def work(item: Item, hint: None = None, /) -> Result:
            return function(item)

        return self.map_revised(work, items, lambda position, result: None)

    def map_revised(
        self,
        work: Work[Item, Hint, Result],
        items: Sequence[Item],
        revise: Revise[Result, Hint],
        sent: Callable[[Result], Result] | None = None,
    ) -> Iterator[Result]:
        """Yield the results of `work` for all of `items`, in order, each made again where `revise` asks for it.

        Args:
            work: what is done.
            items: what it is done with.
            revise: called in this process; it may run ahead of what has been yielded.
            sent: gives a result the form in which a worker sends it; None = as it is.
        """
        with collector_at_rest():
            done = 0
            asking = _Asking(revise)
            workers = self._workers if self._workers is not None else _workers_for(len(items))
            if workers > 1:
                try:
                    task = _Task(work, items, sent)
                    for start in range(0, len(items), self._renew_after):
                        part = range(start, min(start + self._renew_after, len(items)))
                        for result in _pooled(task, part, workers, asking):
                            yield result
                            done += 1
                except (BrokenProcessPool, OSError):
                    # A worker was killed, or none could be started. What is left is done here, with the same result.
                    pass
            for position in range(done, len(items)):
                first = work(items[position])
                hint = asking.hint(position, first)
                yield first if hint is None else work(items[position], hint)
                asking.forget(position)


class _Asking(Generic[Result, Hint]):
    """Asks once for each position, and remembers the answer until it is no longer needed."""

    def __init__(self, revise: Revise[Result, Hint]) -> None:
        self._revise = revise
        self._answers: dict[int, Hint | None] = {}

    def hint(self, position: int, result: Result) -> Hint | None:
        if position not in self._answers:
            self._answers[position] = self._revise(position, result)
        return self._answers[position]

    def forget(self, position: int) -> None:
        self._answers.pop(position, None)


@dataclass(frozen=True, slots=True)
class _Task(Generic[Item, Hint, Result]):
    """What workers do; they have it from before they were forked, so that it is never sent."""

    work: Work[Item, Hint, Result]
    items: Sequence[Item]
    sent: Callable[[Result], Result] | None

    def run(self, chunk: range, hints: dict[int, Hint]) -> list[Result]:
        """Return the results of a chunk, or of those of its items for which there are hints."""
        if hints:
            results = [self.work(self.items[position], hint) for position, hint in hints.items()]
        else:
            results = [self.work(self.items[position]) for position in chunk]
        return results if self.sent is None else list(map(self.sent, results))


_at_work: list[Callable[[range, dict[int, Any]], list[Any]]] = []
"""The task under way, as forked workers find it."""


def _run(chunk: range, hints: dict[int, Any]) -> list[Any]:
    return _at_work[-1](chunk, hints)


@dataclass(slots=True)
class _Chunk(Generic[Hint, Result]):
    """Items that are sent to a worker together."""

    places: range
    first: "Future[list[Result]]"
    results: list[Result] = field(default_factory=list)
    hints: dict[int, Hint] = field(default_factory=dict)
    again: "Future[list[Result]] | None" = None

    @property
    def settled(self) -> bool:
        return self.again is None or self.again.done()

    def take(self) -> list[Result]:
        """Return all results, when need be after waiting for those that are made again."""
        if self.again is not None:
            for position, result in zip(self.hints, self.again.result(), strict=True):
                self.results[position - self.places.start] = result
        return self.results


def _pooled(
    task: _Task[Item, Hint, Result], part: range, workers: int, asking: _Asking[Result, Hint]
) -> Iterator[Result]:
    """Yield the results of a part of a task in order, worked on by several processes."""
    places = _chunks(part, workers)
    waiting: deque[_Chunk[Hint, Result]] = deque()
    revised: deque[_Chunk[Hint, Result]] = deque()
    _at_work.append(task.run)
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:

        def send(most: int) -> None:
            waiting.extend(_Chunk(chunk, pool.submit(_run, chunk, {})) for chunk in islice(places, most))

        try:
            send(workers * _WAITING)
            while waiting or revised:
                if revised and (not waiting or revised[0].settled or len(revised) > workers * _WAITING):
                    chunk = revised.popleft()
                    yield from chunk.take()
                    for position in chunk.places:
                        asking.forget(position)
                    continue
                chunk = waiting.popleft()
                chunk.results = chunk.first.result()
                send(1)
                hints = zip(chunk.places, map(asking.hint, chunk.places, chunk.results), strict=True)
                chunk.hints = {position: hint for position, hint in hints if hint is not None}
                if chunk.hints:
                    chunk.again = pool.submit(_run, chunk.places, chunk.hints)
                revised.append(chunk)
        finally:
            _at_work.pop()
            for chunk in (*waiting, *revised):
                chunk.first.cancel()
                if chunk.again is not None:
                    chunk.again.cancel()


def _chunks(part: range, workers: int) -> Iterator[range]:
    """Yield `part` in pieces that get smaller towards its end."""
    while part:
        size = min(_CHUNK, max(1, len(part) // (workers * _LAST)))
        yield part[:size]
        part = part[size:]


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
