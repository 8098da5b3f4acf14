"""The plan as terminal text, in the manner of terraform, made for prose.

Owns wording and layout. The same functions serve with and without colour.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import assert_never

from rich.console import Console
from rich.text import Text

from migrate.model.canonical import Json, canonical_json
from migrate.model.plan import Action, Change, Plan, PlanItem, PublishStep, SetupItem
from migrate.report.prose import is_prose, is_rich_text, prose_diff, prose_lines
from migrate.report.wording import counted, duration, one_line

__all__ = [
    "SIGNS",
    "forecast_time",
    "item_lines",
    "render_plan",
    "same_value",
    "setup_lines",
    "show_value",
    "totals_line",
]

SIGNS: Mapping[Action, tuple[str, str]] = {
    Action.CREATE: ("+", "green"),
    Action.UPDATE: ("~", "yellow"),
    Action.PUBLISH: ("^", "green"),
    Action.UNPUBLISH: ("v", "yellow"),
    Action.ARCHIVE: ("x", "red"),
    Action.DELETE: ("-", "red"),
    Action.ADOPT: ("=", "cyan"),
    Action.RENAME: (">", "cyan"),
    Action.CONFLICT: ("!", "bold red"),
    Action.DRIFT: ("d", "magenta"),
    Action.UNCHANGED: ("=", "dim"),
}
"""Action → sign and colour."""

_LONG = 72
_TAB = 8
_LINES = 12
_USUAL_RATE = 7
"""Requests a second that Contentful allows by default (https://www.contentful.com/developers/docs/technical-limits/)."""
"""Lines of a document shown before the rest is folded into a count."""


def render_plan(plan: Plan, *, color: bool, width: int, details: bool = True) -> str:
    """Return the whole plan as text, ending in the totals.

    Args:
        plan: what would be done.
        color: whether to use ANSI colours.
        width: columns of the terminal.
        details: whether to show fields, or one line per entity.
    """
    lines = list(_lines(plan, details=details))
    for line in lines:
        line.expand_tabs(_TAB)
    if not color:
        # What has no colours needs no console, which takes 0.1 ms a line.
        return "".join(f"{line.plain}\n" for line in lines)
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=max(width, 40), highlight=False)
    console.print(Text("\n").join(lines), soft_wrap=True)
    return out.getvalue()


def totals_line(plan: Plan) -> str:
    """Return the one-line total, such as ``Plan: 12 to create, 3 to update, 1 conflict; 400 unchanged``."""
    counts = Counter(item.action for item in plan.items)
    unchanged = sum(plan.unchanged.values()) + counts[Action.UNCHANGED]
    words = [f"{counts[action]} to {action.value}" for action in _VERBS if counts[action]]
    words += [counted(counts[Action.CONFLICT], "conflict")] if counts[Action.CONFLICT] else []
    words += [f"{counts[Action.DRIFT]} drifted"] if counts[Action.DRIFT] else []
    words += [f"{len(plan.setup)} to set up"] if plan.setup else []
    head = ", ".join(words) or "nothing to change"
    return f"Plan: {head}; {unchanged} unchanged."


_VERBS = (
    Action.CREATE,
    Action.UPDATE,
    Action.RENAME,
    Action.ADOPT,
    Action.PUBLISH,
    Action.UNPUBLISH,
    Action.ARCHIVE,
    Action.DELETE,
)


def _lines(plan: Plan, *, details: bool) -> Iterator[Text]:
    target = "the rehearsal space" if plan.target.rehearsal else f"space {plan.target.space}"
    if not plan.setup and not plan.items and not plan.refusals:
        yield Text(f"Nothing to change: {target} ({plan.target.environment}) is in step with the site.")
        yield Text(totals_line(plan))
        return
    yield Text(f"Changes for {target}, environment {plan.target.environment}:")
    yield Text(_legend(plan), style="dim")
    if plan.setup:
        yield Text("")
        yield Text("Set-up", style="bold")
        for setup in plan.setup:
            yield from setup_lines(setup)
    drifted = [item for item in plan.items if item.action is Action.DRIFT]
    if drifted:
        yield Text("")
        yield Text("Changed in Contentful since the last run (kept)", style="bold")
        for item in drifted:
            yield from item_lines(item, details=details)
    rest = [item for item in plan.items if item.action is not Action.DRIFT]
    if rest:
        yield Text("")
        yield Text("Entries and assets", style="bold")
        for item in rest:
            yield from item_lines(item, details=details)
    yield Text("")
    yield Text(totals_line(plan), style="bold")
    for sentence in plan.refusals:
        yield Text(f"A run would refuse this: {sentence}.", style="bold red")
    forecast = plan.forecast
    if forecast.requests:
        requests, events = counted(forecast.requests, "request"), counted(forecast.webhook_events, "webhook event")
        yield Text(f"Applying it sends about {requests}, takes {forecast_time(plan)}, and fires {events}.")


def forecast_time(plan: Plan) -> str:
    """Return how long applying takes; of the rehearsal space, which is not as slow, how long Contentful would take."""
    if not plan.target.rehearsal:
        return f"{duration(plan.forecast.seconds)} at the rate of the space"
    seconds = max(plan.forecast.seconds, plan.forecast.requests / _USUAL_RATE)
    return f"{duration(seconds)} at Contentful's {_USUAL_RATE} requests a second"


def _legend(plan: Plan) -> str:
    used = {item.action for item in plan.items} | {item.action for item in plan.setup}
    return "  " + "   ".join(f"{SIGNS[action][0]} {action.value}" for action in SIGNS if action in used)


def setup_lines(item: SetupItem) -> Iterator[Text]:
    """Yield what happens to one part of the set-up and why."""
    sign, style = SIGNS[item.action]
    line = Text(f"  {sign} ", style=style)
    line.append(f"{item.kind.value} {item.id}", style="bold")
    line.append(f"  {item.reason}", style="dim")
    yield line
    if item.action is Action.UPDATE:
        for change in item.changes:
            yield from _change(change)


def item_lines(item: PlanItem, *, details: bool = True) -> Iterator[Text]:
    """Yield what happens to one entity and why, and with `details` each field."""
    sign, style = SIGNS[item.action]
    line = Text(f"  {sign} ", style=style)
    line.append(item.content_type or item.key.type.value.lower(), style="cyan")
    line.append(f" {item.key.id}", style="bold")
    if item.label and item.label != item.key.id:
        line.append(f"  “{_clip(item.label)}”")
    yield line
    # A file's name may hold anything, a line break too.
    reason = item.reason + (f" ({', '.join(map(one_line, item.sources))})" if item.sources else "")
    yield Text(f"      {reason}{_step_words(item.step)}", style="dim")
    if details:
        for change in item.changes:
            yield from _change(change, only_new=item.action is Action.CREATE)


def _step_words(step: PublishStep) -> str:
    match step:
        case PublishStep.NONE:
            return ""
        case PublishStep.PUBLISH:
            return "; then publish"
        case PublishStep.UNPUBLISH:
            return "; then unpublish"
        case PublishStep.ARCHIVE:
            return "; then archive"
        case PublishStep.UNARCHIVE:
            return "; after unarchiving it"
        case PublishStep.DELETE:
            return "; then delete"
        case _:
            assert_never(step)


def _change(change: Change, *, only_new: bool = False) -> Iterator[Text]:
    name = change.field + (f" ({change.locale})" if change.locale else "")
    if change.kept == "ours":
        yield from _values(name, None if only_new else change.before, change.after)
    elif change.base is None or same_value(change.base, change.after):
        # Told in the direction in which it happened: the site's value became the editor's.
        yield from _values(name, change.after, change.before, "  kept as it is in Contentful")
    else:
        yield Text(f"      {name}: changed on both sides, kept as it is in Contentful", style="magenta")
        yield from _values("  in Contentful", change.base, change.before)
        yield from _values("  on the site", change.base, change.after)


def same_value(one: Json, other: Json) -> bool:
    """Tell whether two values are the same JSON."""
    return canonical_json(one) == canonical_json(other)


def _values(name: str, old: Json, new: Json, remark: str = "") -> Iterator[Text]:
    """Yield how one value becomes another."""
    if is_rich_text(old) or is_rich_text(new) or is_prose(old, new):
        yield Text(f"      {name}:{remark}")
        lines = [f"+ {line}" for line in prose_lines(new)] if old is None else prose_diff(old, new)
        for words in lines[:_LINES]:
            yield _prose(_clip(words, 400))
        if len(lines) > _LINES:
            yield Text(f"          … and {counted(len(lines) - _LINES, 'more line')}", style="dim")
        return
    line = Text(f"      {name}: ")
    if old is not None:
        line.append(show_value(old), style="red")
        line.append(" → ")
    line.append(show_value(new) if new is not None else "(none)", style="green")
    line.append(remark, style="magenta")
    yield line


def _prose(line: str) -> Text:
    style = {"+": "green", "-": "red"}.get(line[:1], "")
    rendered = Text(f"          {line}", style=style)
    rendered.highlight_regex(r"\[-.*?-\]", "red")
    rendered.highlight_regex(r"\{\+.*?\+\}", "green")
    return rendered


def show_value(value: Json) -> str:
    """Return a field value in one short line: text in quotes, links by id, lists in brackets, the rest as JSON."""
    if isinstance(value, str):
        return f'"{_clip(value)}"'
    if isinstance(value, dict):
        sys = value.get("sys")
        if isinstance(sys, dict) and sys.get("type") == "Link":
            return f"{str(sys.get('linkType')).lower()} {sys.get('id')}"
    if isinstance(value, list | tuple):
        return _clip("[" + ", ".join(show_value(item) for item in value) + "]", 3 * _LONG)
    return _clip(canonical_json(value).decode())


def _clip(text: str, most: int = _LONG) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
