"""Markdown inputs with what real Hugo made of them: visible text, links, images and headings agree.

The rows come from ``../shared/cases``. What is known to differ is a finding, or named here with its reason.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from migrate.mapping.rules import BodyRules
from migrate.model.goldmark import Goldmark
from migrate.transform.body.heading_ids import heading_id
from migrate.transform.context import BodyResult
from tests.unit.transform.body.facts import Facts, facts_of_html, facts_of_result
from tests.unit.transform.body.worlds import convert, site_of

ORACLE = Path(__file__).resolve().parents[4] / ".." / "shared" / "cases" / "hugo-oracle.json"
SITES = {
    "goldmark_unsafe": site_of(),
    "goldmark_safe": site_of(goldmark=Goldmark()),
    "blackfriday15": site_of(blackfriday=True),
}
EXPLAINED = frozenset({"alert-to-callout", "link-without-text", "url-hidden", "hidden-html"})
"""Findings that say themselves why text or links differ."""
TYPOGRAPHY = frozenset({"smart", "typographer"})
"""Groups about characters that stay as in the source; `test_signs_of_the_old_engine` covers what can be asked for."""
KNOWN = {
    "line numbers of highlighted code are no content": re.compile(r"linenos"),
    "a drawing keeps its source": re.compile(r"```goat"),
    "a heading without any text shows nothing": re.compile(r"^# $"),
    "the old engine passed a tag that no browser knows": re.compile(r"<http://example.com/a b>"),
    "the old engine made no link of a host in other letters": re.compile("http://例え"),
}


def _rows() -> list[dict[str, Any]]:
    if not ORACLE.is_file():
        return []
    rows: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["markdown"]
    return rows


def _differences(html: str, result: BodyResult) -> list[str]:
    expected, actual = facts_of_html(html), facts_of_result(result)
    return [
        f"{name}: {getattr(expected, name)!r} became {getattr(actual, name)!r}"
        for name in Facts.__slots__
        if getattr(expected, name) != getattr(actual, name)
    ]


@pytest.mark.skipif(not ORACLE.is_file(), reason="../shared/cases is not there")
@pytest.mark.parametrize("column", sorted(SITES))
def test_facts_agree_with_hugo(column: str) -> None:
    """Text, links, images and headings of every row are Hugo's, or a finding says otherwise."""
    unexplained = []
    for row in _rows():
        html = row[column]
        if html is None and column == "goldmark_safe":
            # null: the same as with raw HTML shown.
            html = row["goldmark_unsafe"]
        if html is None or any(pattern.search(row["input"]) for pattern in KNOWN.values()):
            continue
        if column == "blackfriday15" and row["group"] in TYPOGRAPHY:
            continue
        result = convert(row["input"], site=SITES[column])
        differences = _differences(html, result)
        if differences and not EXPLAINED & {finding.code for finding in result.findings}:
            unexplained.append((row["input"], differences))
    assert unexplained == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [("(c) (r) (tm)", "©®™"), (". . .", "…"), ("1/2", "1⁄2"), ('"a" it\'s', "“a”it’s")],
)
def test_signs_of_the_old_engine(source: str, shown: str) -> None:
    """Signs, fractions and quotes are written as the old engine wrote them when the mapping asks for it."""
    result = convert(source, site=SITES["blackfriday15"], rules=BodyRules(typographer=True))
    assert facts_of_result(result, folded=False).text == shown


@pytest.mark.skipif(not ORACLE.is_file(), reason="../shared/cases is not there")
@pytest.mark.parametrize("kind", ["blackfriday", "github", "github-ascii"])
def test_heading_ids_agree_with_hugo(kind: str) -> None:
    """Ids of plain headings are Hugo's."""
    rows = json.loads(ORACLE.read_text(encoding="utf-8"))["heading_ids"][kind]
    # Markup in a heading is the tree's matter, not the id's.
    plain = {text: made for text, made in rows.items() if not re.search(r"[\[\]{}<>`*]", text) and text != "trailing #"}
    assert {text: heading_id(text, kind) for text in plain} == plain
