"""Every document that bodies become is valid for the vendor and canonical for its editor."""

import json
from pathlib import Path
from typing import Any

import pytest

from migrate.model.source import Goldmark
from migrate.transform.context import BodyResult
from tests.unit.transform.body.worlds import convert, site_of
from tests.vendor.richtext_check import validate

ORACLE = Path(__file__).resolve().parents[2] / ".." / "shared" / "cases" / "hugo-oracle.json"
SITES = {
    "unsafe": site_of(),
    "safe": site_of(goldmark=Goldmark()),
    "blackfriday": site_of(blackfriday=True),
}


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
