"""The table of jobs: which kind is done by which function."""

from collections.abc import Mapping

from migrate.rehearsal.jobs import JobRunner

__all__ = ["JOBS"]

JOBS: Mapping[str, JobRunner] = {}
