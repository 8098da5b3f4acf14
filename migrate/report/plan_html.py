"""The plan as one self-contained web page: no external resource, everything escaped, a filter that needs no server."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence

from migrate.model.canonical import Json
from migrate.model.findings import Code, Finding, Severity
from migrate.model.plan import Action, Change, Plan, PlanItem
from migrate.report.plan_text import forecast_time, same_value, show_value, totals_line
from migrate.report.prose import is_prose, is_rich_text, prose_changes, prose_lines
from migrate.report.wording import counted

__all__ = ["render_html"]

_SCRIPT = """
const field = document.getElementById("filter");
if (field) field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const row of document.querySelectorAll("details"))
    row.hidden = !words.every((word) => row.dataset.words.includes(word));
  for (const part of document.querySelectorAll("section"))
    part.hidden = !part.querySelector("details:not([hidden])");
});
"""

_GROUPS: tuple[tuple[Action, str], ...] = (
    (Action.CONFLICT, "Conflicts"),
    (Action.DRIFT, "Changed in Contentful since the last run"),
    (Action.DELETE, "To delete"),
    (Action.ARCHIVE, "To archive"),
    (Action.UNPUBLISH, "To unpublish"),
    (Action.UPDATE, "To update"),
    (Action.RENAME, "Moved"),
    (Action.CREATE, "To create"),
    (Action.PUBLISH, "To publish"),
    (Action.ADOPT, "To adopt"),
)
"""What a person should look at first stands first."""

_UNFOLD = 12
"""Up to so many entries, all of them are shown with their fields."""


def render_html(plan: Plan, codes: Mapping[str, Code], left_out: Sequence[Finding] = ()) -> str:
    """Return the page; `left_out` tells of the files that could not be read."""
    # Loaded here: every plan passes by this module, and few become a page.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("migrate.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    forecast = plan.forecast
    return environment.get_template("plan.html").render(
        totals=totals_line(plan),
        target="the rehearsal space" if plan.target.rehearsal else f"space {plan.target.space}",
        environment=plan.target.environment,
        forecast=(
            f"About {counted(forecast.requests, 'request')}, {forecast_time(plan)}, "
            f"{counted(forecast.webhook_events, 'webhook event')}."
            if forecast.requests
            else ""
        ),
        refusals=plan.refusals,
        setup=[
            {"action": item.action.value, "kind": item.kind.value, "id": item.id, "reason": item.reason}
            for item in plan.setup
        ],
        groups=[
            {"title": title, "rows": [_row(item) for item in items]}
            for action, title in _GROUPS
            if (items := [item for item in plan.items if item.action is action])
        ],
        findings=[
            {
                "code": code,
                "count": f"{count:,}",
                "severity": codes[code].severity.value if code in codes else "",
                "title": codes[code].title if code in codes else "",
            }
            for code, count in sorted(plan.findings.items(), key=lambda row: _weight(row, codes))
        ],
        left_out=[
            {"place": f"{held.source}:{held.line}" if held.line else held.source, "code": held.code, "why": held.action}
            for held in left_out
        ],
        unfold=len(plan.items) <= _UNFOLD,
        script=_SCRIPT,
        script_hash=digest,
    )


def _weight(row: tuple[str, int], codes: Mapping[str, Code]) -> tuple[int, int, str]:
    code, count = row
    return list(Severity).index(codes[code].severity) if code in codes else len(Severity), -count, code


def _row(item: PlanItem) -> dict[str, object]:
    kind = item.content_type or "asset"
    reason = item.reason + (f" ({', '.join(item.sources)})" if item.sources else "")
    return {
        "action": item.action.value,
        "label": item.label or item.key.id,
        "type": kind,
        "id": item.key.id,
        "reason": reason,
        "words": f"{item.action.value} {item.label} {kind} {item.key.id} {reason}".lower(),
        "changes": [
            {
                "name": change.field + (f" ({change.locale})" if change.locale else ""),
                "pieces": list(_pieces(change)),
                "note": "" if change.kept == "ours" else "kept as it is in Contentful",
            }
            for change in item.changes
        ],
    }


def _pieces(change: Change) -> Iterator[dict[str, str]]:
    """Yield how a value changes, in the direction in which it happens or, where it is kept, has happened."""
    if change.kept == "ours":
        yield from _values(change.before, change.after)
    elif change.base is None or same_value(change.base, change.after):
        yield from _values(change.after, change.before)
    else:
        yield {"kind": "", "text": "in Contentful: "}
        yield from _values(change.base, change.before)
        yield {"kind": "", "text": "\non the site: "}
        yield from _values(change.base, change.after)


def _values(old: Json, new: Json) -> Iterator[dict[str, str]]:
    if is_prose(old, new):
        for line in prose_changes(old, new):
            for piece in line.pieces:
                yield {"kind": piece.kind, "text": piece.text}
            yield {"kind": "", "text": "\n"}
        return
    if old is not None:
        yield {"kind": "del", "text": _plain(old)}
        yield {"kind": "", "text": " → "}
    yield {"kind": "ins", "text": "(none)" if new is None else _plain(new)}


def _plain(value: Json) -> str:
    return "\n".join(prose_lines(value)) if is_rich_text(value) else show_value(value)
