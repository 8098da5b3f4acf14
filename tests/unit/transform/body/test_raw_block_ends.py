"""Raw HTML blocks that the end tag of another element ends."""

import pytest

from migrate.model.goldmark import Goldmark
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert, site_of


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<pre>\n<script>a</script>\n\nb *c*\n</pre>\n", "bc"),
        ("<pre>\na\n</script> b\n*c*\n</pre>\n", "abc"),
        ("> <pre>\n> </style>\n> *b*\n", "b"),
        ("<pre>\n<style>a</style></pre>\n*b*", "b"),
        ("<pre>\n*a*\n</pre>\n<pre>\n</script>\n*b*\n</pre>", "*a*b"),
    ],
)
def test_what_follows_the_line_is_markdown(source: str, text: str) -> None:
    """For Goldmark a block that began with one of the four ends with any of them, at the end of the line."""
    assert facts_of_result(convert(source)).text == text


def test_it_is_markdown_where_raw_html_is_hidden_too() -> None:
    """The block that is left out is the shorter one."""
    site = site_of(goldmark=Goldmark())
    result = convert("<pre>\na\n</script>\n\nb *c*\n</pre>\n", site=site)
    assert facts_of_result(result).text == "bc"
    assert next(found.text for found in result.findings if found.code == "hidden-html") == "a"
