"""The examples of the GitHub Flavored Markdown specification: their visible text, links and images survive."""

import re

import pytest

from migrate.model.goldmark import Goldmark
from tests.pypi import unpack_source
from tests.unit.transform.body.facts import facts_of_html, facts_of_result
from tests.unit.transform.body.worlds import convert, site_of

EXAMPLE = re.compile(r"^`{32} example ?(.*)\n((?:.*\n)*?)\.\n((?:.*\n)*?)`{32}$", re.MULTILINE)
HUGO = site_of(
    goldmark=Goldmark(
        unsafe=True, linkify_protocol="http", footnote=False, definition_list=False, attribute_title=False
    )
)
"""A site with the extensions of the specification, which Hugo has on, and without Hugo's further ones."""


@pytest.fixture(scope="module")
def examples() -> list[tuple[str, str, str]]:
    """Return extension, Markdown and expected HTML of every example."""
    # The source distribution of this Markdown parser holds the text of the specification as GitHub publishes it.
    sha256 = "c042c66f835425673123d7536b39b4660de3b68e30078c70fd26245b31170683"
    text = (unpack_source("marko", "2.2.4", sha256) / "tests" / "spec" / "gfm.txt").read_text(encoding="utf-8")
    return [(found[1], found[2].replace("→", "\t"), found[3].replace("→", "\t")) for found in EXAMPLE.finditer(text)]


def test_every_example_survives(examples: list[tuple[str, str, str]]) -> None:
    """No word, link or image of the expected HTML is missing without a finding that names it."""
    assert len(examples) == 672
    lost = []
    for number, (extension, markdown, html) in enumerate(examples, 1):
        if extension == "tagfilter":
            # GitHub shows some tags as text, for safety on its own pages; Hugo has no such filter.
            continue
        expected = facts_of_html(html)
        result = convert(markdown, site=HUGO)
        found = facts_of_result(result)
        told = "".join(re.sub(r"\s+", "", finding.text) for finding in result.findings)
        if expected.text != found.text and not _covered(expected.text, found.text + told):
            lost.append(f"{number} {extension} text: {markdown!r}: {expected.text!r} became {found.text!r}")
        if expected.images > found.images + len([row for row in result.findings if "image" in row.code]):
            lost.append(f"{number} images: {markdown!r}")
        missing = [link for link in expected.links if link not in found.links and link not in told]
        if missing:
            lost.append(f"{number} {extension} links: {markdown!r}: {missing} not in {found.links}")
    assert not lost, "\n".join(lost)


def _covered(expected: str, found: str) -> bool:
    """Return whether every character of `expected` is in `found`, each counted once."""
    return all(expected.count(sign) <= found.count(sign) for sign in set(expected))
