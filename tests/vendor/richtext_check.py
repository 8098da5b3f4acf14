"""The official Rich Text validator and renderers as a function: documents in, verdicts out.

Uses ``../shared/tools/richtext-check`` with the npm packages of its own lock file, installed once into a cache folder.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.npm import install_packages, node_program

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


def install() -> Path:
    """Return a folder with the checker and its packages, made once for each lock file."""
    if not TOOL.is_dir():
        pytest.skip("../shared/tools/richtext-check is not there")
    return install_packages(TOOL, FILES, "migrate-richtext-check")


def validate(documents: Sequence[Any], *, render: bool = False) -> list[Verdict]:
    """Return the verdict on each document, in order; `render` asks for HTML and text too."""
    folder = install()
    flags = [] if render else ["--no-html", "--no-text"]
    lines = "".join(
        json.dumps({"id": str(position), "document": document}) + "\n" for position, document in enumerate(documents)
    )
    done = subprocess.run(
        [node_program("node"), str(folder / "check.mjs"), *flags],
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
