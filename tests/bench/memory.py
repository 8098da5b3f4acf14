"""How much memory a site of any size takes, and whether a page takes as long on a large site as on a small one."""

from collections.abc import Iterator
from pathlib import Path

from migrate.rehearsal import RehearsalOptions
from tests.bench.children import Measured, run_child
from tests.bench.figures import Row, at_most
from tests.bench.load import served
from tests.bench.options import Options
from tests.bench.sites import write_site

__all__ = ["measure_memory"]

_LARGE = 100_000
"""Pages for which the limits are meant."""


def measure_memory(options: Options) -> Iterator[Row]:
    """Yield peak memory of reading, of reading and converting, and of a whole run, and seconds a page against size."""
    for work, limit in (("extract", 500), ("convert", None), ("sync", 1000)):
        first: Measured | None = None
        for pages in options.sizes:
            site = _site(options, pages)
            done = _sync(options, site, pages) if work == "sync" else run_child(work, site, watch_memory=True)
            speed = f"MB, {pages / done.seconds:,.0f} pages/s"
            required = limit if pages >= _LARGE else None
            yield at_most(f"{work} of {pages:,} pages: peak memory", done.peak_mb, speed, required=required)
            if pages >= 1000 and first is not None:
                ratio = (done.cpu / pages) / (first.cpu / 1000)
                goal = 1.2
                yield at_most(f"{work}: time a page, {pages:,} against 1,000", ratio, "x", required=goal)
            if pages == 1000:
                first = done


def _site(options: Options, pages: int) -> Path:
    site = options.folder / f"memory-{pages}"
    return site if site.exists() else write_site(site, pages, remote_images=pages // 5)


def _sync(options: Options, site: Path, pages: int) -> Measured:
    folder = options.folder / f"memory-state-{pages}"
    folder.mkdir()
    with served(RehearsalOptions(bulk_entry_operations=True), folder / "space.db") as (url, _):
        return run_child("sync", site, folder, url, watch_memory=True)
