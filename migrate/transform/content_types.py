"""Content types as the management API takes them, with the editor controls that suit their fields.

Follows https://www.contentful.com/developers/docs/references/content-management-api/ (content types, editor
interfaces). Owns payloads and widgets. Does not own which types of embedded entries exist (`body.types`).
"""

from collections.abc import Collection, Mapping, Sequence

from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules
from migrate.mapping.sources import parse_source
from migrate.model.canonical import Json, JsonObject
from migrate.model.space import DesiredContentType
from migrate.transform.body.types import EMBEDDED_TYPES, type_id

__all__ = ["REDIRECT_TYPE", "build_content_types", "content_type_payload"]

REDIRECT_TYPE = "redirect"
_WIDGETS: Mapping[str, str] = {
    "Symbol": "singleLine",
    "Text": "multipleLine",
    "RichText": "richTextEditor",
    "Integer": "numberEditor",
    "Number": "numberEditor",
    "Date": "datePicker",
    "Boolean": "boolean",
    "Object": "objectEditor",
    "Location": "locationEditor",
    "Asset": "assetLinkEditor",
    "Entry": "entryLinkEditor",
    "Symbol[]": "tagEditor",
    "Asset[]": "assetLinksEditor",
    "Entry[]": "entryLinksEditor",
}
_URL_KEYS = frozenset({"url", "website", "homepage", "externalurl", "permalink"})


def build_content_types(rules: MappingRules, used: Collection[str]) -> tuple[DesiredContentType, ...]:
    """Return the types of the mapping and those of embedded entries in `used`, sorted by id."""
    made = {rule.id: content_type_payload(rule) for rule in rules.content_types}
    for role, payload in EMBEDDED_TYPES.items():
        name = type_id(rules.body, role)
        if name in used and name not in made:
            made[name] = _embedded(name, payload)
    if REDIRECT_TYPE in used and REDIRECT_TYPE not in made:
        made[REDIRECT_TYPE] = _redirect()
    return tuple(made[name] for name in sorted(made))


def content_type_payload(rule: ContentTypeRule) -> DesiredContentType:
    """Return one content type of the mapping."""
    payload: JsonObject = {
        "name": rule.name,
        "description": rule.description,
        "displayField": rule.display_field or None,
        "fields": [_field(field) for field in rule.fields],
    }
    controls: list[Json] = [_control(field, rule.display_field) for field in rule.fields]
    return DesiredContentType(rule.id, payload, {"controls": controls})


def _field(rule: FieldRule) -> JsonObject:
    held: dict[str, Json] = {
        "id": rule.id,
        "name": rule.name,
        "type": rule.type,
        "localized": bool(rule.localized),
        "required": rule.required,
        "disabled": False,
        "omitted": False,
        "validations": list(rule.validations),
    }
    if rule.type == "Link":
        held["linkType"] = rule.link_type
        held["validations"] = [*_link_validations(rule), *rule.validations]
    if rule.type == "Array":
        items: dict[str, Json] = {"type": rule.items, "validations": list(rule.items_validations)}
        if rule.items == "Link":
            items["linkType"] = rule.link_type
            items["validations"] = [*_link_validations(rule), *rule.items_validations]
        held["items"] = items
    return held


def _link_validations(rule: FieldRule) -> Sequence[JsonObject]:
    own = rule.items_validations if rule.type == "Array" else rule.validations
    if rule.reference is None or any("linkContentType" in held for held in own):
        return ()
    return ({"linkContentType": [rule.reference.content_type, *rule.reference.also]},)


def _control(rule: FieldRule, display_field: str) -> JsonObject:
    settings: dict[str, Json] = {}
    widget = rule.widget or _widget(rule)
    if widget == "slugEditor" and display_field and display_field != rule.id:
        settings["trackingFieldId"] = display_field
    if rule.type == "Date":
        settings["format"] = "dateonly" if rule.date == "date" else "timeZ"
        settings["ampm"] = "24"
    if rule.help_text:
        settings["helpText"] = rule.help_text
    control: dict[str, Json] = {"fieldId": rule.id, "widgetId": widget, "widgetNamespace": "builtin"}
    if settings:
        control["settings"] = settings
    return control


def _widget(rule: FieldRule) -> str:
    words = parse_source(rule.source) if rule.source else ()
    if rule.items == "Symbol" and any("in" in held for held in rule.items_validations):
        return "checkbox"
    if rule.type == "Array":
        return _WIDGETS["Symbol[]" if rule.items == "Symbol" else f"{rule.link_type}[]"]
    if rule.type == "Link":
        return _WIDGETS[rule.link_type]
    if rule.type in ("Symbol", "Text", "Integer", "Number") and any("in" in held for held in rule.validations):
        return "dropdown"
    if rule.type == "Symbol" and any(word.name in ("$slug", "slug") for word in words):
        return "slugEditor"
    if rule.type == "Symbol" and rule.id.lower() in _URL_KEYS:
        return "urlEditor"
    if rule.type == "Text" and any(word.name in ("$body", "$summary", "summary") for word in words):
        return "markdown"
    return _WIDGETS[rule.type]


def _embedded(name: str, payload: JsonObject) -> DesiredContentType:
    fields = payload["fields"]
    if not isinstance(fields, list):
        raise AssertionError(name)
    controls: list[Json] = [_plain_control(field) for field in fields]
    # The table of roles leaves out what has one sensible value.
    full: list[Json] = [_full(field) for field in fields]
    return DesiredContentType(name, {**payload, "fields": full}, {"controls": controls})


def _full(field: JsonObject) -> JsonObject:
    held: dict[str, Json] = {**field}
    held.setdefault("validations", [])
    return held


def _plain_control(field: JsonObject) -> JsonObject:
    kind = field["linkType"] if field["type"] == "Link" else field["type"]
    return {"fieldId": field["id"], "widgetId": _WIDGETS[str(kind)], "widgetNamespace": "builtin"}


def _redirect() -> DesiredContentType:
    def field(field_id: str, name: str, kind: str, **more: Json) -> JsonObject:
        held: dict[str, Json] = {"id": field_id, "name": name, "type": kind, "localized": False, "required": False}
        return {**held, "disabled": False, "omitted": False, "validations": [], **more}

    fields: list[Json] = [
        field("source", "Old path", "Symbol", required=True),
        field("target", "New path", "Symbol", required=True),
        field("status", "HTTP status", "Integer"),
        field("page", "Page", "Link", linkType="Entry"),
    ]
    payload: JsonObject = {
        "name": "Redirect",
        "description": "An old URL and where it leads now.",
        "displayField": "source",
        "fields": fields,
    }
    controls = [
        ("source", "singleLine"),
        ("target", "singleLine"),
        ("status", "numberEditor"),
        ("page", "entryLinkEditor"),
    ]
    rows: list[Json] = [{"fieldId": one, "widgetId": two, "widgetNamespace": "builtin"} for one, two in controls]
    return DesiredContentType(REDIRECT_TYPE, payload, {"controls": rows})
