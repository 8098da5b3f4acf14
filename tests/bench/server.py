"""How fast the rehearsal space is: a slow one would hide how fast everything else is."""

import time
from collections.abc import Callable, Iterator
from functools import partial

import httpx

from migrate.rehearsal import RehearsalOptions
from tests.bench.figures import Note, Row, at_most
from tests.bench.load import served
from tests.bench.options import Options

__all__ = ["measure_server"]

_BASE = "/spaces/rehearsal/environments/master"
_SAMPLE = 300
"""Requests that are timed."""
_TYPE = {
    "name": "Post",
    "displayField": "title",
    "fields": [{"id": "title", "name": "Title", "type": "Symbol"}, {"id": "body", "name": "Body", "type": "Text"}],
}
_WORDS = "The quick brown fox jumps over the lazy dog. " * 40


def measure_server(options: Options) -> Iterator[Row]:
    """Yield seconds of a create, a publish and a page of a listing in a large space against a small one."""
    first: dict[str, float] = {}
    for entries in (size for size in options.sizes if size >= 1000):
        with served(RehearsalOptions(), options.folder / f"server-{entries}.db") as (url, _):
            times = _times(url, entries)
        yield Note(f"{entries:,} entries: " + ", ".join(f"{name} {1 / each:,.0f}/s" for name, each in times.items()))
        for name, each in times.items():
            if name in first:
                yield at_most(f"{name} at {entries:,} against 1,000", each / first[name], "x", required=1.3)
        first = first or times


def _times(url: str, entries: int) -> dict[str, float]:
    with httpx.Client(base_url=url + _BASE, headers={"Authorization": "Bearer rehearsal"}, timeout=60) as api:
        api.put("/content_types/post", json=_TYPE).raise_for_status()
        api.put("/content_types/post/published", headers={"X-Contentful-Version": "1"}).raise_for_status()
        for number in range(entries - _SAMPLE):
            _create(api, number)
        last = range(entries - _SAMPLE, entries)
        return {
            "creates": _seconds(partial(_create, api), last),
            "publishes": _seconds(partial(_publish, api), last),
            "paged reads": _seconds(partial(_page, api), range(0, 1000, 100)),
        }


def _seconds(work: Callable[[int], None], numbers: range) -> float:
    """Return how long `work` takes for one of `numbers`."""
    started = time.perf_counter()
    for number in numbers:
        work(number)
    return (time.perf_counter() - started) / len(numbers)


def _create(api: httpx.Client, number: int) -> None:
    fields = {"title": {"en-US": f"Post {number}"}, "body": {"en-US": _WORDS}}
    headers = {"X-Contentful-Content-Type": "post"}
    api.put(f"/entries/post-{number}", json={"fields": fields}, headers=headers).raise_for_status()


def _publish(api: httpx.Client, number: int) -> None:
    api.put(f"/entries/post-{number}/published", headers={"X-Contentful-Version": "1"}).raise_for_status()


def _page(api: httpx.Client, skip: int) -> None:
    api.get("/entries", params={"limit": 100, "skip": skip, "order": "sys.id"}).raise_for_status()
