"""Attributes in the middle of blocks."""

import pytest

from migrate.model.goldmark import Goldmark
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert, site_of

SITE = site_of(goldmark=Goldmark(unsafe=True, attribute_block=True))


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("a\n{.x}\nb\n", ["paragraph", "paragraph"]),
        ("{.x}\nb\n", ["paragraph"]),
        ("> a\n> {}\n> b\n", ["blockquote"]),
        ("- a\n{.x}\nb\n", ["unordered-list", "paragraph"]),
        ("| a |\n|---|\n| b |\n{.x k=v}\nc\n", ["table", "paragraph"]),
        ("# a\n{.x}\nb\n", ["heading-1", "paragraph"]),
    ],
)
def test_they_end_the_block_above_them(source: str, kinds: list[str]) -> None:
    """What stands below begins another one; a finding tells of them."""
    result = convert(source, site=SITE)
    shown = [node["nodeType"] for node in result.document["content"] if "'value': ''" not in repr(node)]
    assert shown == kinds
    assert "block-attributes-dropped" in [found.code for found in result.findings]
    assert "zqh" not in repr(result)


@pytest.mark.parametrize("source", ["```\na\n{.x}\nb\n```\n", "    a\n    {.x}\n    b\n", "<div>\n{.x}\nb\n</div>\n"])
def test_in_code_and_html_they_are_text(source: str) -> None:
    """So they are where the site does not ask for them."""
    assert "{.x}" in repr(convert(source, site=SITE))
    assert "{.x}" in repr(convert("a\n{.x}\nb\n").document)


@pytest.mark.parametrize(
    ("source", "text"),
    [("a\n{.x} b\n", "a"), ("{k=v} b\n\nc\n", "c"), ("- {.x} b\n- c\n", "c"), ("> {.x}{.y}\n\nd\n", "d")],
)
def test_words_behind_them_on_their_line_are_a_part_of_them(source: str, text: str) -> None:
    """Goldmark shows nothing of the line; the finding says all of it."""
    result = convert(source, site=SITE)
    assert facts_of_result(result).text == text
    (written,) = [found.text for found in result.findings if found.code == "block-attributes-dropped"]
    assert written in source


@pytest.mark.parametrize("source", ["a\n    {.x} b\n", "{.x *y*} b\n", "{k} b\n", "a {.x} b\n"])
def test_what_stands_deeper_or_is_no_list_is_text(source: str) -> None:
    """Every sign is shown."""
    assert "b" in facts_of_result(convert(source, site=SITE)).text
    assert "{" in facts_of_result(convert(source, site=SITE)).text


@pytest.mark.parametrize(
    "source", ["term\n: words\n{.x}\n", 'term\n: words\n{k="v w"}\n\nmore\n', "term\n\n: words\n{}\n"]
)
def test_below_a_definition_they_are_the_lists(source: str) -> None:
    """They are no words of the definition; a finding tells of them."""
    result = convert(source, site=SITE)
    assert "{" not in facts_of_result(result).text
    assert "words" in facts_of_result(result).text
    assert [found.code for found in result.findings].count("block-attributes-dropped") == 1
