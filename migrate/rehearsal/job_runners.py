"""The table of jobs: which kind is done by which function."""

from collections.abc import Mapping

from migrate.rehearsal.bulk_actions import KIND as BULK_ACTION
from migrate.rehearsal.bulk_runner import run_bulk_action
from migrate.rehearsal.jobs import JobRunner
from migrate.rehearsal.processing import process_file

__all__ = ["JOBS"]

JOBS: Mapping[str, JobRunner] = {
    "process": process_file,
    BULK_ACTION: run_bulk_action,
}
