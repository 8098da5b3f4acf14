"""Fields that get another id."""

import pytest

from tests.unit.rehearsal.conftest import Api, Payload, symbol


@pytest.fixture
def filled(api: Api) -> Api:
    """Give a space with a published entry that was changed since."""
    unique: Payload = {"validations": [{"unique": True}]}
    api.activate("post", symbol("title", **unique), symbol("old"), displayField="title")
    api.entry("one", "post", title="One")
    api.publish("entries/one", 1)
    api.put("entries/one", {"fields": {"title": {"en-US": "Two"}, "old": {"en-US": "x"}}}, version=2)
    return api


def rename(api: Api, *fields: Payload) -> Payload:
    """Save the content type with these fields and activate it."""
    named = [{"type": "Symbol", "name": field["id"], **field} for field in fields]
    version = api.get("content_types/post")["sys"]["version"]
    api.put("content_types/post", {"name": "post", "displayField": "title", "fields": named}, version=version)
    return api.put("content_types/post/published", version=version + 1)


def test_values_follow_their_field(filled: Api) -> None:
    """The draft's, the published ones and the display field; the entry's version stays."""
    shown = rename(filled, {"id": "title", "newId": "headline"}, {"id": "old"})
    entry = filled.get("entries/one")
    published = filled.get("public/entries")["items"][0]["fields"]
    assert (shown["displayField"], [field["id"] for field in shown["fields"]]) == ("headline", ["headline", "old"])
    assert (entry["fields"]["headline"], published["headline"]) == ({"en-US": "Two"}, {"en-US": "One"})
    assert (entry["sys"]["version"], "newId" in shown["fields"][0], "title" in entry["fields"]) == (3, False, False)


def test_a_field_may_take_the_id_of_one_that_goes(filled: Api) -> None:
    """As the migration tool does when it turns a text into a link."""
    rename(filled, {"id": "title"}, {"id": "old", "omitted": True})
    rename(filled, {"id": "title", "newId": "old"}, {"id": "old", "omitted": True, "deleted": True})
    assert filled.get("entries/one")["fields"] == {"old": {"en-US": "Two"}}


def test_unique_values_follow_their_field(filled: Api) -> None:
    """Another entry may still not have them."""
    rename(filled, {"id": "title", "newId": "headline", "validations": [{"unique": True}]}, {"id": "old"})
    filled.entry("two", "post", headline="One")
    assert filled.refused("PUT", "entries/two/published", version=1)[:2] == (422, "InvalidEntry")


def test_the_editor_interface_names_the_new_id(filled: Api) -> None:
    """Its controls and its layout."""
    control = {"fieldId": "title", "widgetId": "slugEditor", "widgetNamespace": "builtin"}
    layout = [{"groupId": "main", "items": [{"fieldId": "title"}]}]
    filled.put("content_types/post/editor_interface", {"controls": [control], "editorLayout": layout}, version=1)
    rename(filled, {"id": "title", "newId": "headline"}, {"id": "old"})
    shown = filled.get("content_types/post/editor_interface")
    assert shown["controls"][0] == {**control, "fieldId": "headline"}
    assert shown["editorLayout"] == [{"groupId": "main", "items": [{"fieldId": "headline"}]}]


@pytest.mark.parametrize(("new_id", "name"), [("old", "uniqueFieldIds"), ("1st", "regexp")])
def test_a_new_id_must_be_free_and_well_formed(filled: Api, new_id: str, name: str) -> None:
    """Refused when the content type is saved."""
    fields = [{**symbol("title", name="T"), "newId": new_id}, symbol("old", name="O")]
    version = filled.get("content_types/post")["sys"]["version"]
    sent = {"name": "post", "displayField": "title", "fields": fields}
    status, _, details = filled.refused("PUT", "content_types/post", json=sent, version=version)
    assert (status, details["errors"][0]["name"]) == (422, name)


def test_the_editor_of_entries_is_kept(filled: Api) -> None:
    """The property that the migration tool sets, beside the newer list."""
    editor = {"widgetId": "custom", "widgetNamespace": "extension", "settings": {}}
    shown = filled.put("content_types/post/editor_interface", {"controls": [], "editor": editor}, version=1)
    assert shown["editor"] == editor
