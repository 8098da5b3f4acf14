"""Serving the rehearsal space: what is refused before anything listens."""

import socket
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Cli
from tests.cli.test_errors import told


def test_a_port_that_is_taken(cli: Cli) -> None:
    """Another program has the port: one sentence that names it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told(cli("serve", "--port", port), 4, port)


def test_a_foreign_address_needs_a_token(cli: Cli) -> None:
    """Without a token the space is for this machine only."""
    told(cli("serve", "--bind", "192.0.2.1"), 4, "token")


def test_a_broken_script_of_faults(cli: Cli) -> None:
    """A script that is none is told by its name."""
    Path("faults.yaml").write_text("rules: 7\n")
    told(cli("serve", "--faults", "faults.yaml"), 4, "faults.yaml")
    told(cli("serve", "--faults", "missing.yaml"), 4, "missing.yaml")


_INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from migrate.rehearsal import ServeSettings, serve
serve(ServeSettings(port=0, https_port=None), announce=lambda urls: os.kill(os.getpid(), signal.SIGINT))
"""


def test_an_interrupt_is_heard_as_soon_as_the_address_is_told() -> None:
    """Also where a shell had started the server in the background, for which interrupts are ignored at first."""
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED], check=False, timeout=30)
    assert done.returncode == 0
