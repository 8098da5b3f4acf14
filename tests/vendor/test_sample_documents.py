"""Every document of the sample site, as its mapping makes it, passes the official validator."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from migrate.extract import read_site
from migrate.mapping.load import load_mapping
from migrate.model.space import DesiredSpace, Target
from migrate.transform import build_space
from tests.vendor.richtext_check import validate

ROOT = Path(__file__).resolve().parents[2]


def _documents(space: DesiredSpace) -> Iterator[Any]:
    for entry in space.entries:
        for values in entry.fields.values():
            if isinstance(values, dict):
                yield from (held for held in values.values() if isinstance(held, dict) and "nodeType" in held)


def test_documents_of_the_sample_are_valid() -> None:
    """No document has a complaint above a note."""
    now = datetime(2026, 11, 1, tzinfo=UTC)
    rules = load_mapping(ROOT / "mappings" / "sample.yaml")
    space = build_space(
        read_site(ROOT / "data", now=now), rules, Target("rehearsal", "master", "", rehearsal=True), now
    )
    documents = list(_documents(space))
    assert documents
    assert [line for verdict in validate(documents) for line in verdict.complaints] == []
