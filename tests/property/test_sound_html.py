"""HTML that is read without the HTML5 parser is read as that parser reads it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.transform.body.html import normalise
from migrate.transform.body.sound import parse_sound
from migrate.transform.body.tree import Node, attributes, parse

NAMES = (
    "p", "em", "strong", "a", "code", "del", "blockquote", "ul", "ol", "li", "h1", "h2", "pre", "table", "thead",
    "tbody",
    "tr", "th", "td", "sup", "sub", "dl", "dt", "dd", "div", "span", "b", "i", "s", "section", "button",
    "caption", "center", "figure", "figcaption", "details", "summary", "q", "u", "small", "font", "cite", "header",
)  # fmt: skip
LEAVES = (
    "words", " ", "\n", "\n\n", "a & b", "&amp;", "&lt;b&gt;", "&hellip;", "&quot;", "&#39;", "&nbsp;", "é", 'x="y"',
    "<br />", "<br/>", "<hr>", "<hr />",
    '<img src="a.png" alt="b" />', '<input checked="" disabled="" type="checkbox" />',
)  # fmt: skip
STRAY = (
    *(f"<{name}>" for name in NAMES), *(f"</{name}>" for name in NAMES), '<a href="/x">', '<td align="right">',
    '<img src="a" src="b">', "<img src=a>", '<img alt="<">', '<li class="a" >', "<!-- x -->", "<p/>", "<P>", "\r",
)  # fmt: skip
STARTS = (
    *(f"<{name}>" for name in NAMES), '<a href="/x">', '<span migrate-call="zqh0qd1">', '<div migrate-call="zqh0qd2">',
    '<td align="right">', '<li id="a" class="b">', '<h1 id="a">', '<code class="language-x">', '<ol start="2">',
)  # fmt: skip


def element(start: str, held: list[str]) -> str:
    """Return an element around what others made."""
    name = start.strip("<>").split(" ")[0]
    return f"{start}{''.join(held)}</{name}>"


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements around what others made, half of them in places where HTML has them."""
    words = st.builds(element, st.sampled_from(["<p>", "<h1>", "<em>", '<a href="/x">', "<code>"]), st.lists(inner))
    holder = st.builds(element, st.sampled_from(["<div>", "<blockquote>"]), st.lists(inner))
    table = st.builds("<table>\n<tbody>\n<tr>\n<td>{}</td>\n</tr>\n</tbody>\n</table>\n".format, inner)
    items = st.builds("<{0}>\n<li>{1}</li>\n</{0}>\n".format, st.sampled_from(["ul", "ol"]), inner)
    terms = st.builds("<dl>\n<dt>{}</dt>\n<dd>{}</dd>\n</dl>\n".format, inner, inner)
    anything = st.builds(element, st.sampled_from(STARTS), st.lists(inner, max_size=3))
    return words | holder | table | items | terms | anything


TREES = st.recursive(st.sampled_from(LEAVES), wrapped, max_leaves=6)
SOUP = st.lists(TREES | TREES | TREES | st.sampled_from(STRAY), max_size=4).map("".join)


def plain(nodes: list[Node]) -> list[Any]:
    """Return a tree with attributes in place of start tags, which the parser writes in another way."""
    return [node if isinstance(node, str) else (node[0], attributes(node[1]), plain(node[2])) for node in nodes]


@settings(max_examples=1000)
@given(SOUP)
def test_sound_html_is_read_as_a_browser_reads_it(html: str) -> None:
    """What the quick reader takes, the HTML5 parser leaves as it is."""
    nodes = parse_sound(html)
    if nodes is not None:
        expected, flattened = parse(normalise(html, ()), foreign=True)
        assert (plain(nodes), flattened) == (plain(expected), False)
