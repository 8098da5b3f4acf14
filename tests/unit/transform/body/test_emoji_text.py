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


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        ("a :link:https://x.test/c_d_e b", "a🔗https://x.test/c_d_eb", ["https://x.test/c_d_e"]),
        (":link:www.x.test", "🔗www.x.test", ["https://www.x.test"]),
        ("x:email:me@x.test, b", "x📧me@x.test,b", ["mailto:me@x.test"]),
        ("- **:+1::link:http://x.test**.", "👍🔗http://x.test.", ["http://x.test"]),
        ("# :link:http://x.test", "🔗http://x.test", ["http://x.test"]),
        ("[:link:http://x.test](http://y.test)", "🔗http://x.test", ["http://y.test"]),
        ("a :nosuch:http://x.test 🔗http://x.test", "a:nosuch:http://x.test🔗http://x.test", []),
        ("`:link:http://x.test`", ":link:http://x.test", []),
    ],
)
def test_an_address_right_behind_an_emoji_is_a_link(source: str, text: str, links: list[str]) -> None:
    """The emoji ends a text for Goldmark, so that the address begins one; a sign in the source does not."""
    facts = facts_of_result(convert(source, site=site_of(emoji=True)))
    assert (facts.text, facts.links) == (text, links)
