"""Old Markdown that the engines read differently: each place is told, and the reading is chosen where it may be."""

from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules
from migrate.model.findings import Finding
from migrate.model.goldmark import Goldmark
from migrate.model.source import BodyFormat, SourceBody, SourceSite
from migrate.model.templates import ShortcodeTemplate
from migrate.transform.body import blackfriday_readings
from migrate.transform.body.convert import convert_body
from migrate.transform.body.markdown import engine
from migrate.transform.body.placeholders import Placeholders, Standing
from migrate.transform.context import BodyResult
from tests.unit.transform.body.worlds import body_of, context_of, convert, page_of, site_of

OLD = site_of(blackfriday=True)
GUESSED = replace(OLD, config=replace(OLD.config, blackfriday_guessed=True))
BOLD = "Some **bold **text.\n"
LIST = "Some words:\n- one\n- two\n"


def told(result: BodyResult, code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [finding for finding in result.findings if finding.code == code]


def read(source: str, site: SourceSite = OLD, **rules: str) -> BodyResult:
    """Convert a body of an old site."""
    return convert(source, site=site, rules=BodyRules(**rules))  # type: ignore[arg-type]


PLACES = [
    (BOLD, 1, 8, "**bold ** text", 'as "bold" (bold); today\'s Hugo shows "**bold **" (plain text)'),
    (LIST, 2, 3, "- one - two", 'as "- one - two" (plain text); today\'s Hugo shows "one two" (a list)'),
    ("A [link] (http://a.test) here.\n", 1, 4, "[link] (http://a.test)", 'as "link" (a link); '),
    ("Words.\n\n[a](x y.html) b\n", 3, 2, "[a](x y.html)", 'as "a" (a link); '),
    ("Write to me@here.test now.\n", 1, 10, "me@here.test", "as plain text; today's Hugo shows it as a link"),
    ("# A [b] (c)\n\ntext\n", 1, 3, "A [b] (c)", '(a heading and a link); today\'s Hugo shows "[b] (c)" (a heading)'),
    ("<center>*a*</center>\n", 1, 10, "*a*", 'as "a" (italic); '),
    ('![](p.png"A title")\n', 1, 5, '![](p.png"A title") ![](p.png)', "today's Hugo shows"),
]


@pytest.mark.parametrize(("source", "line", "column", "text", "action"), PLACES)
def test_each_place_is_told(source: str, line: int, column: int, text: str, action: str) -> None:
    """A finding has the place, all words that either engine shows there, and what both make of it."""
    (finding,) = told(read(source), "read-as-blackfriday")
    assert (finding.line, finding.column, finding.severity) == (line, column, "note")
    assert finding.text.replace(" text", "") == text.replace(" text", "")
    assert action in finding.action
    assert "engine: goldmark" in finding.action


@pytest.mark.parametrize(
    "source",
    [
        "Words, *more* and **most** `code`.\n\n- a\n- b\n\nOr\n\n1. c\n2. d\n\n> q\n\n```go\nx := 1\n```\n\n## H\n",
        "- a\n\n- b\n\n    c\n",
        "See http://a.test/b and [c](http://d.test).\n",
        "para\n\n\tcode\twith tabs\n",
        "```\nmail@code.test www.code.test\n```\n",
        "[www.a.test](http://www.a.test) &copy; 'x' \"y\"\n",
        "<div>\n  <b>x</b>\n</div>\n\nText\n",
    ],
)
def test_what_both_read_alike_is_not_told(source: str) -> None:
    """White space, loose lists, code and ways to write a character are no difference."""
    result = read(source)
    assert [finding.code for finding in result.findings if finding.code.startswith("read-as")] == []


def test_places_are_told_apart() -> None:
    """Each place is found behind the one before, also where their words are the same."""
    places = told(read("**a **b\n\nsame\n\n**a **b\n\nsame\n"), "read-as-blackfriday")
    assert [(place.line, place.column) for place in places] == [(1, 3), (5, 3)]


def test_a_word_that_one_reading_puts_together_is_told_whole() -> None:
    """Where marks stand within a word, what today's Hugo shows as one word is among the words of the place."""
    (place,) = told(read("并没有*完美*的方法\n"), "read-as-blackfriday")
    assert "并没有完美的方法" in place.text.split()


def test_text_inside_of_a_call_is_told() -> None:
    """The inner text of a shortcode is read by the same engine, and its places are told too."""
    source = "{{% notice %}}\nSome **bold **text.\n{{% /notice %}}\n"
    templates = {"notice": ShortcodeTemplate("notice", "layouts/notice.html", True, True)}
    parts, found = parse_body(source, 1, "content/posts/here.md", templates)
    body = SourceBody(BodyFormat.MARKDOWN, parts, source, 1, found)
    result = convert_body(body, context_of(site_of(blackfriday=True, shortcodes=templates)))
    assert [(place.line, place.text) for place in told(result, "read-as-blackfriday")] == [(2, "**bold **")]


@pytest.mark.parametrize(
    ("source", "engine", "shown", "code"),
    [
        (BOLD, "auto", "Some bold text.", "read-as-blackfriday"),
        (BOLD, "by-page", "Some bold text.", "read-as-blackfriday"),
        (LIST, "auto", "Some words: one two", "read-as-goldmark"),
        (LIST, "blackfriday", "Some words: - one - two", "read-as-blackfriday"),
        ("me@here.test\n", "auto", "me@here.test", "read-as-goldmark"),
        (BOLD, "goldmark", "Some **bold **text.", None),
        ("Words.\n", "auto", "Words.", None),
    ],
)
def test_a_guessed_age_is_decided_by_page(source: str, engine: str, shown: str, code: str | None) -> None:
    """The reading that leaves fewer signs of Markdown in the text is meant; on a tie it is today's."""
    result = read(source, GUESSED, engine=engine)
    assert _text(result) == shown
    assert {f.code for f in result.findings if f.code.startswith("read-as")} == ({code} if code else set())


def _text(result: BodyResult) -> str:
    texts: list[str] = []
    stack: list[Any] = [result.document]
    while stack:
        node = stack.pop()
        texts.append(node.get("value", " " if node["nodeType"] == "paragraph" else ""))
        stack += reversed(node.get("content", []))
    return " ".join("".join(texts).split())


def test_a_known_age_is_not_decided_by_page() -> None:
    """Where a version of the Blackfriday age is named, its readers saw what that engine showed."""
    assert told(read(LIST), "read-as-blackfriday")


def test_the_page_decides_for_itself() -> None:
    """`markup` in the front matter stands over the site and its guess."""
    page = page_of(params={"markup": "goldmark"})
    result = convert_body(body_of(BOLD), context_of(OLD, page=page))
    assert [finding.code for finding in result.findings] == []
    page = page_of(params={"markup": "blackfriday"})
    result = convert_body(body_of(LIST), context_of(GUESSED, page=page))
    assert told(result, "read-as-blackfriday")


def test_raw_html_of_an_old_site_is_shown_by_either_engine() -> None:
    """Readers saw it, whichever engine a page is read by."""
    site = site_of(blackfriday=True, goldmark=replace(OLD.config.goldmark, unsafe=False))
    site = replace(site, config=replace(site.config, blackfriday_guessed=True))
    result = read(f"{LIST}\n<b>raw</b> end\n", site)
    assert told(result, "read-as-goldmark")
    assert "raw" in _text(result)


def test_endless_signs_take_no_endless_time() -> None:
    """Thousands of like signs are told as one place instead of being aligned one by one."""
    result = read("x\n" + "- a b\n" * 3_000)
    assert len(told(result, "read-as-blackfriday")) == 1


MARKUP = st.sampled_from(
    (
        "<p>", "</p>", "a", "b", " ", "\n", "\u00a0", "\u2003", "\u00e9", "&lt;", "&gt;", "&#38;", "&amp;", "&", "lt;",
        "<", ">", "<em>", "</em>", "p", ";", '"', "&quot;", "\x1c", "a b c d e f g h i j k l m n o p q r s t u v " * 2,
    )
)  # fmt: skip


@given(
    st.lists(MARKUP, max_size=8),
    st.lists(MARKUP, max_size=3),
    st.lists(MARKUP, max_size=3),
    st.lists(MARKUP, max_size=8),
)
@hypothesis_settings(max_examples=600, deadline=None, derandomize=True)
def test_a_difference_is_told_fast_and_right(
    before: list[str], old: list[str], new: list[str], behind: list[str]
) -> None:
    """Two texts of HTML are told apart as if all of both had been written in one way first."""

    def bare(html: str) -> str:
        return "".join(html.replace("<p>", "").replace("</p>", "").split())

    left, right = ("".join([*before, *middle, *behind]) for middle in (old, new))
    expected = bare(left) == bare(right) or bare(unescape(left)) == bare(unescape(right))
    assert blackfriday_readings._same(left, right) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>see http://a.test &amp; b</p>", ["see http://a.test & b"]),
        ('<p><a href="http://a.test">http://a.test</a></p>', []),
        ("<p><code>me@a.test</code> or me@b.test</p>", [" or me@b.test"]),
        ('<img src="www.a.png"> www.b.test', [" www.b.test"]),
        ("<abbr>www.a.test", ["www.a.test"]),
    ],
)
def test_addresses_are_looked_for_in_plain_text(html: str, expected: list[str]) -> None:
    """Addresses count in text that is neither code nor a link, nowhere else."""
    assert list(blackfriday_readings._addresses(html)) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("a\n## b\n", "\na\n\n## b\n", True),
        ("- a\n\n- b\n", "- a\n- b\n", True),
        ("a\n- b\n", "a\n\\- b\n", False),
        ("a\n", "zqh0q0za\n", True),
    ],
)
def test_what_the_engine_shows_alike_is_no_other_reading(source: str, text: str, expected: bool) -> None:
    """Whether a rewriting changes what is seen is asked of the engine alone; placeholders count as what they are."""
    placeholders = Placeholders("")
    placeholders.add(Standing("", ""))
    render = engine(Goldmark(), typographer=False).html
    assert blackfriday_readings.shows_alike(source, text, render, placeholders) is expected


def test_the_words_of_both_readings_stay_words() -> None:
    """Where an address ends inside a word for one engine only, the finding tells the word as either shows it."""
    (finding,) = told(read("**http://localhost/[a]/app\\_dev.php/x** here.\n"), "read-as-blackfriday")
    assert finding.text == "http://localhost/[a]/app_dev app_dev.php/x"


def test_a_place_is_told_where_all_its_words_stand() -> None:
    """And not where another address begins with the same."""
    source = "See [this](http://a.test/b/c/one).\n\nAnd [this] (http://a.test/b/c/two) here.\n"
    (finding,) = told(read(source), "read-as-blackfriday")
    assert (finding.line, finding.column) == (3, 6)
