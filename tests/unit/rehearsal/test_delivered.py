"""The delivery and preview APIs, where official clients of websites find them."""

import pytest

from tests.unit.rehearsal.conftest import MASTER, Api, Payload, link, symbol

DELIVERY_TYPE = {"Content-Type": "application/vnd.contentful.delivery.v1+json"}


@pytest.fixture
def filled(api: Api) -> Api:
    """Give a space with three published entries."""
    api.activate("post", symbol("title", validations=[{"unique": True}], defaultValue={"en-US": "New"}))
    for number in range(3):
        api.entry(f"e{number}", "post", title=f"T{number}")
        api.publish(f"entries/e{number}", 1)
    return api


@pytest.mark.parametrize(
    ("headers", "revision"),
    [(DELIVERY_TYPE, True), ({"Host": "cdn.localhost"}, True), ({"Host": "preview.localhost"}, True), ({}, False)],
)
def test_clients_of_websites_are_known_by_host_or_media_type(
    filled: Api, headers: dict[str, str], revision: bool
) -> None:
    """They need no path of their own; everything else means the management API."""
    shown = filled.get(f"{MASTER}/entries/e0", headers=headers)["sys"]
    assert ("revision" in shown, "version" in shown) == (revision, not revision)


def test_delivered_content_types_lack_what_editors_need(filled: Api) -> None:
    """No validations, no default values, no metadata, as in all recordings."""
    shown = filled.get(f"/delivery{MASTER}/content_types/post")
    field: Payload = {"id": "title", "name": "title", "type": "Symbol"}
    flags = dict.fromkeys(("localized", "required", "disabled", "omitted"), False)
    assert (sorted(shown), shown["fields"]) == (
        ["description", "displayField", "fields", "name", "sys"],
        [{**field, **flags}],
    )


def test_content_types_are_searched_by_name(filled: Api) -> None:
    """Over both APIs."""
    paths = (f"/delivery{MASTER}/content_types", "content_types")
    found = [[filled.get(f"{path}?query={word}")["total"] for word in ("pos", "cat")] for path in paths]
    assert found == [[1, 0], [1, 0]]


def test_delivered_pages_by_cursor_cover_everything_once(filled: Api) -> None:
    """Forwards and back."""
    base = f"/delivery{MASTER}/entries?cursor=true&limit=2&order=sys.id"
    first = filled.get(base)
    second = filled.get(first["pages"]["next"])
    back = filled.get(second["pages"]["prev"])
    ids = [[item["sys"]["id"] for item in page["items"]] for page in (first, second, back)]
    assert (ids, "total" in first) == ([["e0", "e1"], ["e2"], ["e0", "e1"]], False)


def test_previews_that_edit_in_place_are_answered(filled: Api) -> None:
    """They ask for source maps, which are not emulated; the entry is shown all the same."""
    asked = f"/preview{MASTER}/entries?includeContentSourceMaps=true"
    assert filled.get(asked)["total"] == 3


def test_a_copied_entity_has_the_name_of_its_environment(filled: Api) -> None:
    """In `urn` as in the link."""
    filled.put("/spaces/rehearsal/environments/copy", {"name": "Copy"})
    sys = filled.get(f"{MASTER.replace('master', 'copy')}/entries/e0")["sys"]
    assert (sys["urn"].split("/")[-3], sys["environment"]["sys"]["id"]) == ("copy", "copy")


def test_boxes_may_be_given_by_either_pair_of_corners(api: Api) -> None:
    """Documentation names the lower left one first, the official client's tests the upper left one."""
    api.activate("city", {"id": "center", "type": "Location"})
    api.entry("sf", "city", center={"lat": 37.7, "lon": -122.4})
    boxes = ("36,-124,40,-120", "40,-124,36,-120", "50,-124,45,-120")
    assert [api.get(f"entries?content_type=city&fields.center[within]={box}")["total"] for box in boxes] == [1, 1, 0]


@pytest.mark.parametrize(("depth", "entries", "assets"), [(0, 0, 0), (1, 1, 1), (2, 2, 2)])
def test_the_depth_of_includes_counts_entries(api: Api, depth: int, entries: int, assets: int) -> None:
    """Assets that the last included entries link to come along, as in all recordings."""
    api.activate("post", {"id": "next", "type": "Link", "linkType": "Entry"}, picture_field())
    for number in range(3):
        file = {"fileName": "a.png", "contentType": "image/png", "upload": "https://example.com/a.png"}
        api.put(f"assets/a{number}", {"fields": {"file": {"en-US": file}}})
        api.request("PUT", f"assets/a{number}/files/en-US/process", version=1)
        api.publish(f"assets/a{number}", 2)
    for number, fields in enumerate(({"picture": "a1"}, {"next": "e0", "picture": "a2"}, {"next": "e1"})):
        links = {name: link("Entry" if name == "next" else "Asset", target) for name, target in fields.items()}
        api.entry(f"e{number}", "post", **links)
        api.publish(f"entries/e{number}", 1)
    shown = api.get(f"/delivery{MASTER}/entries?sys.id=e2&include={depth}").get("includes", {})
    assert (len(shown.get("Entry", [])), len(shown.get("Asset", []))) == (entries, assets)


def test_links_of_fields_that_are_not_selected_are_not_followed(api: Api) -> None:
    """Neither includes nor errors tell of them."""
    api.activate("post", symbol("title"), {"id": "next", "type": "Link", "linkType": "Entry"})
    api.entry("draft", "post")
    api.entry("one", "post", title="One", next=link("Entry", "draft"))
    api.publish("entries/one", 1)
    asked = ("", "&select=fields.title", "&select=fields.next", "&select=sys,fields")
    shown = [api.get(f"/delivery{MASTER}/entries?content_type=post&sys.id=one{query}") for query in asked]
    assert ["errors" in one for one in shown] == [True, False, True, True]


def picture_field() -> Payload:
    """Return a field that links to an asset."""
    return {"id": "picture", "type": "Link", "linkType": "Asset"}
