"""Blocks that no field holds, in pieces that fields hold."""

import re
from collections import Counter
from typing import Any

import pytest

from migrate.model.canonical import canonical_json
from migrate.model.goldmark import Goldmark
from migrate.model.richtext import block, entry_inline, hyperlink, text
from migrate.transform.body.weights import MAX_BYTES, MAX_CHARACTERS, SHARE, at_most, cut, fits, total, weigh
from tests.unit.transform.body.editor_model import changes
from tests.unit.transform.body.worlds import convert, site_of

WORDS = "word " * 45_000
ITEM = "**bold** words and [a link](https://else.test/) "


def words_of(node: Any) -> str:
    """Return all words of a node, white space folded."""
    if node["nodeType"] == "text":
        return str(node["value"]) + " "
    return "".join(words_of(child) for child in node["content"])


@pytest.mark.parametrize(
    "source",
    [
        WORDS,
        f"# {WORDS}",
        f"> {WORDS}",
        f"**{WORDS.strip()}**",
        f"[{WORDS.strip()}](https://else.test/)",
        "*a* " * 12_000,
        f"- {WORDS}\n- b",
        "\n".join(f"- {number} {ITEM}" for number in range(3_000)),
        f"- a\n  - {WORDS}\n  - c",
        "| a | b |\n|---|---|\n" + "| c | *d* |\n" * 3_000,
        f"| a | b |\n|---|---|\n| c | {WORDS} |\n",
        f"<details><summary>t</summary>\n\n{WORDS}\n\n</details>",
        f"- | a |\n  |---|\n  | {WORDS} |\n",
    ],
)
def test_every_document_is_within_the_limits(source: str) -> None:
    """No word is lost, each document is one that the web editor leaves alone, and a finding tells of it."""
    result = convert(source)
    documents: list[Any] = [entry.fields["body"] for entry in result.entries if entry.fields.get("body")]
    assert len(documents) > 1
    assert "body-divided" in [found.code for found in result.findings]
    for entry in result.entries:
        assert len(canonical_json(entry.fields)) <= MAX_BYTES
    for document in documents:
        assert fits(weigh(document), SHARE + 0.05)
        assert changes(document) == []
    told = Counter(word for document in documents for word in re.findall(r"\w+", words_of(document)))
    written = Counter(re.findall(r"\w+", re.sub(r"\]\([^()]*\)|</?\w+>", " ", source)))
    assert not told - written
    assert set(written - told) <= {"t"}


def test_a_numbered_list_that_begins_anew_is_told() -> None:
    """Rich Text has no first number."""
    result = convert("\n".join(f"{number}. {ITEM}" for number in range(1, 3_000)))
    assert [found.code for found in result.findings] == ["list-start", "body-divided"]


def test_a_word_without_a_blank_is_cut_all_the_same() -> None:
    """No piece is longer than a field."""
    long = "x" * (MAX_CHARACTERS + 10)
    node: Any = {"nodeType": "text", "value": long, "marks": [], "data": {}}
    pieces = cut({"nodeType": "paragraph", "data": {}, "content": [node]})
    assert "".join(words_of(piece).replace(" ", "") for piece in pieces) == long


def test_references_are_counted_and_have_texts_around_them() -> None:
    """A field holds so many, and the web editor wants a text on each side of one."""
    node: Any = {"nodeType": "paragraph", "data": {}, "content": [entry_inline("a") for _ in range(2_000)]}
    pieces: list[Any] = cut(node)
    assert all(fits(weigh(piece)) for piece in pieces)
    assert all(piece["content"][at]["nodeType"] == "text" for piece in pieces for at in (0, -1))
    assert sum(weigh(piece).references for piece in pieces) == 2_000


def test_a_block_that_fits_is_left_as_it_is() -> None:
    """It is the same object."""
    block: Any = convert("a").document["content"][0]
    assert cut(block)[0] is block


def test_an_address_that_is_too_long_for_a_field_is_kept_as_html() -> None:
    """In parts that make the element together."""
    result = convert(f"[words](data:application/pdf;base64,{'A' * 120_000})")
    held = "".join(str(entry.fields["html"]) for entry in result.entries)
    assert held.count("A" * 120_000) == 1
    assert max(len(str(entry.fields["html"])) for entry in result.entries) <= 50_000
    assert [found.code for found in result.findings] == ["html-to-entry"]


def test_a_formula_that_is_too_long_for_a_field_is_code() -> None:
    """In parts, too."""
    goldmark = Goldmark(unsafe=True, passthrough=True, passthrough_block=(("$$", "$$"),))
    result = convert("$$\n" + "x + " * 20_000 + "y\n$$\n", site=site_of(goldmark=goldmark))
    assert {entry.content_type for entry in result.entries} == {"codeBlock"}
    assert "code-divided" in [found.code for found in result.findings]


def test_the_quick_weight_is_never_too_small() -> None:
    """It counts no more than there is where all is ASCII, and never less."""
    plain = block("paragraph", [text("a" * 30), hyperlink("https://example.org/", [text("b")]), entry_inline("e")])
    signs = block("paragraph", [text('ä "value":"x" \\ \n "target": €', ["bold"])])
    for nodes in ([], [plain], [signs], [plain, signs, plain]):
        exact, quick = total([weigh(node) for node in nodes]), at_most(nodes)
        assert quick.references == exact.references
        assert exact.characters <= quick.characters <= exact.characters + 20
        assert exact.size <= quick.size <= exact.size + 2
    assert at_most([plain]).characters == weigh(plain).characters
