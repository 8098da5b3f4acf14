from typing import Any

import pytest

from tests.unit.rehearsal.conftest import Api, Payload, link, symbol

ALL: tuple[Payload, ...] = (
    symbol("symbol"),
    {"id": "text", "type": "Text"},
    {"id": "integer", "type": "Integer"},
    {"id": "number", "type": "Number"},
    {"id": "date", "type": "Date"},
    {"id": "boolean", "type": "Boolean"},
    {"id": "object", "type": "Object"},
    {"id": "location", "type": "Location"},
    {"id": "entry", "type": "Link", "linkType": "Entry"},
    {"id": "asset", "type": "Link", "linkType": "Asset"},
    {"id": "resource", "type": "ResourceLink"},
    {"id": "words", "type": "Array", "items": {"type": "Symbol"}},
    {"id": "entries", "type": "Array", "items": {"type": "Link", "linkType": "Entry"}},
    {"id": "rich", "type": "RichText"},
)
DOCUMENT = {"nodeType": "document", "data": {}, "content": []}
RESOURCE = {"sys": {"type": "ResourceLink", "linkType": "Contentful:Entry", "urn": "crn:x"}}


@pytest.fixture
def all_types(api: Api) -> Api:
    """Give a space with a content type that has a field of each type."""
    api.activate("all", *ALL)
    return api


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("symbol", "x" * 256),
        ("text", "x" * 50_000),
        ("integer", -(2**53)),
        ("integer", 3.0),
        ("number", 2.5),
        ("date", "2016-11-01"),
        ("date", "2016-11-01T10:00-04:00"),
        ("date", "2016-11-01T10:00:00.123Z"),
        ("boolean", False),
        ("object", {"a": [1]}),
        ("object", [1, 2]),
        ("location", {"lat": 52.5, "lon": 13.4}),
        ("entry", link("Entry", "nowhere")),
        ("asset", link("Asset", "nowhere")),
        ("resource", RESOURCE),
        ("words", ["a"] * 1000),
        ("entries", [link("Entry", "a")]),
        ("rich", DOCUMENT),
        ("symbol", None),
    ],
)
def test_values_of_the_right_type_are_saved(all_types: Api, field: str, value: Any) -> None:
    """A value at the edge of what its type allows is stored and comes back the same."""
    all_types.entry("one", "all", **{field: value})
    assert value == all_types.get("entries/one")["fields"][field]["en-US"]


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("symbol", 1, "type"),
        ("symbol", "x" * 257, "size"),
        ("text", ["x"], "type"),
        ("text", "x" * 50_001, "size"),
        ("integer", 1.5, "type"),
        ("integer", True, "type"),
        ("integer", 2**53 + 2, "range"),
        ("number", "1", "type"),
        ("date", "1 November 2016", "type"),
        ("date", "2016-13-01", "type"),
        ("date", "2016-11-01T25:00", "type"),
        ("boolean", "true", "type"),
        ("object", "text", "type"),
        ("location", {"lat": 1}, "type"),
        ("location", {"lat": 91, "lon": 0}, "range"),
        ("entry", "one", "type"),
        ("entry", link("Asset", "one"), "linkType"),
        ("resource", link("Entry", "one"), "type"),
        ("words", "a,b", "type"),
        ("words", [1], "type"),
        ("words", ["a"] * 1001, "size"),
        ("entries", [link("Asset", "a")], "linkType"),
        ("rich", "<p>html</p>", "type"),
        ("rich", {"nodeType": "paragraph"}, "in"),
    ],
)
def test_values_of_the_wrong_type_are_refused(all_types: Api, field: str, value: Any, name: str) -> None:
    """422 InvalidEntry names the kind of fault and leads to the value."""
    refused = all_types.refused("PUT", "entries/one", json={"fields": {field: {"en-US": value}}}, content_type="all")
    error = refused[2]["errors"][0]
    assert (422, "InvalidEntry", name, ["fields", field, "en-US"]) == (*refused[:2], error["name"], error["path"][:3])


def test_an_unknown_field_is_named_in_the_path(all_types: Api) -> None:
    """422 UnknownField has the field at ``path[1]``, where contentful-import looks for it."""
    response = all_types.request("PUT", "entries/one", json={"fields": {"nope": {}}}, content_type="all").json()
    assert (
        response["sys"]["id"],
        response["message"],
        response["details"]["errors"][0]["path"],
    ) == ("UnknownField", 'No field with id "nope" found.', ["fields", "nope"])


def test_an_unknown_locale_is_refused(all_types: Api) -> None:
    """A value in a locale that the environment lacks cannot be saved."""
    body = {"fields": {"symbol": {"fr": "un"}}}
    refused = all_types.refused("PUT", "entries/one", json=body, content_type="all")
    assert (refused[0], refused[2]["errors"][0]["path"]) == (422, ["fields", "symbol", "fr"])


def test_a_field_that_is_not_localized_has_its_value_in_the_default_locale(all_types: Api) -> None:
    """Other locales are refused for it."""
    all_types.post("locales", {"name": "German", "code": "de", "fallbackCode": "en-US"})
    body = {"fields": {"symbol": {"de": "eins"}}}
    assert all_types.refused("PUT", "entries/one", json=body, content_type="all")[0] == 422


def test_an_update_replaces_all_fields(all_types: Api) -> None:
    """Fields that are not sent are gone."""
    all_types.entry("one", "all", symbol="a", text="b")
    all_types.put("entries/one", {"fields": {"symbol": {"en-US": "c"}}}, version=1)
    assert all_types.get("entries/one")["fields"] == {"symbol": {"en-US": "c"}}


def test_default_values_are_given_on_creation_only(api: Api) -> None:
    """A new entry without the field gets its default; an update may take it away."""
    api.activate("post", symbol("title", defaultValue={"en-US": "Untitled"}))
    created = api.put("entries/one", {"fields": {}}, content_type="post")["fields"]
    updated = api.put("entries/one", {"fields": {}}, version=1)["fields"]
    assert (created, updated) == ({"title": {"en-US": "Untitled"}}, {})


def test_metadata_must_hold_tags(all_types: Api) -> None:
    """Metadata without tags is 422 required at ``tags``; null is accepted."""
    refused = all_types.refused("PUT", "entries/one", json={"fields": {}, "metadata": {}}, content_type="all")
    accepted = all_types.put("entries/one", {"fields": {}, "metadata": None}, content_type="all")
    assert (refused[2]["errors"][0]["path"], accepted["metadata"]["tags"]) == (["tags"], [])


def test_an_entry_needs_an_active_content_type(api: Api) -> None:
    """A content type that is missing or a draft cannot have entries."""
    api.put("content_types/draft", {"name": "Draft", "fields": []})
    missing = api.refused("PUT", "entries/one", json={"fields": {}}, content_type="none")
    draft = api.refused("PUT", "entries/one", json={"fields": {}}, content_type="draft")
    header = api.refused("PUT", "entries/one", json={"fields": {}})
    assert (missing[0], draft[0], header[0]) == (422, 422, 400)


@pytest.mark.parametrize("entry", ["a" * 65, "with space", "ümlaut", "semi;colon"])
def test_ids_have_a_syntax(all_types: Api, entry: str) -> None:
    """Anything but 1 to 64 letters, digits, dashes, dots and underscores is refused."""
    assert all_types.refused("PUT", f"entries/{entry}", json={"fields": {}}, content_type="all")[0] == 422


def test_a_patch_changes_what_it_names(all_types: Api) -> None:
    """JSON Patch changes one value and keeps the others."""
    all_types.entry("one", "all", symbol="a", text="b")
    patch = [
        {"op": "test", "path": "/fields/symbol/en-US", "value": "a"},
        {"op": "replace", "path": "/fields/symbol/en-US", "value": "c"},
        {"op": "add", "path": "/fields/words", "value": {"en-US": ["x"]}},
        {"op": "add", "path": "/fields/words/en-US/-", "value": "y"},
        {"op": "remove", "path": "/fields/text"},
    ]
    headers = {"Content-Type": "application/json-patch+json"}
    response = all_types.request("PATCH", "entries/one", json=patch, version=1, headers=headers)
    assert response.json()["fields"] == {"symbol": {"en-US": "c"}, "words": {"en-US": ["x", "y"]}}


def test_a_patch_that_does_not_fit_changes_nothing(all_types: Api) -> None:
    """422, and the entry keeps its version."""
    all_types.entry("one", "all", symbol="a")
    patch = [{"op": "remove", "path": "/fields/symbol"}, {"op": "remove", "path": "/fields/nowhere/en-US"}]
    headers = {"Content-Type": "application/json-patch+json"}
    refused = all_types.refused("PATCH", "entries/one", json=patch, version=1, headers=headers)
    assert (refused[0], all_types.get("entries/one")["sys"]["version"]) == (422, 1)
