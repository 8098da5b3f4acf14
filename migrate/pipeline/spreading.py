"""Work on pages spread over the cores.

Owns how pages are handed out, which of them are made again, and the garbage collector's rest; knows nothing of pages
but that there are many. The results are the same, in the same order, with one process and with several.

A site is read and converted before a rehearsal space is served, since processes are only forked while no thread runs.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Protocol, TypeAlias, TypeVar

from migrate.workers import processes_for, share

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
        processes = self._workers if self._workers is not None else processes_for(len(items), at_least=_POOL_FROM)
        with collector_at_rest():
            for start in range(0, len(items), self._renew_after):
                chunks = list(_chunks(range(start, min(start + self._renew_after, len(items))), processes))

                def work_on(number: int, chunks: Sequence[range] = chunks) -> list[Result]:
                    return [work(items[position]) for position in chunks[number]]

                shared = share(work_on, len(chunks), processes, ahead=processes * _WAITING, sent=sent and _all(sent))
                for position, first in enumerate(chain.from_iterable(shared), start):
                    hint = revise(position, first)
                    yield first if hint is None else work(items[position], hint)


def _all(function: Callable[[Result], Result]) -> Callable[[list[Result]], list[Result]]:
    return lambda results: list(map(function, results))


def _chunks(part: range, workers: int) -> Iterator[range]:
    """Yield `part` in pieces that get smaller towards its end."""
    while part:
        size = min(_CHUNK, max(1, len(part) // (workers * _LAST)))
        yield part[:size]
        part = part[size:]


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
