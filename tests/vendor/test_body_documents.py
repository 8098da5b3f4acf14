"""Every document that bodies become is valid for the vendor and canonical for its editor."""

import datetime
import json
import random
from pathlib import Path
from typing import Any

import pytest

from migrate.extract import read_site
from migrate.model.goldmark import Goldmark
from migrate.transform.body.convert import convert_body
from migrate.transform.context import BodyResult
from tests.unit.transform.body.editor_model import changes
from tests.unit.transform.body.worlds import context_of, convert, site_of
from tests.vendor.richtext_check import validate

ORACLE = Path(__file__).resolve().parents[2] / ".." / "shared" / "cases" / "hugo-oracle.json"
SITES = {
    "unsafe": site_of(),
    "safe": site_of(goldmark=Goldmark()),
    "blackfriday": site_of(blackfriday=True),
}


PIECES = (
    "*", "**", "`", "```\n", "\n", "\n\n", "- ", "1. ", "> ", "# ", "| a | b |\n|---|---|\n", "[", "](u)",
    "![", "<b>", "</b>", "<div>", "</div>", "<table><tr><td>", "</table>", "<ul><li>", "</ul>",
    "<a href='/x'>", "</a>", "<blockquote>", "<br>", "</blockquote>", "<pre>", "</pre>", "<h2>", "</h2>",
    "<img src=a.png>", "<details>", "</details>", "[^1]", "\n[^1]: ", "> [!NOTE]\n", "word ", "other ", "\r\n",
)  # fmt: skip


def documents_of(result: BodyResult) -> list[Any]:
    """Return the document, the summary and the documents inside embedded entries."""
    found: list[Any] = [result.document, *([result.summary] if result.summary else [])]
    for entry in result.entries:
        found += [value for value in entry.fields.values() if isinstance(value, dict) and "nodeType" in value]
    return found


@pytest.mark.parametrize("kind", sorted(SITES))
def test_documents_of_known_markdown_are_valid(kind: str) -> None:
    """All Markdown inputs of the oracle give documents without any complaint above a note."""
    if not ORACLE.is_file():
        pytest.skip("../shared/cases is not there")
    rows = json.loads(ORACLE.read_text(encoding="utf-8"))["markdown"]
    documents = [document for row in rows for document in documents_of(convert(row["input"], site=SITES[kind]))]
    complaints = [line for verdict in validate(documents) for line in verdict.complaints]
    assert complaints == []


def test_documents_of_soup_are_valid() -> None:
    """Random mixtures of Markdown and HTML give documents without any complaint above a note."""
    chance = random.Random(7)
    bodies = ["".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 40))) for _ in range(600)]
    documents = [document for body in bodies for document in documents_of(convert(body))]
    complaints = [line for verdict in validate(documents) for line in verdict.complaints]
    assert complaints == []


@pytest.mark.parametrize("opening", ["> ", "- ", "<div>", "<ul><li>", "<b>", "<blockquote>"])
def test_documents_of_deep_nesting_are_valid(opening: str) -> None:
    """12,000 levels of nesting give a document that the vendor's code can walk."""
    verdict = validate([convert(opening * 12_000 + "word").document], render=True)[0]
    assert verdict.complaints == []
    assert "word" in verdict.text


SITES_OF_CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
PAGES_OF_EACH = 60


def test_documents_of_real_pages_are_valid() -> None:
    """Pages of every real site give documents without any complaint above a note, and the editor changes nothing."""
    if not SITES_OF_CORPUS.is_dir():
        pytest.skip("../shared/corpus is not there")
    documents: list[Any] = []
    for folder in sorted(path for path in SITES_OF_CORPUS.iterdir() if path.is_dir()):
        site = read_site(folder, now=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
        pages = [page for page in site.pages if page.source]
        for page in pages[:: max(1, len(pages) // PAGES_OF_EACH)]:
            documents += documents_of(convert_body(site.reader.body(page), context_of(site, page=page)))
    assert [change for document in documents for change in changes(document)] == []
    complaints = [line for verdict in validate(documents) for line in verdict.complaints]
    assert complaints == []
