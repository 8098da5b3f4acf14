"""Arguments of shortcodes that nobody reads are told; those that are kept in any way are not."""

import json

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules, ShortcodeAction, ShortcodeRule
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body.convert import convert_body
from migrate.transform.context import BodyResult
from tests.unit.transform.body.worlds import context_of, site_of

_RULES = BodyRules(
    shortcodes={
        "said": ShortcodeRule("said", ShortcodeAction.TEXT, template="{who}"),
        "gone": ShortcodeRule("gone", ShortcodeAction.DROP),
        "kept": ShortcodeRule("kept", ShortcodeAction.ENTRY),
        "boxed": ShortcodeRule("boxed", ShortcodeAction.ENTRY, content_type="callout", fields={"title": "{who}"}),
    }
)


def _converted(source: str) -> BodyResult:
    parts, _ = parse_body(source, 1, "content/posts/here.md", {})
    return convert_body(SourceBody(BodyFormat.MARKDOWN, parts, source, 1, ()), context_of(site_of(), _RULES))


def _told(source: str) -> list[tuple[str, str]]:
    codes = ("shortcode-argument-dropped", "shortcode-argument-to-entry", "shortcode-options-dropped")
    return [(finding.code, finding.text) for finding in _converted(source).findings if finding.code in codes]


def test_a_reference_that_names_no_path_writes_no_address_and_loses_nothing() -> None:
    """Hugo reads no other argument for it, so no reader has seen one."""
    result = _converted('[See it]({{< relref ref="posts/there#a" >}})')
    told = {finding.code: finding.text for finding in result.findings}
    assert (told["shortcode-options-dropped"], "shortcode-argument-dropped" in told) == ("posts/there#a", False)
    assert "See it" in json.dumps(result.document)


@pytest.mark.parametrize(
    "arguments",
    ['note="two words"', 'byline="Ann"', 'see="/a/page/"', 'see="https://else.test"', 'thumb="a.jpg"', 'ALT="Ann"'],
)
def test_what_a_reader_may_have_seen_is_kept(arguments: str) -> None:
    """Words, addresses and files, and single words under names that templates print."""
    value = arguments.partition("=")[2].strip('"')
    assert _told(f"{{{{< youtube id=x {arguments} >}}}}") == [("shortcode-argument-to-entry", value)]


def test_code_has_no_place_for_an_entry() -> None:
    """A call that stands there as it was written has all its arguments; one that shows its words lacks the others."""
    assert _told('`{{< youtube id=x note="two words" >}}`') == []
    assert _told('`{{< badge text=x note="two words" >}}`') == [("shortcode-argument-dropped", "two words")]
    assert _told('a <!-- {{< badge text=x note="two words" >}} --> b') == []


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


def test_what_is_kept_stands_behind_the_call() -> None:
    """In an entry of its own, between words where the call does; as words in HTML that is kept as it is."""
    call = '{{< figure src="/a.png" note="two words" >}}'
    result = _converted(f"One {call} two\n\n<form>{call}</form>")
    assert json.dumps(result.document["content"][0]).count("embedded-entry-inline") == len(["image", "arguments"])
    kept = [entry.fields for entry in result.entries if entry.content_type == "shortcode"]
    assert kept == [{"name": "figure (arguments)", "params": {"note": "two words"}}]
    (html,) = (entry.fields["html"] for entry in result.entries if entry.content_type == "htmlEmbed")
    assert html == '<form><img src="/a.png">two words</form>'


def test_rules_are_held_to_the_same() -> None:
    """A rule may name one argument and forget another; what it drops or keeps whole is told otherwise."""
    call = '{{{{< {} who="Ann" words="Not a word" >}}}}'
    assert _told(call.format("said")) == [("shortcode-argument-dropped", "Not a word")]
    assert _told(call.format("boxed")) == [("shortcode-argument-dropped", "Not a word")]
    assert _told(call.format("gone")) == []
    assert _told(call.format("kept")) == []
    assert _told(call.format("unknown")) == []
