"""The post that the project started from, moved by ``mappings/shine.yaml``: what must come out, point by point."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.load import load_mapping
from migrate.model.canonical import Json
from migrate.model.findings import Finding
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.transform import build_space
from tests.unit.transform.space_rules import broken_space_rules

_ROOT = Path(__file__).resolve().parents[2]
_SEED = _ROOT / ".." / "shared" / "seed"
_POSTS = sorted(_SEED.glob("*.md")) if _SEED.is_dir() else []
_OWN_SPACE = "awpxl2koull4"
_ASSETS = ("1KQ4W3MqfegcASIYc2WQuQ", "1Cw9Hc4yOAck4A62CCCoC8", "BlvlZn3YZiQ6i2y8QWuEg")

pytestmark = pytest.mark.skipif(not _POSTS, reason="the folder ../shared/seed is absent")


def _migrated(folder: Path, target: str) -> DesiredSpace:
    posts = folder / "content" / "articles"
    posts.mkdir(parents=True)
    (folder / "config.toml").write_text('title = "A blog"\n')
    shutil.copy(_POSTS[0], posts / "post.md")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    site = read_site(folder, now=now)
    rules = load_mapping(_ROOT / "mappings" / "shine.yaml")
    return build_space(site, rules, Target(target, "master", "", rehearsal=False), now)


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> DesiredSpace:
    """Return the space of a site that holds the one post; the target is not the space of its images."""
    return _migrated(tmp_path_factory.mktemp("seed"), "elsewhere")


@pytest.fixture(scope="module")
def post(space: DesiredSpace) -> DesiredEntry:
    """Return the entry of the post."""
    posts = [entry for entry in space.entries if entry.content_type == "post"]
    assert len(posts) == 1
    return posts[0]


def _field(entry: DesiredEntry, name: str) -> Json:
    values = entry.fields[name]
    assert isinstance(values, Mapping)
    assert list(values) == ["en-US"]
    return values["en-US"]


def _nodes(node: Json) -> Iterator[Mapping[str, Json]]:
    assert isinstance(node, Mapping)
    yield node
    content = node.get("content", [])
    assert isinstance(content, list)
    for child in content:
        yield from _nodes(child)


def _blocks(entry: DesiredEntry) -> list[Mapping[str, Json]]:
    body = _field(entry, "body")
    assert isinstance(body, Mapping)
    blocks = body["content"]
    assert isinstance(blocks, list)
    return blocks


def _text(node: Json) -> str:
    return "".join(str(part["value"]) for part in _nodes(node) if part["nodeType"] == "text")


def _named(space: DesiredSpace, link: Json) -> tuple[str, Json]:
    """Return content type and name of the entry that `link` leads to."""
    assert isinstance(link, Mapping)
    sys = link["sys"]
    assert isinstance(sys, Mapping)
    entry = next(held for held in space.entries if held.id == sys["id"])
    return entry.content_type, _field(entry, "name")


def test_scalar_fields(post: DesiredEntry) -> None:
    """Title, description, slug and draft are as in the front matter; the date keeps its offset."""
    assert _field(post, "title") == "4 Ways To Work Your Professional Network"
    assert _field(post, "description") == "Four other tactics that don't involve 'picking someone's brain'."
    assert _field(post, "publishedAt") == "2016-11-01T10:00-04:00"
    assert _field(post, "slug") == "post"
    assert _field(post, "draft") is False
    assert post.publish.value == "published"


def test_references(space: DesiredSpace, post: DesiredEntry) -> None:
    """Author, categories and the four tags of one string are links to entries made once."""
    assert _named(space, _field(post, "author")) == ("author", "Farah Sheikh")
    categories, tags = _field(post, "categories"), _field(post, "tags")
    assert isinstance(categories, list)
    assert isinstance(tags, list)
    assert [_named(space, link) for link in categories] == [("category", "Work")]
    names = ("connection", "friends", "networking", "relationships")
    assert [_named(space, link) for link in tags] == [("tag", name) for name in names]
    assert len(space.entries) == 1 + 1 + 1 + 4


def test_drop_cap_is_unwrapped(post: DesiredEntry) -> None:
    """The first paragraph is one run of text, and a finding tells of the span."""
    first = _blocks(post)[0]
    content = first["content"]
    assert isinstance(content, list)
    assert [part["nodeType"] for part in content] == ["text"]
    assert _text(first).startswith("With an increasing number of digital tools meant to create ‘connections’")
    assert any("dropcap" in finding.text for finding in post.findings)


def test_shape_of_the_body(post: DesiredEntry) -> None:
    """Five second-level headings, two rules, one quote, three images in their places."""
    kinds = [str(block["nodeType"]) for block in _blocks(post)]
    assert kinds.count("heading-2") == 5
    assert kinds.count("hr") == 2
    assert kinds.count("blockquote") == 1
    assert kinds.count("embedded-asset-block") == 3
    assert set(kinds) == {"paragraph", "heading-2", "hr", "blockquote", "embedded-asset-block"}


def test_centred_line_is_markdown(post: DesiredEntry) -> None:
    """The Markdown inside ``<center>`` was parsed in 2016: italic text with a link in it."""
    line = next(block for block in _blocks(post) if "for more life advice" in _text(block))
    assert line["nodeType"] == "paragraph"
    assert _text(line) == "Sign up for more life advice daily."
    marks = [part["marks"] for part in _nodes(line) if part["nodeType"] == "text" and part["value"]]
    assert marks == [[{"type": "italic"}]] * len(marks)
    link = next(part for part in _nodes(line) if part["nodeType"] == "hyperlink")
    assert link["data"] == {"uri": "http://www.shinetext.com"}
    assert _text(link) == "Sign up"


def test_link_over_a_line_end(post: DesiredEntry) -> None:
    """The link whose text runs over a line end is one link."""
    links = [part for block in _blocks(post) for part in _nodes(block) if part["nodeType"] == "hyperlink"]
    last = links[-1]
    assert last["data"] == {"uri": "http://advice.shinetext.com/articles/mind-the-gap/"}
    assert _text(last).strip() == "READ NEXT: Mind the Gap"


def test_images_are_assets_under_their_own_ids(space: DesiredSpace, post: DesiredEntry) -> None:
    """Each image is an asset with the id of its URL, titled by its alternative text, fetched from today's host."""
    targets = [block["data"] for block in _blocks(post) if block["nodeType"] == "embedded-asset-block"]
    links = [{"target": {"sys": {"type": "Link", "linkType": "Asset", "id": held}}} for held in _ASSETS]
    assert targets == links
    assets = {asset.id: asset for asset in space.assets}
    assert sorted(assets) == sorted(_ASSETS)
    assert assets[_ASSETS[0]].fields == {
        "title": {"en-US": "Screen Shot 2016-09-15 at 11.24.01 AM"},
        "file": {
            "en-US": {
                "fileName": "Screen_Shot_2016-09-15_at_11.24.01_AM.png",
                "contentType": "image/png",
                "upload": "https://images.ctfassets.net/awpxl2koull4/1KQ4W3MqfegcASIYc2WQuQ/"
                "96c2b9d6a0d880c8a614405da216a6c1/Screen_Shot_2016-09-15_at_11.24.01_AM.png",
            }
        },
    }


def test_dropped_widget_is_told(post: DesiredEntry) -> None:
    """The widget and its script are gone from the body, and findings name file and line."""
    told = {finding.text.split()[0]: finding for finding in post.findings}
    dropped: list[Finding] = [told["<div"], next(told[key] for key in told if key.startswith("<script"))]
    assert [(finding.source, finding.line) for finding in dropped] == [
        ("content/articles/post.md", 66),
        ("content/articles/post.md", 68),
    ]
    assert "pubexchange" not in "".join(_text(block) for block in _blocks(post))


def test_space_is_valid(space: DesiredSpace) -> None:
    """The desired space breaks no rule of Contentful."""
    assert list(broken_space_rules(space)) == []


def test_same_space_links_and_copies_nothing(post: DesiredEntry, tmp_path: Path) -> None:
    """For the space that the images are in, the document is the same and no asset is made."""
    same = _migrated(tmp_path, _OWN_SPACE)
    assert same.assets == ()
    assert next(entry for entry in same.entries if entry.content_type == "post").fields == post.fields
