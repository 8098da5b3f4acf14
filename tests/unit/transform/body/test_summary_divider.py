"""The summary divider ends the summary and leaves the text around it as it was."""

from typing import Any

import pytest

from migrate.model.source import BodyPart, SummaryDivider
from tests.unit.transform.body.worlds import convert

DIVIDER = SummaryDivider(1)


def _texts(document: Any) -> list[str]:
    return [
        "".join(child.get("value", "") for child in node["content"])
        for node in document["content"]
        if node["nodeType"] == "paragraph"
    ]


@pytest.mark.parametrize(
    ("parts", "before", "whole"),
    [
        (("intro\n\n", DIVIDER, "a *little* than"), ["intro"], ["intro", "a little than"]),
        (("before ", DIVIDER, "after **x** y"), ["before"], ["before", "after x y"]),
        ((DIVIDER, "all"), [""], ["all"]),
        (("one\n\ntwo\n\n", DIVIDER, "three"), ["one", "two"], ["one", "two", "three"]),
    ],
)
def test_paragraphs_around_the_divider(parts: tuple[BodyPart | str, ...], before: list[str], whole: list[str]) -> None:
    """What stands before the divider is the summary; white space inside the text stays."""
    result = convert(*parts)
    assert result.summary is not None
    assert _texts(result.summary) == before
    assert _texts(result.document) == whole


def test_heading_after_the_divider_stays_a_heading() -> None:
    """The divider parts blocks even where the source has no line end after it."""
    result = convert("text", DIVIDER, "## Head")
    assert [node["nodeType"] for node in result.document["content"]] == ["paragraph", "heading-2", "paragraph"]


def test_divider_in_code_leaves_no_trace() -> None:
    """A divider inside a fence is taken out of the code."""
    result = convert("```\na\n", DIVIDER, "b\n```\n")
    assert "zqh" not in repr((result.document, result.entries))


def test_no_divider_no_summary() -> None:
    """Without a divider there is no summary."""
    assert convert("text").summary is None


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        ("b\n\nc", ["paragraph", "embedded-entry-block", "paragraph"]),
        ("- b\n- c\n\nd\n\ne", ["paragraph", "embedded-entry-block", "unordered-list", "paragraph"]),
        ("# b\n\n> c\n>\n> d\n", ["paragraph", "embedded-entry-block", "heading-1", "blockquote"]),
        ("- b", ["paragraph", "embedded-entry-block", "unordered-list"]),
        ("", ["paragraph", "embedded-entry-block"]),
    ],
)
def test_a_divider_in_code_ends_the_summary_behind_the_next_paragraph(after: str, kinds: list[str]) -> None:
    """Hugo looks for the end of the paragraph that the divider stands in, and finds that of another."""
    result = convert("a\n\n```\nx\n", DIVIDER, f"y\n```\n\n{after}")
    (entry,) = result.entries
    assert entry.fields["code"] == "x\n\n\n\ny"
    assert result.summary is not None
    shown = [node["nodeType"] for node in result.summary["content"] if "''" not in repr(node)]
    assert shown == kinds
    assert "'d'" not in repr(result.summary["content"]) or "- b\n- c" in after
