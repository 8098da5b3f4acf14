"""The pages: spaces, entries, one entry with its history, assets, content types.

Owns what each page asks the file for. Nothing here writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from migrate.rehearsal.answers import Answer, Refusal
from migrate.rehearsal.call import Call, Endpoint, Handler
from migrate.rehearsal.pages.changes import changes_between
from migrate.rehearsal.pages.entities import Card, Names, cards_for, names_of, to_card
from migrate.rehearsal.pages.rendering import page, style_sheet
from migrate.rehearsal.pages.richtext_html import Surroundings
from migrate.rehearsal.pages.values import field_views
from migrate.rehearsal.payload import Object, list_at, object_at, parse_object, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.compare import Scope
from migrate.rehearsal.query.parameters import Condition
from migrate.rehearsal.query.sql import build_where
from migrate.rehearsal.records import Record, all_records, find, find_links
from migrate.rehearsal.snapshots import PAYLOAD

__all__ = ["ENDPOINTS"]

_PER_PAGE = {"Entry": 50, "Asset": 60}
_ASKED = ("q", "type", "state", "page")
_STATES: Mapping[str, str] = {
    "draft": "published_version IS NULL AND archived_version IS NULL",
    "published": "version = published_version + 1",
    "changed": "version > published_version + 1",
    "archived": "archived_version IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class _Frame:
    """What surrounds every page of an environment."""

    space: str
    environment: str
    base: str
    types: Sequence[tuple[str, str, int]]
    entries: int
    assets: int
    locales: Sequence[str]


def _frame(call: Call, place: Place, names: Names) -> _Frame:
    totals = call.transaction.execute(
        "SELECT kind, content_type, total FROM tally WHERE env = ? AND total > 0", (place.env,)
    ).fetchall()
    counts = {(kind, content_type): total for kind, content_type, total in totals}
    locales = all_records(call.transaction, place.env, "Locale")
    return _Frame(
        space=place.space,
        environment=place.environment,
        base=f"/browse/{quote(place.space, safe='')}/{quote(place.environment, safe='')}",
        types=[(name, names.names[name], counts.get(("Entry", name), 0)) for name in names.names],
        entries=sum(total for (kind, _), total in counts.items() if kind == "Entry"),
        assets=counts.get(("Asset", ""), 0),
        locales=[text_at(record.body, "code") for record in locales],
    )


def _spaces(call: Call) -> Answer:
    rows = call.transaction.execute(
        "SELECT space, environment.id, (SELECT sum(total) FROM tally WHERE env = pk AND kind = 'Entry'),"
        " (SELECT sum(total) FROM tally WHERE env = pk AND kind = 'Asset') FROM environment ORDER BY space, pk"
    ).fetchall()
    return page(
        "spaces.html",
        frame=None,
        rows=[(space, name, entries or 0, assets or 0) for space, name, entries, assets in rows],
    )


def _list(kind: str, template: str) -> Handler:
    def handler(call: Call) -> Answer:
        place = place_of(call)
        names = names_of(call.transaction, place.env)
        asked = {"q": "", "type": "", "state": "", **{key: value for key, value in call.query if key in _ASKED}}
        cards, total = _find_cards(call, place, kind, names, asked)
        number = _page_number(asked)
        kept = {key: value for key, value in asked.items() if key != "page" and value}
        return page(
            template,
            frame=_frame(call, place, names),
            cards=cards,
            total=total,
            asked=asked,
            states=tuple(_STATES),
            page_number=number,
            last_page=max(1, -(-total // _PER_PAGE[kind])),
            query=f"{urlencode(kept)}&" if kept else "",
        )

    return handler


def _page_number(asked: Mapping[str, str]) -> int:
    text = asked.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _find_cards(call: Call, place: Place, kind: str, names: Names, asked: Mapping[str, str]) -> tuple[list[Card], int]:
    scope = Scope(kind=kind, fields=None, locale="", default_locale="")
    condition, values = "env = ? AND kind = ?", [place.env, kind]
    parameters: list[object] = [*values]
    if asked.get("q", "").strip():
        where = build_where(Condition("query", "", (asked["q"],)), scope)
        condition += f" AND ({where.sql} OR id = ?)"
        parameters.extend([*where.values, asked["q"].strip()])
    if asked.get("type"):
        condition += " AND content_type = ?"
        parameters.append(asked["type"])
    if asked.get("state") in _STATES:
        condition += f" AND {_STATES[asked['state']]}"
    total = call.transaction.execute(f"SELECT count(*) FROM entity WHERE {condition}", parameters).fetchone()[0]
    rows = call.transaction.execute(
        f"SELECT sys, body FROM entity WHERE {condition} ORDER BY updated_at DESC, id LIMIT ? OFFSET ?",
        (*parameters, _PER_PAGE[kind], (_page_number(asked) - 1) * _PER_PAGE[kind]),
    )
    return [to_card(kind, parse_object(sys), parse_object(body), names) for sys, body in rows], total


def _entity(kind: str) -> Handler:
    def handler(call: Call) -> Answer:
        place = place_of(call)
        names = names_of(call.transaction, place.env)
        frame = _frame(call, place, names)
        record = find(call.transaction, place.env, kind, call.path["id"])
        if record is None:
            return page("missing.html", 404, frame=frame, what=f"{kind} {call.path['id']}")
        around = Surroundings(frame.base, cards_for(call.transaction, place.env, set(find_links(record.body)), names))
        fields = object_at(record.body, "fields")
        shown = {name: value for name, value in fields.items() if kind == "Entry" or name != "file"}
        compared = _compared(call, record)
        return page(
            "entity.html",
            frame=frame,
            card=to_card(kind, record.sys, record.body, names),
            fields=field_views(_content_type(call, record), shown, around),
            files=_files(fields) if kind == "Asset" else (),
            sys=_facts(record),
            tags=[text_at(tag, "sys", "id") for tag in list_at(record.body, "metadata", "tags")],
            users=_linked_from(call, record, names),
            snapshots=_snapshots(call, record),
            compared=compared,
            changes=() if compared is None else changes_between(object_at(compared, "fields"), fields),
        )

    return handler


def _content_type(call: Call, record: Record) -> Object:
    content_type = find(call.transaction, record.env, "ContentType", text_at(record.sys, "contentType", "sys", "id"))
    return content_type.body if content_type else {}


def _files(fields: Object) -> list[tuple[str, Card, Object]]:
    return [
        (locale, to_card("Asset", {}, {"fields": {"file": {locale: file}}}, Names({}, {})), object_at(file))
        for locale, file in object_at(fields, "file").items()
    ]


def _facts(record: Record) -> list[tuple[str, str]]:
    sys = record.sys
    facts = [
        ("Version", str(record.version)),
        ("Created", _when(sys, "createdAt")),
        ("Changed", _when(sys, "updatedAt")),
    ]
    if record.published:
        facts.append(("Published", f"{_when(sys, 'publishedAt')} as version {sys['publishedVersion']}"))
    if "publishedCounter" in sys:
        facts.append(("Times published", str(sys["publishedCounter"])))
    statuses = object_at(sys, "fieldStatus", "*")
    if len(statuses) > 1:
        facts.append(("Locales", ", ".join(f"{locale} {status}" for locale, status in statuses.items())))
    return facts


def _when(sys: Object, key: str) -> str:
    return text_at(sys, key)[:19].replace("T", " ")


def _linked_from(call: Call, record: Record, names: Names) -> list[Card]:
    rows = call.transaction.execute(
        "SELECT kind, sys, body FROM link JOIN entity ON pk = source"
        " WHERE target_kind = ? AND target_id = ? AND env = ? ORDER BY updated_at DESC LIMIT 20",
        (record.kind, record.id, record.env),
    )
    return [to_card(kind, parse_object(sys), parse_object(body), names) for kind, sys, body in rows]


def _snapshots(call: Call, record: Record) -> list[tuple[str, str, str]]:
    rows = call.transaction.execute(
        f"SELECT snapshot, created_at, json_extract({PAYLOAD}, '$.sys.version') FROM snapshot"
        " WHERE env = ? AND kind = ? AND id = ? ORDER BY pk DESC LIMIT 50",
        (record.env, record.kind, record.id),
    )
    return [(snapshot, created_at[:19].replace("T", " "), str(version)) for snapshot, created_at, version in rows]


def _compared(call: Call, record: Record) -> Object | None:
    """Return the state that the present one is compared with, when the query asks for one."""
    wanted = next((value for key, value in call.query if key == "compare"), "")
    if wanted == "published":
        return record.public_body
    row = call.transaction.execute(
        f"SELECT {PAYLOAD} FROM snapshot WHERE env = ? AND kind = ? AND id = ? AND snapshot = ?",
        (record.env, record.kind, record.id, wanted),
    ).fetchone()
    return parse_object(row[0]) if row else None


def _content_type_page(call: Call) -> Answer:
    place = place_of(call)
    names = names_of(call.transaction, place.env)
    frame = _frame(call, place, names)
    record = find(call.transaction, place.env, "ContentType", call.path["id"])
    if record is None:
        return page("missing.html", 404, frame=frame, what=f"Content type {call.path['id']}")
    fields = [object_at(field) for field in list_at(record.body, "fields")]
    return page("content_type.html", frame=frame, record=record, fields=[_field_row(field) for field in fields])


def _field_row(field: Object) -> tuple[str, str, str, str]:
    items = object_at(field, "items")
    kind = " ".join(filter(None, (text_at(field, "type"), text_at(field, "linkType"))))
    if items:
        kind = f"{kind} of {' '.join(filter(None, (text_at(items, 'type'), text_at(items, 'linkType'))))}"
    flags = [flag for flag in ("required", "localized", "omitted", "disabled") if field.get(flag)]
    rules = [
        next(iter(object_at(rule)), "") for rule in [*list_at(field, "validations"), *list_at(items, "validations")]
    ]
    return text_at(field, "name"), text_at(field, "id"), kind, ", ".join(filter(None, (*flags, *rules)))


def _guarded(handler: Handler) -> Handler:
    """Return a handler that shows a refusal as a page rather than as JSON."""

    def guarded(call: Call) -> Answer:
        try:
            return handler(call)
        except Refusal as refusal:
            return page("missing.html", refusal.status, frame=None, what=refusal.message or refusal.error_id)

    return guarded


_BASE = "/browse/{space}/{environment}"

ENDPOINTS = tuple(
    Endpoint("GET", template, handler, open=True)
    for template, handler in (
        ("/", _guarded(_spaces)),
        ("/style.css", lambda call: style_sheet()),
        (_BASE, _guarded(_list("Entry", "entries.html"))),
        (f"{_BASE}/entries/{{id}}", _guarded(_entity("Entry"))),
        (f"{_BASE}/assets", _guarded(_list("Asset", "assets.html"))),
        (f"{_BASE}/assets/{{id}}", _guarded(_entity("Asset"))),
        (f"{_BASE}/content_types/{{id}}", _guarded(_content_type_page)),
    )
)
