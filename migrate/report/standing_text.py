"""Runs and drift as terminal text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from rich.text import Text

from migrate.model.plan import PlanItem
from migrate.report.plan_text import item_lines
from migrate.report.wording import counted

__all__ = ["PastRun", "standing_lines"]

_MOST = 20


class PastRun(Protocol):
    """What is told of a run that was."""

    @property
    def id(self) -> str:
        """Name of the run."""
        ...

    @property
    def started(self) -> str:
        """When it began."""
        ...

    @property
    def status(self) -> str:
        """How it ended."""
        ...

    @property
    def summary(self) -> Mapping[str, int]:
        """Action → number of items."""
        ...


def standing_lines(
    runs: Sequence[PastRun], known: int, drift: Sequence[PlanItem], accepted: int, *, details: bool
) -> Iterator[Text]:
    """Yield the runs, the latest first, and what editors changed since the last of them."""
    yield Text(f"{counted(known, 'entity')} in step at the last run; {counted(len(runs), 'run')} so far.", style="bold")
    for run in runs[:_MOST]:
        words = ", ".join(f"{name} {number:,}" for name, number in run.summary.items())
        line = Text(f"  {run.id}", style="cyan")
        line.append(f"  {run.started}  {run.status!s:<12} {words}", style="default")
        yield line
    if len(runs) > _MOST:
        yield Text(f"  … and {len(runs) - _MOST:,} earlier ones", style="dim")
    if not drift:
        yield Text("Nobody changed anything in Contentful since.")
        return
    yield Text(f"Changed in Contentful since: {counted(len(drift), 'entity')}", style="bold")
    for item in drift:
        yield from item_lines(item, details=details)
    if accepted:
        yield Text(f"Agreed to {counted(accepted, 'change')}: they are no drift any more.")
