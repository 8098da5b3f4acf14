"""What a run did, in the few lines that stand at its end."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from migrate.model.canonical import JsonObject
from migrate.model.findings import Code, Finding, Severity
from migrate.model.plan import Action, Outcome, PlanItem, Status
from migrate.model.space import EntityType
from migrate.plan.rollback import KEPT_FOR_LINK
from migrate.report.plan_text import SIGNS
from migrate.report.verified import Verified
from migrate.report.wording import PAST, counted, one_line

__all__ = ["RunSummary", "findings_by_severity", "left_out_lines", "summarise", "summary_json", "summary_lines"]


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
    kept: Sequence[PlanItem] = ()
    """What was left as it is in Contentful, because somebody changed it there."""
    undoes: str = ""
    """The run that was undone; "" for any other run."""

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.writes > 0

    @property
    def partial(self) -> bool:
        """Whether something was set aside, so that the exit code is 3."""
        return bool(self.failed or self.stale or self.skipped or self.left_out or self.conflicts)


def summarise(
    outcomes: Sequence[Outcome],
    *,
    run: str,
    notes: Sequence[str],
    pages: int,
    unchanged: Mapping[str, int],
    set_up: int,
    kept: Sequence[PlanItem],
    left_out: Sequence[Finding],
    findings: Mapping[str, int],
    requests: int,
    writes: int,
    seconds: float,
) -> RunSummary:
    """Return the figures of a run from the outcomes of its items.

    `kept` are the items of which something stays as an editor left it, those that write as well included.
    """
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
        conflicts=sum(item.action is Action.CONFLICT for item in kept),
        drifted=sum(item.action is not Action.CONFLICT for item in kept),
        left_out=left_out,
        findings=findings,
        requests=requests,
        writes=writes,
        seconds=seconds,
        failures=[outcome for outcome in outcomes if outcome.status is not Status.DONE],
        notes=notes,
        kept=kept,
    )


def summary_lines(summary: RunSummary, codes: Mapping[str, Code]) -> Iterator[Text]:
    """Yield the summary, a line per subject; the first says in one sentence how it went.

    Args:
        summary: the figures.
        codes: documentation of the finding codes.
    """
    yield Text(_headline(summary), style="bold" if not summary.partial else "bold yellow")
    if not summary.undoes:
        yield _row("pages", f"{summary.pages:,} read")
    for kind, label in ((EntityType.ENTRY, "entries"), (EntityType.ASSET, "assets")):
        words = [f"{number:,} {PAST[action]}" for action, number in sorted(summary.done.get(kind.value, {}).items())]
        if not summary.undoes:
            words.append(f"{summary.unchanged.get(kind.value, 0):,} unchanged")
        if words:
            yield _row(label, ", ".join(words))
    if summary.set_up:
        yield _row("set-up", counted(summary.set_up, "change"))
    yield from _aside(summary)
    yield from _editors(summary)
    yield from left_out_lines(summary.left_out)
    if not summary.undoes:
        yield _row("findings", findings_by_severity(summary.findings, codes) or "none")
        if summary.changed:
            # A run that changed nothing has no news of them; it may be one of a hundred a day.
            yield from _by_code(summary.findings, codes)
    yield _row("requests", f"{summary.requests:,} sent, {counted(summary.writes, 'write')}")
    yield _row("time", f"{summary.seconds:.1f} s")
    if summary.run:
        yield _row("run", f"{summary.run}  (undo it with `migrate rollback {summary.run}`)")
    for note in summary.notes:
        yield _row("note", note)
    if summary.undoes and summary.changed:
        yield _row(
            "note", "the next sync writes again what the site still says; take it back there first, if it was wrong"
        )
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
        "kept": [
            {
                "type": item.key.type.value,
                "id": item.key.id,
                "conflict": item.action is Action.CONFLICT,
                "reason": item.reason,
                "fields": _names(item),
                "sources": list(item.sources),
            }
            for item in summary.kept
        ],
        "undoes": summary.undoes,
        "notes": list(summary.notes),
        "verified": None if summary.verified is None else summary.verified.to_json(),
    }


def _aside(summary: RunSummary) -> Iterator[Text]:
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


def _editors(summary: RunSummary) -> Iterator[Text]:
    """Yield what was left to editors; each thing once, conflicts first, with where the site says otherwise."""
    if not summary.kept:
        return
    if summary.undoes:
        yield _row("kept", counted(summary.conflicts, "entry or asset"))
    else:
        words = [counted(summary.conflicts, "conflict")] if summary.conflicts else []
        words += [f"{counted(summary.drifted, 'entry or asset')} changed in Contentful"] if summary.drifted else []
        yield _row("editors", ", ".join(words) + "; theirs kept")
    for item in sorted(summary.kept, key=_weight)[:_PLACES]:
        sign, style = SIGNS[Action.CONFLICT if item.action is Action.CONFLICT else Action.DRIFT]
        places = f" ({', '.join(map(one_line, item.sources))})" if item.sources else ""
        fields = f": {', '.join(_names(item))}" if _names(item) else ""
        # The reason of an entity that is written says what the site changed.
        reason = item.reason if item.action in (Action.CONFLICT, Action.DRIFT) else "changed in Contentful"
        yield Text(f"            {sign} {item.key.id}{fields}  {reason}{places}", style=style)
    if len(summary.kept) > _PLACES:
        all_of_them = f"rollback {summary.undoes} --json -" if summary.undoes else "status --drift"
        yield Text(f"            … and {len(summary.kept) - _PLACES:,} more; `migrate {all_of_them}` lists them", "dim")


def _weight(item: PlanItem) -> tuple[bool, bool]:
    """Sort conflicts first, and what stays only for the sake of something else last: it explains nothing."""
    return item.action is not Action.CONFLICT, item.reason.startswith(KEPT_FOR_LINK)


def _names(item: PlanItem) -> list[str]:
    """Return the fields that stay as they are in Contentful."""
    return sorted({_WORDS.get(change.field, change.field) for change in item.changes if change.kept == "theirs"})


_WORDS = {"$state": "publish state", "$tags": "tags", "$file": "file"}


def left_out_lines(findings: Sequence[Finding]) -> Iterator[Text]:
    """Yield the files that could not be read, and why; nothing when there are none."""
    if not findings:
        return
    yield _row("left out", counted(len(findings), "file"))
    for finding in findings[:_PLACES]:
        place = f"{finding.source}:{finding.line}" if finding.line else finding.source
        yield Text(f"            {place}  {finding.code}: {finding.action}", style="yellow")
    if len(findings) > _PLACES:
        yield Text(f"            … and {len(findings) - _PLACES:,} more", style="dim")


def findings_by_severity(counts: Mapping[str, int], codes: Mapping[str, Code]) -> str:
    """Return how many findings there are, such as ``2 losses, 36 fallbacks``; "" when there are none."""
    totals = Counter[Severity]()
    for code, number in counts.items():
        totals[codes[code].severity] += number
    return ", ".join(counted(totals[weight], weight.value) for weight in Severity if totals[weight])


def _by_code(counts: Mapping[str, int], codes: Mapping[str, Code]) -> Iterator[Text]:
    weights = list(Severity)
    rows = sorted(counts.items(), key=lambda row: (weights.index(codes[row[0]].severity), -row[1], row[0]))
    for code, number in rows:
        severity = codes[code].severity
        yield Text(
            f"            {severity.value:<8} {number:>6,}  {code:<27} {codes[code].title}", style=_STYLES[severity]
        )


_PLACES = 10
_STYLES = {Severity.LOSS: "red", Severity.FALLBACK: "yellow", Severity.NOTE: "dim"}


def _headline(summary: RunSummary) -> str:
    if summary.undoes:
        rest = "; what somebody changed since is left as it is." if summary.kept else "."
        return f"Run {summary.undoes} is undone" + rest if summary.changed else "There was nothing left to undo" + rest
    if summary.failed or summary.stale or summary.skipped or summary.left_out:
        return "Done in part: some items were set aside; the rest is in the space."
    if summary.conflicts:
        conflicts = counted(summary.conflicts, "conflict")
        return f"Done, but with {conflicts}: both sides changed, and what Contentful has stands."
    if summary.drifted:
        return "Done: the space is in step with the site, except where editors changed it."
    if not summary.changed:
        return "Nothing changed: the space is in step with the site."
    return "Done: the space is in step with the site."


def _row(label: str, words: str) -> Text:
    line = Text(f"  {label:<10}", style="cyan")
    line.append(words, style="default")
    return line
