"""Real sites, migrated without a mapping: nothing breaks a rule of Contentful, nothing of the front matter is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.infer import infer_mapping
from migrate.model.findings import Severity
from migrate.model.space import DesiredSpace, Target
from migrate.transform import build_space
from tests.unit.transform.space_rules import broken_space_rules

_CORPUS = Path(__file__).resolve().parents[3] / ".." / "shared" / "corpus"
_SITES = sorted(path for path in _CORPUS.iterdir() if path.is_dir()) if _CORPUS.is_dir() else []
_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_OWN = ("field-", "reference-", "page-", "data-")

pytestmark = pytest.mark.skipif(not _SITES, reason="the folder ../shared/corpus is absent")


def _space(site_path: Path) -> DesiredSpace:
    site = read_site(site_path, now=_NOW)
    return build_space(site, infer_mapping(site), Target("target", "master", "", rehearsal=False), _NOW)


@pytest.mark.parametrize("site", _SITES, ids=lambda path: path.name)
def test_an_inferred_mapping_gives_a_valid_space_without_loss(site: Path) -> None:
    """Ids, types, locales, limits and links are right, and no field or page is reported as lost."""
    space = _space(site)
    assert list(broken_space_rules(space))[:10] == []
    findings = [*space.findings, *(finding for entry in space.entries for finding in entry.findings)]
    lost = [f for f in findings if f.severity is Severity.LOSS and f.code.startswith(_OWN)]
    assert lost == []
    assert [f for f in findings if f.code == "field-key-unmapped"] == []
