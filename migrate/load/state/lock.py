"""The lock on a state file: one run at a time, with an owner that can be named and an expiry that a crash needs.

Owns the table ``lock``. A lock whose owner is a dead process of this machine is taken over at once; one of another
machine when it has expired.
"""

import os
import socket
import sqlite3
from datetime import UTC, datetime

from migrate.errors import LockedError
from migrate.load.clock import Clock

__all__ = ["LOCK_SECONDS", "Lock"]

LOCK_SECONDS = 600.0
"""How long a lock holds without a sign of life."""


class Lock:
    """The lock of one run; every write of the run renews it in time."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self._renewed = self._renewed_at = 0.0
        self._run = ""

    def take(self, run: str) -> None:
        """Take the lock.

        Raises:
            LockedError: another run holds it.
        """
        now = self._clock.now()
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            row = self._connection.execute("SELECT holder, since, expires FROM lock").fetchone()
            if row is not None and row[2] > now.timestamp() and not _is_dead(row[0]):
                until = datetime.fromtimestamp(row[2], UTC).isoformat(timespec="seconds")
                raise LockedError(
                    f"another run, process {row[0]}, has been at work here since {row[1]}",
                    hint=f"Wait for it; if it is gone, the lock expires at {until}",
                )
            self._connection.execute(
                "INSERT OR REPLACE INTO lock VALUES (1, ?, ?, ?, ?)",
                (self._holder, run, now.isoformat(timespec="seconds"), now.timestamp() + LOCK_SECONDS),
            )
        finally:
            self._connection.execute("COMMIT")
        self._renewed, self._renewed_at = self._clock.monotonic(), self._clock.now().timestamp()
        self._run = run

    def renew(self) -> None:
        """Give a sign of life, if it is time to."""
        if not self._run or not self._is_due():
            return
        self._renewed, self._renewed_at = self._clock.monotonic(), self._clock.now().timestamp()
        changed = self._connection.execute(
            "UPDATE lock SET expires = ? WHERE run = ?",
            (self._clock.now().timestamp() + LOCK_SECONDS, self._run),
        ).rowcount
        if not changed:
            raise LockedError("another run has taken the lock over", hint="Start again; nothing is lost")

    def _is_due(self) -> bool:
        # By both clocks: the one may stand still while the machine sleeps, the other may be set back.
        passed = self._clock.monotonic() - self._renewed, self._clock.now().timestamp() - self._renewed_at
        return max(passed) >= LOCK_SECONDS / 4

    def release(self) -> None:
        """Give the lock back, if this run has it."""
        self._connection.execute("DELETE FROM lock WHERE run = ?", (self._run,))
        self._run = ""


def _is_dead(holder: str) -> bool:
    """Return whether the holder is a process of this machine that does not run any more."""
    host, _, process = holder.rpartition(":")
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
