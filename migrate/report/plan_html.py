"""The plan as one self-contained web page: no external resource, everything escaped, a filter that needs no server."""

import base64
import hashlib
from collections.abc import Iterator, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from migrate.model.canonical import Json
from migrate.model.findings import Code, Severity
from migrate.model.plan import Action, Change, Plan, PlanItem
from migrate.report.plan_text import show_value, totals_line
from migrate.report.prose import is_rich_text, prose_diff, prose_lines
from migrate.report.wording import counted, duration

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


def render_html(plan: Plan, codes: Mapping[str, Code]) -> str:
    """Return the page."""
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
            f"About {counted(forecast.requests, 'request')}, {duration(forecast.seconds)} at the rate of the space, "
            f"{counted(forecast.webhook_events, 'webhook event')}."
            if forecast.requests
            else ""
        ),
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
    if is_rich_text(change.before) and is_rich_text(change.after):
        for line in prose_diff(change.before, change.after):
            yield from _marked(line[2:], {"+": "ins", "-": "del"}.get(line[0], ""))
            yield {"kind": "", "text": "\n"}
        return
    if change.before is not None:
        yield {"kind": "del", "text": _plain(change.before)}
        yield {"kind": "", "text": " → "}
    yield {"kind": "ins", "text": "(none)" if change.after is None else _plain(change.after)}


def _marked(line: str, kind: str) -> Iterator[dict[str, str]]:
    """Split ``[-old-]{+new+}`` into pieces; a whole line that came or went is one piece."""
    if kind:
        yield {"kind": kind, "text": line}
        return
    rest = line
    while rest:
        starts = [(at, sign) for sign in ("[-", "{+") if (at := rest.find(sign)) >= 0]
        if not starts:
            yield {"kind": "", "text": rest}
            return
        at, sign = min(starts)
        close = rest.find("-]" if sign == "[-" else "+}", at + 2)
        if close < 0:
            yield {"kind": "", "text": rest}
            return
        yield {"kind": "", "text": rest[:at]}
        yield {"kind": "del" if sign == "[-" else "ins", "text": rest[at + 2 : close]}
        rest = rest[close + 2 :]


def _plain(value: Json) -> str:
    return "\n".join(prose_lines(value)) if is_rich_text(value) else show_value(value)
