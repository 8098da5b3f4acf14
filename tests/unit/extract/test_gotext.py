"""Go's functions on text where Python's differ."""

import sys

import pytest

from migrate.extract.gotext import SPACE, format_float, split_fields, to_lower, trim_space


@pytest.mark.parametrize(
    ("text", "lowered"), [("ABC", "abc"), ("İI", "ii"), ("ΟΔΟΣ", "οδοσ"), ("ẞÅ", "ßå"), ("ǅ", "ǆ"), ("Ⅷ", "ⅷ")]
)
def test_to_lower(text: str, lowered: str) -> None:
    """Each character is lower-cased by itself."""
    assert to_lower(text) == lowered


def test_lower_case_keeps_the_length() -> None:
    """No character becomes two, as Python's own function makes of one."""
    every = "".join(chr(number) for number in range(sys.maxunicode + 1) if not 0xD800 <= number < 0xE000)
    assert len(to_lower(every)) == len(every)


def test_white_space() -> None:
    """NBSP and line separators are white space, the four information separators are not."""
    assert trim_space("\u00a0\u2028 a b\x85\u3000") == "a b"
    assert trim_space("\x1ca\x1f") == "\x1ca\x1f"
    assert split_fields("\u2003a\u1680b\x1cc ") == ("a", "b\x1cc")
    assert "\x1c" not in SPACE


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.0, "1"), (0.1, "0.1"), (1e22, "10000000000000000000000"), (-1.5e-9, "-0.0000000015"), (float("-inf"), "-Inf")],
)
def test_format_float(number: float, text: str) -> None:
    """Floats are written out with the shortest digits."""
    assert format_float(number) == text
