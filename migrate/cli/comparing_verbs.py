"""Verbs that read a space and write nothing to it: plan, verify, status."""

from pathlib import Path
from typing import Annotated

import typer

from migrate import pipeline
from migrate.cli.console import check_output, print_lines, print_plan, say, stderr, write
from migrate.cli.options import (
    RAILS,
    STATE,
    TARGET,
    JsonFile,
    MappingFile,
    OwnerTag,
    Site,
    Strict,
    settings_of,
    takes,
)
from migrate.errors import ConfigurationError
from migrate.mapping.rules import DEFAULT_OWNER_TAG
from migrate.model.canonical import canonical_json
from migrate.report.progress import open_progress
from migrate.report.standing_text import standing_json, standing_lines

__all__ = ["plan", "status", "verify"]


@takes(TARGET, STATE, RAILS)
def plan(
    context: typer.Context,
    site: Site,
    mapping: MappingFile = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Save the plan, for `migrate apply`.", show_default=False, callback=check_output),
    ] = None,
    json: JsonFile = None,
    markdown: Annotated[
        Path | None,
        typer.Option(help="Write the plan as Markdown, for a pull request.", show_default=False, callback=check_output),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the plan as a web page.", show_default=False, callback=check_output)
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line per entry, no fields.")] = False,
    detailed_exitcode: Annotated[
        bool, typer.Option("--detailed-exitcode", help="Exit with 2 when something would change.")
    ] = False,
    strict: Strict = False,
) -> None:
    """Show what a run would change, and why. Sends no write."""
    settings = settings_of(context)
    with open_progress(stderr()) as progress:
        planned = pipeline.plan(site, mapping, settings, progress, strict=strict)
    for path, render in (
        (out, pipeline.plan_file),
        (json, pipeline.plan_file),
        (markdown, pipeline.plan_markdown),
        (html, pipeline.plan_html),
    ):
        if path is not None:
            write(path, render(planned))
    if json is None or json != Path("-"):
        print_plan(planned, details=not brief)
        if out is None:
            say("Save it with --out plan.json to apply exactly this; without it a later run plans anew.")
    if detailed_exitcode and planned.plan.changes_anything:
        raise typer.Exit(2)


@takes(TARGET)
def verify(
    context: typer.Context,
    site: Site,
    mapping: MappingFile = None,
    against_hugo: Annotated[
        bool, typer.Option("--against-hugo", help="Compare what readers see with what real Hugo renders.")
    ] = False,
    json: JsonFile = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Write the comparison with Hugo as a web page.", show_default=False, callback=check_output),
    ] = None,
    subset: Annotated[str, typer.Option(help="Check a part, such as 1/7, a different one each night.")] = "1/1",
) -> None:
    """Read the space back and compare it with the site; exit 2 when they differ.

    With --against-hugo, compare page by page what readers of the Hugo site see with what the entries hold: words,
    headings, links, images, code. That needs no space; one that is named is read back as well.
    """
    settings = settings_of(context)
    if html is not None and not against_hugo:
        raise ConfigurationError(
            "the web page shows the comparison with Hugo", where="--html", hint="Add --against-hugo"
        )
    proof = report = None
    with open_progress(stderr()) as progress:
        if against_hugo:
            proof = pipeline.against_hugo(site, mapping, settings, progress)
        if proof is None or not settings.in_rehearsal:
            report = pipeline.verify(site, mapping, settings, progress, subset=subset)
    if html is not None and proof is not None:
        write(html, pipeline.against_hugo_html(proof))
    if json is not None:
        values = report.to_json() if report is not None else {"version": 1}
        if proof is not None:
            values = {**values, "againstHugo": pipeline.against_hugo_json(proof)}
        write(json, canonical_json(values) + b"\n")
    if json is None or json != Path("-"):
        if proof is not None:
            print_lines(pipeline.against_hugo_lines(proof))
        if report is not None:
            print_lines(report.lines())
    if (proof is not None and proof.differs) or (report is not None and report.differs):
        raise typer.Exit(2)


@takes(TARGET, STATE)
def status(
    context: typer.Context,
    drift: Annotated[bool, typer.Option("--drift", help="Show what editors changed, field by field.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Agree to what editors changed: it stays, and is told no more.")
    ] = False,
    json: JsonFile = None,
    owner_tag: OwnerTag = DEFAULT_OWNER_TAG,
) -> None:
    """Tell what was run, and what editors changed since."""
    settings = settings_of(context)
    with open_progress(stderr()) as progress:
        standing = pipeline.status(settings, progress, owner_tag=owner_tag, accept=accept)
    parts = standing.runs, standing.known, standing.drift, standing.accepted
    if json is not None:
        write(json, canonical_json(standing_json(*parts)) + b"\n")
    if json != Path("-"):
        print_lines(standing_lines(*parts, details=drift))
