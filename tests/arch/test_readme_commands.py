"""Every command of the README runs as written.

A copy of what a fresh clone holds gets a virtual environment that is already made, so that nothing is installed and no
network is used. Commands run in order in that copy, and those of one block share a rehearsal space; those that name a
token go to a server on loopback.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from migrate.mapping.load import parse_mapping

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("Makefile", "README.md", "pyproject.toml", "data", "mappings")

_FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"#.*\bexit (?P<code>\d+)\s*$")
_FIGURE = re.compile(r" *[\d,.]*\d")
"""Counts and times may change from one version to the next; what is said of them may not."""
_SETS_THE_SCENE = ("export ", ". ", "cd ")
_RUN_SECONDS = 120
_STOP_SECONDS = 20
_SPACE = re.compile(r"^export CONTENTFUL_SPACE_ID=(\S+)")


@dataclass(frozen=True)
class Command:
    """One command of the README."""

    block: int
    """Which fenced block it stands in; each block begins with an empty rehearsal space."""
    line: str
    expected: int
    """Exit code; 0 unless a comment behind the command says ``# exit N``."""
    before: tuple[str, ...]
    """Lines of the same block that set variables or folders for it."""
    shown: tuple[str, ...]
    """What the README shows of its output; a line that is only ``…`` stands for others."""

    @property
    def remote(self) -> bool:
        """Whether it is written for a space that is not the rehearsal space."""
        return any("CONTENTFUL_" in line for line in self.before)


def _lines(language: str, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the commands of a block, each with the output shown below it."""
    if language == "sh":
        yield from ((line.strip(), ()) for line in text.splitlines() if line.strip() and not line.startswith("#"))
        return
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, *output = part.splitlines()
        yield line.strip(), tuple(shown for shown in output if shown.strip() not in ("", "…"))


def _commands(readme: str) -> Iterator[Command]:
    for number, block in enumerate(_FENCE.finditer(readme)):
        if block["language"] not in ("console", "sh"):
            continue
        before: tuple[str, ...] = ()
        for line, shown in _lines(block["language"], block["text"]):
            if line.startswith(_SETS_THE_SCENE):
                before = (*before, line)
                continue
            code = _EXIT.search(line)
            yield Command(number, line, int(code["code"]) if code else 0, before, shown)


COMMANDS = tuple(_commands((ROOT / "README.md").read_text(encoding="utf-8")))


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of the project with a ready virtual environment that runs this interpreter."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("public", "resources", "*.lock"))
        else:
            shutil.copy(source, folder / name)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, arguments in (("migrate", '-m migrate "$@"'), ("python", '"$@"')):
        program = programs / name
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {arguments}\n')
        program.chmod(0o755)
    (programs / "activate").write_text(f'PATH="{programs}:$PATH"\n')
    for stamp in (".run", ".dev"):
        (folder / ".venv" / stamp).touch()
    return folder


def _environment(clone: Path, **more: str) -> dict[str, str]:
    path = os.pathsep.join((str(clone / ".venv" / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]))
    return {
        "PATH": path,
        "HOME": str(clone),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "1790000000",
        **more,
    }


@contextmanager
def _serving(clone: Path, line: str) -> Iterator[str]:
    """Run a command that serves until it is interrupted; gives its URL once it listens."""
    port = _free_port()
    command = re.sub(r"--port \d+", f"--port {port}", line)
    assert str(port) in command, f"{line}: a server names its port"
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=clone,
        env=_environment(clone),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = []
    for spoken in process.stdout:
        said.append(spoken)
        if f"http://127.0.0.1:{port}" in spoken:
            break
    try:
        assert process.poll() is None, f"{line} ended: {''.join(said)}"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=_STOP_SECONDS)
    assert process.returncode in (0, 130), f"{line} ended with {process.returncode}"


def _run(clone: Path, command: Command, environment: Mapping[str, str]) -> str:
    """Run a command to its end; return what is wrong with it, "" when nothing is."""
    line = re.sub(r"^make test\b", "make -n test", command.line)  # else the tests would run themselves
    script = "\n".join((*command.before, line))
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=clone,
        env=dict(environment),
        text=True,
        capture_output=True,
        check=False,
        timeout=_RUN_SECONDS,
    )
    said = done.stdout + done.stderr
    if done.returncode != command.expected or "Traceback" in said:
        return f"`{command.line}` ended with {done.returncode}, not {command.expected}:\n{said[-4000:]}"
    spoken = {_FIGURE.sub("0", words.rstrip()) for words in said.splitlines()}
    missing = [words for words in command.shown if _FIGURE.sub("0", words.rstrip()) not in spoken]
    return "\n".join((f"`{command.line}` no longer says:", *missing)) if missing else ""


def test_readme_has_commands() -> None:
    """The two commands that make the promise of the README are in it."""
    lines = [command.line.partition("#")[0].strip() for command in COMMANDS]
    assert {"make migrate", "make test"} <= set(lines)


def test_every_command_of_the_readme_runs(clone: Path) -> None:
    """Each ends with the exit code that the README leads to expect, and says what the README shows."""
    spaces = {match[1] for command in COMMANDS for line in command.before if (match := _SPACE.search(line))}
    serve = "migrate serve --port 1 --rehearsal remote.db" + "".join(f" --space {space}" for space in sorted(spaces))
    wrong = []
    block = -1
    with _serving(clone, serve) as url:
        for command in COMMANDS:
            if command.block != block:
                block = command.block
                shutil.rmtree(clone / ".migrate", ignore_errors=True)
            if command.line.startswith("migrate serve"):
                with _serving(clone, command.line):
                    continue
            environment = _environment(clone, **({"CONTENTFUL_HOST": url} if command.remote else {}))
            wrong.append(_run(clone, command, environment))
    assert [problem for problem in wrong if problem] == []


def test_mappings_of_the_readme_are_mappings() -> None:
    """A reader who copies the mapping shown gets one that loads."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [block["text"] for block in _FENCE.finditer(readme) if block["language"] == "yaml"]
    assert shown
    for text in shown:
        assert parse_mapping(text, "README.md").content_types
