"""What a reader of the source may rely on: files of one idea, and a project that speaks of itself alone."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "migrate"
CORPUS = ROOT / ".." / "shared" / "corpus"

LONGEST = 400
"""Lines of a file that need no reason."""
LONGER_FOR_A_REASON: Mapping[str, str] = {}
"""File → why it is one idea all the same."""

_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp)/\w")


def _sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html", ".css", ".sql", ".json"})


def test_files_are_short_enough_to_be_one_idea() -> None:
    """A file over the limit stands in the table with its reason."""
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert {name: lines for name, lines in long.items() if name not in LONGER_FOR_A_REASON} == {}


def test_no_reason_outlives_its_file() -> None:
    """The table of long files names only files that are long."""
    for name in LONGER_FOR_A_REASON:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LONGEST


def test_no_path_of_a_machine_is_written_down() -> None:
    """The package names no folder of the machine that it was written on."""
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _sources()
        for match in _MACHINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_site_is_a_special_case() -> None:
    """The package knows none of the sites that it is tested on by name."""
    if not CORPUS.is_dir():
        pytest.skip("the folder shared/corpus is not here")
    names = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _sources()
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_module_says_what_it_owns() -> None:
    """Every module begins with a docstring."""
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
