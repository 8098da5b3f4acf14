"""The way in and out of a command: Ctrl-C while it loads, and readers that go away."""

import os
import subprocess
import sys
from pathlib import Path

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
