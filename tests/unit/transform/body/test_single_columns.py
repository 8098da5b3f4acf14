"""Tables of one column whose head has no pipe."""

import pytest

from tests.unit.transform.body.worlds import convert


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


@pytest.mark.parametrize("source", ["    word\n    |-|\n", "```\nword\n|-|\n```\n", "[^a]: word\n|-|\n\nb[^a]\n"])
def test_code_and_notes_are_left_as_they_are(source: str) -> None:
    """Their lines are shown as they were written."""
    assert "|-|" in repr(convert(source))
