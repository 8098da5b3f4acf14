"""The real Hugo binary: where it is, and building a site with it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

__all__ = ["build_site", "find_hugo"]


def find_hugo() -> str:
    """Return the binary that the `hugo` package brings, else the one on PATH; skip when there is neither."""
    beside = Path(sys.executable).with_name("hugo")
    found = str(beside) if beside.exists() else shutil.which("hugo")
    if found is None:
        pytest.skip("no hugo: install the extra `hugo` or put the binary on PATH")
    return found


def build_site(root: Path) -> Path:
    """Build the site in `root`, drafts, future and expired pages too, and return the folder that it is published to."""
    command = [find_hugo(), "--source", str(root), "--logLevel", "error", "--noBuildLock", "-D", "-E", "-F"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "public"
