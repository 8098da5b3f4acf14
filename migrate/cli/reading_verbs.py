"""Verbs that need no space: scan, init, export, explain."""

import difflib
from pathlib import Path
from typing import Annotated

import typer

from migrate import pipeline
from migrate.cli.console import check_output, print_lines, say, stderr, write
from migrate.cli.options import Environment, JsonFile, MappingFile, Site, Space, Strict, settings_of
from migrate.errors import ConfigurationError
from migrate.model.canonical import canonical_json
from migrate.model.codes import CODES
from migrate.report.export import ExportFormat
from migrate.report.findings import code_lines, render_code
from migrate.report.progress import open_progress
from migrate.report.scan_text import scan_lines
from migrate.report.summary import left_out_lines

__all__ = ["explain", "export", "init", "scan"]


def scan(context: typer.Context, site: Site, mapping: MappingFile = None, json: JsonFile = None) -> None:
    """Tell what a site holds: sections, front matter, shortcodes, raw HTML, images, links, problems."""
    settings = settings_of(context, needs_target=False)
    with open_progress(stderr()) as progress:
        inventory, becomes = pipeline.scan(site, mapping, settings, progress)
    if json is not None:
        write(json, canonical_json(inventory.to_json()) + b"\n")
    else:
        print_lines(scan_lines(inventory, CODES, becomes, root=str(site)))


def init(
    context: typer.Context,
    site: Site,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="File to write; - is stdout.", callback=check_output)
    ] = Path("-"),
) -> None:
    """Propose a mapping from what the site holds, with the evidence as comments."""
    if output != Path("-") and output.exists():
        raise ConfigurationError("the file is there already", where=str(output), hint="Name another one with --output")
    settings = settings_of(context, needs_target=False)
    with open_progress(stderr()) as progress:
        text = pipeline.init(site, settings, progress)
    write(output, text)
    if output != Path("-"):
        say(f"Wrote {output}. Look through it, then see what it does: migrate plan {site} -m {output} --brief")


def export(
    context: typer.Context,
    site: Site,
    mapping: MappingFile = None,
    format: Annotated[  # noqa: A002 - the option is called --format
        ExportFormat,
        typer.Option(help="The space, or its redirects for a web server.", show_default=True),
    ] = ExportFormat.NDJSON,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="File to write; - is stdout.", callback=check_output)
    ] = Path("-"),
    files: Annotated[
        Path | None,
        typer.Option(help="Folder for the site's own files and assets.json, for contentful-import --upload-assets."),
    ] = None,
    space: Space = None,
    environment: Environment = None,
    strict: Strict = False,
) -> None:
    """Write the desired space to a file; no target is needed."""
    settings = settings_of(context, needs_target=False)
    with open_progress(stderr()) as progress:
        exported = pipeline.export(site, mapping, settings, progress, form=format, strict=strict)
        write(output, exported.chunks)
        if files is not None:
            pipeline.write_files(exported, files)
    if exported.wanted.left_out:
        for line in left_out_lines(exported.wanted.left_out):
            stderr().print(line, highlight=False, soft_wrap=True)
        raise typer.Exit(3)


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="Code of a finding; without one, all are listed.")
    ] = None,
) -> None:
    """Explain what a finding means and what can be done about it."""
    if code is None:
        print_lines(code_lines(CODES.values()))
        return
    word = code.lower().replace("_", "-")
    if word not in CODES:
        near = difflib.get_close_matches(word, CODES) or sorted(known for known in CODES if word in known)[:_NEAR]
        ask = f"Did you mean {' or '.join(near)}? " if near else ""
        raise ConfigurationError(f"{code} is no finding code", hint=f"{ask}`migrate explain` lists all of them")
    typer.echo(render_code(CODES[word]))


_NEAR = 3
"""Most codes that are suggested for one that is not known."""
