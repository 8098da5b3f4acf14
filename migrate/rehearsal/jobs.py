"""Work that takes time: kept as rows with a due time, done by the first request that comes after it.

Owns the queue. There is no background task: a rehearsal that nobody looks at changes nothing, and an injected clock
decides alone what is due. Does not own what a kind of job does: that is handed in, from the table in `job_runners`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from migrate.rehearsal.database import Store, Transaction
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Object, dump, parse_object, timestamp

__all__ = ["Job", "JobRunner", "add_job", "due_in", "find_job", "jobs_of", "run_due_jobs", "update_job"]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; `state` is waiting until it has run."""

    space: str
    env: int
    kind: str
    id: str
    due_at: str
    state: str
    payload: Object


JobRunner: TypeAlias = Callable[[Transaction, Job, RehearsalOptions, str], Job]
"""Does the work and returns the job as it stands afterwards. The last argument is the present time stamp."""

_COLUMNS = "space, env, kind, id, due_at, state, payload"


def due_in(now: str, seconds: float) -> str:
    """Return the time stamp `seconds` after `now`."""
    return timestamp(datetime.fromisoformat(now) + timedelta(seconds=seconds))


def add_job(transaction: Transaction, job: Job) -> None:
    """Queue a job."""
    transaction.execute(
        f"INSERT INTO job ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (job.space, job.env, job.kind, job.id, job.due_at, job.state, dump(job.payload)),
    )


def find_job(transaction: Transaction, space: str, kind: str, job_id: str) -> Job | None:
    """Return a job by its id, or None."""
    row = transaction.execute(
        f"SELECT {_COLUMNS} FROM job WHERE space = ? AND kind = ? AND id = ?", (space, kind, job_id)
    ).fetchone()
    return _job(row) if row else None


def jobs_of(transaction: Transaction, env: int, kind: str) -> list[Job]:
    """Return all jobs of a kind in one environment, in the order in which they are due."""
    rows = transaction.execute(
        f"SELECT {_COLUMNS} FROM job WHERE env = ? AND kind = ? ORDER BY due_at, pk", (env, kind)
    ).fetchall()
    return [_job(row) for row in rows]


def update_job(transaction: Transaction, job: Job) -> None:
    """Write the state, due time and payload of a job; one that is done and has no result to tell is removed."""
    if job.state == "done" and "result" not in job.payload:
        transaction.execute("DELETE FROM job WHERE space = ? AND kind = ? AND id = ?", (job.space, job.kind, job.id))
        return
    transaction.execute(
        "UPDATE job SET due_at = ?, state = ?, payload = ? WHERE space = ? AND kind = ? AND id = ?",
        (job.due_at, job.state, dump(job.payload), job.space, job.kind, job.id),
    )


def run_due_jobs(store: Store, now: str, options: RehearsalOptions, runners: Mapping[str, JobRunner]) -> None:
    """Carry out all that is due by the runner of its kind, each job in its own transaction, oldest first."""
    while True:
        with store.read() as transaction:
            if _next_due(transaction, now) is None:
                return
        with store.write() as transaction:
            # Looked at again under the lock: another process may have done it.
            job = _next_due(transaction, now)
            if job is not None:
                update_job(transaction, runners[job.kind](transaction, job, options, now))


def _next_due(transaction: Transaction, now: str) -> Job | None:
    row = transaction.execute(
        f"SELECT {_COLUMNS} FROM job WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, pk LIMIT 1", (now,)
    ).fetchone()
    return _job(row) if row else None


def _job(row: tuple[str, int, str, str, str, str, str]) -> Job:
    space, env, kind, job_id, due_at, state, payload = row
    return Job(space, env, kind, job_id, due_at, state, parse_object(payload))
