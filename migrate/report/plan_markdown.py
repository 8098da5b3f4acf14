"""The plan as GitHub-flavoured Markdown, short enough for a comment on a pull request."""

from collections.abc import Iterator, Sequence

from migrate.model.findings import Finding
from migrate.model.plan import Plan
from migrate.report.plan_text import render_plan, totals_line
from migrate.report.wording import counted

__all__ = ["render_markdown"]

_MOST = 60_000
"""Characters; a comment on GitHub may hold 65,536."""
_PLACES = 10


def render_markdown(plan: Plan, left_out: Sequence[Finding] = ()) -> str:
    """Return the totals as text and the details folded away; cut at a line with a word about the rest.

    Args:
        plan: what would be done.
        left_out: tells of the files that could not be read.

    """
    return "\n".join(_lines(plan, left_out)) + "\n"


def _lines(plan: Plan, left_out: Sequence[Finding]) -> Iterator[str]:
    target = "the rehearsal space" if plan.target.rehearsal else f"space `{plan.target.space}`"
    yield f"### Contentful: {totals_line(plan).removeprefix('Plan: ')}"
    yield ""
    yield f"For {target}, environment `{plan.target.environment}`."
    if plan.refusals:
        yield ""
        yield "**A run would refuse this:**"
        yield ""
        for sentence in plan.refusals:
            yield f"- {_code(sentence)}"
    if left_out:
        yield ""
        yield f"{counted(len(left_out), 'file')} could not be read; while that is so, nothing is archived or deleted:"
        yield ""
        for held in left_out[:_PLACES]:
            place = f"{held.source}:{held.line}" if held.line else held.source
            yield f"- {_code(place)} {held.code}: {_code(held.action)}"
        if len(left_out) > _PLACES:
            yield f"- … and {len(left_out) - _PLACES:,} more"
    if not plan.items and not plan.setup:
        return
    details = render_plan(plan, color=False, width=100)
    # A fence longer than any run of backticks inside cannot be closed by the content.
    fence = "`" * (_longest_run(details) + 3)
    kept = details[:_MOST].rsplit("\n", 1)[0] if len(details) > _MOST else details.rstrip("\n")
    yield ""
    yield "<details><summary>What would change</summary>"
    yield ""
    yield f"{fence}diff"
    yield kept
    yield fence
    if len(kept) < len(details.rstrip("\n")):
        yield f"… {details[len(kept) :].count(chr(10)):,} more lines; run `migrate plan` to see them."
    yield ""
    yield "</details>"


def _code(text: str) -> str:
    """Return `text` as code, whatever signs it holds."""
    fence = "`" * (_longest_run(text) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
