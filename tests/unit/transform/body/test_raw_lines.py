"""Line ends of raw HTML on a site that breaks the lines of its paragraphs."""

from typing import Any

import pytest

from migrate.model.goldmark import Goldmark
from tests.unit.transform.body.worlds import convert, site_of

SITE = site_of(goldmark=Goldmark(hard_wraps=True, unsafe=True))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<div>\none\ntwo\n</div>\n\nthree\nfour", ["one two", "three\nfour"]),
        ("<!-- c -->\n<p>one\ntwo\n\nthree\nfour", ["one two", "three\nfour"]),
        (
            "> <div>\n> one\n> http://a.test/\n> </div>\n\n<span\nid=x>one</span>\ntwo",
            ["one http://a.test/", "one\ntwo"],
        ),
        ("<textarea>\none\n\ntwo\n</textarea>", ["one two"]),
    ],
)
def test_only_lines_of_markdown_are_broken(source: str, shown: list[str]) -> None:
    """As Goldmark does: what stands in a raw block is as the author wrote it."""
    assert _paragraphs(convert(source, site=SITE).document) == shown


def test_what_is_kept_as_html_holds_no_breaks_of_ours() -> None:
    """A script stays the script that it was."""
    (entry,) = convert("<script>\nlet a\n\nlet b\n</script>", site=SITE).entries
    assert entry.fields["html"] == "<script>\nlet a\n\nlet b\n</script>"


def _paragraphs(node: Any) -> list[str]:
    """Return the words of the paragraphs that have any."""
    if node["nodeType"] != "paragraph":
        return [words for inner in node.get("content", []) for words in _paragraphs(inner)]
    words = "".join(map(_words, node["content"]))
    return [words] if words else []


def _words(node: Any) -> str:
    return str(node.get("value", "")) + "".join(map(_words, node.get("content", [])))
