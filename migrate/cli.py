"""The command line: parse, call the pipeline, print. No logic lives here.

Results go to stdout, talk and progress to stderr. Exit codes are documented in `EPILOG` and in the README.
"""

import difflib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.text import Text

from migrate import __version__, pipeline
from migrate.errors import ConfigurationError, MigrateError
from migrate.mapping.rules import DEFAULT_OWNER_TAG
from migrate.model.canonical import Json, canonical_json
from migrate.model.codes import CODES
from migrate.plan.policy import OnConflict
from migrate.report.findings import render_code
from migrate.report.plan_text import render_plan
from migrate.report.progress import open_progress
from migrate.report.scan_text import scan_lines
from migrate.report.standing_text import standing_lines
from migrate.report.summary import RunSummary, summary_json, summary_lines
from migrate.settings import Settings, load_settings

__all__ = ["EXIT_CODES", "app", "main", "run"]

EXIT_CODES: tuple[tuple[int, str], ...] = (
    (0, "done, or nothing to do"),
    (1, "error"),
    (2, "differences (plan --detailed-exitcode, verify)"),
    (3, "done in part, some items were set aside"),
    (4, "usage or configuration"),
    (5, "temporary, try again"),
    (6, "refused by a safety rail"),
    (7, "the state needs a person"),
    (11, "locked by another run"),
    (130, "interrupted"),
)
EPILOG = "Exit codes: " + " · ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES)

app = typer.Typer(
    name="migrate",
    help="Move a Hugo site into Contentful, prove that nothing was lost, and keep both in step.\n\n"
    "Without a token everything happens in the rehearsal space that ships inside; no account is needed.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Site = Annotated[Path, typer.Argument(help="Folder of the Hugo site.", show_default=False)]
MappingFile = Annotated[
    Path | None,
    typer.Option("-m", "--mapping", help="Mapping file; without one a mapping is inferred.", show_default=False),
]
Space = Annotated[str | None, typer.Option(help="Contentful space id.", show_default=False)]
Environment = Annotated[str | None, typer.Option(help="Contentful environment.", show_default="master")]
Host = Annotated[str | None, typer.Option(help="API host, such as https://api.eu.contentful.com.", show_default=False)]
TokenFile = Annotated[Path | None, typer.Option(help="File that holds the management token.", show_default=False)]
Rehearsal = Annotated[
    Path | None, typer.Option(help="Database of the rehearsal space.", show_default=".migrate/rehearsal.db")
]
State = Annotated[Path | None, typer.Option(help="State file.", show_default="beside the rehearsal space or mapping")]
RateShare = Annotated[
    float | None, typer.Option(min=0.01, max=1.0, help="Share of the space's request rate to use.", show_default="1.0")
]
Conflict = Annotated[
    OnConflict | None,
    typer.Option("--on-conflict", help="What to do with a field that both sides changed.", show_default="theirs"),
]
MaxDelete = Annotated[
    str | None, typer.Option(help="Most entries to unpublish, archive or delete: a count or N%.", show_default="10%")
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse to write while any loss is not accepted by a rule.")]
OwnerTag = Annotated[str, typer.Option(help="Tag by which we know what we made, if the mapping sets another.")]
JsonFile = Annotated[
    Path | None, typer.Option("--json", help="Write JSON to this file; - is stdout.", show_default=False)
]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"migrate {__version__}")
        raise typer.Exit


@app.command()
def scan(site: Site, mapping: MappingFile = None, json: JsonFile = None) -> None:
    """Tell what a site holds: sections, front matter, shortcodes, raw HTML, images, links, problems."""
    settings = _settings(needs_target=False)
    with open_progress(_stderr()) as progress:
        inventory, becomes = pipeline.scan(site, mapping, settings, progress)
    if json is not None:
        _write(json, canonical_json(inventory.to_json()) + b"\n")
    else:
        _print(scan_lines(inventory, CODES, becomes, root=str(site)))


@app.command()
def init(
    site: Site,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write; - is stdout.")] = Path("-"),
) -> None:
    """Propose a mapping from what the site holds, with the evidence as comments."""
    settings = _settings(needs_target=False)
    with open_progress(_stderr()) as progress:
        text = pipeline.init(site, settings, progress)
    if output != Path("-") and output.exists():
        raise ConfigurationError("the file is there already", where=str(output), hint="Name another one with --output")
    _write(output, text)


@app.command()
def export(
    site: Site,
    mapping: MappingFile = None,
    format: Annotated[  # noqa: A002 - the option is called --format
        pipeline.ExportFormat, typer.Option(help="What to write.", show_default=True)
    ] = pipeline.ExportFormat.NDJSON,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write; - is stdout.")] = Path("-"),
    files: Annotated[
        Path | None,
        typer.Option(help="Folder for the site's own files and assets.json, for contentful-import --upload-assets."),
    ] = None,
    space: Space = None,
    environment: Environment = None,
    strict: Strict = False,
) -> None:
    """Write the desired space to a file; no target is needed."""
    settings = _settings(needs_target=False, space=space, environment=environment)
    with open_progress(_stderr()) as progress:
        exported = pipeline.export(site, mapping, settings, progress, form=format, strict=strict)
        _write(output, exported.chunks)
        if files is not None:
            pipeline.write_files(exported, files)
    if exported.wanted.left_out:
        _say("Some files of the site could not be read; they stand in the findings as losses.")
        raise typer.Exit(3)


@app.command()
def plan(
    site: Site,
    mapping: MappingFile = None,
    out: Annotated[Path | None, typer.Option(help="Save the plan, for `migrate apply`.", show_default=False)] = None,
    json: JsonFile = None,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the plan as Markdown, for a pull request.", show_default=False)
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write the plan as a web page.", show_default=False)] = None,
    brief: Annotated[bool, typer.Option("--brief", help="One line per entry, no fields.")] = False,
    detailed_exitcode: Annotated[
        bool, typer.Option("--detailed-exitcode", help="Exit with 2 when something would change.")
    ] = False,
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
    state: State = None,
    on_conflict: Conflict = None,
    max_delete: MaxDelete = None,
    strict: Strict = False,
) -> None:
    """Show what a run would change, and why. Sends no write."""
    settings = _settings(
        space=space,
        environment=environment,
        host=host,
        token_file=token_file,
        rehearsal=rehearsal,
        state=state,
        on_conflict=on_conflict,
        max_delete=max_delete,
    )
    with open_progress(_stderr()) as progress:
        planned = pipeline.plan(site, mapping, settings, progress, strict=strict)
    for path, render in (
        (out, pipeline.plan_file),
        (json, pipeline.plan_file),
        (markdown, pipeline.plan_markdown),
        (html, pipeline.plan_html),
    ):
        if path is not None:
            _write(path, render(planned))
    if json is None or json != Path("-"):
        _print_plan(planned, details=not brief)
        if out is None:
            _say("Save it with --out plan.json to apply exactly this; without it a later run plans anew.")
    if detailed_exitcode and planned.plan.changes_anything:
        raise typer.Exit(2)


@app.command()
def apply(
    site: Site,
    plan_file: Annotated[Path, typer.Argument(metavar="PLAN", help="Plan saved with `plan --out`.")],
    json: JsonFile = None,
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
    state: State = None,
    rate_share: RateShare = None,
) -> None:
    """Do exactly what a saved plan says; items that changed meanwhile are refused one by one."""
    settings = _settings(
        space=space,
        environment=environment,
        host=host,
        token_file=token_file,
        rehearsal=rehearsal,
        state=state,
        rate_share=rate_share,
    )
    with open_progress(_stderr()) as progress:
        summary = pipeline.apply_file(site, plan_file, settings, progress)
    _finish(summary, json)


@app.command(name="run")
def run_verb(
    site: Site,
    mapping: MappingFile = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before writing.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="One line per entry in the plan.")] = False,
    json: JsonFile = None,
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
    state: State = None,
    rate_share: RateShare = None,
    on_conflict: Conflict = None,
    max_delete: MaxDelete = None,
    strict: Strict = False,
) -> None:
    """Plan, confirm, apply and verify: the one-off migration."""
    settings = _settings(
        space=space,
        environment=environment,
        host=host,
        token_file=token_file,
        rehearsal=rehearsal,
        state=state,
        rate_share=rate_share,
        on_conflict=on_conflict,
        max_delete=max_delete,
    )

    def agree(planned: pipeline.Planned) -> bool:
        if dry_run:
            _print_plan(planned, details=not brief)
            return False
        if yes or not planned.plan.changes_anything:
            return True
        _print_plan(planned, details=not brief)
        if not sys.stdin.isatty():
            raise ConfigurationError("there is no terminal to ask on", hint="Add --yes to write without asking")
        answer: str = typer.prompt("Write this? Only yes is a yes", default="no", err=True)
        return answer == "yes"

    with open_progress(_stderr()) as progress:
        summary = pipeline.run(site, mapping, settings, progress, agree=agree, strict=strict)
    if summary is not None:
        _finish(summary, json)
    elif not dry_run:
        _say("Nothing was written.")


@app.command()
def sync(
    site: Site,
    mapping: MappingFile = None,
    json: JsonFile = None,
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
    state: State = None,
    rate_share: RateShare = None,
    on_conflict: Conflict = None,
    max_delete: MaxDelete = None,
    strict: Strict = False,
) -> None:
    """Bring over what changed on either side since the last run; made for cron and CI."""
    settings = _settings(
        space=space,
        environment=environment,
        host=host,
        token_file=token_file,
        rehearsal=rehearsal,
        state=state,
        rate_share=rate_share,
        on_conflict=on_conflict,
        max_delete=max_delete,
    )
    with open_progress(_stderr()) as progress:
        summary = pipeline.sync(site, mapping, settings, progress, strict=strict)
    _finish(summary, json)


@app.command()
def verify(
    site: Site,
    mapping: MappingFile = None,
    json: JsonFile = None,
    subset: Annotated[str, typer.Option(help="Check a part, such as 1/7, a different one each night.")] = "1/1",
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
) -> None:
    """Read the space back and compare it with the site; exit 2 when they differ."""
    settings = _settings(space=space, environment=environment, host=host, token_file=token_file, rehearsal=rehearsal)
    with open_progress(_stderr()) as progress:
        report = pipeline.verify(site, mapping, settings, progress, subset=subset)
    if json is not None:
        _write(json, canonical_json(report.to_json()) + b"\n")
    else:
        _print(report.lines())
    if report.differs:
        raise typer.Exit(2)


@app.command()
def status(
    drift: Annotated[bool, typer.Option("--drift", help="Show what editors changed, field by field.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Agree to what editors changed.")] = False,
    owner_tag: OwnerTag = DEFAULT_OWNER_TAG,
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
    state: State = None,
) -> None:
    """Tell what was run, and what editors changed since."""
    settings = _settings(
        space=space, environment=environment, host=host, token_file=token_file, rehearsal=rehearsal, state=state
    )
    with open_progress(_stderr()) as progress:
        standing = pipeline.status(settings, progress, owner_tag=owner_tag, accept=accept)
    _print(standing_lines(standing.runs, standing.known, standing.drift, standing.accepted, details=drift))


@app.command()
def rollback(
    run_id: Annotated[str, typer.Argument(metavar="RUN", help="Run to undo; `migrate status` lists them.")],
    force: Annotated[bool, typer.Option("--force", help="Undo also what editors touched since.")] = False,
    json: JsonFile = None,
    owner_tag: OwnerTag = DEFAULT_OWNER_TAG,
    space: Space = None,
    environment: Environment = None,
    host: Host = None,
    token_file: TokenFile = None,
    rehearsal: Rehearsal = None,
    state: State = None,
) -> None:
    """Bring back how entries and assets were before a run, except what editors touched since."""
    settings = _settings(
        space=space, environment=environment, host=host, token_file=token_file, rehearsal=rehearsal, state=state
    )
    with open_progress(_stderr()) as progress:
        summary = pipeline.rollback(run_id, settings, progress, owner_tag=owner_tag, force=force)
    _finish(summary, json)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port for http.")] = 8000,
    https_port: Annotated[int | None, typer.Option(help="Port for https.", show_default="off")] = None,
    rehearsal: Rehearsal = None,
    space: Annotated[
        list[str] | None, typer.Option(help="Space to serve; may be repeated.", show_default=False)
    ] = None,
    rate_limit: Annotated[int | None, typer.Option(min=1, help="Requests a second.", show_default="off")] = None,
) -> None:
    """Serve the rehearsal space over HTTP on this machine, for other clients and a browser."""
    settings = _settings(needs_target=False, rehearsal=rehearsal)
    pipeline.serve(
        settings,
        port=port,
        https_port=https_port,
        spaces=tuple(space or ()),
        rate_limit=rate_limit,
        announce=lambda urls: _say("The rehearsal space listens on " + " and ".join(urls) + "; Ctrl-C stops it."),
    )


@app.command()
def explain(code: Annotated[str, typer.Argument(help="Code of a finding.", show_default=False)]) -> None:
    """Explain what a finding means and what can be done about it."""
    if code not in CODES:
        raise ConfigurationError(
            f"{code} is no finding code",
            hint="Known are: " + ", ".join(difflib.get_close_matches(code, CODES) or sorted(CODES)),
        )
    typer.echo(render_code(CODES[code]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are told on stderr in one sentence each."""
    try:
        result: Any = app(args=list(arguments), standalone_mode=False)
    except typer.TyperException as error:
        _complain(error.format_message(), hint="`migrate --help` lists the verbs, `migrate VERB --help` their options")
        return 4
    except MigrateError as error:
        for line in str(error).splitlines():
            _complain(line)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _complain("interrupted; run the same command again to go on where it stopped")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone, such as `| head`; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


def main() -> NoReturn:
    """Run the command of `sys.argv` and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def _settings(*, needs_target: bool = True, **flags: object) -> Settings:
    return load_settings(flags, environ=os.environ, folder=Path.cwd(), needs_target=needs_target)


def _stderr() -> Console:
    return Console(stderr=True)


def _print(lines: Iterable[Text]) -> None:
    console = Console(highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)


def _print_plan(planned: pipeline.Planned, *, details: bool) -> None:
    console = Console()
    typer.echo(render_plan(planned.plan, color=console.is_terminal, width=console.width, details=details), nl=False)


def _finish(summary: RunSummary, json: Path | None) -> None:
    if json is not None:
        value: Json = summary_json(summary)
        _write(json, canonical_json(value) + b"\n")
    if json != Path("-"):
        _print(summary_lines(summary, CODES))
    if summary.partial:
        raise typer.Exit(3)
    if summary.verified is not None and summary.verified.differs:
        raise typer.Exit(2)


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write to a file in whole or not at all, or to stdout for ``-``."""
    chunks = (data,) if isinstance(data, bytes) else data
    if path == Path("-"):
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            file.writelines(chunks)
        partial.replace(path)
    except OSError as error:
        raise ConfigurationError(
            f"cannot be written: {error.strerror}", where=str(path), hint="Name another file"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _say(sentence: str) -> None:
    _stderr().print(sentence, style="dim", highlight=False, soft_wrap=True)


def _complain(sentence: str, *, hint: str = "") -> None:
    line = Text("error: ", style="bold red")
    line.append(f"{sentence} ({hint})" if hint else sentence, style="not bold default")
    _stderr().print(line, soft_wrap=True, highlight=False)
