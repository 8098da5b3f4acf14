"""Tables are those of Goldmark, wherever their lines stand."""

from typing import Any

import pytest

from migrate.transform.body import written_tables
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
ROWS = "a | b\n--|--\n1 | 2\n"


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


def cells(source: str) -> list[list[str]]:
    """Return the words of all rows of all tables of the page, in tables that became entries too."""
    result = convert(source)
    found: list[list[str]] = []

    def visit(node: Any) -> None:
        if node["nodeType"] == "table-row":
            found.append([_words(cell) for cell in node["content"]])
        for child in node.get("content", ()):
            visit(child)

    visit(result.document)
    for entry in result.entries:
        visit(entry.fields.get("body", {"nodeType": ""}))
    return found


def _words(node: Any) -> str:
    return str(node["value"]) if node["nodeType"] == "text" else "".join(map(_words, node["content"]))


@pytest.mark.parametrize(
    "source",
    [
        "a | b | c\n--|--\nd | e\n--|--\n1 | 2",
        "a | b\n|-|\nd | e\n--|--\n1 | 2",
        "- a | b | c\n  --|--\n  d | e\n  --|--\n  1 | 2",
        "> a | b\n> :-\n> d\n> :-\n> e",
    ],
)
def test_a_line_with_too_few_columns_is_the_end_of_all_tables_of_a_paragraph(source: str) -> None:
    """Whatever follows is words, though it has the form of a table."""
    assert cells(source) == []


@pytest.mark.parametrize(
    ("deep", "tables"),
    [
        ("a\n    b | c\n    --|--\n    1 | 2", 0),
        ("a\n    b | c\n   --|--\n    1 | 2", 1),
        ("- a\n      b | c\n      --|--\n", 0),
        ("- a\n     b | c\n     --|--\n", 1),
        ("> - a\n>       b | c\n>       --|--\n", 0),
        ("10. > a\n    b | c\n    --|--\n", 1),
        ("10. - a\n    b | c\n    --|--\n", 1),
        ("10.  a\n    b | c\n    --|--\n", 0),
        ("   - a\n    b | c\n    --|--\n", 0),
        ("   - a\n     b | c\n     --|--\n", 1),
    ],
)
def test_a_line_as_deep_as_code_is_not_the_one_below_a_head(deep: str, tables: int) -> None:
    """Columns count from where the text of the block begins, in which the line stands."""
    assert bool(cells(deep)) == bool(tables)


def test_the_next_paragraph_may_have_a_table() -> None:
    """An empty line begins anew."""
    assert cells("a | b | c\n--|--\nd\n\ne | f\n--|--\ng | h") == [["e", "f"], ["g", "h"]]


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("word\n-|-\n1 | 2", [["word", ""], ["1", "2"]]),
        ("3. word\n:-: | :-\n1 | 2", [["word", ""], ["1", "2"]]),
        ("word\n:-:|-|--|\nx", [["word", "", ""], ["x", "", ""]]),
        ("a||\n--|--|--\n1 | 2", [["a", "", ""], ["1", "2", ""]]),
        ("1. t\n\n    u\n    a | b\n    --|--\n    1 | 2", [["a", "b"], ["1", "2"]]),
        ("a | b\n--|--\n    > 1 | 2", [["a", "b"], ["> 1", "2"]]),
        ("> a | b\n> --|--\n> 1 | 2", [["a", "b"], ["1", "2"]]),
        ("[^n]: a | b\n    --|--\n    1 | 2\n\nx[^n]", [["a", "b"], ["1", "2"]]),
    ],
)
def test_the_line_below_says_how_many_columns_there_are(source: str, rows: list[list[str]]) -> None:
    """A head with fewer cells, with a pipe or none, has empty ones behind them."""
    assert cells(source) == rows


def test_a_pipe_behind_two_backslashes_is_one_behind_a_backslash() -> None:
    """Goldmark looks at the sign before the pipe only, and reads the backslashes then."""
    source = "| a\\\\|b | `c\\\\|d` |\n|---|---|\n| e\\\\\\|f | `g\\|h` |"
    assert cells(source) == [["a\\|b", "c\\|d"], ["e\\|f", "g|h"]]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        (f"{TABLE}\n---\nx", ["table", "hr", "paragraph"]),
        (f"{TABLE}\n===\nx", ["table", "paragraph"]),
        (f"w\n{TABLE}\n---\nx", ["table", "heading-2", "paragraph"]),
    ],
)
def test_the_line_of_a_heading_below_a_table_is_one_of_the_words_above(source: str, kinds: list[str]) -> None:
    """Without words above it is a rule, or begins a paragraph."""
    assert [node["nodeType"] for node in convert(source).document["content"]][: len(kinds)] == kinds


def test_tables_that_the_engine_reads_as_goldmark_does_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most pages have such ones only."""
    monkeypatch.setattr(written_tables, "paragraphs_of", lambda *given: pytest.fail("looked at"))
    for source in (TABLE, f"a\n\n{ROWS}\n\nb | c\n", "| a\\|b | `c` |\n|:-|--:|\n|  | x |\n| *d* | |\n\n- e"):
        convert(source)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        (f"{ROWS}3. c\n4. d", ["table"]),
        (f"{ROWS}words\n3. c", ["table"]),
        ("# a\n| b |\n|--|\n| 1 |\n12) c", ["heading-1", "table"]),
        (f"{ROWS}1. c\n2. d", ["table", "ordered-list"]),
        (f"{ROWS}*\n3 | 4", ["table"]),
        (f"{ROWS}1.\n3 | 4", ["table"]),
        (f"{ROWS}+  \n12)\n3 | 4", ["table"]),
        (f"{ROWS}-\n3 | 4", ["table", "unordered-list", "paragraph"]),
        (f"{ROWS}* c\n3 | 4", ["table", "unordered-list"]),
        (f"{ROWS}- c\n3. d", ["table", "unordered-list", "ordered-list"]),
        (f"{ROWS}\n3. c", ["table", "ordered-list"]),
        ("1. a\n\n   b | c\n   --|--\n   1 | 2\n2. d", ["ordered-list"]),
        ("2. a\nb | c\n--|--\n1 | 2\n3. d", ["ordered-list"]),
        (f"```\n{ROWS}3. c\n```", ["embedded-entry-block"]),
        (f"{ROWS}|\n3 | 4\n|  \nwords", ["table"]),
        ("a | b\n|\nc | d", ["paragraph"]),
        ("a | b\n\n3. c", ["paragraph", "ordered-list"]),
    ],
)
def test_only_an_item_with_words_and_of_the_number_one_ends_a_table(source: str, blocks: list[str]) -> None:
    """Other numbers, and signs alone, stand in a row, where no empty line and no other block is between."""
    document = convert(source).document["content"]
    assert [block["nodeType"] for block in document if block.get("content") or "entry" in block["nodeType"]][
        : len(blocks)
    ] == blocks


def test_the_number_stays_in_its_row() -> None:
    """It is shown as it was written."""
    assert "'3. c'" in repr(convert(f"{ROWS}3. c").document)


def test_an_item_behind_the_table_of_another_item_is_one() -> None:
    """The table ends with the item that it stands in."""
    numbered: Any = convert("1. a\n\n   b | c\n   --|--\n   1 | 2\n2. d").document["content"][0]
    assert len(numbered["content"]) == 2


def shown(source: str) -> list[str]:
    """Return the kinds of the blocks that say something."""
    blocks = convert(source).document["content"]
    return [block["nodeType"] for block in blocks if "''" not in repr(block) or block["nodeType"] == "table"]


@pytest.mark.parametrize("rule", ["|-|", "|-", "-|", "--- |", ":-", "-:", ":-:", "| :--: |"])
def test_a_line_of_words_is_the_head(rule: str) -> None:
    """One sign beside the hyphens is enough; the lines below are rows of one cell."""
    document = convert(f"word\n{rule}\nx | hidden\n").document
    assert document["content"][0]["nodeType"] == "table"
    assert "'x'" in repr(document)
    assert "hidden" not in repr(document)


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("a\nword\n-|\nx\n", ["paragraph", "table"]),
        ("> word\n> |-|\n> x\n", ["table"]),
        ("> word\n|-|\nx\n", ["table"]),
        ("# word\n|-|\nx\n", ["heading-1", "paragraph"]),
        ("word\n- |\nx\n", ["paragraph", "unordered-list"]),
        ("word\n---\nx\n", ["heading-2", "paragraph"]),
        ("a | b\n|-|\nx\n", ["paragraph"]),
        ("word\n> |-|\n", ["paragraph", "blockquote"]),
        ("<div>\n|-|\n</div>\n", ["paragraph"]),
    ],
)
def test_only_words_of_a_paragraph_are_one(source: str, kinds: list[str]) -> None:
    """A heading, a head of two cells and raw HTML are none, and no line begins a quote."""
    assert shown(source) == kinds


@pytest.mark.parametrize("source", ["    word\n    |-|\n", "```\nword\n|-|\n```\n"])
def test_code_is_left_as_it_is(source: str) -> None:
    """Its lines are shown as they were written."""
    assert "|-|" in repr(convert(source))
