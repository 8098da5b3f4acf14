"""The stages in a row; the one room that knows them all.

Each verb of the command line is one function here: it opens what has to be opened, runs the stages, and returns a value
that the command line prints. There is no "if dry run" below this room: a dry run is the same row, stopped earlier.

`wanting` is the first half of the row (site → desired space), `planning` the second (space + state → plan); the other
modules are the verbs.
"""

from migrate.pipeline.against_hugo import against_hugo, against_hugo_html
from migrate.pipeline.exporting import Exported, ExportFormat, export, write_files
from migrate.pipeline.planning import Planned, plan, plan_file, plan_html, plan_markdown
from migrate.pipeline.pulling import pull
from migrate.pipeline.running import apply_file, run, sync
from migrate.pipeline.scanning import init, scan
from migrate.pipeline.serving import Serving, serve
from migrate.pipeline.standing import Standing, rollback, status
from migrate.pipeline.verifying import verify
from migrate.pipeline.watching import changes

__all__ = [
    "ExportFormat",
    "Exported",
    "Planned",
    "Serving",
    "Standing",
    "against_hugo",
    "against_hugo_html",
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
