"""Rows of tables that begin like items of a list."""

from typing import Any

import pytest

from tests.unit.transform.body.worlds import convert

TABLE = "a | b\n--|--\n1 | 2\n"


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        (f"{TABLE}3. c\n4. d", ["table"]),
        (f"{TABLE}words\n3. c", ["table"]),
        ("# a\n| b |\n|--|\n| 1 |\n12) c", ["heading-1", "table"]),
        (f"{TABLE}1. c\n2. d", ["table", "ordered-list"]),
        (f"{TABLE}*\n3 | 4", ["table"]),
        (f"{TABLE}1.\n3 | 4", ["table"]),
        (f"{TABLE}+  \n12)\n3 | 4", ["table"]),
        (f"{TABLE}-\n3 | 4", ["table", "unordered-list", "paragraph"]),
        (f"{TABLE}* c\n3 | 4", ["table", "unordered-list"]),
        (f"{TABLE}- c\n3. d", ["table", "unordered-list", "ordered-list"]),
        (f"{TABLE}\n3. c", ["table", "ordered-list"]),
        ("1. a\n\n   b | c\n   --|--\n   1 | 2\n2. d", ["ordered-list"]),
        ("2. a\nb | c\n--|--\n1 | 2\n3. d", ["ordered-list"]),
        (f"```\n{TABLE}3. c\n```", ["embedded-entry-block"]),
        (f"{TABLE}|\n3 | 4\n|  \nwords", ["table"]),
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
    assert "'3. c'" in repr(convert(f"{TABLE}3. c").document)


def test_an_item_behind_the_table_of_another_item_is_one() -> None:
    """The table ends with the item that it stands in."""
    numbered: Any = convert("1. a\n\n   b | c\n   --|--\n   1 | 2\n2. d").document["content"][0]
    assert len(numbered["content"]) == 2
