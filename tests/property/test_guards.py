"""Signs and words that stand for something while a page is converted are nowhere in what becomes of it."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules
from migrate.model.goldmark import Goldmark
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body.convert import convert_body
from tests.unit.transform.body.worlds import context_of, site_of

PIECES = st.sampled_from(
    [
        "\\#", "\\_", "\\*", "\\=", "\\+", "\\:", "\\~", "\\|", "\\<", "\\\\", "\\(", "\\)", "\\[", "\\.", "&amp;",
        "&lt;", "&x;", "<<", "==", "++", "~", "^", "`", "$", "$$", "\\$", ":smile:", "\\:smile:", "http://x.test/a",
        "http://x.t/&p;", "www.x.test/", "www.", "me@x.test", "[", "](", "](/a", ")", "[x](/a\\#b)", "![x](/a\\_b.png)",
        "<http://a.b/\\#>", "# ", "{#i\\=d}", "{#id}", "\n\n", "\n", "| a | b |\n|-|-|\n", "- ", "> ", "<b>", "</b>",
        "<a href='/x\\:y:'>", "</a>", "<img src='/a\\#b.png' alt='\\:c:'>", '{{< ref "x" >}}', "{{< what >}}",
        "{{% e %}}", "&#58;", "[^1]",
        "\n[^1]: ", "^[x]", "[r]: /u\\#v\n", "\n[r]\n", '"', "'", "--", "...", "<!--more-->", "<!-- x -->",
        "<pre>", "</pre>", "<script>", "</script>", '<b title="', "alpha", "beta", " ", "x",
    ]
)  # fmt: skip
SITES = {
    "shown": site_of(),
    "hidden": site_of(goldmark=Goldmark(), emoji=True),
    "old": site_of(blackfriday=True),
    "extended": site_of(
        goldmark=Goldmark(
            unsafe=True,
            mark=True,
            insert=True,
            subscript=True,
            superscript=True,
            attribute_block=True,
            passthrough=True,
            passthrough_block=(("$$", "$$"),),
            passthrough_inline=(("$", "$"),),
        ),
        emoji=True,
    ),
}
LEFT = re.compile("zqh\\d|%ef%b7%9|[\ufdd0-\ufdef]|migrate-|#raw|\f", re.IGNORECASE)


@given(st.lists(PIECES, max_size=20).map("".join), st.sampled_from(sorted(SITES)), st.booleans())
@settings(max_examples=600, deadline=None, derandomize=True)
def test_nothing_that_stands_for_something_is_left(text: str, kind: str, typographer: bool) -> None:
    """Neither in texts, nor in addresses, where signs are written as numbers, nor in entries and findings."""
    parts, found = parse_body(text, 1, "content/posts/here.md", {})
    body = SourceBody(BodyFormat.MARKDOWN, parts, text, 1, found)
    result = convert_body(body, context_of(SITES[kind], BodyRules(typographer=typographer)))
    shown = repr((result, [entry.fields for entry in result.entries]))
    assert LEFT.findall(shown) == []
