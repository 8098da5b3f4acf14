"""The command line: parse, call the pipeline, print. No logic lives here.

Results go to stdout, talk and progress to stderr. Each verb is one function of a module of this package, and one row
of `VERBS`; `options` holds what verbs share. Exit codes are listed in `EXIT_CODES`, in the help and in the README.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NoReturn

import typer

from migrate import __version__
from migrate.cli.comparing_verbs import plan, status, verify
from migrate.cli.console import complain
from migrate.cli.reading_verbs import explain, export, init, scan
from migrate.cli.serving_verbs import serve
from migrate.cli.writing_verbs import apply, pull, rollback, run_verb, sync
from migrate.errors import MigrateError

__all__ = ["EXIT_CODES", "VERBS", "app", "main", "run"]

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

for _name, _verb in VERBS:
    app.command(name=_name)(_verb)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"migrate {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors are told on stderr in one sentence each."""
    try:
        result: Any = app(args=list(arguments), standalone_mode=False)
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
    if result == _INTERRUPTED:
        # Typer turns Ctrl-C into this result.
        complain("interrupted; run the same command again to go on where it stopped")
    return result if isinstance(result, int) else 0


def main() -> NoReturn:
    """Run the command of `sys.argv`, for scripts of earlier installations; today they call `migrate.__main__`."""
    sys.exit(run(sys.argv[1:]))
