"""The summary divider leaves the text around it as it was."""

from typing import Any

import pytest

from migrate.transform.body.summary import take_summary

WORD = "zqh0qmore"


def _paragraph(*texts: str) -> dict[str, Any]:
    children = [{"nodeType": "text", "value": text, "marks": [], "data": {}} for text in texts]
    return {"nodeType": "paragraph", "data": {}, "content": children}


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        ((f"{WORD}a little ", "thinner", " than"), ["a little ", "thinner", " than"]),
        ((f"before {WORD} after ", "x"), ["before after ", "x"]),
        (("x", f"{WORD} after"), ["x", " after"]),
        ((f"before {WORD}",), ["before"]),
    ],
)
def test_only_the_space_beside_the_divider_goes(texts: tuple[str, ...], kept: list[str]) -> None:
    """White space that parts the text from its neighbours stays."""
    blocks: Any = [_paragraph(*texts)]
    found, _ = take_summary(blocks, WORD)
    paragraph: Any = found[0]
    assert [child["value"] for child in paragraph["content"]] == kept
