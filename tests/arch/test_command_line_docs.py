"""Verbs, settings and exit codes are documented where people look for them."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from migrate import errors
from migrate.cli import EXAMPLES, EXIT_CODES, app
from migrate.settings import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _help(*arguments: str) -> str:
    """Return what ``--help`` shows, in one line without the frames."""
    shown = CliRunner().invoke(app, [*arguments, "--help"], env={"COLUMNS": "120", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", shown.output).split())


def _verbs() -> list[str]:
    return sorted(
        held.name or str(getattr(held.callback, "__name__", "")) for held in app.registered_commands if not held.hidden
    )


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
    assert re.search(rf"^\| {code} \| {re.escape(meaning)} \|$", README.replace("`", ""), re.MULTILINE)


def test_help_documents_the_exit_codes() -> None:
    """`migrate --help` names each code with its meaning."""
    shown = _help()
    assert [code for code, meaning in EXIT_CODES if f"{code} {meaning}" not in shown] == []


def test_readme_lists_the_verbs() -> None:
    """README's table of commands has every verb that there is, and no other."""
    assert sorted(re.findall(r"^\| `migrate (\w+)", README, re.MULTILINE)) == _verbs()


def test_readme_names_the_environment_variables() -> None:
    """Every variable that is read from the environment is in the README."""
    assert [name for name in ENVIRONMENT.values() if f"`{name}`" not in README] == []


@pytest.mark.parametrize("verb", _verbs())
def test_flags_of_the_readme_exist(verb: str) -> None:
    """The flags that the README names in the row of a verb are flags of that verb."""
    row = re.search(rf"^\| `migrate {verb}\b.*$", README, re.MULTILINE)
    assert row
    shown = _help(verb)
    assert [flag for flag in re.findall(r"--[a-z-]+", row[0]) if flag not in shown] == []


@pytest.mark.parametrize("verb", _verbs())
def test_help_shows_examples_that_are_understood(verb: str) -> None:
    """Each verb shows at least one example of itself, and its command line takes every word of it."""
    shown = _help(verb)
    commands = get_command(app)
    assert isinstance(commands, TyperGroup)
    assert EXAMPLES[verb]
    for example in EXAMPLES[verb]:
        assert example in shown
        program, name, *words = example.split()
        assert (program, name) == ("migrate", verb)
        # Parsed only: making the context runs nothing.
        commands.commands[verb].make_context(verb, words)
