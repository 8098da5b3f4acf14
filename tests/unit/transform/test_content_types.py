"""Content types as the management API takes them, and the controls that editors get."""

import pytest

from migrate.mapping.compile_body import ROLES
from migrate.mapping.load import parse_mapping
from migrate.mapping.rules import BodyRules
from migrate.model.canonical import Json, JsonObject
from migrate.transform.body.types import EMBEDDED_TYPES
from migrate.transform.content_types import build_content_types, content_type_payload


def _post(line: str) -> tuple[JsonObject, JsonObject]:
    """Return field and control that `line` gives."""
    text = "version: 1\ncontentTypes:\n  tag: {fields: {name: Symbol}}\n  post:\n    fields:\n      title: Symbol\n"
    text += f"      a: {line}\n"
    held = content_type_payload(parse_mapping(text, "m.yaml").content_types[1])
    assert held.editor_interface is not None
    return _last(held.payload["fields"]), _last(held.editor_interface["controls"])


def _last(rows: Json) -> JsonObject:
    assert isinstance(rows, list)
    row = rows[-1]
    assert isinstance(row, dict)
    return row


def test_a_plain_field() -> None:
    """Every key that the server would fill in is there, so that a second run finds nothing to change."""
    assert _post("{type: Symbol, required: true, localized: true}")[0] == {
        "id": "a",
        "name": "A",
        "type": "Symbol",
        "localized": True,
        "required": True,
        "disabled": False,
        "omitted": False,
        "validations": [],
    }


def test_a_reference_names_what_it_leads_to() -> None:
    """A link is restricted to its type, in the items of a list."""
    only = [{"linkContentType": ["tag"]}]
    assert _post("Entry(tag)")[0]["validations"] == only
    field = _post("'Entry(tag)[]'")[0]
    assert field["validations"] == []
    assert field["items"] == {"type": "Link", "linkType": "Entry", "validations": only}


@pytest.mark.parametrize(
    ("line", "widget"),
    [
        ("Symbol", "singleLine"),
        ("Text", "multipleLine"),
        ("Text from $body", "markdown"),
        ("RichText from $body", "richTextEditor"),
        ("Symbol from $slug", "slugEditor"),
        ("'Symbol[]'", "tagEditor"),
        ("{type: 'Symbol[]', in: [a]}", "checkbox"),
        ("{type: Symbol, in: [a]}", "dropdown"),
        ("Boolean", "boolean"),
        ("Date", "datePicker"),
        ("Asset", "assetLinkEditor"),
        ("'Entry(tag)[]'", "entryLinksEditor"),
        ("Symbol, widget urlEditor", "urlEditor"),
    ],
)
def test_controls(line: str, widget: str) -> None:
    """Each field has the control that suits it, unless the mapping names one."""
    assert _post(line)[1]["widgetId"] == widget


def test_settings_of_controls() -> None:
    """A slug follows the title, a date shows its offset or the day alone, a help text is shown."""
    assert _post("Symbol from $slug")[1]["settings"] == {"trackingFieldId": "title"}
    assert _post("Date")[1]["settings"] == {"format": "timeZ", "ampm": "24"}
    assert _post("Date, date date")[1]["settings"] == {"format": "dateonly", "ampm": "24"}
    assert _post("{type: Symbol, helpText: Say it}")[1]["settings"] == {"helpText": "Say it"}


def test_only_used_types_of_embedded_entries_are_made() -> None:
    """A site without code blocks gets no type for them; the mapping may rename a role."""
    rules = parse_mapping("version: 1\ncontentTypes: {post: {fields: {title: Symbol}}}\n", "m.yaml")
    assert [held.id for held in build_content_types(rules, {"post"})] == ["post"]
    assert [held.id for held in build_content_types(rules, {"post", "codeBlock"})] == ["codeBlock", "post"]


def test_every_role_can_be_renamed() -> None:
    """The mapping knows each role that bodies have."""
    assert set(EMBEDDED_TYPES) <= set(ROLES)
    assert BodyRules().types == {}
