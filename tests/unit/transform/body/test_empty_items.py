"""Lists that end behind an empty item."""

import pytest

from tests.unit.transform.body.worlds import convert


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("-\n  * a", ["unordered-list", "unordered-list"]),
        ("1.\n   - a\n   - b", ["ordered-list", "unordered-list"]),
        ("- a\n- \n  1. b", ["unordered-list", "ordered-list"]),
        ("* \n  - a\n* b", ["unordered-list", "unordered-list", "unordered-list"]),
        ("-\n  - a", ["unordered-list"]),
        ("-\n  a", ["unordered-list"]),
        ("-\n    * a", ["unordered-list"]),
        ("- a\n  -\n    * b", ["unordered-list"]),
        ("```\n-\n  * a\n```", ["embedded-entry-block"]),
    ],
)
def test_an_item_with_another_sign_behind_an_empty_one_begins_a_list(source: str, kinds: list[str]) -> None:
    """It is no part of the empty one, as deep as it may stand; with the same sign, or four blanks, it is."""
    blocks = convert(source).document["content"]
    assert [block["nodeType"] for block in blocks if block["nodeType"] != "paragraph"] == kinds
