"""Cheap tests before dear patterns may only err on the safe side: what the pattern finds, they let through."""

import re

from hypothesis import given
from hypothesis import strategies as st

from migrate.transform.body import colons, html, linkify, linkify_source

TEXTS = st.lists(
    st.sampled_from(
        ["http://", "www.", "ftp://", "a.b", "/c", "@", "\\", "\\_", "\\@", "&#64;", " ", "\n", "\t", ">",
         ":", ": ", "x", "[", "]",
         "<a ",
         'b="', '"', "'", "<", ">", "=", "&", ";"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def found(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether the pattern finds anything."""
    return pattern.search(text) is not None


@given(TEXTS)
def test_escapes_in_addresses(text: str) -> None:
    """A backslash in an address, or in the name of a mail address."""
    if found(linkify_source._ESCAPE_IN_ADDRESS, text) or re.search(r"(?:://|www\.)[^\s\\]+\\", text):
        assert linkify.has_address_before(text, "\\")
    if found(linkify_source._ESCAPE_IN_MAIL, text):
        assert found(linkify_source._ESCAPE_BEFORE_AT, text)


@given(TEXTS)
def test_names_with_quotes(text: str) -> None:
    """A quote in the name of an attribute: followed back from its end, and as a pattern that tries all beginnings."""
    name = re.compile(r"[\s/][^\s\"'<>=]*[\"'<][^\s>=]*=\"")
    assert html._has_stray_name(text) == found(name, text)


@given(TEXTS)
def test_colons_at_line_starts(text: str) -> None:
    """A colon that begins a line or stands behind its indentation."""
    if found(colons._COLON, text) or found(colons._INDENTED, text):
        assert colons.has_colon_first(text)
