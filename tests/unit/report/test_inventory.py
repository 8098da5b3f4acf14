"""The inventory: what is counted, and which odd ones are named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.model.codes import CODES
from migrate.report.inventory import Inventory, Place, take_inventory
from migrate.report.scan_text import scan_lines

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def post(extra: str, body: str = "") -> str:
    """Return a post with the usual front matter and more."""
    return f"---\ntitle: T\ndate: 2016-01-02\n{extra}---\n{body}"


@pytest.fixture
def inventory(tmp_path: Path) -> Inventory:
    """Return the inventory of a blog with one of everything that is counted."""
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text('baseURL = "https://e.org/"\n')
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "here.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for number in range(5):
        (posts / f"p{number}.md").write_text(post(f"rating: {number}\n"))
    files = {
        "odd": post("rating: five\n"),
        "draft": post("draft: true\n"),
        "future": post("publishDate: 2099-01-01\n"),
        "expired": post("expiryDate: 2020-01-01\n"),
        "images": post(
            "cover: /here.png\n",
            "![a](/here.png) ![b](/gone.png)\n\n![c](//images.contentful.com/s/a/t/n.png)\n\n"
            '<img src="https://else.org/x.png">\n\n```\n![in code](/code.png)\n```\n',
        ),
        "links": post("", "[a](/posts/p1/) [b](/nowhere/) [c](https://else.org) [d](p2.md)\n"),
        "calls": post("", '{{< youtube abc >}}\n\n{{< box >}}\n{{< figure src="/here.png" >}}\n{{< /box >}}\n'),
        "html": post("", "<div>\n<b>x</b>\n</div>\n\nA `<kbd>` in code and a <kbd>real</kbd> one.\n"),
        "same1": post("url: /same/\n"),
        "same2": post("url: /same/\n"),
    }
    for name, text in files.items():
        (posts / f"{name}.md").write_text(text)
    return take_inventory(read_site(tmp_path, now=NOW), NOW)


def test_states(inventory: Inventory) -> None:
    """Drafts, future and expired pages are told apart."""
    assert inventory.states == {"published": 12, "draft": 1, "expired": 1, "future": 1}
    assert inventory.files == 15


def test_keys_and_odd_ones(inventory: Inventory) -> None:
    """A key's types are counted, and the use of a rare type is named with its line."""
    rating = inventory.keys["rating"]
    assert dict(rating.types) == {"integer": 5, "text": 1}
    assert rating.odd == [Place("content/posts/odd.md", 4, "text: five")]


def test_images(inventory: Inventory) -> None:
    """Images are told apart by where they lead; code is no image; a missing one has its place."""
    assert inventory.images == {"local file": 3, "Contentful": 1, "missing": 1, "remote": 1}
    assert [(place.source, place.line, place.text) for place in inventory.missing_images] == [
        ("content/posts/images.md", 6, "/gone.png")
    ]


def test_links(inventory: Inventory) -> None:
    """Links to pages are found by URL and by file; a broken one has its place."""
    assert inventory.links == {"to a page": 2, "broken": 1, "elsewhere": 1}
    assert [place.text for place in inventory.broken_links] == ["/nowhere/"]


def test_shortcodes(inventory: Inventory) -> None:
    """Calls are counted, nested ones too."""
    assert inventory.shortcodes == {"box": 1, "figure": 1, "youtube": 1}
    assert inventory.shortcode_place["figure"].line == 8


def test_html(inventory: Inventory) -> None:
    """Raw HTML is counted by tag; code is not HTML."""
    assert inventory.html_tags == {"b": 1, "div": 1, "img": 1, "kbd": 1}


def test_duplicate_urls(inventory: Inventory) -> None:
    """Two pages that claim one URL are named."""
    assert inventory.duplicate_urls == {"/same/": ("content/posts/same1.md", "content/posts/same2.md")}


def test_page_shows_all_of_it(inventory: Inventory) -> None:
    """Each part of the inventory stands on the page, a shortcode with what becomes of it."""
    page = "\n".join(line.plain for line in scan_lines(inventory, CODES, lambda name: f"made of {name}", root="blog"))
    for words in (
        "blog: 15 content files",
        "content/posts/odd.md:4  text: five",
        "→ made of youtube",
        "Missing images (1)",
        "Broken links (1)",
        "/same/  content/posts/same1.md, content/posts/same2.md",
        "<kbd>",
    ):
        assert words in page, words
