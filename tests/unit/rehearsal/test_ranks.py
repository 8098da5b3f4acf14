"""Deep pages begin at marks; they must show just what walking over all rows before them would show."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from migrate.rehearsal import Store, create_app, open_store
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Object, link
from migrate.rehearsal.ranks import ORDERS, Collection, Order, Start, select_from
from migrate.rehearsal.records import Record, delete_record, find, save, save_state

STAMPS = 40
"""So few that many rows share one."""


def stamp(number: int) -> str:
    """Return a time stamp."""
    return f"2026-01-01T00:00:{number:02}.000Z"


def entry(number: int, when: int) -> Record:
    """Return an entry that was made at a moment."""
    content_type = link("ContentType", f"t{number % 2}")
    sys: Object = {"version": 1, "createdAt": stamp(when), "updatedAt": stamp(when), "contentType": content_type}
    return Record(1, "Entry", f"e{number:05}", sys, {})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a space with 3,000 entries of two content types."""
    chance = random.Random(1)
    store = open_store(tmp_path / "space.db")
    with store.write() as transaction:
        for number in range(3000):
            save(transaction, entry(number, chance.randrange(STAMPS)))
    yield store
    store.close()


def page(transaction: Transaction, collection: Collection, order: Order, skip: int) -> list[tuple[str, str]]:
    """Return the ids of a page that begins at a mark."""
    start = transaction.ranks.start(collection, order, skip)
    return select_from(transaction, collection, order, start, "id, kind", 7)


def walked(transaction: Transaction, collection: Collection, order: Order, skip: int) -> list[tuple[str, str]]:
    """Return the same page by walking over all rows before it."""
    return select_from(transaction, collection, order, Start(None, skip), "id, kind", 7)


def differences(store: Store, chance: random.Random) -> list[tuple[Collection, Order, int]]:
    """Return the pages that are not as they should be, of some anywhere and of the last ones."""
    with store.read() as transaction:
        total = transaction.execute("SELECT count(*) FROM entity WHERE kind = 'Entry'").fetchone()[0]
        return [
            (collection, order, skip)
            for collection in (Collection(1, "Entry", None), Collection(1, "Entry", "t1"))
            for order in ORDERS.values()
            for skip in [*(chance.randrange(total) for _ in range(10)), total - 3, total, total + 5000]
            if page(transaction, collection, order, skip) != walked(transaction, collection, order, skip)
        ]


def change(transaction: Transaction, chance: random.Random, fresh: int) -> None:
    """Create, change or delete an entry."""
    kind = chance.randrange(3)
    if kind == 0:
        save(transaction, entry(fresh, chance.randrange(STAMPS)))
        return
    record = find(transaction, 1, "Entry", f"e{chance.randrange(3000):05}")
    if record is None:
        return
    if kind == 1:
        delete_record(transaction, record)
    else:
        record.sys["updatedAt"] = stamp(chance.randrange(STAMPS))
        save_state(transaction, record)


def save_and_fail(store: Store, record: Record) -> None:
    """Save an entry in a transaction that fails."""
    with store.write() as transaction:
        save(transaction, record)
        raise ZeroDivisionError


def test_pages_are_the_same_from_marks_while_entries_come_go_and_change(store: Store) -> None:
    """After each of many transactions, of few and of many changes."""
    chance = random.Random(2)
    found = differences(store, chance)
    fresh = 3000
    for _ in range(40):
        with store.write() as transaction:
            for _ in range(chance.choice((1, 3, 100))):
                change(transaction, chance, fresh)
                fresh += 1
        found += differences(store, chance)
    assert found == []


def test_marks_follow_thousands_of_entries_at_one_end(store: Store) -> None:
    """A stretch that grows gets marks of its own."""
    chance = random.Random(3)
    found = differences(store, chance)
    for first in range(3000, 9000, 900):
        with store.write() as transaction:
            for number in range(first, first + 900):
                save(transaction, entry(number, STAMPS))
        found += differences(store, chance)
    assert found == []


def test_what_was_undone_does_not_count(store: Store) -> None:
    """Neither a transaction that failed nor a part of one that was taken back."""
    chance = random.Random(4)
    found = differences(store, chance)
    with pytest.raises(ZeroDivisionError):
        save_and_fail(store, entry(4000, 1))
    found += differences(store, chance)
    with store.write() as transaction:
        save(transaction, entry(4001, 1))
        transaction.execute("SAVEPOINT part")
        save(transaction, entry(4002, 1))
        transaction.undo("part")
        transaction.execute("RELEASE part")
        save(transaction, entry(4003, 1))
    assert found + differences(store, chance) == []


def test_named_entries_are_found_without_walking_over_the_others(store: Store) -> None:
    """By id and by what they link to, SQLite takes a few steps, not some for each entry."""
    app = create_app(store)
    steps: list[int] = []
    with store.read() as transaction:
        transaction.set_progress_handler(lambda: steps.append(100), 100)
    for query in ("sys.id[in]=e00001,e02999", "links_to_asset=a"):
        request = httpx.Request("GET", f"http://x/spaces/rehearsal/environments/master/entries?{query}")
        request.headers["Authorization"] = "Bearer x"
        answer = asyncio.run(httpx.ASGITransport(app).handle_async_request(request))
        assert answer.status_code == 200
    assert sum(steps) < 2000


def test_what_another_process_writes_counts(store: Store) -> None:
    """Marks are forgotten when the file was written by somebody else."""
    assert store.path is not None
    chance = random.Random(5)
    found = differences(store, chance)
    other = open_store(store.path)
    with other.write() as transaction:
        for number in range(5000, 5300):
            save(transaction, entry(number, 0))
    other.close()
    assert found + differences(store, chance) == []
