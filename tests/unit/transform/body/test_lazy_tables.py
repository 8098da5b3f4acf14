"""Tables whose lines stand before the text of their list item or quote."""

import re
from typing import Any

import pytest

from migrate.transform.body import lazy_tables
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"


@pytest.mark.parametrize(
    "source",
    [
        f"- t\n{TABLE}\n- u",
        f"1. t\n  {TABLE}".replace("\n|", "\n  |"),
        f"1. t\n   1. v\n{TABLE}\n   2. w\n2. u",
        "- t\na | b\n---|---\n1 | 2\nu",
        "- t\n\n  | a | b |\n|---|---|\n| 1 | 2 |",
        f"- {TABLE}",
        f"- t\nmore\n{TABLE}",
        f"- t\n\n  more\n{TABLE}",
        f"> - t\n> {TABLE}\n> - u".replace("\n|", "\n> |"),
        f"> t\n{TABLE}\n\nu",
    ],
)
def test_the_table_is_one_of_the_block_around_it(source: str) -> None:
    """No pipe is left in the text, and the table is no block of the page."""
    result = convert(source)
    assert "|" not in facts_of_result(result).text
    kinds = [block["nodeType"] for block in result.document["content"]]
    assert kinds[0] in ("unordered-list", "ordered-list", "blockquote")
    assert "table" in repr(result.document) or _tables(result)


@pytest.mark.parametrize(
    "source",
    [
        "- | a | b |\n  |---|---|\n  | 1 | 2 |\nlate | row\n- u",
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\nlate | row\n",
        "- t\n\n  a | b\n  ---|---\n  1 | 2\nlate | row\n",
    ],
)
def test_a_row_may_stand_before_the_text_as_well(source: str) -> None:
    """The head and the line under it stand where the text does."""
    result = convert(source)
    assert "|" not in facts_of_result(result).text
    assert "late" in repr(result)


@pytest.mark.parametrize(
    ("source", "first"),
    [
        (f"- t\n\n{TABLE}", "unordered-list"),
        (f"- # t\n{TABLE}", "unordered-list"),
        (f"- t\n---\n{TABLE}", "unordered-list"),
        (f"a\n> t\n\n{TABLE}", "paragraph"),
        (f"    code\n{TABLE}", "embedded-entry-block"),
        (f"- t\n\n      code\n{TABLE}", "unordered-list"),
    ],
)
def test_a_table_behind_the_end_of_a_paragraph_is_one_of_the_page(source: str, first: str) -> None:
    """An empty line, a heading, a rule and code are no paragraph that the table could go on."""
    kinds = [block["nodeType"] for block in convert(source).document["content"]]
    assert kinds[0] == first
    assert "table" in kinds


@pytest.mark.parametrize(
    "source",
    [
        f"Term\n: t\n{TABLE}",
        "Term\n:   t\na | b\n---|---\n1 | 2",
        f"- Term\n  : t\n  {TABLE}".replace("\n|", "\n  |"),
        f"Term\n: {TABLE}".replace("\n|", "\n  |"),
        f"Term\n: {TABLE}",
    ],
)
def test_a_table_right_below_a_definition_is_one_of_it(source: str) -> None:
    """So it is where it begins the definition."""
    result = convert(source)
    assert "|" not in facts_of_result(result).text
    assert "table" in repr(result.document) or _tables(result)
    assert "definition-list" in [found.code for found in result.findings]


def test_code_keeps_its_lines() -> None:
    """What stands between fences is no table."""
    source = f"- t\n{TABLE}"
    (entry,) = convert(f"```\n{source}\n```").entries
    assert entry.fields["code"] == source


def _tables(result: Any) -> list[Any]:
    return [entry for entry in result.entries if entry.content_type == "table"]


@pytest.mark.parametrize("block", ["a|b\n-|-\n", "a|b\n-|-\n1. c|d\n", "x|y\n-|-\n2. c|d\n3. e|f\n"])
def test_each_line_of_a_block_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch, block: str) -> None:
    """However many tables stand in one block, time grows with the lines and not with their square."""
    looks = 0
    matched = lazy_tables._matched

    def counted(pattern: re.Pattern[str], line: str) -> str:
        nonlocal looks
        looks += 1
        return matched(pattern, line)

    monkeypatch.setattr(lazy_tables, "_matched", counted)
    text = block * 200
    convert(text)
    assert looks < 12 * text.count("\n")
