import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
SEEDS = (1, 2)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Kill writers many times, in as many processes as there are seeds."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-m", "tests.faults.rehearsal_kills", str(folder)]
    killers = [
        subprocess.Popen([*command, str(seed), str(KILLS // len(SEEDS))], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for seed in SEEDS
    ]
    return [json.loads(killer.communicate()[0]) for killer in killers]


def test_a_kill_at_any_instant_loses_nothing_that_was_acknowledged(reports: list[dict[str, Any]]) -> None:
    """After each, the file opens and is sound, all that was acknowledged is there, and nothing is half written."""
    assert [line for report in reports for line in report["problems"]] == []


def test_kills_fell_into_work(reports: list[dict[str, Any]]) -> None:
    """There were as many as were asked for, among thousands of acknowledged writes."""
    kills, told = (sum(report[name] for report in reports) for name in ("kills", "told"))
    assert (kills, told > 10 * KILLS) == (KILLS, True)
