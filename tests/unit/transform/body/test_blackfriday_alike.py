"""Blocks that both engines read alike: they are found at once, and only they are."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.mapping.rules import BodyRules
from migrate.model.goldmark import Goldmark
from migrate.transform.body import blackfriday
from migrate.transform.body.blackfriday import as_commonmark
from migrate.transform.body.blackfriday_alike import alike_blocks, alike_until, different_signs
from migrate.transform.body.builder import Builder
from migrate.transform.body.elements import walk
from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces
from migrate.transform.body.settings import settle_settings
from tests.unit.transform.body.worlds import body_of, context_of, site_of

ALIKE = [
    "Words in\ntwo lines.\n\nMore *words* and **bold** ones.\n",
    "# Title\n## Next\nText\n",
    "Text\n```go\nx := `a`\n\n- y\n```\nText",
    "- a\n- b\n  more\n- c\n\nText",
    "1. a\n2. b\n\n3. c\n\nText",
    "Text\n\n    code\n\n    code\n\nText",
    "> a quote\n> of two lines\n\nText",
    'a\n\n---\n\n[b](http://c.test "d") [e][f]\n\n[f]: http://g.test\n',
    "Title\n===\n\nOther one  \n---\nText\n",
    "# Title  \n\n## C# and F #x\n",
    "- a \n- b  \n\nText\n\n1. c \n2. d\n",
    "![](a.png) takes ~5 minutes\n",
    "a_b_c and _d_, `e_f_ ` and\n\n```\n^[x] ~y~\n```\n",
    "",
]
DIFFERENT = [
    "Text:\n- a\n- b\n",
    "- a\n  - b\n",
    "- a\n\nText\n- b\n",
    "- a\n\n  b\n",
    "- a\n\n* b\n",
    "2. a\n3. b\n",
    "1) a\n",
    "> a\n\n> b\n",
    "Text\n> quote\n",
    "Text\n\n: definition\n",
    "```\nno end\n",
    "``` go a=1\nx\n```\n",
    "# T {#id}\n",
    "# T #\n",
    "a | b\n--- | ---\n",
    "<center>\n*a*\n</center>\n",
    "a\n\n[b]: http://c.test\n\nd\n",
    "a\ttab\n",
    "Two\nlines\n===\n",
    "Title #\n---\n",
    "Title {#id}\n---\n",
    "a | b\n---\n",
    "[^1]: note\n",
]
SIGNS = ["**a **b", "[a] (b)", "[a](b c)", "[](a)", "[a]()", "a*b*c", "^[note]", "~a~", "x_a b_ ", 'a**"b"**c']


def pieces_of(text: str) -> Pieces:
    """Return what a rewriting needs."""
    body, context = body_of(text), context_of(site_of(blackfriday=True), BodyRules())
    return Pieces(body, Builder(body, context, settle_settings(context), walk), lambda call, held: "", lambda a, b: "")


@pytest.mark.parametrize("text", ALIKE)
def test_plain_blocks_are_taken_as_they_are(text: str) -> None:
    """A text that both engines read alike is not even copied."""
    assert as_commonmark(text, pieces_of(text)) is text


@pytest.mark.parametrize("text", DIFFERENT)
def test_other_blocks_are_read_line_by_line(text: str) -> None:
    """A block in which the engines may differ is none of those."""
    assert alike_until(text, 0) < len(text)


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_between_words_are_found(sign: str) -> None:
    """Signs that each engine reads in its own way are found in otherwise plain text, and only there."""
    assert different_signs(f"Words {sign} words", 0, len(sign) + 12)
    assert different_signs("Words *a*, **b**, [c](d), `e`, f_g, ~~h~~ and **i: j** k.", 0, 60) == []


def test_blocks_are_told_from_code() -> None:
    """The stretch that is read alike comes apart into its blocks."""
    text = "a\nb\n\n```\n~\n```\n\n- c\n"
    found = [
        (text[start:end], code) for start, end, code in alike_blocks(text, 0, len(text)) if text[start:end].strip()
    ]
    assert found == [("a\nb\n", False), ("```\n~\n```\n", True), ("- c\n", False)]


PIECES = st.sampled_from(
    (
        "a b c\n", "x, y.\n\n", "- one\n- two\n\n", "1. a\n2. b\n\n", "### H\n", "```go\nx := 1\n```\n", "\n\n",
        "> q\n", "* i\n", "    code\n", "**b**", "`c`", "[t](http://a.b)", "***\n", "1. ", "- ", "Setext\n---\n",
        "ok `a\nb` c", "end  \nbreak\n", "é\n", "1.5 x", "-x", "*e*", "_u_ ", "a_b", "# h #\n", "~~s~~", "<br>\n",
        "a|b\n", ": d\n", "  ", "# h \n", "Line\n===\n", "~5", "- one \n", "![](a)",
    )
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_the_way_around_leads_to_the_same(text: str) -> None:
    """What is found to be read alike renders to the same HTML as the same lines rewritten one by one."""
    pieces = pieces_of(text)
    rewriter = blackfriday._Rewriter(pieces)
    by_line = "\n".join(rewriter.blocks(text.split("\n")))
    if alike_until(text, 0) == len(text) and not different_signs(text, 0, len(text)):
        chosen = engine(Goldmark(unsafe=True), typographer=False)
        bare = re.compile(rf"\s|</?p>|{pieces.placeholders.nonce}\d+z")
        assert bare.sub("", chosen.html(text)) == bare.sub("", chosen.html(by_line))
