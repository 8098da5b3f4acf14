"""``python -m tests.bench [SECTION …]``: measures, prints a table, and ends with 1 when something required is missed.

A second on one machine is not a second on another. So times are told as multiples of something that is measured
beside them in the same run: real Hugo, the vendor's converter, the vendor's importer, or the same work on a smaller
site. Counts of requests need no such care.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from migrate.model.canonical import Json
from tests.bench.extract import measure_build, measure_extract
from tests.bench.figures import is_broken, render, row_json
from tests.bench.importer import measure_importer
from tests.bench.load import measure_load, measure_sync
from tests.bench.memory import measure_memory
from tests.bench.options import Options, Section
from tests.bench.server import measure_server
from tests.bench.transform import measure_transform

SECTIONS: Mapping[str, Section] = {
    "extract": measure_extract,
    "transform": measure_transform,
    "build": measure_build,
    "load": measure_load,
    "sync": measure_sync,
    "server": measure_server,
    "importer": measure_importer,
    "memory": measure_memory,
}


def main() -> int:
    """Measure what is asked for; return the exit code."""
    arguments = _arguments()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    machine = f"{cores} cores, {platform.machine()}, Python {platform.python_version()}"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{machine}, load {load:.1f} before; ratios are medians of {arguments.repeats} interleaved runs", flush=True)
    rows: list[Json] = []
    missed = 0
    with tempfile.TemporaryDirectory(prefix="migrate-bench-") as folder:
        options = Options(Path(folder), arguments.pages, arguments.repeats, tuple(sorted(arguments.sizes)))
        for name in arguments.sections or SECTIONS:
            print(name)
            for row in SECTIONS[name](options):
                print(render(row), flush=True)
                rows.append(row_json(name, row))
                missed += is_broken(row)
    if arguments.json is not None:
        arguments.json.write_text(
            json.dumps({"version": 1, "machine": machine, "cores": cores, "load": load, "rows": rows}, indent=1) + "\n",
            encoding="utf-8",
        )
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed, requests and memory.")
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    parser.add_argument("--pages", type=int, default=2000, help="pages of the synthetic site (default 2000)")
    parser.add_argument("--repeats", type=int, default=3, help="rounds of each comparison (default 3)")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 1000], metavar="PAGES", help="sizes that are compared (100 1000)"
    )
    sizes.add_argument(
        "--full", dest="sizes", action="store_const", const=[100, 1000, 10_000, 100_000], help="sizes up to 100,000"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
