"""Work done in a process of its own and measured from outside and inside.

A fresh process has no threads, no warm caches and no memory of others' work: what it takes is what a user would see.
Time is taken inside, around the work alone, so that starting Python is not part of it.

Owns the processes and the measuring; what can be asked for is `child`'s.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "BenchError", "Measured", "run_child", "run_program"]

ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Measured:
    """What a piece of work took."""

    seconds: float
    cpu: float
    """Processor seconds of the process and its children."""
    peak_mb: float
    """Most memory of the process and its children together; shared pages count once. 0 when not looked at."""
    told: dict[str, Any]
    """What the work says of itself."""


class BenchError(Exception):
    """Something that is measured did not work."""


def run_child(work: str, *arguments: object, watch_memory: bool = False) -> Measured:
    """Run a piece of work of `tests.bench.child` and return what it took."""
    command = [sys.executable, "-m", "tests.bench.child", work, *map(str, arguments)]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=errors)
        peak = _watch(process) if watch_memory else 0.0
        process.wait()
        out.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            raise BenchError(f"{work} failed: {errors.read()[-3000:]}")
        told: dict[str, Any] = json.loads(out.read().splitlines()[-1])
    return Measured(told.pop("seconds"), told.pop("cpu"), peak, told)


def run_program(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Measured:
    """Run another program and return what it took, its start included."""
    before = os.times()
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})}
    )
    seconds = time.perf_counter() - started
    after = os.times()
    if done.returncode != 0:
        raise BenchError(f"{command[0]} failed: {(done.stderr or done.stdout)[-3000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(seconds, cpu, 0.0, {"output": done.stdout})


def _watch(process: subprocess.Popen[bytes]) -> float:
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(_proportional_kb, _family(process.pid))))
        time.sleep(_LOOK_EVERY)
    return peak / 1024


def _family(pid: int) -> list[int]:
    """Return a process and its children's children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _proportional_kb(pid: int) -> int:
    """Return the memory of a process; pages that it shares with others count by their share."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
