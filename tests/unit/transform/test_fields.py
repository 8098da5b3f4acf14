"""Fields: where their values come from, and what is done to them on the way."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from migrate.errors import MappingError
from migrate.model.canonical import Json
from migrate.model.source import Param, Resource
from tests.unit.transform.small_site import a_page, a_site, desired, entry_of, image, language

_MAPPING = """
version: 1
contentTypes:
  post:
    match: {section: posts}
    fields:
      value: %s
"""


def _value(line: str, params: dict[str, Param], **page: Any) -> Json:
    """Return the value of the one field that `line` describes."""
    site = a_site(a_page("/posts/a", params=params, **page))
    values = entry_of(desired(_MAPPING % line, site), "posts.a").fields.get("value")
    return dict(values)["en-US"] if isinstance(values, dict) else None


@pytest.mark.parametrize(
    ("line", "params", "expected"),
    [
        ("Symbol from key", {"key": "a"}, "a"),
        ("Symbol from Key", {"key": "a"}, "a"),
        ("Symbol from cover.alt", {"cover": {"alt": "a"}}, "a"),
        ("Symbol from none | key", {"key": "a"}, "a"),
        ('Symbol from key, default "b"', {"key": ""}, "b"),
        ('Symbol, constant "c"', {}, "c"),
        ("Integer from key, default 3, optional", {}, 3),
        ('Symbol[] from key, split ","', {"key": "a, b,,a"}, ["a", "b"]),
        ('Symbol[] from key, split ","', {"key": ["a", "b,c"]}, ["a", "b", "c"]),
        ("Symbol[] from key", {"key": "a, b"}, ["a, b"]),
        ('Symbol from key, join " / "', {"key": ["a", "b"]}, "a / b"),
        ("{type: Integer, from: key, lookup: {one: 1, two: 2}}", {"key": "two"}, 2),
        ("{type: 'Symbol[]', from: key, lookup: {table: {a: A}, default: other}}", {"key": ["a", "b"]}, ["A", "other"]),
        ("Symbol from $title", {}, "A"),
        ("Symbol from $slug", {}, "a"),
        ("Symbol from $url", {}, "/posts/a/"),
        ("Symbol from $path", {}, "/posts/a"),
        ("Symbol from $section", {}, "posts"),
        ("Symbol from $lang", {}, "en"),
        ("Boolean from $draft", {}, False),
        ("Integer from $weight", {}, 0),
        ("Object from $params", {"a": 1, "draft": False, "b": []}, {"a": 1}),
    ],
)
def test_sources_and_steps(line: str, params: dict[str, Param], expected: Json) -> None:
    """A value is found, looked up, split, joined, and typed."""
    assert _value(line, params) == expected


def test_split_terms_are_told() -> None:
    """Terms that Hugo takes for one are named with the line of their key; a key that is no taxonomy is not."""
    page = a_page("/posts/a", params={"tags": "a, b", "key": "c, d"}, key_lines={"tags": 4, "key": 5})
    site = a_site(page, taxonomies={"tags": "tag"})
    entry = entry_of(desired(_MAPPING % 'Symbol[] from tags, split ","', site), "posts.a")
    assert [(row.code, row.line, row.text) for row in entry.findings if "split" in row.code] == [
        ("field-terms-split", 4, "a, b")
    ]
    other = entry_of(desired(_MAPPING % 'Symbol[] from key, split ","', site), "posts.a")
    assert not [row for row in other.findings if "split" in row.code]


def test_hugo_reading_of_a_date_holds() -> None:
    """A key that Hugo reads by itself takes Hugo's value, offset included, and only where the key is set."""
    moment = datetime(2016, 11, 1, 10, tzinfo=timezone(timedelta(hours=-4)))
    assert _value("Date from date", {"date": "2016-11-01T10:00:00-04:00"}, date=moment) == "2016-11-01T10:00-04:00"
    assert _value("Date from lastmod", {}, lastmod=moment) is None


def test_dates_of_other_keys_take_the_zone_of_the_site() -> None:
    """A custom date without a zone is in the time zone of its language."""
    page = a_page("/posts/a", params={"when": "2016-07-01"})
    site = a_site(page, languages=(language(time_zone="Europe/Berlin"),))
    entry = entry_of(desired(_MAPPING % "Date from when", site), "posts.a")
    assert entry.fields["value"] == {"en-US": "2016-07-01T00:00+02:00"}


def test_unreadable_date_is_a_finding_with_its_line() -> None:
    """A wrong date leaves the field empty and never becomes today."""
    page = a_page("/posts/a", params={"when": "soon"}, key_lines={"when": 7})
    entry = entry_of(desired(_MAPPING % "Date from when", a_site(page)), "posts.a")
    assert "value" not in entry.fields
    assert [(f.code, f.source, f.line, f.text) for f in entry.findings] == [
        ("field-date-unreadable", "content/posts/a.md", 7, "soon")
    ]


def test_slug_is_the_last_part_of_the_url() -> None:
    """The URL that readers know decides, ugly URLs included."""
    assert _value("Symbol from $slug", {}, rel_permalink="/2016/11/hello/") == "hello"
    assert _value("Symbol from $slug", {}, rel_permalink="/posts/hello.html") == "hello"
    assert _value("Symbol from $slug", {}, rel_permalink="") == "a"


def test_image_of_the_front_matter() -> None:
    """An image key becomes an asset; the text beside it becomes its title."""
    page = a_page("/posts/a", params={"cover": {"image": "a.png", "alt": "A view"}})
    site = a_site(page, links={"a.png": image("static/a.png")})
    space = desired(_MAPPING % "Asset from cover.image", site)
    (asset,) = space.assets
    assert asset.fields["title"] == {"en-US": "A view"}
    assert entry_of(space, "posts.a").fields["value"] == {
        "en-US": {"sys": {"type": "Link", "linkType": "Asset", "id": asset.id}}
    }


def test_images_of_the_bundle() -> None:
    """``$images`` gives the images of the bundle in order, titled by their metadata."""
    resources = (
        Resource("b.png", "Sea", "image", "image/png", "content/posts/a/b.png", {}),
        Resource("t.txt", "t.txt", "text", "text/plain", "content/posts/a/t.txt", {}),
        Resource("c.png", "c.png", "image", "image/png", "content/posts/a/c.png", {}),
    )
    page = a_page("/posts/a", source="content/posts/a/index.md", resources=resources)
    links = {"b.png": image("content/posts/a/b.png"), "c.png": image("content/posts/a/c.png")}
    space = desired(_MAPPING % "'Asset[] from $images'", a_site(page, links=links))
    titles = {str(asset.origin.path): asset.fields["title"] for asset in space.assets}
    assert titles == {"content/posts/a/b.png": {"en-US": "Sea"}, "content/posts/a/c.png": {"en-US": "c"}}
    value = entry_of(space, "posts.a").fields["value"]
    assert isinstance(value, dict)
    assert len(value["en-US"]) == 2


def test_missing_image_is_a_finding() -> None:
    """A file that is not there leaves the field empty, with file and line."""
    page = a_page("/posts/a", params={"cover": "no.png"}, key_lines={"cover": 4})
    entry = entry_of(desired(_MAPPING % "Asset from cover", a_site(page)), "posts.a")
    assert [(f.code, f.line, f.text) for f in entry.findings] == [("asset-missing", 4, "no.png")]


def test_key_that_no_page_has_is_an_error() -> None:
    """A misspelt key is told with its line and the nearest key."""
    site = a_site(a_page("/posts/a", params={"subtitle": "x"}, spelling={"subtitle": "subTitle"}))
    with pytest.raises(MappingError, match=r"mapping\.yaml:7: no page .* 'subtitel'\. Did you mean 'subTitle'\?"):
        desired(_MAPPING % "Symbol from subtitel", site)


def test_optional_key_may_be_absent() -> None:
    """``optional`` says that the absence is known."""
    assert _value("Symbol from subtitle, optional", {}) is None


def test_unmapped_keys_are_told_once() -> None:
    """A key without a field is one finding for all pages, at the first place, with the count."""
    pages = (a_page(f"/posts/{name}", params={"mood": "good"}, key_lines={"mood": 3}) for name in "abc")
    space = desired(_MAPPING % "Symbol from $title", a_site(*pages))
    assert [(f.code, f.source, f.line, f.text, f.action) for f in space.findings] == [
        ("field-key-unmapped", "content/posts/a.md", 3, "mood", "left out of 'post'; 3 pages have it")
    ]


def test_unmapped_keys_can_be_ignored() -> None:
    """``unknownKeys: ignore`` says that the rest is not wanted."""
    site = a_site(a_page("/posts/a", params={"mood": "good"}))
    assert desired(_MAPPING % "Symbol from $title" + "unknownKeys: ignore\n", site).findings == ()


def test_required_and_missing_stays_a_draft() -> None:
    """Contentful would refuse to publish the entry, so the plan is a draft and a finding says why."""
    entry = entry_of(desired(_MAPPING % "Symbol from key, required, optional", a_site(a_page("/posts/a"))), "posts.a")
    assert entry.publish.value == "draft"
    assert [f.code for f in entry.findings] == ["field-required-missing"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("{type: Symbol, from: key, in: [a, b]}", "c"),
        ("{type: Symbol, from: key, size: {max: 3}}", "long"),
        ("{type: Symbol, from: key, regexp: '^[a-z]+$'}", "A1"),
        ("{type: Integer, from: key, validations: [{range: {min: 1}}]}", 0),
    ],
)
def test_values_that_break_a_validation(line: str, value: Param) -> None:
    """Contentful would refuse to publish the entry, so it stays a draft."""
    site = a_site(a_page("/posts/a", params={"key": value}))
    entry = entry_of(desired(_MAPPING % line, site), "posts.a")
    assert (entry.publish.value, [f.code for f in entry.findings]) == ("draft", ["field-not-allowed"])


def test_unique_values() -> None:
    """The second entry with a value that must be unique stays a draft."""
    site = a_site(a_page("/posts/a", params={"key": "x"}), a_page("/posts/b", params={"key": "x"}))
    space = desired(_MAPPING % "Symbol from key, unique", site)
    assert [entry.publish.value for entry in space.entries] == ["published", "draft"]
    assert [f.code for f in entry_of(space, "posts.b").findings] == ["field-not-unique"]


def test_create_only_fields_belong_to_editors() -> None:
    """The entry names the fields that later runs leave alone."""
    space = desired(_MAPPING % "Symbol from $title, createOnly", a_site(a_page("/posts/a")))
    assert entry_of(space, "posts.a").create_only == frozenset({"value"})


def test_markdown_text_of_a_key_can_be_rich_text() -> None:
    """A front-matter value goes through the same conversion as a body."""
    value = _value("RichText from note", {"note": "Some *text*"})
    assert isinstance(value, dict)
    assert value["nodeType"] == "document"


def test_body_stays_markdown_in_a_text_field() -> None:
    """Links to files get the address on the old site, the asset is made, code is left alone."""
    body = "![Sea](sea.png) and `![x](sea.png)`\n\n[doc]: sea.png\n"
    site = a_site(a_page("/posts/a"), bodies={"/posts/a": body}, links={"sea.png": image("static/sea.png")})
    space = desired(_MAPPING % "Text from $body", site)
    text = "![Sea](https://example.org/sea.png) and `![x](sea.png)`\n\n[doc]: https://example.org/sea.png\n"
    entry = entry_of(space, "posts.a")
    assert entry.fields["value"] == {"en-US": text}
    assert [asset.fields["title"] for asset in space.assets] == [{"en-US": "Sea"}]
    assert [(f.code, f.line) for f in entry.findings] == [("text-url-kept", 1), ("text-url-kept", 3)]
