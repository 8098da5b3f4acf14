"""How many requests a migration sends, counted by the server, and how that compares with the vendor's importer.

The floor is what the API makes necessary: a PUT for each entry, for each asset a PUT and the order to process its file,
an upload for each local file, and a bulk publish for each 200 things, each with one look at whether it is done.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette

from migrate.rehearsal import LoggedRequest, RehearsalOptions, create_app, open_store, request_log, serve_in_thread
from tests.bench.children import Measured, run_child, run_program
from tests.bench.figures import Note, Row, at_least, at_most
from tests.bench.options import Options
from tests.bench.sites import change_post, retitle_post, write_site
from tests.npm import install_packages, node_program

__all__ = ["CLIENTS", "install_clients", "measure_load", "measure_sync", "served"]

CLIENTS = Path(__file__).resolve().parents[1] / "clients"
"""Where the vendor's clients are started from."""
_CLIENT_FILES = ("package.json", "package-lock.json", ".npmrc")
_BULK = 200
"""Most things in one bulk publish."""
_BULK_POSTS = 5700
"""Posts that make a little more than 10,000 entries."""
_JOB_SECONDS = 1.0
"""What a bulk action or operation takes: were it ready at once, asking whether it is would look free."""
_FULL = 10_000
"""From this size on a run is meant to be thorough."""
_SETUP = ("/content_types", "/locales", "/tags", "/editor_interface")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A site that both tools bring into a new space, and the limit of that space."""

    posts: int
    images: int
    limit: int
    """Requests a second."""


_COMPARISONS = (_Comparison(108, 18, 7), _Comparison(108, 18, 10))
"""About 200 entries and 20 assets."""


@contextmanager
def served(options: RehearsalOptions, file: Path | None = None) -> Iterator[tuple[str, Starlette]]:
    """Serve an empty space, in memory or in a file; gives its URL and the application, which has the log."""
    store = open_store(file)
    app = create_app(store, options)
    try:
        with serve_in_thread(app) as url:
            yield url, app
    finally:
        store.close()


def install_clients() -> Path:
    """Return the folder of the vendor's npm packages."""
    return install_packages(CLIENTS, _CLIENT_FILES, "migrate-client-tests") / "node_modules"


def measure_load(options: Options) -> Iterator[Row]:
    """Yield requests for a new space, then those of the vendor's importer for the same entries at the same limit."""
    yield from _budget(options, entries=400, images=40)
    yield from _bulk(options)
    yield from _against_import(options)


def _budget(options: Options, *, entries: int, images: int) -> Iterator[Row]:
    site = write_site(options.folder / "budget", entries, images=images, remote_images=images)
    with served(RehearsalOptions(processing_delay=0.5)) as (url, app):
        done = _sync(site, options.folder / "budget-state", url)
        log = list(request_log(app))
    floor, made = _floor(log), _without_setup(log)
    yield Note(f"new space: {_made(log, 'entries')} entries, {_made(log, 'assets')} assets, {images} of them uploaded")
    yield at_most("writes over the floor", _writes(made) / floor.writes, f"x {floor.writes} writes", required=1.05)
    unit = f"x {floor.requests} requests, reads and polls too"
    yield at_most("requests over the floor", len(made) / floor.requests, unit, required=1.05)
    yield at_most("requests answered 429", _throttled(log), "requests", required=0)
    yield Note(f"all {len(log)} requests, the content model included, in {done:.1f} s")


def _bulk(options: Options) -> Iterator[Row]:
    site = write_site(options.folder / "bulk", _BULK_POSTS)
    with served(RehearsalOptions(bulk_entry_operations=True, job_delay=_JOB_SECONDS)) as (url, app):
        done = _measured(site, options.folder / "bulk-state", url)
        log = list(request_log(app))
    entries = done.told["done"]["Entry"]["create"]
    label = f"bulk entry operations, {entries:,} entries"
    yield at_most(label, len(log), f"requests, in {done.seconds:.0f} s", required=300 * max(1.0, entries / 10_000))


def _against_import(options: Options) -> Iterator[Row]:
    try:
        modules, node = install_clients(), node_program("node")
    except pytest.skip.Exception as error:
        yield Note(f"not compared with contentful-import: {error.msg}")
        return
    larger = (_Comparison(400, 36, 10),) if options.sizes[-1] >= _FULL else ()
    for one in (*_COMPARISONS, *larger):
        folder = options.folder / f"import-{one.posts}-{one.limit}"
        site = write_site(folder, one.posts, remote_images=one.images)
        content = folder / "content.json"
        run_child("content", site, content)
        held = json.loads(content.read_text(encoding="utf-8"))
        yield Note(f"{len(held['entries'])} entries and {len(held['assets'])} assets at {one.limit}/s")
        with served(_limited(one.limit)) as (url, app):
            command = [node, str(CLIENTS / "scripts" / "import.cjs"), url.partition("://")[2], "rehearsal", "master"]
            settings = json.dumps({"rateLimit": one.limit})
            environment = {"NODE_PATH": str(modules), "TOKEN": "rehearsal", "CI": "1"}
            theirs = run_program([*command, str(content), settings], folder, environment).seconds
            their_log = list(request_log(app))
        for name, bulk, required in (("classic", False, 0.55), ("bulk entry operations", True, 0.15)):
            with served(_limited(one.limit, bulk=bulk)) as (url, app):
                ours = _sync(site, folder / f"state-{bulk}", url)
                log = list(request_log(app))
            label = f"{one.limit}/s, {name}: "
            unit = f"x contentful-import's {len(their_log)} ({_throttled(their_log)} answered 429)"
            yield at_most(label + "requests", len(log) / len(their_log), unit, required=required)
            yield at_most(label + "time", ours / theirs, f"x contentful-import's {theirs:.0f} s", required=required)
            yield at_most(label + "answered 429", _throttled(log), "requests", required=0)
            if not bulk:
                used = _rate_used(log, one.limit)
                yield at_least(label + "rate", used, "of the allowed rate, first to last request", required=0.95)


def _limited(limit: int, *, bulk: bool = False) -> RehearsalOptions:
    return RehearsalOptions(rate_limit=limit, bulk_entry_operations=bulk, processing_delay=0.5)


def _rate_used(log: Sequence[LoggedRequest], limit: int) -> float:
    """Return which part of the requests was sent that the limit allows between the first and the last.

    A limit of seven a second allows seven at once, and seven more each time that a second has passed.
    """
    times = [request.at for request in log if not request.path.endswith("/uploads")]
    return len(times) / (limit * (int(max(times) - min(times)) + 1))


def measure_sync(options: Options) -> Iterator[Row]:
    """Yield what a second run and a run after one change send and take, at growing sizes."""
    yield from _entries_alone(options)
    for pages in options.sizes:
        site = write_site(options.folder / f"sync-{pages}", pages, remote_images=min(pages // 10, 1000))
        state = options.folder / f"sync-state-{pages}"
        # Bulk entry operations only make the first run quicker; it is not what is measured here.
        with served(RehearsalOptions(bulk_entry_operations=True), options.folder / f"sync-{pages}.db") as (url, app):
            first = _measured(site, state, url)
            log = request_log(app)
            before = len(log)
            second = _measured(site, state, url)
            again = list(log)[before:]
            change_post(site, pages // 2)
            before = len(log)
            third = _measured(site, state, url)
            changed = list(log)[before:]
            retitle_post(site, pages // 3)
            before = len(log)
            fourth = _measured(site, state, url)
            retitled = list(log)[before:]
        entries = first.told["done"]["Entry"]["create"]
        label = f"{pages:,} posts: "
        yield Note(
            f"{label}{entries:,} entries; first run {first.seconds:.1f} s and {first.peak_mb:,.0f} MB, "
            f"second {second.seconds:.1f} s and {second.peak_mb:,.0f} MB at most"
        )
        yield at_most(label + "second run", _writes(again), "writes", required=0)
        yield at_most(label + "second run", len(again), "requests", required=6)
        yield at_most(label + "second run", second.peak_mb, "MB at most", required=1000)
        yield at_most(label + "one post changed", len(changed), "requests", required=10)
        limit = 3.0 if pages <= 10_000 else None
        yield at_most(label + "one post changed", third.seconds, "seconds", required=limit)
        yield at_most(label + "one title changed", len(retitled), "requests", required=10)
        yield at_most(label + "one title changed", fourth.seconds, "seconds", goal=limit)


def _entries_alone(options: Options) -> Iterator[Row]:
    """Yield what planning and writing send and hold, for entries that no site was read for."""
    for count in options.sizes:
        folder = options.folder / f"entries-{count}"
        folder.mkdir()
        with served(RehearsalOptions(bulk_entry_operations=True), folder / "space.db") as (url, _):
            first = run_child("entries", count, folder, url, watch_memory=True)
            second = run_child("entries", count, folder, url, watch_memory=True)
        label = f"{count:,} entries alone: "
        yield Note(f"{label}first run {first.seconds:.1f} s, second {second.seconds:.1f} s")
        limit = 300 if count == _FULL else None
        yield at_most(label + "first run", first.told["requests"], "requests", required=limit)
        yield at_most(label + "first run", first.peak_mb, "MB at most", required=1000)
        yield at_most(label + "second run", second.told["writes"], "writes", required=0)
        yield at_most(label + "second run", second.told["requests"], "requests", required=6)
        yield at_most(label + "second run", second.peak_mb, "MB at most", required=1000)


def _sync(site: Path, folder: Path, url: str) -> float:
    folder.mkdir(exist_ok=True)
    return run_child("sync", site, folder, url).seconds


def _measured(site: Path, folder: Path, url: str) -> Measured:
    folder.mkdir(exist_ok=True)
    return run_child("sync", site, folder, url, watch_memory=True)


class _floor:  # noqa: N801 - reads as the quantity that it is
    """The least requests that make what a log has made."""

    def __init__(self, log: Sequence[LoggedRequest]) -> None:
        entries, assets = _made(log, "entries"), _made(log, "assets")
        uploads = sum(1 for request in log if request.method == "POST" and request.path.endswith("/uploads"))
        bulks = math.ceil((entries + assets) / _BULK)
        self.writes = entries + 2 * assets + bulks + uploads
        self.requests = self.writes + bulks


def _made(log: Sequence[LoggedRequest], kind: str) -> int:
    """Return how many entities of a kind were made."""
    paths = [request.path.split("/") for request in log if request.method == "PUT" and request.status == 201]
    return Counter(path[-2] for path in paths)[kind]


def _without_setup(log: Sequence[LoggedRequest]) -> list[LoggedRequest]:
    return [request for request in log if not any(part in request.path for part in _SETUP)]


def _writes(log: Sequence[LoggedRequest]) -> int:
    return sum(1 for request in log if request.method != "GET")


def _throttled(log: Sequence[LoggedRequest]) -> int:
    return sum(1 for request in log if request.status == 429)
