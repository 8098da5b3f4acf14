"""Verbs that write: run, sync, apply, pull, rollback."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from migrate import pipeline
from migrate.cli.console import complain, finish, print_lines, print_plan, say, show, stderr, write
from migrate.cli.options import (
    RAILS,
    RATE,
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
from migrate.errors import ConfigurationError, LockedError, SafetyError, TemporaryError
from migrate.mapping.rules import DEFAULT_OWNER_TAG
from migrate.model.canonical import canonical_json
from migrate.report.progress import open_progress
from migrate.report.pulled import pulled_json, pulled_lines
from migrate.report.summary import RunSummary

__all__ = ["apply", "pull", "rollback", "run_verb", "sync"]


@takes(TARGET, STATE, RATE)
def apply(
    context: typer.Context,
    site: Site,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="Plan saved with `plan --out`.")],
    json: JsonFile = None,
) -> None:
    """Do exactly what a saved plan says; items that changed meanwhile are refused one by one."""
    settings = settings_of(context)
    with open_progress(stderr()) as progress:
        summary = pipeline.apply_file(site, plan_file, settings, progress)
    finish(summary, json)


@takes(TARGET, STATE, RATE, RAILS)
def run_verb(
    context: typer.Context,
    site: Site,
    mapping: MappingFile = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before writing.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="One line per entry in the plan.")] = False,
    json: JsonFile = None,
    strict: Strict = False,
) -> None:
    """Plan, confirm, apply and verify: the one-off migration."""
    settings = settings_of(context)

    def agree(planned: "pipeline.Planned") -> bool:
        if dry_run:
            print_plan(planned, details=not brief)
            return False
        if yes or not planned.plan.changes_anything:
            return True
        print_plan(planned, details=not brief)
        if not sys.stdin.isatty():
            raise ConfigurationError("there is no terminal to ask on", hint="Add --yes to write without asking")
        answer: str = typer.prompt("Write this? Only yes is a yes", default="no", err=True)
        return answer == "yes"

    with open_progress(stderr()) as progress:
        summary = pipeline.run(site, mapping, settings, progress, agree=agree, strict=strict)
    if summary is not None:
        finish(summary, json)
    elif not dry_run:
        say("Nothing was written.")


@takes(TARGET, STATE, RATE, RAILS)
def sync(
    context: typer.Context,
    site: Site,
    mapping: MappingFile = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Sync again whenever a file of the site or the mapping changes.")
    ] = False,
    json: JsonFile = None,
    strict: Strict = False,
) -> None:
    """Bring over what changed on either side since the last run; made for cron and CI."""

    def once() -> RunSummary:
        # Settings hold the moment by which future and expired posts are told apart, so each run takes its own.
        settings = settings_of(context)
        with open_progress(stderr()) as progress:
            return pipeline.sync(site, mapping, settings, progress, strict=strict)

    if not watch:
        finish(once(), json)
        return
    told = pipeline.changes(site, mapping)
    show(once(), json)
    say(_WATCHING)
    for changed in told:
        more = f" and {len(changed) - 1:,} more" if len(changed) > 1 else ""
        say(f"{changed[0]}{more} changed")
        try:
            show(once(), json)
        except (ConfigurationError, LockedError, SafetyError, TemporaryError) as error:
            # Half a post or mapping is saved now and then; the next change has another go.
            for line in str(error).splitlines():
                complain(line)
        say(_WATCHING)


_WATCHING = "Watching the site and the mapping; Ctrl-C ends it."


@takes(TARGET, STATE)
def pull(
    context: typer.Context,
    site: Site,
    mapping: MappingFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Take Contentful's value also where the post changed.")
    ] = False,
    json: JsonFile = None,
) -> None:
    """Write what editors changed in Contentful into the posts' front matter; bodies are left alone."""
    settings = settings_of(context)
    with open_progress(stderr()) as progress:
        pulled = pipeline.pull(site, mapping, settings, progress, dry_run=dry_run, force=force)
    if json is not None:
        write(json, canonical_json(pulled_json(pulled)) + b"\n")
    if json != Path("-"):
        print_lines(pulled_lines(pulled))
    if pulled.partial:
        raise typer.Exit(3)


@takes(TARGET, STATE)
def rollback(
    context: typer.Context,
    run_id: Annotated[str, typer.Argument(metavar="RUN", help="Run to undo; `migrate status` lists them.")],
    force: Annotated[bool, typer.Option("--force", help="Undo also what editors touched since.")] = False,
    json: JsonFile = None,
    owner_tag: OwnerTag = DEFAULT_OWNER_TAG,
) -> None:
    """Bring back how entries and assets were before a run, except what editors touched since."""
    settings = settings_of(context)
    with open_progress(stderr()) as progress:
        summary = pipeline.rollback(run_id, settings, progress, owner_tag=owner_tag, force=force)
    finish(summary, json)
