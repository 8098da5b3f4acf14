"""Values as Go prints them."""

from datetime import UTC, datetime

import pytest

from migrate.model.source import Param
from migrate.transform.body.shortcodes.printing import escaped, printed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (2.0, "2"),
        (1.25, "1.25"),
        (0.0, "0"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (7, "7"),
        ("a", "a"),
        (None, "<nil>"),
        (["a", 1.0], "[a 1]"),
        ({"b": 2, "a": [True]}, "map[a:[true] b:2]"),
        (datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), "2024-05-06 07:08:09 +0000 UTC"),
    ],
)
def test_values_are_printed_as_in_templates(value: Param, text: str) -> None:
    """Numbers have their shortest form; lists and maps stand in brackets."""
    assert printed(value) == text


def test_templates_escape_more_than_markup() -> None:
    """A plus and both quotes become entities too."""
    assert escaped("a'b\"c+<d>&") == "a&#39;b&#34;c&#43;&lt;d&gt;&amp;"
