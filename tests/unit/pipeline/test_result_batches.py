"""Results share rows of the file, and each is there, gone or replaced by itself."""

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

from migrate.pipeline import result_batches
from migrate.pipeline.page_store import PageStore
from tests.unit.pipeline.test_page_store import packed_result


def put(store: PageStore, key: str, url: str = "") -> None:
    """Store the result under `key`, told apart by `url`."""
    made = packed_result()
    store.put(key, made._replace(result=replace(made.result, urls=((url or key, "a.md"),))))


def held(store: PageStore) -> dict[str, str]:
    """Return what tells the results apart by key, however they are asked for."""
    keys = {f"k{number}" for number in range(400)}
    found = {key: made.result.urls[0][0] for key, made in store.all(keys)}
    for key in keys:
        made = store.get(key)
        assert (made.result.urls[0][0] if made is not None else None) == found.get(key)
        assert made is None or made.result.entries[0].fields["title"] == {"en-US": "A title"}
    return found


def rows(path: Path) -> int:
    """Return how many rows hold the results."""
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM batch").fetchone()[0])


def test_many_results_share_a_row(tmp_path: Path) -> None:
    """All come back, those too that are not written down yet."""
    path = tmp_path / "pages.db"
    store = PageStore.open(path, "code")
    keys = {f"k{number}" for number in range(250)}
    for key in sorted(keys):
        put(store, key)
    assert held(store) == {key: key for key in keys}
    store.keep_only(keys)
    assert held(PageStore.look(path, "code")) == {key: key for key in keys}
    assert rows(path) == 3


def test_a_result_that_went_does_not_come_back_with_its_key(tmp_path: Path) -> None:
    """Its row may still stand there for its neighbours; its fields do not."""
    path = tmp_path / "pages.db"
    store = PageStore.open(path, "code")
    for number in range(4):
        put(store, f"k{number}", "first")
    store.keep_only({"k0", "k1", "k2"})
    assert held(store).keys() == {"k0", "k1", "k2"}
    store.close()
    store = PageStore.open(path, "code")
    put(store, "k3", "second")
    put(store, "k0", "second")
    store.keep_only({"k0", "k1", "k2", "k3"})
    assert held(PageStore.look(path, "code")) == {"k0": "second", "k1": "first", "k2": "first", "k3": "second"}


def test_rows_of_which_little_is_left_are_gathered(tmp_path: Path) -> None:
    """However results come and go, what is left lies in few rows, and is what was put last."""
    path, chance = tmp_path / "pages.db", random.Random(5)
    expected: dict[str, str] = {}
    for step in range(40):
        store = PageStore.open(path, "code")
        for key in chance.sample([f"k{number}" for number in range(400)], 20):
            expected[key] = f"{key} of {step}"
            put(store, key, expected[key])
        gone = chance.sample(sorted(expected), len(expected) // 10)
        for key in gone:
            del expected[key]
        store.keep_only(set(expected))
        store.close()
        store = PageStore.look(path, "code")
        assert held(store) == expected
        store.close()
    assert rows(path) * result_batches.MOST_RESULTS < 12 * len(expected)
