"""Kills writers of a rehearsal file at random instants, and looks at the file after each time.

A process of its own without threads, in which everything is loaded: writers are forked from it, so that a kill costs
tens of milliseconds. Arguments: a folder, a seed, how many times to kill. Prints what was wrong, as JSON.
"""

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

from tests.faults.rehearsal_soundness import look_at
from tests.faults.rehearsal_writer import prepare, write

WRITERS = 2
"""Processes that write one file at the same time."""
KILLS_PER_FILE = 20
MOST_ACKNOWLEDGED = 30
MOST_STEPS = 60_000
"""Steps of counting, about as many as one request takes: a kill falls anywhere between two acknowledgements."""


def main(folder: Path, seed: int, kills: int) -> None:
    """Kill `kills` times and print what was wrong."""
    chance = random.Random(seed)
    versions: Mapping[str, int] = {}
    problems: list[str] = []
    told = 0
    for number in range(kills):
        path = folder / f"space-{seed}-{number // KILLS_PER_FILE}.db"
        if number % KILLS_PER_FILE == 0:
            prepare(path)
            versions = {}
        lines, exits = acknowledged_until_killed(path, f"k{number}", chance)
        acknowledged = {entity: int(version) for entity, version in map(str.split, lines)}
        found = look_at(path, {**versions, **acknowledged}, WRITERS, versions)
        wrong = [*found.problems, *(f"a writer ended by itself: {code}" for code in exits if code != -signal.SIGKILL)]
        problems += [f"seed {seed}, kill {number}: {line}" for line in wrong]
        told += len(lines)
        # What was carried out without being told of is there to stay as well.
        versions = found.versions
    print(json.dumps({"kills": kills, "told": told, "problems": problems}))


def acknowledged_until_killed(path: Path, name: str, chance: random.Random) -> tuple[list[str], list[int]]:
    """Start writers and kill them; return what they acknowledged, in order, and how they ended."""
    reading, telling = os.pipe()
    writers = [fork_writer(path, f"{name}{letter}", telling) for letter in "abcdefgh"[:WRITERS]]
    os.close(telling)
    wanted = chance.randint(1, MOST_ACKNOWLEDGED)
    told = b""
    while told.count(b"\n") < wanted and (part := os.read(reading, 65536)):
        told += part
    for _ in range(chance.randrange(MOST_STEPS)):
        pass
    for writer in chance.sample(writers, WRITERS):
        os.kill(writer, signal.SIGKILL)
    exits = [os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) for writer in writers]
    while part := os.read(reading, 65536):
        told += part
    os.close(reading)
    return told.decode().splitlines(), exits


def fork_writer(path: Path, name: str, telling: int, rounds: int | None = None) -> int:
    """Return the process id of a new writer, which tells of each acknowledgement in a line."""
    process = os.fork()
    if process:
        return process
    try:
        # A short line is written as a whole or not at all.
        write(path, name, lambda entity, version: _tell(telling, f"{entity} {version}\n"), rounds)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - shown, and seen by the first process as a writer that ended by itself
        traceback.print_exc()
    finally:
        # Whatever happens, this copy of the process must not go on with the work of the first.
        os._exit(1)


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, line.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
