"""Addresses that hold a bracket, as Goldmark reads them: before links, and up to a blank."""

import pytest

from migrate.transform.body.linkify_brackets import has_bracket_in_address
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert


@pytest.mark.parametrize(
    ("body", "text", "links"),
    [
        (
            "a https://one.test/b[c d](https://two.test/e) f",
            "ahttps://one.test/b[cd](https://two.test/e)f",
            ["https://one.test/b%5Bc", "https://two.test/e"],
        ),
        ("www.one.test/[a](b) c", "www.one.test/[a](b)c", ["https://www.one.test/%5Ba%5D(b)"]),
        ("[a https://one.test/b[c](https://two.test/) d] e", "[ahttps://one.test/bcd]e", ["https://two.test/"]),
        ("\\[ https://one.test/[a]\n\n[a]: https://two.test/[b]\n\n[a]", "[https://one.test/[a]a", None),
        ('<i title="see https://one.test/a[b]">a</i> <!-- https://one.test/[b]--> c', "ac", []),
        ("[a](https://one.test/b[c]) `https://one.test/b[c](d)`", "ahttps://one.test/b[c](d)", None),
    ],
)
def test_an_address_goes_before_a_link(body: str, text: str, links: list[str] | None) -> None:
    """Unless a bracket before it is open; in code and in destinations nothing changes."""
    facts = facts_of_result(convert(body))
    assert facts.text == text
    assert links is None or facts.links == links


def test_most_texts_hold_none() -> None:
    """Links beside each other and brackets without an address are passed by."""
    assert not has_bracket_in_address("[a](https://one.test) [b](/c) d[e] https://two.test and [f]")
