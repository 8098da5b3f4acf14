"""Marked and inserted text."""

import re

import pytest

from migrate.model.goldmark import Goldmark
from migrate.transform.body import extras
from migrate.transform.body.convert import convert_body
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import body_of, context_of, site_of

SITE = site_of(goldmark=Goldmark(unsafe=True, mark=True, insert=True))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("==a== b", "ab"),
        ("==a ==b== c", "==abc"),
        ("==a ==b== c==", "abc"),
        ("==a\n\nb==", "==ab=="),
        ("==== a== ==a==b", "====a==ab"),
        ("++`a`++ ++b", "a++b"),
        ("- ==a\n- b==", "==ab=="),
        ("==http://a.test/x==y b==", "http://a.test/x==yb"),
        ("==http://a.test== b", "http://a.testb"),
    ],
)
def test_a_pair_ends_the_last_one_that_is_open(source: str, text: str) -> None:
    """In the same block, and outside of addresses."""
    assert facts_of_result(convert_body(body_of(source), context_of(SITE))).text == text


def test_signs_without_an_end_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that looks for the end of each took time by the square of their number."""
    found = 0
    pattern = extras._run_of("=")

    class Counting:
        def finditer(self, html: str) -> list[re.Match[str]]:
            nonlocal found
            matches = list(pattern.finditer(html))
            found += len(matches)
            return matches

    monkeypatch.setattr(extras, "_run_of", lambda sign: Counting())
    convert_body(body_of("==a " * 1000), context_of(SITE))
    assert found == 1002
