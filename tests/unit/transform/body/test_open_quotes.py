"""Attributes that an empty line cuts."""

from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert


def test_an_attribute_ends_at_the_quote_of_a_tag_and_at_none_of_the_text() -> None:
    """Goldmark writes the quotes of words as entities, so a browser reads on to the next tag with one."""
    result = convert('<div class="a\n\nb">\n\nc "d" **"e"** `"` [words](/f)\n\n"after"\n')
    assert facts_of_result(result).text == 'words"after"'
    assert [found.text for found in result.findings if found.code == "html-attribute-open"] == ['<div class="a']


def test_an_attribute_of_two_lines_is_closed() -> None:
    """Only an empty line ends the block."""
    result = convert('<div class="a\nb">\n\nx "y" ⸗\n')
    assert facts_of_result(result).text == 'x"y"⸗'
    assert "html-attribute-open" not in [found.code for found in result.findings]
