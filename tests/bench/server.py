"""How fast the rehearsal space is: a slow one would hide how fast everything else is.

Two servers, each a process of its own on a file of its own, one with a small space and one with a large one, answer a
few requests each in turn, so that what else the machine does strikes both alike.
"""

import asyncio
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.figures import Note, Row, at_most, median
from tests.bench.filled import BASE, entry_fields, filled_space
from tests.bench.options import Options
from tests.bench.wire import Ask, Clients

__all__ = ["measure_server"]

_SMALL, _LARGE = 1_000, 100_000
_CLIENTS = (1, 16)
_ROUNDS = 5
_WRITES = 160
"""Entries that are created, published and deleted in one round."""
_PAGE = 100
_PAGES = 160
"""Pages that are read in one round, in each way."""
_CHUNK = 16
"""Requests after which it is the other server's turn."""
_READS: Mapping[str, tuple[str, bool]] = {
    "pages in default order, anywhere": ("", False),
    "pages by creation, anywhere": ("sys.createdAt,sys.id", False),
    "pages by creation, in a row": ("sys.createdAt,sys.id", True),
}
"""Order of pages, and whether one follows the other."""

Times = dict[tuple[str, int, int], list[float]]
"""Seconds for one request, each the mean of a few, by work, clients and entries."""


def measure_server(options: Options) -> Iterator[Row]:
    """Yield seconds of a create, a publish and a page of a listing in a large space against a small one."""
    times = asyncio.run(_measure(options.folder))
    works = list(dict.fromkeys(work for work, _, _ in times))
    for clients in _CLIENTS:
        for work in works:
            small, large = (median(times[work, clients, entries]) for entries in (_SMALL, _LARGE))
            unit = f"x the time at {_SMALL:,} entries; {1 / small:,.0f}/s there, {1 / large:,.0f}/s at {_LARGE:,}"
            yield at_most(f"{clients} client{'s' * (clients > 1)}: {work}", large / small, unit, required=1.3)
    yield Note(f"medians of {_ROUNDS} rounds of {_WRITES} writes and {_PAGES} pages of {_PAGE} entries of 2 kB")


@dataclass(frozen=True, slots=True)
class _Space:
    entries: int
    clients: Clients


async def _measure(folder: Path) -> Times:
    times: Times = {}
    chance = random.Random(3)
    sizes = (_SMALL, _LARGE)
    files = [folder / f"server-{size}.db" for size in sizes]
    async with filled_space(files[0], _SMALL) as small, filled_space(files[1], _LARGE) as large:
        for number in range(_ROUNDS * len(_CLIENTS)):
            count = _CLIENTS[number % len(_CLIENTS)]
            urls = zip(sizes, (small, large), strict=True)
            spaces = [_Space(size, await Clients.connect(url, BASE, count)) for size, url in urls]
            for work, seconds in (await _round(spaces, chance)).items():
                for space, taken in zip(spaces, seconds, strict=True):
                    times.setdefault((work, count, space.entries), []).extend(taken)
            for space in spaces:
                space.clients.close()
    return times


async def _round(spaces: Sequence[_Space], chance: random.Random) -> dict[str, list[list[float]]]:
    """Return seconds for one request, by work and space; the spaces are afterwards as they were before."""
    taken = {work: await _in_turn([(space, asks) for space in spaces]) for work, asks in _writes().items()}
    for work, (order, in_a_row) in _READS.items():
        taken[work] = await _in_turn(
            [(space, _pages(space.entries, order, chance, in_a_row=in_a_row)) for space in spaces]
        )
    for space in spaces:
        for path in ("/entries/new-{}/published", "/entries/new-{}"):
            await space.clients.seconds([Ask("DELETE", path.format(number)) for number in range(_WRITES)])
    return taken


async def _in_turn(asked: Sequence[tuple[_Space, Sequence[Ask]]]) -> list[list[float]]:
    """Let the spaces answer a few requests each in turn."""
    taken: list[list[float]] = [[] for _ in asked]
    for start in range(0, len(asked[0][1]), _CHUNK):
        for (space, asks), seconds in zip(asked, taken, strict=True):
            part = asks[start : start + _CHUNK]
            seconds.append(await space.clients.seconds(part) / len(part))
    return taken


def _writes() -> dict[str, list[Ask]]:
    made = {"X-Contentful-Content-Type": "post"}
    numbers = range(_WRITES)
    return {
        "creates": [Ask("PUT", f"/entries/new-{number}", {"fields": entry_fields(number)}, made) for number in numbers],
        "publishes": [
            Ask("PUT", f"/entries/new-{number}/published", headers={"X-Contentful-Version": "1"}) for number in numbers
        ],
    }


def _pages(entries: int, order: str, chance: random.Random, *, in_a_row: bool) -> list[Ask]:
    there = entries // _PAGE
    first = chance.randrange(there)
    numbers = [(first + number) % there if in_a_row else chance.randrange(there) for number in range(_PAGES)]
    return [_page(number, order) for number in numbers]


def _page(number: int, order: str) -> Ask:
    query = {"limit": str(_PAGE), "skip": str(number * _PAGE), **({"order": order} if order else {})}
    return Ask("GET", f"/entries?{urlencode(query)}")
