"""Every finding code is documented, and every documented one can happen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrate.model.codes import CODES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "migrate"
DOCUMENTED_IN = PACKAGE / "model" / "codes"


def _modules() -> Iterator[ast.Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if DOCUMENTED_IN not in path.parents:
            yield ast.parse(path.read_text(encoding="utf-8"), str(path))


def _words() -> frozenset[str]:
    """Return every string constant of the package outside the tables of codes."""
    return frozenset(
        node.value
        for module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _named_codes() -> Iterator[str]:
    """Yield the codes that are written out where a `Finding` is made."""
    for module in _modules():
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"):
                continue
            held = [keyword.value for keyword in node.keywords if keyword.arg == "code"] or node.args[3:4]
            yield from (arg.value for arg in held if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def test_every_code_has_a_name_of_its_own() -> None:
    """No two rows document the same code, so that none hides another."""
    from migrate.model.codes import assets, body, extract, fields

    rows = [row.code for module in (extract, body, fields, assets) for row in module.ROWS]
    assert sorted(rows) == sorted(set(rows))


def test_every_documented_code_is_used() -> None:
    """A code that no module mentions is documentation of something that cannot happen."""
    assert sorted(set(CODES) - _words()) == []


def test_every_code_that_is_written_out_is_documented() -> None:
    """A finding's code is a row of the tables."""
    assert sorted(set(_named_codes()) - set(CODES)) == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_code_is_explained(code: str) -> None:
    """A code is kebab-case and has a title and a detail in whole sentences."""
    row = CODES[code]
    assert code == code.lower()
    assert code.replace("-", "").isalnum()
    assert row.title
    assert not row.title.endswith(".")
    assert row.detail.endswith(".")
    assert not row.advice or row.advice.endswith(".")
