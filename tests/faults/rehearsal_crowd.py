"""Many writers of one rehearsal file at the same time, each with a share of work that it ends.

A process of its own without threads, like `rehearsal_kills`. Arguments: a file, how many writers, how many rounds of
work each. Prints how they ended and what was wrong, as JSON.
"""

import json
import os
import sys
from pathlib import Path

from tests.faults.rehearsal_kills import fork_writer
from tests.faults.rehearsal_soundness import look_at
from tests.faults.rehearsal_writer import prepare


def main(path: Path, writers: int, rounds: int) -> None:
    """Let writers do their work and look at the file."""
    prepare(path)
    reading, telling = os.pipe()
    processes = [fork_writer(path, f"w{number}", telling, rounds) for number in range(writers)]
    os.close(telling)
    told = b""
    while part := os.read(reading, 65536):
        told += part
    exits = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
    acknowledged = {entity: int(version) for entity, version in map(str.split, told.decode().splitlines())}
    found = look_at(path, acknowledged, 0)
    print(json.dumps({"exits": exits, "entries": len(found.versions), "problems": found.problems}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
