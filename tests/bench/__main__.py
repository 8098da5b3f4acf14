"""Speed and request counts of the sample site, as ratios within one run.

A second on one machine is not a second on another. So each time is told as a multiple of one that is measured beside
it: rendering the same bodies with the Markdown engine alone, the least that any migration has to do. Counts of requests
need no such care. Ends with 1 when a limit is broken.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyromark
from rich.console import Console

from migrate import pipeline
from migrate.extract import read_site
from migrate.mapping.load import load_mapping
from migrate.model.source import SourceSite
from migrate.model.space import DesiredSpace, Target
from migrate.report.export import export_ndjson
from migrate.report.progress import open_progress
from migrate.report.summary import RunSummary
from migrate.settings import load_settings
from migrate.transform import build_space

ROOT = Path(__file__).resolve().parents[2]
SITE, MAPPING = ROOT / "data", ROOT / "mappings" / "sample.yaml"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
REPEATS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result."""

    name: str
    value: float
    limit: float
    """Above it something has gone wrong; generous, so that a busy machine does not break it."""
    unit: str


def _seconds(work: Callable[[], object]) -> float:
    """Return the best time of several runs of `work`."""
    best = float("inf")
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def _render_all(bodies: Sequence[str]) -> None:
    engine = pyromark.Markdown()
    for body in bodies:
        engine.html(body)


def _load(folder: Path) -> RunSummary:
    """Run the whole migration into a rehearsal space in `folder`."""
    settings = load_settings(
        {"rehearsal": folder / "rehearsal.db"}, environ={}, folder=folder, needs_target=True
    ).model_copy(update={"now": NOW})
    with open_progress(Console(stderr=True)) as progress:
        summary = pipeline.run(SITE, MAPPING, settings, progress, agree=lambda _: True, strict=False)
    assert summary is not None
    return summary


def _times() -> list[Figure]:
    site: SourceSite = read_site(SITE, now=NOW)
    rules, target = load_mapping(MAPPING), Target("rehearsal", "master", "", rehearsal=True)
    bodies = [site.reader.body(page).text for page in site.pages if page.source]
    space: DesiredSpace = build_space(site, rules, target, NOW)
    floor = _seconds(lambda: _render_all(bodies))
    unit = f"times the Markdown engine alone ({floor * 1000:.1f} ms for {len(bodies)} bodies)"
    return [
        Figure("read the site", _seconds(lambda: read_site(SITE, now=NOW)) / floor, 2000, unit),
        Figure("convert it", _seconds(lambda: build_space(site, rules, target, NOW)) / floor, 6000, unit),
        Figure("write it as ndjson", _seconds(lambda: b"".join(export_ndjson(space))) / floor, 1000, unit),
    ]


def _counts() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = _load(folder), _load(folder)
    entities = sum(sum(counts.values()) for counts in first.done.values())
    return [
        Figure("first run", first.requests / entities, 3, f"requests for each of {entities} entities"),
        Figure("second run", second.requests, 10, "requests"),
        Figure("second run", second.writes, 0, "writes"),
    ]


def main() -> int:
    """Print the figures; return the exit code."""
    broken = 0
    for figure in (*_times(), *_counts()):
        over = figure.value > figure.limit
        broken += over
        mark = f"  over the limit of {figure.limit:g}" if over else ""
        sys.stdout.write(f"{figure.name:<20} {figure.value:8.2f}  {figure.unit}{mark}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
