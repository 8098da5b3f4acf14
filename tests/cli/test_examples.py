"""The examples do what they say: every shell command in them runs against a small blog and a served space."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import MAPPING, ROOT, Server, write_site

WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / "examples" / "github-workflow.yml").read_text())
SCHEDULE = re.compile(r"(?:[\d*/,-]+ ){4}[\d*/,-]+ (?P<command>.+)")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Return a checkout of a small blog with its mapping beside it, as the examples expect it."""
    folder = write_site(tmp_path / "blog")
    (folder / "migrate.yaml").write_text(MAPPING)
    (folder / ".migrate").mkdir()
    return folder


@pytest.fixture
def environ(server: Server, tmp_path: Path) -> dict[str, str]:
    """Return an environment with `migrate`, and with stand-ins for the programs that need the network."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, script in (
        ("migrate", f'exec "{sys.executable}" -m migrate "$@"'),
        ("git", "exit 0"),
        ("gh", 'while [ $# -gt 1 ]; do shift; done; cp "$1" "$COMMENT"'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "CONTENTFUL_HOST": server.url,
        "CONTENTFUL_SPACE_ID": "blog",
        "CONTENTFUL_MANAGEMENT_TOKEN": "a-token",
        "COMMENT": str(tmp_path / "comment"),
        "PULL_REQUEST": "7",
    }


def sh(command: str, folder: Path, environ: dict[str, str], shell: str = "bash") -> subprocess.CompletedProcess[str]:
    """Run a command as GitHub does, which stops at the first error."""
    options = ["-eo", "pipefail", "-c"] if shell == "bash" else ["-c"]
    return subprocess.run(
        [shell, *options, command], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def commands(job: str) -> list[str]:
    """Return the commands of a job that can run here: all but the installation."""
    steps = WORKFLOW["jobs"][job]["steps"]
    return [step["run"] for step in steps if "run" in step and "pip install" not in step["run"]]


def test_workflow_runs(blog: Path, environ: dict[str, str]) -> None:
    """Plan, comment, sync, verify, status: in this order each succeeds, and the comment is the plan."""
    for job in ("plan", "sync", "nightly"):
        for command in commands(job):
            done = sh(command, blog, environ)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert "to create" in Path(environ["COMMENT"]).read_text()


def test_workflow_is_one_that_github_takes() -> None:
    """Every job runs somewhere with few rights, and every action is named with a version."""
    # YAML 1.1 reads the key `on` as true.
    assert set(WORKFLOW[True]) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    for name, job in WORKFLOW["jobs"].items():
        assert job["runs-on"] == "ubuntu-latest", name
        assert job["permissions"]["contents"] == "read", name
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"])


def test_secrets_are_in_no_command() -> None:
    """Commands take the token from the environment; none has it, or anything that GitHub fills in, in its text."""
    for job in WORKFLOW["jobs"]:
        for command in commands(job):
            assert "${{" not in command
            assert "TOKEN" not in command


def test_cron_lines_run(blog: Path, environ: dict[str, str], tmp_path: Path) -> None:
    """Each line runs in the plain shell that cron has; a line that has no news prints nothing."""
    tokens = tmp_path / "env"
    tokens.write_text("export CONTENTFUL_SPACE_ID=blog\n")
    lines = (ROOT / "examples" / "cron.txt").read_text().splitlines()
    found = [line for line in map(SCHEDULE.fullmatch, lines) if line is not None]
    assert len(found) == 3
    sync, verify, status = (line["command"].replace("\\%", "%") for line in found)
    own = {**environ, "BLOG": str(blog), "TOKENS": str(tokens)}
    for command in (sync, verify):
        done = sh(command, tmp_path, own, "sh")
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    assert "run so far" in sh(status, tmp_path, own, "sh").stdout


def test_cron_line_tells_what_a_person_should_know(blog: Path, environ: dict[str, str], tmp_path: Path) -> None:
    """When a run is refused, the line prints why, and cron mails it."""
    tokens = tmp_path / "env"
    tokens.write_text("export CONTENTFUL_SPACE_ID=blog\n")
    lines = (ROOT / "examples" / "cron.txt").read_text().splitlines()
    sync = next(line["command"] for line in map(SCHEDULE.fullmatch, lines) if line is not None)
    (blog / "migrate.yaml").write_text("version: 1\nnonsense: 1\n")
    done = sh(sync, tmp_path, {**environ, "BLOG": str(blog), "TOKENS": str(tokens)}, "sh")
    assert done.returncode == 4
    assert "nonsense" in done.stdout
