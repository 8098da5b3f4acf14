"""The command line: parse, call the pipeline, print. No logic lives here.

Results go to stdout, talk and progress to stderr. Each verb is one function of a module of this package, and one row
of `VERBS`; `options` holds what verbs share. Exit codes are listed in `EXIT_CODES`, in the help and in the README.
"""

import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from inspect import getdoc
from typing import Annotated, Any, NoReturn

import typer

from migrate import __version__
from migrate.cli.comparing_verbs import plan, status, verify
from migrate.cli.console import complain, settle_streams
from migrate.cli.reading_verbs import explain, export, init, scan
from migrate.cli.serving_verbs import serve
from migrate.cli.writing_verbs import apply, pull, rollback, run_verb, sync
from migrate.errors import ConfigurationError, MigrateError

__all__ = ["EXAMPLES", "EXIT_CODES", "VERBS", "app", "main", "run"]

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
_INTERRUPTED = 130
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

VERBS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("scan", scan),
    ("init", init),
    ("export", export),
    ("plan", plan),
    ("apply", apply),
    ("run", run_verb),
    ("sync", sync),
    ("verify", verify),
    ("status", status),
    ("pull", pull),
    ("rollback", rollback),
    ("serve", serve),
    ("explain", explain),
)
"""The verbs in the order in which a migration meets them."""

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "scan": ("migrate scan data", "migrate scan data -m mappings/sample.yaml --json inventory.json"),
    "init": ("migrate init data -o blog.yaml",),
    "export": ("migrate export data -o space.ndjson", "migrate export data --format nginx -o redirects.conf"),
    "plan": ("migrate plan data --brief", "migrate plan data -m mappings/sample.yaml --out plan.json --html plan.html"),
    "apply": ("migrate apply data plan.json",),
    "run": ("migrate run data -m mappings/sample.yaml", "migrate run data --yes --strict"),
    "sync": ("migrate sync data -m mappings/sample.yaml", "migrate sync data --watch"),
    "verify": ("migrate verify data -m mappings/sample.yaml", "migrate verify data --against-hugo --html proof.html"),
    "status": ("migrate status --drift",),
    "pull": ("migrate pull data -m mappings/sample.yaml --dry-run",),
    "rollback": ("migrate rollback 20261123T073906Z",),
    "serve": ("migrate serve --port 8000",),
    "explain": ("migrate explain html-to-entry", "migrate explain"),
}
"""What the help of each verb shows, with the names of the sample site."""


def _help(verb: Callable[..., None]) -> str:
    """Return what a verb says of itself, a line for each paragraph, so that the terminal decides where lines end."""
    paragraphs = (getdoc(verb) or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


for _name, _verb in VERBS:
    app.command(name=_name, help=_help(_verb), epilog="\n\n".join(("Examples:", *EXAMPLES[_name])))(_verb)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"migrate {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are told on stderr in one sentence each."""
    settle_streams()
    try:
        result: Any = app(args=list(arguments), standalone_mode=False)
        # What is left in the buffer must fail here, if it does, and not where Python leaves.
        sys.stdout.flush()
    except typer.TyperException as error:
        complain(
            error.format_message().replace("Value error, ", ""),
            hint="`migrate --help` lists the verbs, `migrate VERB --help` their options",
        )
        return 4
    except MigrateError as error:
        for line in str(error).splitlines():
            complain(line)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        result = _INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of our output has gone, such as `| head`, which Typer answers by leaving; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except PermissionError as error:
        # Whoever opens a file says better what it is for; this is for folders in which one may not even look for it.
        complain(
            f"{error.filename or 'a file'}: {error.strerror or error}. Check its permissions, or name another path"
        )
        return ConfigurationError.exit_code
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        complain("the results cannot be written: no space left on the disk. Make room, then run the same command again")
        return MigrateError.exit_code
    if result == _INTERRUPTED:
        # Typer turns Ctrl-C into this result.
        complain("interrupted; run the same command again to go on where it stopped")
    return result if isinstance(result, int) else 0


def main() -> NoReturn:
    """Run the command of `sys.argv`, for scripts of earlier installations; today they call `migrate.__main__`."""
    sys.exit(run(sys.argv[1:]))
