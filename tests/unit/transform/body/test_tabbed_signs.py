"""Signs of items behind a tab."""

from typing import Any

import pytest

from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert


def shape(node: Any) -> Any:
    """Return lists as lists of their items, other blocks as their words."""
    if node["nodeType"].endswith("list"):
        return [[shape(block) for block in item["content"]] for item in node["content"]]
    return "".join(child.get("value", "") for child in node["content"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- a\n  \t- b\n", [["a - b"]]),
        ("- a\n\n  \t1. b\n", [["a", "1. b"]]),
        ("- a\n  \t- b\n  \t  * c\n", [["a - b * c"]]),
        ("- a\n  - b\n    \t- c\n", [["a", [["b - c"]]]]),
        ("- a\n \t- b\n", [["a", [["b"]]]]),
        ("- a\n\t- b\n", [["a", [["b"]]]]),
        ("- a\n  - b\n  \t- c\n", [["a", [["b", [["c"]]]]]]),
        ("- a\n\t- b\n\t \t- c\n", [["a", [["b", [["c"]]]]]]),
        ("1. é\n \t- b\n", [["é", [["b"]]]]),
    ],
)
def test_a_tab_behind_the_place_of_the_text_makes_no_item(source: str, expected: Any) -> None:
    """One that reaches over that place does."""
    assert shape(convert(source).document["content"][0]) == expected


def test_a_tab_in_a_quote_counts_from_behind_its_sign() -> None:
    """The blank behind the sign belongs to it."""
    quote: Any = convert("> \t- b\n").document["content"][0]
    assert (quote["nodeType"], shape(quote["content"][0])) == ("blockquote", "- b")


@pytest.mark.parametrize(
    "source",
    [
        "> -\ta\n>\n>     ```\n>     b\n>       c\n>     ```\n",
        "- x\n  -\ta\n\n      ```\n      b\n        c\n      ```\n",
        "- -\ta\n\n      ```\n      b\n        c\n      ```\n",
        "-\ta\n\n    ```\n    b\n      c\n    ```\n",
    ],
)
def test_a_tab_behind_a_sign_is_as_wide_as_from_the_text_around_it(source: str) -> None:
    """What stands below an item is indented as far as its text."""
    assert r"'b\n  c'" in repr(convert(source))


def test_a_definition_below_such_an_item_is_one() -> None:
    """Where the text of the item begins is known before colons are looked at."""
    assert ":" not in facts_of_result(convert("> -\ta\n>\n>     Term\n>     : Def\n")).text
