"""Converting bodies and fields against the vendor's Markdown converter, which converts bodies only, one core each."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.children import run_child, run_program
from tests.bench.figures import Note, Row, at_least, median
from tests.bench.grounds import Ground, grounds
from tests.bench.options import Options
from tests.npm import install_packages, node_program

__all__ = ["measure_transform"]

_HERE = Path(__file__).parent / "node"
_FILES = ("package.json", "package-lock.json", ".npmrc")


def measure_transform(options: Options) -> Iterator[Row]:
    """Yield the processor time of the vendor's converter as a multiple of ours, on the same bodies."""
    try:
        modules = install_packages(_HERE, _FILES, "migrate-bench") / "node_modules"
        node = node_program("node")
    except pytest.skip.Exception as error:
        yield Note(f"not measured: {error.msg}")
        return
    for ground in grounds(options):
        yield _one(ground, node, modules, options)


def _one(ground: Ground, node: str, modules: Path, options: Options) -> Row:
    bodies = options.folder / "bodies.jsonl"
    run_child("bodies", ground.for_us, bodies)
    ratios, ours, theirs = [], [], []
    for _ in range(options.repeats):
        command = [node, str(_HERE / "convert.cjs"), str(bodies), "2"]
        peer = json.loads(run_program(command, options.folder, {"NODE_PATH": str(modules)}).told["output"])
        done = run_child("transform", ground.for_us)
        ratios.append(peer["seconds"] / done.cpu)
        ours.append(done.told["pages"] / done.cpu)
        theirs.append(peer["pages"] / peer["seconds"])
    speeds = f"{max(ours):,.0f} against {max(theirs):,.0f} pages/s of one core"
    return at_least(f"{ground.name}: bodies and fields", median(ratios), f"x the vendor's ({speeds})", goal=20)
