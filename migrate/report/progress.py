"""Progress on long work: bars on a terminal, silence elsewhere."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

__all__ = ["ProgressSink", "SilentProgress", "open_progress"]


_DRAW_EVERY = 0.1
"""Seconds."""


class ProgressSink(Protocol):
    """Told how far a stage has come; every call is cheap."""

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage, which ends the one before it; `total` is None when it is not known."""
        ...

    def advance(self, steps: int = 1) -> None:
        """Count steps of the current stage as done."""
        ...

    def reach(self, done: int) -> None:
        """Set how many steps of the current stage are done."""
        ...

    def paused(self) -> AbstractContextManager[None]:
        """Return a context in which nothing is drawn, so that a question can be asked."""
        ...


class SilentProgress:
    """Says nothing; for pipes, tests and scripts."""

    def stage(self, name: str, total: int | None) -> None:
        """Ignore a stage."""

    def advance(self, steps: int = 1) -> None:
        """Ignore steps."""

    def reach(self, done: int) -> None:
        """Ignore where a stage is."""

    def paused(self) -> AbstractContextManager[None]:
        """Return a context that does nothing."""
        return nullcontext()


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: int | None = None
        self._drawn = 0.0

    def stage(self, name: str, total: int | None) -> None:
        if self._task is not None:
            self._bars.remove_task(self._bars.task_ids[-1])
        self._task = self._bars.add_task(name, total=total)
        self._bars.refresh()

    def advance(self, steps: int = 1) -> None:
        if self._task is not None:
            self._bars.advance(self._bars.task_ids[-1], steps)
            self._draw()

    def reach(self, done: int) -> None:
        if self._task is not None:
            self._bars.update(self._bars.task_ids[-1], completed=done)
            self._draw()

    def _draw(self) -> None:
        now = time.monotonic()
        if now - self._drawn >= _DRAW_EVERY:
            self._drawn = now
            self._bars.refresh()

    @contextmanager
    def paused(self) -> Iterator[None]:
        self._bars.stop()
        try:
            yield
        finally:
            self._bars.start()


@contextmanager
def open_progress(console: Console) -> Iterator[ProgressSink]:
    """Yield a sink that draws bars while the block runs if `console` is a terminal, else one that is silent."""
    if not console.is_terminal:
        yield SilentProgress()
        return
    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # No thread of its own: where one runs, work cannot be spread over processes by forking.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bars:
        yield _Bars(bars)
