"""Runs and drift as terminal text and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from rich.text import Text

from migrate.model.canonical import JsonObject
from migrate.model.plan import PlanItem
from migrate.report.plan_text import item_lines
from migrate.report.wording import PAST, counted

__all__ = ["PastRun", "standing_json", "standing_lines"]

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
    if not runs and not known:
        yield Text("Nothing has been written from here yet.", style="bold")
        if not drift:
            return
    else:
        yield Text(f"{counted(known, 'entry or asset')} of ours; {counted(len(runs), 'run')} so far.", style="bold")
    for run in runs[:_MOST]:
        line = Text(f"  {run.id}", style="cyan")
        line.append(f"  {run.started}  {_ENDED.get(run.status, run.status):<12} {_done(run.summary)}", style="default")
        yield line
    if len(runs) > _MOST:
        yield Text(f"  … and {len(runs) - _MOST:,} earlier ones", style="dim")
    if not drift:
        yield Text("Nobody has changed any of it in Contentful since.")
        return
    yield Text(f"Changed in Contentful since: {counted(len(drift), 'entry or asset')}", style="bold")
    shown = drift if details or accepted else drift[:_MOST]
    for item in shown:
        yield from item_lines(item, details=details)
    if len(drift) > len(shown):
        yield Text(f"  … and {len(drift) - len(shown):,} more", style="dim")
    if accepted:
        yield Text(
            f"Agreed to {accepted:,} of them: they stay as they are in Contentful and are told no "
            "more. The site still says otherwise."
        )
    elif details:
        yield Text(
            "These edits are kept by every sync. `migrate pull` writes them into the site's front matter;", "dim"
        )
        yield Text("`migrate status --accept` agrees to them and tells them no more.", style="dim")
    else:
        yield Text("See all of them, field by field, with --drift.", style="dim")


def standing_json(runs: Sequence[PastRun], known: int, drift: Sequence[PlanItem], accepted: int) -> JsonObject:
    """Return the same as ``--json`` writes it, schema version 1."""
    return {
        "version": 1,
        "known": known,
        "runs": [
            {"id": run.id, "started": run.started, "status": str(run.status), "done": dict(run.summary)} for run in runs
        ],
        "drift": [
            {
                "type": item.key.type.value,
                "id": item.key.id,
                "contentType": item.content_type,
                "label": item.label,
                "reason": item.reason,
                "changes": [
                    {
                        "field": change.field,
                        "locale": change.locale,
                        "before": change.base,
                        "after": change.before,
                    }
                    for change in item.changes
                ],
            }
            for item in drift
        ],
        "accepted": accepted,
    }


_ENDED = {
    "running": "running",
    "done": "done",
    "partial": "done in part",
    "failed": "failed",
    "interrupted": "interrupted",
}


def _done(summary: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {PAST.get(action, action)}" for action, number in summary.items()) or "nothing done"
