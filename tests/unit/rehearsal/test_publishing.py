from collections.abc import Callable
from typing import Any

import pytest

from tests.clients.content import png
from tests.unit.rehearsal.conftest import Api, Payload, link, symbol


def field(kind: str, *validations: Payload, **more: Any) -> Payload:
    """Return a field named `value`."""
    return {"id": "value", "type": kind, "validations": list(validations), **more}


def publish_error(api: Api, value_field: Payload, value: Any) -> Payload | None:
    """Save an entry with one value, which must succeed, publish it, and give the first error or None."""
    api.activate("type", value_field)
    api.entry("one", "type", **({} if value is None else {"value": value}))
    response = api.request("PUT", "entries/one/published", version=1)
    if response.is_success:
        return None
    error: Payload = response.json()["details"]["errors"][0]
    return error


@pytest.mark.parametrize(
    ("value_field", "good", "bad", "name"),
    [
        (field("Symbol", required=True), "x", None, "required"),
        (field("Symbol", {"size": {"min": 2, "max": 3}}), "ab", "a", "size"),
        (field("Text", {"size": {"max": 3}}), "abc", "abcd", "size"),
        (field("Array", {"size": {"min": 2}}, items={"type": "Symbol"}), ["a", "b"], ["a"], "size"),
        (field("Integer", {"range": {"min": 1, "max": 5}}), 5, 6, "range"),
        (field("Number", {"range": {"min": 1.5}}), 1.5, 1.4, "range"),
        (field("Date", {"dateRange": {"min": "2020-01-01"}}), "2020-01-02", "2019-12-31", "dateRange"),
        (field("Symbol", {"regexp": {"pattern": "^A", "flags": "i"}}), "apple", "pear", "regexp"),
        (field("Symbol", {"prohibitRegexp": {"pattern": "\\d", "flags": ""}}), "a", "a1", "prohibitRegexp"),
        (field("Symbol", {"in": ["a", "b"]}), "a", "c", "in"),
        (field("Integer", {"in": [1, 2]}), 1, 3, "in"),
        (field("Array", items={"type": "Symbol", "validations": [{"in": ["a"]}]}), ["a"], ["b"], "in"),
        (field("Array", items={"type": "Symbol", "validations": [{"size": {"max": 1}}]}), ["a"], ["bb"], "size"),
    ],
)
def test_each_keyword_binds_on_publishing_only(
    serve: Callable[..., Api], value_field: Payload, good: Any, bad: Any, name: str
) -> None:
    """A good value can be published; a bad one can be saved but not published."""
    error = publish_error(serve(), value_field, bad)
    assert (None, name) == (publish_error(serve(), value_field, good), error and error["name"])


def test_a_message_of_the_content_type_comes_with_the_error(api: Api) -> None:
    """A validation's own message is passed on."""
    error = publish_error(api, field("Symbol", {"in": ["a"], "message": "Only a"}), "b")
    assert error is not None
    assert error["customMessage"] == "Only a"


def test_required_holds_in_every_locale_that_is_not_optional(api: Api) -> None:
    """A localized required field needs a value in such a locale, and none in an optional one."""
    api.post("locales", {"name": "German", "code": "de", "fallbackCode": "en-US", "optional": False})
    api.post("locales", {"name": "French", "code": "fr", "fallbackCode": "en-US", "optional": True})
    api.activate("post", symbol("title", required=True, localized=True))
    api.entry("one", "post", title="One")
    refused = api.refused("PUT", "entries/one/published", version=1)
    assert [error["path"] for error in refused[2]["errors"]] == [["fields", "title", "de"]]


def test_unique_looks_at_published_entries_of_the_type(api: Api) -> None:
    """The second entry with a value is refused and told of the first; after unpublishing, it may take the value."""
    api.activate("post", symbol("slug", validations=[{"unique": True}]))
    for entry in ("one", "two"):
        api.entry(entry, "post", slug="same")
    api.publish("entries/one", 1)
    refused = api.refused("PUT", "entries/two/published", version=1)
    api.delete("entries/one/published")
    api.publish("entries/two", 1)
    error = refused[2]["errors"][0]
    assert ("unique", [link("Entry", "one")]) == (error["name"], error["conflicting"])


@pytest.fixture
def linked(serve: Callable[..., Api]) -> Callable[[str], list[tuple[int, str]]]:
    """Give a function that publishes entries linking to what is published, a draft and nothing, under a rule."""

    def publish_all(rule: str) -> list[tuple[int, str]]:
        api = serve(links=rule)
        api.activate("post", symbol("title"), {"id": "next", "type": "Link", "linkType": "Entry"})
        api.entry("public", "post", title="Public")
        api.publish("entries/public", 1)
        api.entry("draft", "post", title="Draft")
        answers = []
        for target in ("public", "draft", "nowhere"):
            api.entry(f"to-{target}", "post", next=link("Entry", target))
            response = api.request("PUT", f"entries/to-{target}/published", version=1)
            answers.append((response.status_code, "" if response.is_success else response.json()["sys"]["id"]))
        return answers

    return publish_all


@pytest.mark.parametrize(
    ("rule", "refused"), [("off", []), ("missing", ["nowhere"]), ("unpublished", ["draft", "nowhere"])]
)
def test_links_are_checked_by_the_rule_of_the_space(
    linked: Callable[[str], list[tuple[int, str]]], rule: str, refused: list[str]
) -> None:
    """Publishing looks for nothing, for missing targets, or for targets that are not published."""
    expected = [(422, "UnresolvedLinks") if name in refused else (200, "") for name in ("public", "draft", "nowhere")]
    assert expected == linked(rule)


def test_an_unresolved_link_is_named(api: Api) -> None:
    """The error has the link and the path to it, also inside a list."""
    api.activate("post", {"id": "many", "type": "Array", "items": {"type": "Link", "linkType": "Entry"}})
    api.entry("one", "post", many=[link("Entry", "one"), link("Entry", "gone")])
    refused = api.refused("PUT", "entries/one/published", version=1)
    error = {
        "name": "notResolvable",
        "link": {"type": "Link", "linkType": "Entry", "id": "gone"},
        "path": ["fields", "many", "en-US", 1],
    }
    assert [error] == refused[2]["errors"]


def test_link_content_type(api: Api) -> None:
    """An entry of another type than allowed cannot be published with."""
    api.activate("author", symbol("name"))
    api.entry("ann", "author", name="Ann")
    rule = field("Link", {"linkContentType": ["post"]}, linkType="Entry")
    error = publish_error(api, rule, link("Entry", "ann"))
    assert error is not None
    assert error["name"] == "linkContentType"


@pytest.mark.parametrize(
    ("rule", "good"),
    [
        ({"linkMimetypeGroup": ["image"]}, True),
        ({"linkMimetypeGroup": ["pdfdocument", "video"]}, False),
        ({"assetFileSize": {"max": 10_000}}, True),
        ({"assetFileSize": {"max": 10}}, False),
        ({"assetImageDimensions": {"width": {"min": 4, "max": 4}, "height": {"max": 3}}}, True),
        ({"assetImageDimensions": {"width": {"min": 5}}}, False),
    ],
)
def test_rules_about_linked_assets(api: Api, rule: Payload, good: bool) -> None:
    """Kind, size and dimensions of the linked file are looked at."""
    octets = {"Content-Type": "application/octet-stream"}
    upload = Api.done(api.request("POST", "uploads", content=png(4, 3), headers=octets))["sys"]["id"]
    file = {"fileName": "a.png", "contentType": "image/png", "uploadFrom": link("Upload", upload)}
    api.put("assets/a", {"fields": {"title": {"en-US": "A"}, "file": {"en-US": file}}})
    api.put("assets/a/files/en-US/process", version=1)
    error = publish_error(api, field("Link", rule, linkType="Asset"), link("Asset", "a"))
    assert (None if good else next(iter(rule))) == (error and error["name"])
