"""Which HTML is read without the HTML5 parser."""

import pytest

from migrate.transform.body.html import RULE_ATTRIBUTE, read_html
from migrate.transform.body.sound import parse_sound


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <em>b</em></p>\n",
        '<div migrate-call="zqh0qd1"><p>a</p>\n</div>\n<p>b<br />\nc</p>\n',
        '<ul>\n<li><p>a <span migrate-call="zqh0qd1"></span></p>\n</li>\n</ul>\n',
        '<table>\n<thead>\n<tr>\n<th align="left">a</th>\n</tr>\n</thead>\n</table>\n',
        '<pre><code class="language-go">&lt;b&gt;\n</code></pre>\n',
        '<center><figure><img src="a.png" /><figcaption>a <u>b</u></figcaption></figure></center>',
        "text alone",
        "",
    ],
)
def test_what_markdown_and_calls_write_is_sound(html: str) -> None:
    """Tags close in their order and stand where HTML has a place for them."""
    assert parse_sound(html) is not None


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<div>b</div></p>",
        "<p>a <em>b</p></em>",
        "<p>a",
        "</p>",
        "<div/>a",
        "<ul>a<li>b</li></ul>",
        '<a href="x">a <em><a href="y">b</a></em></a>',
        '<img src="a" src="b">',
        "<img src=a>",
        "<!-- a -->",
        "<p>&hellip;</p>",
        "<p>a & b</p>",
        "<table><tr><td>a</td></tr></table>",
        "<pre>\na</pre>",
        "<form>a</form>",
        "<p>a\r</p>",
    ],
)
def test_what_a_browser_would_read_otherwise_is_not(html: str) -> None:
    """The HTML5 parser is asked then."""
    assert parse_sound(html) is None


def test_what_is_nested_too_deep_is_not() -> None:
    """How it is flattened is told where all HTML is read."""
    assert parse_sound("<div>" * 101 + "</div>" * 101) is None


def test_marks_of_rules_that_a_page_writes_itself_are_taken_out() -> None:
    """Only the mapping's rules put them there."""
    (node,), _ = read_html(f'<p {RULE_ATTRIBUTE}="0">a</p>', (), foreign=True)
    assert node[1] == "<p>"
