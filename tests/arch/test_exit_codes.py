"""Every exit code is documented where people look for it."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from migrate import errors
from migrate.cli import EXIT_CODES, app

ROOT = Path(__file__).resolve().parents[2]


def _error_classes() -> list[type[errors.MigrateError]]:
    return [
        held
        for name in errors.__all__
        if isinstance(held := getattr(errors, name), type) and issubclass(held, errors.MigrateError)
    ]


def test_every_error_has_a_documented_exit_code() -> None:
    """No class of error leaves with a code that the table does not know."""
    known = {code for code, _ in EXIT_CODES}
    assert [held.__name__ for held in _error_classes() if held.exit_code not in known] == []


@pytest.mark.parametrize(("code", "meaning"), EXIT_CODES)
def test_readme_documents_the_exit_code(code: int, meaning: str) -> None:
    """README's table has a row for the code, in the words of the command line."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {code} \| {re.escape(meaning)} \|$", readme.replace("`", ""), re.MULTILINE)


def test_help_documents_the_exit_codes() -> None:
    """`migrate --help` names each code with its meaning."""
    shown = " ".join(re.sub(r"[│╭╮╰╯─]", " ", CliRunner().invoke(app, ["--help"]).output).split())
    assert [code for code, meaning in EXIT_CODES if f"{code} {meaning}" not in shown] == []
