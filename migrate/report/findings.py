"""Findings as terminal text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text

from migrate.model.findings import Code, Finding, Severity
from migrate.report.wording import counted

__all__ = ["code_lines", "count_codes", "findings_lines", "render_code", "severity_line"]

_STYLES = {Severity.LOSS: "bold red", Severity.FALLBACK: "yellow", Severity.NOTE: "dim"}
_ORDER = tuple(Severity)


def count_codes(findings: Iterable[Finding]) -> dict[str, int]:
    """Return code → number of findings, sorted by code."""
    return dict(sorted(Counter(finding.code for finding in findings).items()))


def findings_lines(findings: Sequence[Finding], codes: Mapping[str, Code], *, examples: int = 3) -> Iterator[Text]:
    """Yield the ledger by cause, heaviest first: a line per code and a few places under it."""
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings):
        groups.setdefault(finding.code, []).append(finding)
    for code, group in sorted(groups.items(), key=lambda row: (_ORDER.index(row[1][0].severity), -len(row[1]), row[0])):
        severity = group[0].severity
        line = Text(f"  {severity.value:<8} ", style=_STYLES[severity])
        line.append(f"{len(group):>6,}  ")
        line.append(code, style="bold")
        line.append(f"  {codes[code].title}" if code in codes else "")
        yield line
        for finding in group[:examples]:
            yield Text(f"                    {_place(finding)}  {_clip(_said(finding))}", style="dim")
        if len(group) > examples:
            yield Text(f"                    … and {len(group) - examples:,} more", style="dim")


def render_code(code: Code) -> str:
    """Return what ``migrate explain`` prints about one code."""
    lines = [f"{code.code} ({code.severity.value}): {code.title}", "", code.detail]
    if code.advice:
        lines += ["", f"What you can do: {code.advice}"]
    return "\n".join(lines)


def code_lines(codes: Iterable[Code]) -> Iterator[Text]:
    """Yield what ``migrate explain`` prints without a code: all of them with their titles, the heaviest first."""
    for severity in _ORDER:
        held = sorted((code for code in codes if code.severity is severity), key=lambda code: code.code)
        width = max((len(code.code) for code in held), default=0)
        yield Text(f"{severity.value} ({len(held)})", style=_STYLES[severity])
        for code in held:
            line = Text(f"  {code.code:<{width}}", style="bold")
            line.append(f"  {code.title}", style="not bold")
            yield line


def severity_line(findings: Iterable[Finding]) -> str:
    """Return the ledger in one line, such as ``3 losses, 40 fallbacks, 12 notes``."""
    counts = Counter(finding.severity for finding in findings)
    words = [counted(counts[severity], _NOUNS[severity]) for severity in _ORDER if counts[severity]]
    return ", ".join(words) or "no findings"


_NOUNS = {Severity.LOSS: "loss", Severity.FALLBACK: "fallback", Severity.NOTE: "note"}


def _place(finding: Finding) -> str:
    if not finding.source:
        return "(site)"
    return f"{finding.source}:{finding.line}" if finding.line else finding.source


def _said(finding: Finding) -> str:
    """Return what a finding is about; of a whole file, whose name stands beside it already, why."""
    return finding.action if finding.text == finding.source else finding.text


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
