"""Arguments of shortcodes that nobody reads are told; those that are kept in any way are not."""

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules, ShortcodeAction, ShortcodeRule
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body.convert import convert_body
from tests.unit.transform.body.worlds import context_of, site_of

_RULES = BodyRules(
    shortcodes={
        "said": ShortcodeRule("said", ShortcodeAction.TEXT, template="{who}"),
        "gone": ShortcodeRule("gone", ShortcodeAction.DROP),
        "kept": ShortcodeRule("kept", ShortcodeAction.ENTRY),
        "boxed": ShortcodeRule("boxed", ShortcodeAction.ENTRY, content_type="callout", fields={"title": "{who}"}),
    }
)


def _told(source: str) -> list[tuple[str, str]]:
    parts, _ = parse_body(source, 1, "content/posts/here.md", {})
    result = convert_body(SourceBody(BodyFormat.MARKDOWN, parts, source, 1, ()), context_of(site_of(), _RULES))
    codes = ("shortcode-argument-dropped", "shortcode-options-dropped")
    return [(finding.code, finding.text) for finding in result.findings if finding.code in codes]


@pytest.mark.parametrize(
    "arguments",
    ['note="two words"', 'byline="Ann"', 'see="/a/page/"', 'see="https://else.test"', 'thumb="a.jpg"', 'ALT="Ann"'],
)
def test_what_a_reader_may_have_seen_is_a_loss(arguments: str) -> None:
    """Words, addresses and files, and single words under names that templates print."""
    value = arguments.partition("=")[2].strip('"')
    assert _told(f"{{{{< youtube id=x {arguments} >}}}}") == [("shortcode-argument-dropped", value)]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ("autoplay=true", "autoplay=true"),
        ('class="one two"', "class=one two"),
        ('css="color: red; top: 0;"', "css=color: red; top: 0;"),
        ("p=3 mode=wide", "p=3, mode=wide"),
    ],
)
def test_how_it_looks_or_behaves_is_an_option(arguments: str, text: str) -> None:
    """All in one note."""
    assert _told(f"{{{{< youtube id=x {arguments} >}}}}") == [("shortcode-options-dropped", text)]


def test_rules_are_held_to_the_same() -> None:
    """A rule may name one argument and forget another; what it drops or keeps whole is told otherwise."""
    call = '{{{{< {} who="Ann" words="Not a word" >}}}}'
    assert _told(call.format("said")) == [("shortcode-argument-dropped", "Not a word")]
    assert _told(call.format("boxed")) == [("shortcode-argument-dropped", "Not a word")]
    assert _told(call.format("gone")) == []
    assert _told(call.format("kept")) == []
    assert _told(call.format("unknown")) == []
