"""Content types of the entries that bodies embed.

Owns: which roles exist, the fields of each and their limits. Does not own: the ids (a mapping may rename a role, see
`type_id`) and whether a type is created (only the used ones are).

Fields are not localized: an embedded entry belongs to one locale of one page.
"""

from collections.abc import Mapping

from migrate.mapping.rules import BodyRules
from migrate.model.canonical import Json, JsonObject

__all__ = ["EMBEDDED_TYPES", "TEXT_LIMIT", "type_id"]

TEXT_LIMIT = 50_000
"""Characters that a Text field holds (https://www.contentful.com/developers/docs/technical-limits/)."""


def _field(field_id: str, name: str, kind: str, *, required: bool = False, **more: Json) -> JsonObject:
    return {
        "id": field_id,
        "name": name,
        "type": kind,
        "required": required,
        "localized": False,
        "disabled": False,
        "omitted": False,
        **more,
    }


def _type(name: str, description: str, display: str, *fields: JsonObject) -> JsonObject:
    return {"name": name, "description": description, "displayField": display, "fields": list(fields)}


_NAME = _field("name", "Name", "Symbol", required=True)
_ASSET = _field("asset", "Asset", "Link", linkType="Asset")
_BODY = _field("body", "Body", "RichText")

EMBEDDED_TYPES: Mapping[str, JsonObject] = {
    "codeBlock": _type(
        "Code block",
        "Source code between paragraphs.",
        "name",
        _NAME,
        _field("language", "Language", "Symbol"),
        _field("title", "Title", "Symbol"),
        _field("highlight", "Highlighted lines", "Symbol"),
        _field("code", "Code", "Text", required=True),
    ),
    "image": _type(
        "Image",
        "One use of an image with its own alternative text, caption, link or size.",
        "name",
        _NAME,
        _ASSET,
        _field("url", "Address", "Text"),
        _field("alt", "Alternative text", "Text"),
        _field("title", "Title", "Text"),
        _field("caption", "Caption", "RichText"),
        _field("link", "Link", "Text"),
        _field("entry", "Linked entry", "Link", linkType="Entry"),
        _field("width", "Width", "Symbol"),
        _field("height", "Height", "Symbol"),
    ),
    "videoEmbed": _type(
        "Video or audio",
        "A film or a recording, on this site or at a provider.",
        "name",
        _NAME,
        _field("url", "Address", "Text"),
        _field("provider", "Provider", "Symbol"),
        _field("title", "Title", "Symbol"),
        _ASSET,
        _field("poster", "Poster", "Link", linkType="Asset"),
        _field("posterUrl", "Address of the poster", "Text"),
    ),
    "htmlEmbed": _type(
        "HTML",
        "HTML that Rich Text cannot hold, as it stood in the source.",
        "name",
        _NAME,
        _field("html", "HTML", "Text", required=True),
    ),
    "shortcode": _type(
        "Shortcode",
        "A call of a Hugo shortcode that nothing else stands for.",
        "name",
        _NAME,
        _field("params", "Parameters", "Object"),
        _field("inner", "Inner source", "Text"),
        _field("link", "Link around it", "Text"),
        _BODY,
    ),
    "callout": _type(
        "Callout",
        "A box that stands out from the text: note, warning, details.",
        "name",
        _NAME,
        _field("kind", "Kind", "Symbol"),
        _field("title", "Title", "Symbol"),
        _BODY,
    ),
    "math": _type(
        "Formula",
        "A formula in TeX.",
        "name",
        _NAME,
        _field("tex", "TeX", "Text", required=True),
        _field("display", "On a line of its own", "Boolean"),
    ),
    "table": _type("Table", "A table where Rich Text allows none, such as in a list.", "name", _NAME, _BODY),
    "bodyPart": _type("Body part", "A part of a body that is too long for one field.", "name", _NAME, _BODY),
}
"""Role → payload of the content type, as the management API takes it (without ``sys``)."""


def type_id(rules: BodyRules, role: str) -> str:
    """Return the id of the content type that plays `role`; a role is its own id unless the mapping says otherwise."""
    return rules.types.get(role, role)
