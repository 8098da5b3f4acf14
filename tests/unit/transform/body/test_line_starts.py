"""The quick look at the beginnings of lines."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrate.transform.body.line_starts import LineStart

PATTERN = r"[ \t>]*:[^:]|b+(?=\n|\Z)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":a", True),
        ("a\n> :a", True),
        ("a :a", False),
        ("a\nbb\na", True),
        ("a\nbb", True),
        ("bba", False),
        ("", False),
    ],
)
def test_only_the_beginnings_of_lines_count(text: str, found: bool) -> None:
    """The first line is one like the others."""
    assert LineStart(PATTERN).within(text) is found


@given(st.text(alphabet=":> \n\tab"))
def test_it_finds_what_a_pattern_finds_that_is_tried_everywhere(text: str) -> None:
    """The same question asked in the slow way."""
    assert LineStart(PATTERN).within(text) is (re.search(rf"^(?:{PATTERN})", text, re.MULTILINE) is not None)
