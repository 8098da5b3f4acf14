"""How much memory a site of any size takes, and whether a page takes as long on a large site as on a small one."""

from collections.abc import Iterator
from pathlib import Path

from migrate.rehearsal import RehearsalOptions, request_log
from tests.bench.children import Measured, run_child
from tests.bench.figures import Note, Row, at_most
from tests.bench.load import served
from tests.bench.options import Options
from tests.bench.sites import write_site

__all__ = ["measure_memory", "measure_runs"]

_LARGE = 100_000
"""Pages for which the limits are meant."""
_MOST = 1000
"""Megabytes that a run may take, all its processes together."""
_RATIO = 1.2
"""How much longer a page may take on a large site than on one of 1,000."""


def measure_memory(options: Options) -> Iterator[Row]:
    """Yield peak memory of reading, of reading and converting, and of a whole run, and seconds a page against size.

    A run is followed by a second one, which must find nothing to do, however large the site is. A fifth as many assets
    as pages are among what is written. Memory is that of all processes of the run, pages that they share counted once;
    the server is another process and does not count.
    """
    for work, limit in (("extract", 500), ("convert", None)):
        first: Measured | None = None
        for pages in options.sizes:
            done = run_child(work, _site(options, pages), watch_memory=True)
            yield from _rows(work, pages, done, first, limit)
            first = done if pages == 1000 else first
    yield from measure_runs(options)


def measure_runs(options: Options) -> Iterator[Row]:
    """Yield what a first and a second run take at growing sizes."""
    first: Measured | None = None
    for pages in options.sizes:
        site = _site(options, pages)
        folder = options.folder / f"memory-state-{pages}"
        folder.mkdir()
        with served(RehearsalOptions(bulk_entry_operations=True), folder / "space.db") as (url, app):
            done = run_child("sync", site, folder, url, watch_memory=True)
            log = request_log(app)
            sent = len(log)
            again = run_child("sync", site, folder, url, watch_memory=True)
            second = list(log)[sent:]
        made = done.told["done"]
        entries, assets = made["Entry"]["create"], made["Asset"]["create"]
        yield Note(f"{pages:,} pages: {entries:,} entries and {assets:,} assets written with {sent:,} requests")
        # Without bulk entry operations each entry is a request of its own; nothing else changes.
        yield Note(
            f"the classic path: {entries:,} requests more, less the few of the jobs, {entries / 7 / 3600:.1f} h at 7/s"
        )
        yield from _rows("sync", pages, done, first, _MOST)
        label = f"second sync of {pages:,} pages: "
        yield at_most(label + "peak memory", again.peak_mb, f"MB, in {again.seconds:,.0f} s", required=_MOST)
        yield at_most(label + "writes", sum(1 for one in second if one.method != "GET"), "writes", required=0)
        yield at_most(label + "requests", len(second), "requests", required=6)
        first = done if pages == 1000 else first


def _rows(work: str, pages: int, done: Measured, first: Measured | None, limit: int | None) -> Iterator[Row]:
    speed = f"MB, {pages / done.seconds:,.0f} pages/s"
    required = limit if pages >= _LARGE else None
    yield at_most(f"{work} of {pages:,} pages: peak memory", done.peak_mb, speed, required=required)
    if first is not None:
        ratio = (done.cpu / pages) / (first.cpu / 1000)
        yield at_most(f"{work}: time a page, {pages:,} against 1,000", ratio, "x", required=_RATIO)


def _site(options: Options, pages: int) -> Path:
    site = options.folder / f"memory-{pages}"
    return site if site.exists() else write_site(site, pages, remote_images=pages // 5)
