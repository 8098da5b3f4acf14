import re
from pathlib import Path

import pytest

from migrate.rehearsal.not_emulated import NOT_EMULATED

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = (ROOT / "docs" / "rehearsal.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"([\w/]+\.py)::(\w+)", DOCUMENT)))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_every_test_that_the_table_names_exists(file: str, test: str) -> None:
    """Nothing is claimed that has no test."""
    folders = ("tests/unit/rehearsal", "tests", "tests/faults")
    texts = [path.read_text(encoding="utf-8") for folder in folders if (path := ROOT / folder / file).is_file()]
    assert any(f"def {test}(" in text for text in texts)


def test_every_row_of_the_table_has_evidence_and_a_test() -> None:
    """A row without either claims too much."""
    table = DOCUMENT.partition("## Conformance")[2]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("|")][2:]
    assert [row for row in rows if len(row) != 6 or not row[3].strip() or "::" not in row[4]] == []


def test_what_is_not_emulated_is_listed() -> None:
    """Every feature that answers "does not emulate" stands in the section that says so."""
    section = " ".join(DOCUMENT.partition("## What it does not do")[2].partition("\n## ")[0].split())
    assert [what for what in sorted(set(NOT_EMULATED.values())) if what not in section] == []
