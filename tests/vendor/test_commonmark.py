"""The examples of the CommonMark specification: their visible text, links and images survive."""

import re
from pathlib import Path

import pytest

from migrate.model.goldmark import Goldmark
from tests.npm import install_packages
from tests.unit.transform.body.facts import facts_of_html, facts_of_result
from tests.unit.transform.body.worlds import convert, site_of

HERE = Path(__file__).parent / "commonmark"
FILES = ("package.json", "package-lock.json", ".npmrc")
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
PLAIN = site_of(
    goldmark=Goldmark(
        unsafe=True,
        linkify=False,
        tables=False,
        strikethrough=False,
        task_list=False,
        footnote=False,
        definition_list=False,
        attribute_title=False,
    )
)
"""A site with Hugo's extensions switched off, so that only CommonMark is left."""


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, str]]:
    """Return Markdown and expected HTML of every example."""
    spec = install_packages(HERE, FILES, "migrate-commonmark") / "node_modules" / "commonmark-spec" / "spec.txt"
    text = spec.read_text(encoding="utf-8")
    return [(found[1].replace("→", "\t"), found[2].replace("→", "\t")) for found in EXAMPLE.finditer(text)]


def test_every_example_survives(examples: list[tuple[str, str]]) -> None:
    """No word, link or image of the expected HTML is missing without a finding that names it."""
    assert len(examples) > 600
    lost = []
    for number, (markdown, html) in enumerate(examples, 1):
        expected = facts_of_html(html)
        result = convert(markdown, site=PLAIN)
        found = facts_of_result(result)
        told = "".join(re.sub(r"\s+", "", finding.text) for finding in result.findings)
        if expected.text != found.text and not _covered(expected.text, found.text + told):
            lost.append(f"{number} text: {markdown!r}: {expected.text!r} became {found.text!r}")
        if expected.images > found.images + len([row for row in result.findings if "image" in row.code]):
            lost.append(f"{number} images: {markdown!r}")
        missing = [link for link in expected.links if link not in found.links and link not in told]
        if missing:
            lost.append(f"{number} links: {markdown!r}: {missing} not in {found.links}")
    assert lost == []


def _covered(expected: str, found: str) -> bool:
    """Return whether every character of `expected` is in `found`, each counted once."""
    return all(expected.count(sign) <= found.count(sign) for sign in set(expected))
