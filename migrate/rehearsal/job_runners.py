"""The table of jobs: which kind is done by which function."""

from collections.abc import Mapping

from migrate.rehearsal.bulk_actions import KIND as BULK_ACTION
from migrate.rehearsal.bulk_operation_runner import run_bulk_operation
from migrate.rehearsal.bulk_operations import KIND as BULK_OPERATION
from migrate.rehearsal.bulk_runner import run_bulk_action
from migrate.rehearsal.jobs import JobRunner
from migrate.rehearsal.processing import process_file
from migrate.rehearsal.scheduled_actions import KIND as SCHEDULED_ACTION
from migrate.rehearsal.scheduled_actions import run_scheduled_action

__all__ = ["JOBS"]

JOBS: Mapping[str, JobRunner] = {
    "process": process_file,
    BULK_ACTION: run_bulk_action,
    BULK_OPERATION: run_bulk_operation,
    SCHEDULED_ACTION: run_scheduled_action,
}
