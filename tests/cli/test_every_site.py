"""Every verb works on a site never seen: real sites, no mapping."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Cli

SITES = ROOT / ".." / "shared" / "corpus"
NAMES = sorted(path.name for path in SITES.iterdir() if path.is_dir()) if SITES.is_dir() else []


@pytest.mark.skipif(not NAMES, reason="the folder ../shared/corpus is absent")
@pytest.mark.parametrize("name", NAMES)
def test_scan_plan_and_export(cli: Cli, name: str) -> None:
    """Exit 0 or 3, no traceback, an inventory, a plan that a run would not refuse, and a summary."""
    scanned = cli("scan", SITES / name, "--json", "scan.json")
    exported = cli("export", SITES / name, "-o", "space.ndjson")
    planned = cli("plan", SITES / name, "--brief")
    assert "A run would refuse this" not in planned.out
    for result in (scanned, planned, exported):
        assert result.code in (0, 3), result.err
        assert "Traceback" not in result.err
    assert json.loads(Path("scan.json").read_text())["files"] > 0
    summary = json.loads(Path("space.ndjson").read_text().splitlines()[-1])
    assert summary["type"] == "summary"
    assert summary["entries"] > 0
