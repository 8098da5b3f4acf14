"""The stages in a row; the one room that knows them all.

Each verb of the command line is one function here: it opens what has to be opened, runs the stages, and returns a value
that the command line prints. There is no "if dry run" below this room: a dry run is the same row, stopped earlier.

`wanting` is the first half of the row (site → desired space), `planning` the second (space + state → plan); the other
modules are the verbs.

A verb is imported when it is first asked for: all of them together take twice as long as the longest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migrate.pipeline.exporting import Exported, export, write_files
    from migrate.pipeline.planning import Planned, plan, plan_file, plan_html, plan_markdown
    from migrate.pipeline.proving import against_hugo, against_hugo_html, against_hugo_json, against_hugo_lines
    from migrate.pipeline.pulling import pull
    from migrate.pipeline.running import apply_file, run, sync
    from migrate.pipeline.scanning import init, scan
    from migrate.pipeline.serving import Serving, serve
    from migrate.pipeline.standing import Standing, rollback, status
    from migrate.pipeline.verifying import verify
    from migrate.pipeline.watching import changes

__all__ = [
    "Exported",
    "Planned",
    "Serving",
    "Standing",
    "against_hugo",
    "against_hugo_html",
    "against_hugo_json",
    "against_hugo_lines",
    "apply_file",
    "changes",
    "export",
    "init",
    "plan",
    "plan_file",
    "plan_html",
    "plan_markdown",
    "pull",
    "rollback",
    "run",
    "scan",
    "serve",
    "status",
    "sync",
    "verify",
    "write_files",
]

_NAMES = {
    "exporting": ("Exported", "export", "write_files"),
    "planning": ("Planned", "plan", "plan_file", "plan_html", "plan_markdown"),
    "proving": ("against_hugo", "against_hugo_html", "against_hugo_json", "against_hugo_lines"),
    "pulling": ("pull",),
    "running": ("apply_file", "run", "sync"),
    "scanning": ("init", "scan"),
    "serving": ("Serving", "serve"),
    "standing": ("Standing", "rollback", "status"),
    "verifying": ("verify",),
    "watching": ("changes",),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:  # whatever the name stands for
    """Import what is asked for (https://peps.python.org/pep-0562/)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
