"""Carriage returns without a line feed."""

import pytest

from tests.unit.transform.body.worlds import convert, site_of


@pytest.mark.parametrize(
    ("source", "text"),
    [("old\rmac\r\r# ends\r", "old mac # ends"), ("a\r- b\n", "a - b"), ("a\r\r\nb\n", "a b"), ("a \r\nb", "a b")],
)
def test_they_are_white_space(source: str, text: str) -> None:
    """Goldmark ends no line there."""
    (paragraph,) = convert(source).document["content"]
    assert paragraph["nodeType"] == "paragraph"
    assert f"'value': '{text}'" in repr(paragraph)


def test_in_code_they_end_lines_as_in_a_browser() -> None:
    """A browser reads them so."""
    assert convert("```\na\rb\n```\n").entries[0].fields["code"] == "a\nb"


def test_the_old_engine_ended_lines_there() -> None:
    """Blackfriday took either sign for an end."""
    assert len(convert("a\r\rb\n", site=site_of(blackfriday=True)).document["content"]) == 2


def test_a_form_feed_in_code_is_the_authors() -> None:
    """It is a sign like any other there."""
    assert convert("```\na\f\nb\n```\n").entries[0].fields["code"] == "a\f\nb"


def test_signs_alone_on_a_line_of_raw_html_stay_as_they_are() -> None:
    """HTML has no escapes."""
    source = "<pre>/*\r\n * one\r\n *\r\n * two\r\n */</pre>\r\n\r\nthree\r\n*\r\n"
    result = convert(source)
    assert result.entries[0].fields["code"] == "/*\n * one\n *\n * two\n */"
    assert "three *" in str(result.document)
