"""Values of fields as the pages show them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from migrate.rehearsal.pages.entities import Card
from migrate.rehearsal.pages.richtext_html import Surroundings, render_document, safe_link
from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at

__all__ = ["FieldView", "ValueView", "field_views"]

_MAX_TEXT = 100_000
_MAX_ITEMS = 200


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value in one locale, in the form in which it is shown; exactly one of the parts is filled."""

    locale: str
    text: str = ""
    address: str = ""
    html: Markup | None = None
    code: str = ""
    words: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field with its values."""

    id: str
    name: str
    type: str
    values: tuple[ValueView, ...]


def field_views(content_type: Object, fields: Object, around: Surroundings) -> tuple[FieldView, ...]:
    """Return the fields of an entry in the order of its content type, those without a value left out."""
    known = [object_at(field) for field in list_at(content_type, "fields")]
    named: Mapping[str, Object] = {text_at(field, "id"): field for field in known}
    order = [*named, *(field for field in fields if field not in named)]
    return tuple(
        FieldView(
            id=field,
            name=text_at(named.get(field, {}), "name") or field,
            type=text_at(named.get(field, {}), "type"),
            values=tuple(_value(locale, value, around) for locale, value in object_at(fields, field).items()),
        )
        for field in order
        if object_at(fields, field)
    )


def _value(locale: str, value: Json, around: Surroundings) -> ValueView:
    if isinstance(value, str):
        shown = value if len(value) <= _MAX_TEXT else f"{value[:_MAX_TEXT]} …"
        return ValueView(locale, text=shown, address=safe_link(value) if "\n" not in value else "")
    if isinstance(value, dict):
        if value.get("nodeType") == "document":
            return ValueView(locale, html=render_document(value, around))
        if text_at(value, "sys", "type") == "Link":
            return _links(locale, [value], around)
    if isinstance(value, list) and value:
        if all(isinstance(item, str) for item in value):
            return ValueView(locale, words=tuple(str(item) for item in value[:_MAX_ITEMS]))
        if all(text_at(item, "sys", "type") == "Link" for item in value):
            return _links(locale, value[:_MAX_ITEMS], around)
    return ValueView(locale, code=json.dumps(value, ensure_ascii=False, indent=2)[:_MAX_TEXT])


def _links(locale: str, links: list[Json], around: Surroundings) -> ValueView:
    cards: list[Card] = []
    missing: list[str] = []
    for item in links:
        kind, entity = text_at(item, "sys", "linkType"), text_at(item, "sys", "id")
        card = around.cards.get((kind, entity))
        if card is None:
            missing.append(f"{kind} {entity}")
        else:
            cards.append(card)
    return ValueView(locale, cards=tuple(cards), missing=tuple(missing))
