"""Whatever a body holds, the document is valid, canonical, and shows the words of the source."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.extract.shortcodes import parse_body
from migrate.model.goldmark import Goldmark
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body import tree
from migrate.transform.body.convert import convert_body
from migrate.transform.body.html import normalise
from migrate.transform.body.markdown import engine
from migrate.transform.context import BodyResult
from tests.unit.transform.body.editor_model import changes
from tests.unit.transform.body.worlds import context_of, convert, site_of

PIECES = st.sampled_from(
    [
        "*", "**", "_", "~~", "`", "```\n", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "## ",
        "| a | b |\n|---|---|\n", "|", "[", "](", ")", "![", "<b>", "</b>", "<div>", "</div>", "<p>", "</p>",
        "<table><tr><td>", "</td></tr></table>", "<ul><li>", "</li></ul>", "<a href='/x'>", "</a>", "<blockquote>",
        "</blockquote>", "<pre>", "</pre>", "<br>", "<h2>", "</h2>", "<img src=a.png alt=x>", "<script>",
        "</script>", "<!--", "-->", "<iframe src=x></iframe>", "<details><summary>", "</summary>", "</details>",
        "&amp;", "&", "<", "\\", "[^1]", "\n[^1]: ", "\n: ", "---\n", "===\n", "- [x] ", "{#id}", "> [!NOTE]\n",
        "\t", "\r\n", "\0", "\u00a0", "http://x.test/a_b ", "www.x.test ", "me@x.test ",
        "{{< figure src=a.png >}}", "{{% notice %}}", "{{% /notice %}}", "{{< what >}}", "<!--more-->", "$$", "==",
        "<b\nclass=x>", "<!--\n", " `{{< what >}}` ", "[x]({{< ref y >}})", "{{< raw >}}", "{{< /raw >}}",
        "<form>", "</form>", "<svg>", "</svg>", "<video>", "</video>", "<object>", "</object>", "<select>", "<figure>",
        "</figure>", "{{< youtube x >}}", "<textarea>", "</textarea>",
    ]
)  # fmt: skip
WORDS = st.sampled_from(["alpha", "beta", "gamma", "delta", " ", " "])
SOUP = st.lists(PIECES | WORDS, max_size=40).map("".join)
SITES = {
    "unsafe": site_of(),
    "safe": site_of(goldmark=Goldmark(attribute_block=True)),
    "blackfriday": site_of(blackfriday=True),
}


def convert_soup(text: str, kind: str) -> BodyResult:
    """Convert a body through the real lexer."""
    parts, found = parse_body(text, 1, "content/posts/here.md", {})
    return convert_body(SourceBody(BodyFormat.MARKDOWN, parts, text, 1, found), context_of(SITES[kind]))


def all_documents(result: BodyResult) -> list[Any]:
    """Return every document of a result."""
    found: list[Any] = [result.document, *([result.summary] if result.summary else [])]
    for entry in result.entries:
        found += [value for value in entry.fields.values() if isinstance(value, dict) and "nodeType" in value]
    return found


def words_of(result: BodyResult) -> str:
    """Return every text of a result: documents, entries and findings."""
    return " ".join([repr(result.document), *(repr(entry.fields) for entry in result.entries), repr(result.findings)])


@given(SOUP, st.sampled_from(sorted(SITES)))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_every_document_is_canonical(text: str, kind: str) -> None:
    """Soup of Markdown, HTML and shortcodes gives documents in which the editor changes nothing."""
    for document in all_documents(convert_soup(text, kind)):
        assert changes(document) == []


@given(SOUP, st.sampled_from(sorted(SITES)))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_no_word_is_lost_in_silence(text: str, kind: str) -> None:
    """Each word of the source stands in the document, in an entry or in a finding."""
    shown = words_of(convert_soup(text, kind))
    # A tag's own name and attributes, and what stands in a script or a comment, are no words of the text.
    plain = re.sub(r"<script>.*?(?:</script>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*>|\{\{[^}]*\}\}", " ", text, flags=re.DOTALL)
    for word in ("alpha", "beta", "gamma", "delta"):
        if word in plain:
            assert word in shown


@given(SOUP, st.sampled_from(sorted(SITES)))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_no_placeholder_is_left(text: str, kind: str) -> None:
    """The words and tags that stand for shortcodes, raw texts and hidden HTML meanwhile are in no result."""
    shown = repr(convert_soup(text, kind))
    assert "zqh" not in shown
    assert "migrate-" not in shown
    assert "#raw" not in shown


@given(SOUP, st.sampled_from(sorted(SITES)))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_same_body_gives_the_same_result(text: str, kind: str) -> None:
    """Conversion depends on nothing but its input."""
    assert convert_soup(text, kind) == convert_soup(text, kind)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_text_is_accepted(text: str) -> None:
    """No text makes the conversion fail, and ids are legal and unique."""
    result = convert(text)
    ids = [entry.id for entry in result.entries]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", identity) for identity in ids)


@given(
    st.lists(WORDS | st.sampled_from(["*", "**", "`", "- ", "> ", "\n", "\n\n", "# ", "[a](b)", "|", "1. "])).map(
        "".join
    )
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_both_ways_to_the_tree_agree(text: str) -> None:
    """HTML that Markdown wrote reads the same with and without the HTML5 parser in between."""
    html = engine(Goldmark(), typographer=False).html(text)
    direct, _ = tree.parse(html, foreign=False)
    parsed, _ = tree.parse(normalise(html, ()), foreign=True)
    squeeze = [" ".join(tree.plain_text(nodes).split()) for nodes in (direct, parsed)]
    tags = [
        [node[0] for node in tree.elements(nodes) if node[0] not in ("tbody", "thead")] for nodes in (direct, parsed)
    ]
    assert squeeze[0] == squeeze[1]
    assert tags[0] == tags[1]
