"""What a run did, in the few lines that stand at its end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from migrate.model.canonical import JsonObject
from migrate.model.findings import Code, Finding, Severity
from migrate.model.plan import Action, Outcome, Status
from migrate.model.space import EntityType
from migrate.report.verified import Verified
from migrate.report.wording import counted

__all__ = ["RunSummary", "summarise", "summary_json", "summary_lines"]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The figures of one run."""

    run: str
    """Id of the run, for `rollback`; "" when nothing was written."""
    pages: int
    done: Mapping[str, Mapping[str, int]]
    """``Entry`` and ``Asset`` → action → how many."""
    unchanged: Mapping[str, int]
    set_up: int
    failed: int
    stale: int
    skipped: int
    conflicts: int
    drifted: int
    left_out: Sequence[Finding]
    """Files of the site that could not be read."""
    findings: Mapping[str, int]
    """Finding code → count."""
    requests: int
    writes: int
    seconds: float
    failures: Sequence[Outcome] = ()
    """What was set aside, with the reason."""
    notes: Sequence[str] = ()
    """Sentences that a person may want to read."""
    verified: Verified | None = None
    """What reading the space back showed; None when it was not read."""

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.writes > 0

    @property
    def partial(self) -> bool:
        """Whether something was set aside, so that the exit code is 3."""
        return bool(self.failed or self.stale or self.skipped or self.left_out)


def summarise(
    outcomes: Sequence[Outcome],
    *,
    run: str,
    notes: Sequence[str],
    pages: int,
    unchanged: Mapping[str, int],
    set_up: int,
    conflicts: int,
    drifted: int,
    left_out: Sequence[Finding],
    findings: Mapping[str, int],
    requests: int,
    writes: int,
    seconds: float,
) -> RunSummary:
    """Return the figures of a run from the outcomes of its items."""
    statuses = Counter(outcome.status for outcome in outcomes)
    done: dict[str, Counter[str]] = {kind.value: Counter() for kind in EntityType}
    for outcome in outcomes:
        if outcome.status is Status.DONE and outcome.action not in (Action.CONFLICT, Action.DRIFT, Action.UNCHANGED):
            done[outcome.key.type.value][outcome.action.value] += 1
    return RunSummary(
        run=run,
        pages=pages,
        done=done,
        unchanged=unchanged,
        set_up=set_up,
        failed=statuses[Status.FAILED],
        stale=statuses[Status.STALE],
        skipped=statuses[Status.SKIPPED],
        conflicts=conflicts,
        drifted=drifted,
        left_out=left_out,
        findings=findings,
        requests=requests,
        writes=writes,
        seconds=seconds,
        failures=[outcome for outcome in outcomes if outcome.status is not Status.DONE],
        notes=notes,
    )


def summary_lines(summary: RunSummary, codes: Mapping[str, Code]) -> Iterator[Text]:
    """Yield the summary, a line per subject; the first says in one sentence how it went.

    Args:
        summary: the figures.
        codes: documentation of the finding codes.
    """
    yield Text(_headline(summary), style="bold" if not summary.partial else "bold yellow")
    yield _row("pages", f"{summary.pages:,} read")
    for kind, label in ((EntityType.ENTRY, "entries"), (EntityType.ASSET, "assets")):
        words = [f"{number:,} {_PAST[action]}" for action, number in sorted(summary.done.get(kind.value, {}).items())]
        words.append(f"{summary.unchanged.get(kind.value, 0):,} unchanged")
        yield _row(label, ", ".join(words))
    if summary.set_up:
        yield _row("set-up", counted(summary.set_up, "change"))
    aside = [
        f"{number:,} {word}"
        for number, word in (
            (summary.failed, "failed"),
            (summary.skipped, "skipped because of them"),
            (summary.stale, "changed meanwhile and left alone"),
        )
        if number
    ]
    if aside:
        yield _row("set aside", ", ".join(aside))
        for outcome in summary.failures[:_PLACES]:
            yield Text(f"            {outcome.key.type.value} {outcome.key.id}: {outcome.error}", style="yellow")
    if summary.conflicts or summary.drifted:
        yield _row("editors", f"{counted(summary.conflicts, 'conflict')}, {summary.drifted:,} drifted, theirs kept")
    yield from _left_out(summary.left_out)
    yield from _findings(summary.findings, codes)
    yield _row("requests", f"{summary.requests:,} sent, {counted(summary.writes, 'write')}")
    yield _row("time", f"{summary.seconds:.1f} s")
    if summary.run:
        yield _row("run", f"{summary.run}  (undo it with `migrate rollback {summary.run}`)")
    for note in summary.notes:
        yield _row("note", note)
    if summary.verified is not None:
        yield from summary.verified.lines()


def summary_json(summary: RunSummary) -> JsonObject:
    """Return the summary as ``--json`` writes it, schema version 1."""
    return {
        "version": 1,
        "run": summary.run,
        "pages": summary.pages,
        "done": {kind: dict(counts) for kind, counts in summary.done.items()},
        "unchanged": dict(summary.unchanged),
        "setUp": summary.set_up,
        "failed": summary.failed,
        "stale": summary.stale,
        "skipped": summary.skipped,
        "conflicts": summary.conflicts,
        "drifted": summary.drifted,
        "leftOut": [finding.to_json() for finding in summary.left_out],
        "findings": dict(summary.findings),
        "requests": summary.requests,
        "writes": summary.writes,
        "seconds": round(summary.seconds, 3),
        "failures": [
            {
                "type": outcome.key.type.value,
                "id": outcome.key.id,
                "status": outcome.status.value,
                "error": outcome.error,
            }
            for outcome in summary.failures
        ],
        "notes": list(summary.notes),
        "verified": None if summary.verified is None else summary.verified.to_json(),
    }


_PAST = {
    "adopt": "adopted",
    "archive": "archived",
    "create": "created",
    "delete": "deleted",
    "publish": "published",
    "rename": "moved",
    "unpublish": "unpublished",
    "update": "updated",
}


def _left_out(findings: Sequence[Finding]) -> Iterator[Text]:
    if not findings:
        return
    yield _row("left out", counted(len(findings), "file"))
    for finding in findings[:_PLACES]:
        place = f"{finding.source}:{finding.line}" if finding.line else finding.source
        yield Text(f"            {place}  {finding.code}: {finding.action}", style="yellow")
    if len(findings) > _PLACES:
        yield Text(f"            … and {len(findings) - _PLACES:,} more", style="dim")


def _findings(counts: Mapping[str, int], codes: Mapping[str, Code]) -> Iterator[Text]:
    if not counts:
        yield _row("findings", "none")
        return
    weights = list(Severity)
    rows = sorted(counts.items(), key=lambda row: (weights.index(codes[row[0]].severity), -row[1], row[0]))
    totals = Counter[Severity]()
    for code, number in rows:
        totals[codes[code].severity] += number
    yield _row("findings", ", ".join(counted(totals[weight], weight.value) for weight in weights if totals[weight]))
    for code, number in rows:
        severity = codes[code].severity
        yield Text(
            f"            {severity.value:<8} {number:>6,}  {code:<26} {codes[code].title}", style=_STYLES[severity]
        )


_PLACES = 10
_STYLES = {Severity.LOSS: "red", Severity.FALLBACK: "yellow", Severity.NOTE: "dim"}


def _headline(summary: RunSummary) -> str:
    if summary.partial:
        return "Done in part: some items were set aside; the rest is in the space."
    if not summary.changed:
        return "Nothing changed: the space is in step with the site."
    return "Done: the space is in step with the site."


def _row(label: str, words: str) -> Text:
    line = Text(f"  {label:<10}", style="cyan")
    line.append(words, style="default")
    return line
