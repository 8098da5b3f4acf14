"""Where a name between colons is an emoji."""

import pytest

from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert, site_of


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        ("a :smile: b", "a😄b", []),
        ("a :no_name:a:b", "a:no_name🅰️b", []),
        ("a :a:b:c", "a🅰️b:c", []),
        ("a :smile\\: b", "a:smile:b", []),
        ("a &#58;smile: :smile&colon;", "a:smile::smile:", []),
        ("a \\\\:smile: b", "a\\😄b", []),
        ("`:smile\\:`", ":smile\\:", []),
        ("http://x.test/a:b:c d", "http://x.test/a:b:cd", ["http://x.test/a:b:c"]),
        ("www.x.test/a:b:c d", "www.x.test/a:b:cd", ["https://www.x.test/a:b:c"]),
        ("http://x.test:smile: d", "http://x.test😄d", ["http://x.test"]),
        ("http://x.test/?a=1&amp;\\:smile: d", "http://x.test/?a=1&:smile:d", ["http://x.test/?a=1"]),
        ("http://x.test/a\\:smile: d", "http://x.test/a:smile:d", ["http://x.test/a"]),
    ],
)
def test_names_are_read_as_goldmark_reads_them(source: str, text: str, links: list[str]) -> None:
    """Colons that are escaped or written as entities begin and end none, nor does one inside an address."""
    facts = facts_of_result(convert(source, site=site_of(emoji=True)))
    assert (facts.text, facts.links) == (text, links)
