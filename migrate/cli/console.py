"""Where words go: results to stdout, talk, progress and complaints to stderr; files in whole or not at all."""

import codecs
import errno
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from migrate import pipeline
from migrate.errors import ConfigurationError, MigrateError
from migrate.model.canonical import Json, canonical_json
from migrate.model.codes import CODES
from migrate.report.plan_text import render_plan
from migrate.report.summary import RunSummary, findings_by_severity, left_out_lines, summary_json, summary_lines

__all__ = [
    "check_output",
    "complain",
    "finish",
    "print_lines",
    "print_plan",
    "say",
    "settle_streams",
    "show",
    "stderr",
    "write",
]


def settle_streams() -> None:
    """Make stdout and stderr such that words can go there: closed ones lead nowhere, and no character is an error."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors in ("strict", "surrogateescape"):
        # ASCII is what Python believes where no locale is set; terminals and files are UTF-8 then as elsewhere, and so
        # does the library for command lines assume. In other locales a question mark is better than no plan.
        is_ascii = codecs.lookup(sys.stdout.encoding).name == "ascii"
        sys.stdout.reconfigure(encoding="utf-8" if is_ascii else None, errors="replace")


def stderr() -> Console:
    """Return the console for talk, progress and complaints."""
    return Console(stderr=True)


def print_lines(lines: Iterable[Text]) -> None:
    """Print results to stdout, unwrapped."""
    console = Console(highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)


def print_plan(planned: "pipeline.Planned", *, details: bool) -> None:
    """Print a plan to stdout, coloured on a terminal."""
    console = Console()
    typer.echo(render_plan(planned.plan, color=console.is_terminal, width=console.width, details=details), nl=False)
    found = findings_by_severity(planned.plan.findings, CODES)
    if found:
        typer.echo(f"Findings: {found}. `migrate export` writes each of them with its file and line.")
    if planned.left_out:
        print_lines(left_out_lines(planned.left_out))
        typer.echo("While they cannot be read, nothing is archived or deleted.")


def show(summary: RunSummary, json: Path | None) -> None:
    """Print what a run did."""
    if json is not None:
        value: Json = summary_json(summary)
        write(json, canonical_json(value) + b"\n")
    if json != Path("-"):
        print_lines(summary_lines(summary, CODES))


def finish(summary: RunSummary, json: Path | None) -> None:
    """Print what a run did, and leave with the exit code that says how it went."""
    show(summary, json)
    if summary.partial:
        raise typer.Exit(3)
    if summary.verified is not None and summary.verified.differs:
        raise typer.Exit(2)


def write(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write to a file in whole or not at all, or to stdout for ``-``.

    A device or pipe such as ``/dev/stdout`` is written to as it is; a link stays one, and what it leads to is written.
    """
    chunks = (data,) if isinstance(data, bytes) else data
    if path == Path("-"):
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(chunks)
        else:
            _replace(path.resolve(), chunks)
    except OSError as error:
        raise _cannot_write(error, path) from error


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            file.writelines(chunks)
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def check_output(path: Path | None) -> Path | None:
    """Return a file that is to be written as it was given, before any work is done for it.

    Raises:
        ConfigurationError: its folder is not there, or it is a folder.
    """
    if path is None or path == Path("-"):
        return path
    if path.is_dir():
        raise ConfigurationError(
            "cannot be written: it is a folder", where=str(path), hint=f"Name a file in it, such as {path / 'out'}"
        )
    if not path.parent.exists():
        raise ConfigurationError(
            f"cannot be written: there is no folder {path.parent}",
            where=str(path),
            hint="Make the folder, or name another file",
        )
    return path


def _cannot_write(error: OSError, path: Path) -> MigrateError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return MigrateError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            hint="Make room on the disk, or name a file on another one",
        )
    return ConfigurationError(
        f"cannot be written: {error.strerror}",
        where=str(path),
        hint="Check the permissions of its folder, or name another file",
    )


def say(sentence: str) -> None:
    """Say something by the way, on stderr."""
    stderr().print(sentence, style="dim", highlight=False, soft_wrap=True)


def complain(sentence: str, *, hint: str = "") -> None:
    """Tell an error on stderr."""
    line = Text("error: ", style="bold red")
    line.append(f"{sentence} ({hint})" if hint else sentence, style="not bold default")
    stderr().print(line, soft_wrap=True, highlight=False)
