"""End tags of what keeps its content, where nothing is open."""

import pytest

from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("</pre>\n*a*", "a"),
        ("<div><pre>\na\n\nb\n</pre></div>\n*c* d", "abcd"),
        ("> </pre>\n> *a*", "a"),
        ("- a\n\n  </pre> *b*", "ab"),
        ("<pre>\na\n\n</pre>\n*b*", "ab"),
        ("a\n</script>\n*b*", "ab"),
    ],
)
def test_what_follows_is_markdown(source: str, text: str) -> None:
    """The tag is one among words; where it ends something, that is what it ends."""
    assert facts_of_result(convert(source)).text == text


def test_code_keeps_the_tag() -> None:
    """Nothing begins there."""
    (entry,) = convert("```\n</pre>\n```").entries
    assert entry.fields["code"] == "</pre>"
