"""A content type as the rules need it: parsed once per version, then shared.

Owns the typed view of fields. Does not own whether the content type itself is valid: see `content_model`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from migrate.rehearsal.payload import Json, Object, list_at, object_at, parse_object, text_at

__all__ = ["ContentType", "Field", "parse_content_type"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `items_*` describe the members of an Array, `validations` are the rules as they were sent."""

    id: str
    type: str
    link_type: str
    items_type: str
    items_link_type: str
    localized: bool
    required: bool
    validations: tuple[Object, ...]
    items_validations: tuple[Object, ...]
    default_value: Json


@dataclass(frozen=True, slots=True)
class ContentType:
    """A content type: fields in order, and by id."""

    id: str
    display_field: str
    fields: tuple[Field, ...]
    by_id: Mapping[str, Field]


@lru_cache(maxsize=1024)
def parse_content_type(content_type: str, body: str) -> ContentType:
    """Return the content type with id `content_type` from its stored JSON."""
    payload = parse_object(body)
    fields = tuple(_field(object_at(field)) for field in list_at(payload, "fields"))
    return ContentType(
        id=content_type,
        display_field=text_at(payload, "displayField"),
        fields=fields,
        by_id={field.id: field for field in fields},
    )


def _field(sent: Object) -> Field:
    items = object_at(sent, "items")
    return Field(
        id=text_at(sent, "id"),
        type=text_at(sent, "type"),
        link_type=text_at(sent, "linkType"),
        items_type=text_at(items, "type"),
        items_link_type=text_at(items, "linkType"),
        localized=sent.get("localized") is True,
        required=sent.get("required") is True,
        validations=tuple(object_at(rule) for rule in list_at(sent, "validations")),
        items_validations=tuple(object_at(rule) for rule in list_at(items, "validations")),
        default_value=sent.get("defaultValue"),
    )
