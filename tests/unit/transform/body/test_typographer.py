"""Quotes, dashes and ellipses that the mapping asks to bake in."""

import re

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules
from migrate.model.source import BodyFormat, SourceBody
from migrate.transform.body.convert import convert_body
from migrate.transform.context import BodyResult
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import context_of, convert


def baked(source: str) -> BodyResult:
    """Convert with the typographer."""
    return convert(source, rules=BodyRules(typographer=True))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\"a\" 'b'", "“a”‘b’"),
        ('a"b" c 5\'10" d', 'a"b"c5\'10"d'),
        ("it's 'twas '90s rock 'n' roll James' I'm", "it’s’twas’90srock’n’rollJames’I’m"),
        ("a -- b --- c ---- d 1--2 a...", "a–b—c—-d1–2a…"),
        ('"*a*" *"b"* **\'c\'** ["d"](/u) "`e"`', '“a”“b”‘c’“d”“e"'),
        ("`\"a\" -- 'b'`", "\"a\"--'b'"),
        ('\\"a\\" &quot;b&quot; <b title="c">"d"</b>', '"a""b"“d”'),
        ('"a\n\nb"', "“ab”"),
        ('x "', 'x"'),
        ("'a\nb'", "‘ab’"),
        ("| \"a\" | 'b' |\n|---|---|\n| c--d | e... |", "“a”‘b’c–de…"),
        ("<div>\n\"a\" -- 'b'\n</div>", "\"a\"--'b'"),
    ],
)
def test_signs_are_those_of_goldmark(source: str, text: str) -> None:
    """By what stands before and behind them, and by which quotes are open, also from the block before."""
    assert facts_of_result(baked(source), folded=False).text == text


@pytest.mark.parametrize(
    ("source", "text", "link"),
    [
        ("x http://a.test/b--c's d's", "xhttp://a.test/b--c'sd’s", "http://a.test/b--c's"),
        ('"www.a.test" b', "“www.a.test”b", "https://www.a.test"),
        ("[http://a.test/b's](/u)", "http://a.test/b’s", "/u"),
    ],
)
def test_addresses_keep_their_signs(source: str, text: str, link: str) -> None:
    """The words of a link are words, whatever they look like."""
    facts = facts_of_result(baked(source), folded=False)
    assert (facts.text, facts.links) == (text, [link])


def test_a_call_is_a_word_for_the_quotes_around_it() -> None:
    """So it is for Hugo, which puts a word in its place meanwhile."""
    source = 'a "{{< what >}}" b "{{< what >}} c" d\n'
    parts, found = parse_body(source, 1, "content/posts/here.md", {})
    body = SourceBody(BodyFormat.MARKDOWN, parts, source, 1, found)
    result = convert_body(body, context_of(rules=BodyRules(typographer=True)))
    assert re.findall('[“”"]', str(result.document)) == ["“", "”", "“", "”"]
