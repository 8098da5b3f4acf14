"""Dates of the last commits, for sites with ``enableGitInfo``.

Owns: one call of ``git log``. Does not own: when its answer counts (`effective_dates`).
"""

import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

__all__ = ["read_commit_dates"]

_MARK: Final = "\x1e"
_SECONDS: Final = 120


def read_commit_dates(root: Path) -> Mapping[str, datetime]:
    """Return the author date of the newest commit of each file below `root`, by path relative to it.

    Empty when the site is in no repository or git is not installed: Hugo then has no git information either.
    """
    # No hook, pager or helper of the repository may run: a site may come from anywhere.
    safe = ("core.fsmonitor=false", "log.showSignature=false", "core.quotePath=false")
    command = ["git", *(part for setting in safe for part in ("-c", setting)), "--no-pager", "-C", str(root)]
    log = [
        *command,
        "log",
        "--no-merges",
        "--no-ext-diff",
        "--name-only",
        "--relative",
        f"--format={_MARK}%aI",
        "--",
        ".",
    ]
    try:
        done = subprocess.run(log, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - fixed command
    except (OSError, subprocess.TimeoutExpired):
        return {}
    if done.returncode:
        return {}
    dates: dict[str, datetime] = {}
    for commit in done.stdout.decode("utf-8", "surrogateescape").split(_MARK)[1:]:
        stamp, _, names = commit.partition("\n")
        date = datetime.fromisoformat(stamp.strip())
        for name in names.splitlines():
            if name:
                dates.setdefault(name, date)
    return dates
