"""What an owner is told of a shortcode before anything runs."""

import pytest

from migrate.mapping.rules import BodyRules, ShortcodeAction, ShortcodeRule
from migrate.transform.body.shortcodes.describe import describe_shortcode
from migrate.transform.body.shortcodes.table import SHORTCODES


@pytest.mark.parametrize("name", sorted(SHORTCODES))
def test_every_known_shortcode_is_described(name: str) -> None:
    """No handler is without words of its own."""
    assert describe_shortcode(name, BodyRules()) != "handled as usual"


def test_the_mapping_comes_first() -> None:
    """A rule of the mapping beats what is built in."""
    rules = BodyRules(shortcodes={"figure": ShortcodeRule("figure", ShortcodeAction.DROP)})
    assert describe_shortcode("Figure", rules) == "nothing, dropped, by the mapping"


def test_unknown_ones_are_kept() -> None:
    """What nobody knows becomes an entry of its own."""
    assert "kept" in describe_shortcode("whatsit", BodyRules())
