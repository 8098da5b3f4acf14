"""The way in and out of a command: Ctrl-C while it loads, and readers that go away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

_INTERRUPTED = """
import sys

class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == "migrate.cli":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Impatient())
from migrate.__main__ import main
main()
"""


def test_ctrl_c_while_the_command_loads_is_told_in_words() -> None:
    """Half a second of a start is enough to change one's mind in."""
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "error: interrupted before anything was done\n")


def test_a_reader_that_goes_away_is_no_error(site: Path) -> None:
    """As with ``| head``: the command has done its work, and nobody listens."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "migrate", "scan", str(site)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_value_that_is_none_of_those_there_are_is_told_in_words(cli: Cli, site: Path) -> None:
    """Without the words of the library that checks it."""
    result = cli("plan", site, "--on-conflict", "toss")
    assert result.code == 4
    assert "'toss' is not one of 'stop', 'theirs', 'ours'" in result.err
    assert "Value error" not in result.err


@pytest.mark.parametrize(("encoding", "shown"), [("latin-1", b"Old ? New\n"), ("ascii", "Old → New\n".encode())])
def test_a_locale_without_some_signs_is_no_error(encoding: str, shown: bytes) -> None:
    """Signs that the terminal cannot show become question marks; ASCII means that no locale is set."""
    code = """
from rich.text import Text
from migrate.cli.console import print_lines, settle_streams
settle_streams()
print_lines([Text("Old \\u2192 New")])
"""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, shown), done.stderr


def test_a_stdout_that_is_closed_is_no_error(site: Path, tmp_path: Path) -> None:
    """As with ``>&-`` in a script that only wants the exit code."""
    command = f"exec {sys.executable} -m migrate plan {site} --brief >&-"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", ["export SITE", "scan SITE", "explain"])
def test_a_disk_that_is_full_behind_stdout_is_told(site: Path, words: str) -> None:
    """Results that did not arrive are no success."""
    command = [sys.executable, "-m", "migrate", *words.replace("SITE", str(site)).split()]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (
        1,
        ["error: the results cannot be written: no space left on the disk. Make room, then run the same command again"],
    )
