"""The pieces of work that are measured, each a verb of ``python -m tests.bench.child``; prints one line of JSON.

Owns what exactly is timed. Starting Python and importing the project is not.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from migrate import pipeline
from migrate.extract import read_site
from migrate.load import apply, connect, observe, open_state
from migrate.mapping.infer import infer_mapping
from migrate.model.source import SourcePage, SourceSite
from migrate.model.space import DesiredSpace, Target
from migrate.pipeline.packing import packed
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.spreading import Spread
from migrate.plan import PlanPolicy, build_plan
from migrate.report.export import export_contentful
from migrate.report.progress import SilentProgress
from migrate.settings import load_settings
from migrate.transform import build_space
from tests.faults.bench import entry
from tests.faults.bench import site as space_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TARGET = Target("rehearsal", "master", "", rehearsal=True)


class _Clock:
    """Seconds and processor seconds since it was made, children that have ended included."""

    def __init__(self) -> None:
        self._started, self._times = time.perf_counter(), os.times()

    def read(self) -> dict[str, float]:
        now = os.times()
        cpu = sum(now[:4]) - sum(self._times[:4])
        return {"seconds": time.perf_counter() - self._started, "cpu": cpu}


def _read(site: str) -> SourceSite:
    return read_site(Path(site), now=NOW)


def extract(site: str) -> dict[str, Any]:
    """Read a site and lex every body."""
    clock = _Clock()
    source = _read(site)
    size = sum(Spread().map(_Lexing(source), [page for page in source.pages if page.source]))
    return {**clock.read(), "pages": _written(source), "bytes": size}


class _Lexing:
    """Lexes the body of a page and gives its size."""

    def __init__(self, site: SourceSite) -> None:
        self._site = site

    def __call__(self, page: SourcePage) -> int:
        return len(self._site.reader.body(page).text)


def transform(site: str) -> dict[str, Any]:
    """Make entries of all pages in one process; reading is not part of it."""
    source = _read(site)
    rules = infer_mapping(source)
    best: dict[str, float] = {}
    for _ in range(2):
        clock = _Clock()
        space = build_space(source, rules, TARGET, NOW, work=PageMemory(spread=Spread(workers=1)))
        best = min(best or clock.read(), clock.read(), key=lambda times: times["cpu"])
    return {**best, "pages": _written(source), **_counts(space)}


def both(site: str) -> dict[str, Any]:
    """Read a site and make entries of it, with all cores; the mapping is there before, as it is on a real run."""
    clock = _Clock()
    source = _read(site)
    reading = clock.read()
    rules = infer_mapping(source)
    clock = _Clock()
    space = build_space(source, rules, TARGET, NOW, work=PageMemory())
    converting = clock.read()
    return {**{key: reading[key] + converting[key] for key in reading}, "pages": _written(source), **_counts(space)}


def sync(site: str, folder: str, host: str) -> dict[str, Any]:
    """Bring a space in step with a site; the server is another process."""
    clock = _Clock()
    flags = {"space": "rehearsal", "host": host, "token": "rehearsal", "state": Path(folder) / "state.db"}
    settings = load_settings(flags, environ={}, folder=Path(folder), needs_target=True).model_copy(update={"now": NOW})
    summary = pipeline.sync(Path(site), None, settings, SilentProgress(), strict=False)
    done = {action: dict(counts) for action, counts in summary.done.items()}
    return {**clock.read(), "requests": summary.requests, "writes": summary.writes, "done": done}


def entries(count: str, folder: str, host: str) -> dict[str, Any]:
    """Bring a space in step with so many small entries that no site was read for: planning and writing alone."""
    clock = _Clock()
    store = PageStore.temporary()
    numbers = range(int(count))
    loose = (entry(f"e{number:06d}", links=[f"e{number // 2:06d}"]) for number in numbers)
    made = PageMemory().collect(store.keep_entry(packed(each)) for each in loose)
    wanted = replace(space_of([]), entries=made, pages=int(count))
    target = Target("rehearsal", "master", host, rehearsal=True)

    async def work() -> dict[str, Any]:
        async with connect(target, SecretStr("rehearsal")) as space:
            with open_state(Path(folder) / "state.db", target, writable=True) as state:
                remote = await observe(space.reader, state, owner_tag=wanted.owner_tag)
                plan = build_plan(wanted, remote, state.base, PlanPolicy(), target)
                await apply(plan, space, state, lambda path: path.encode())
                return {"requests": space.reader.requests, "writes": space.reader.writes}

    return {**asyncio.run(work()), **clock.read()}


def content(site: str, target: str) -> dict[str, Any]:
    """Write a site as the content file of the vendor's importer."""
    clock = _Clock()
    source = _read(site)
    space = build_space(source, infer_mapping(source), TARGET, NOW)
    with Path(target).open("wb") as file:
        file.writelines(export_contentful(space))
    return clock.read()


def convert(site: str) -> dict[str, Any]:
    """Read a site, make entries of it and look at each once, as a plan does."""
    clock = _Clock()
    source = _read(site)
    space = build_space(source, infer_mapping(source), TARGET, NOW, work=PageMemory())
    findings = sum(len(entry.findings) for entry in space.entries)
    return {**clock.read(), "pages": _written(source), "findings": findings, **_counts(space)}


def bodies(site: str, target: str) -> dict[str, Any]:
    """Write the bodies of a site as lines of JSON, for the converters of others."""
    clock = _Clock()
    source = _read(site)
    with Path(target).open("w", encoding="utf-8") as lines:
        for page in source.pages:
            if page.source:
                lines.write(json.dumps(source.reader.body(page).text) + "\n")
    return clock.read()


def _written(site: SourceSite) -> int:
    """Return the number of pages that have a file."""
    return sum(1 for page in site.pages if page.source)


def _counts(space: DesiredSpace) -> dict[str, int]:
    return {"entries": len(space.entries), "assets": len(space.assets)}


WORK: dict[str, Callable[..., dict[str, Any]]] = {
    "bodies": bodies,
    "both": both,
    "content": content,
    "convert": convert,
    "entries": entries,
    "extract": extract,
    "sync": sync,
    "transform": transform,
}


if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]](*sys.argv[2:])))
