"""The post that the project started from becomes exactly what it means."""

import re
from pathlib import Path
from typing import Any

import pytest

from migrate.mapping.rules import BodyRules, HtmlAction, HtmlRule
from migrate.transform.context import BodyResult
from tests.unit.transform.body.worlds import convert, site_of

SEED = Path(__file__).resolve().parents[4] / ".." / "shared" / "seed"
RULES = BodyRules(
    html=(
        HtmlRule("span.dropcap", HtmlAction.UNWRAP, reason="drop cap"),
        HtmlRule("div.pubexchange_module", HtmlAction.DROP, reason="advertising"),
        HtmlRule("script", HtmlAction.DROP, reason="advertising"),
    )
)


@pytest.fixture(scope="module")
def post() -> BodyResult:
    """Convert the seed post's body as a site of its age."""
    files = sorted(SEED.glob("*.md"))
    if not files:
        pytest.skip("../shared/seed is not there")
    text = files[0].read_text(encoding="utf-8")
    front = re.match(r"\+\+\+\n.*?\n\+\+\+\n", text, re.DOTALL)
    assert front is not None
    return convert(text[front.end() :], site=site_of(blackfriday=True), rules=RULES)


def blocks(post: BodyResult, kind: str) -> list[Any]:
    """Return the blocks of one node type."""
    return [node for node in post.document["content"] if node["nodeType"] == kind]


def test_first_paragraph_is_one_run_of_text(post: BodyResult) -> None:
    """The drop cap joins its word."""
    paragraph: Any = post.document["content"][0]
    content = paragraph["content"]
    assert len(content) == 1
    assert content[0]["value"].startswith("With an increasing number")
    assert content[0]["marks"] == []


def test_headings_rules_and_quote_stand_in_place(post: BodyResult) -> None:
    """Five headings, two rules, one quote, three images."""
    counts = [len(blocks(post, kind)) for kind in ("heading-2", "hr", "blockquote", "embedded-asset-block")]
    assert counts == [5, 2, 1, 3]
    assert post.entries == ()


def test_centred_line_is_italic_with_a_link(post: BodyResult) -> None:
    """Markdown inside the centred line worked in its time."""
    line = next(node for node in blocks(post, "paragraph") if "Sign up" in repr(node))
    link, rest = line["content"][1], line["content"][2]
    assert link["data"] == {"uri": "http://www.shinetext.com"}
    assert {mark["type"] for text in (*link["content"], rest) for mark in text["marks"]} == {"italic"}


def test_link_text_over_a_line_end_is_whole(post: BodyResult) -> None:
    """The last link keeps its words."""
    last = [node for node in blocks(post, "paragraph") if "READ NEXT" in repr(node)]
    assert last[0]["content"][1]["content"][0]["value"] == "READ NEXT: Mind the Gap"


def test_dropped_scripts_are_findings_with_their_lines(post: BodyResult) -> None:
    """What the mapping drops is reported where it stands."""
    found = {(finding.code, finding.line) for finding in post.findings}
    assert ("html-rule", 4) in found
    assert len([1 for code, _ in found if code == "html-dropped-invisible"]) == 2
    assert len({line for code, line in found if code == "html-dropped-invisible"}) == 2
