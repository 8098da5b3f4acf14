"""The file of results holds plain values, whoever wrote it."""

import gc
import os
import pickle
import sqlite3
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.model.findings import Finding, Severity
from migrate.model.space import DesiredEntry, PublishState, Redirect, Schedule
from migrate.pipeline.packing import packed
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.result_batches import Made
from migrate.pipeline.store_file import PageStoreError
from migrate.transform.asking import Asked
from migrate.transform.context import AssetUse
from migrate.transform.page_result import PageResult
from migrate.transform.redirects import Claim
from migrate.transform.references import Wanted
from migrate.transform.unique import UniqueValue
from migrate.transform.unmapped import UnmappedKey

ENTRY = DesiredEntry(
    id="a",
    content_type="post",
    fields={"title": {"en-US": "A title"}},
    tags=("tag",),
    publish=PublishState.SCHEDULED,
    schedule=(Schedule("publish", "2027-01-01T00:00:00Z"),),
    sources={"en-US": "content/a.md"},
    urls={"en-US": "/a/"},
    findings=(Finding("content/a.md", 3, 1, "a-code", Severity.NOTE, "text", "done"),),
    create_only=frozenset({"title"}),
    page="/a",
)
RESULT = PageResult(
    entries=(ENTRY,),
    assets=(AssetUse("x", True, "static/x.png", "", "00", 3, "x.png", "image/png", "X", "", {"w": "3"}, True),),
    wanted=(Wanted("p", "person", "name", "Kim", {"born": datetime(1990, 1, 2, tzinfo=UTC)}, "en-US", "a.md", 2),),
    claims=(Claim(Redirect("/old/", "/a/"), "a", "content/a.md", 4),),
    unmapped=(UnmappedKey("colour", "post", "content/a.md", 5),),
    urls=(("/a/", "content/a.md"),),
    unique=(UniqueValue("a", "post", "slug", '"a"', "slug: a"),),
)
MADE = Made(RESULT, Asked((("link", "en", "b.md"),), "answers", (), ""))


def packed_result() -> Made:
    """Return the result as it is stored."""
    return MADE._replace(result=replace(RESULT, entries=(packed(ENTRY),)))


def values(result: PageResult) -> dict[str, object]:
    """Return the fields of a result."""
    return {name: getattr(result, name) for name in result.__slots__}


def stored(path: Path) -> None:
    """Store the result under the key ``k``."""
    store = PageStore.open(path, "code")
    store.put("k", packed_result())
    store.keep_only({"k"})


def test_a_result_comes_back_whole(tmp_path: Path) -> None:
    """Everything of a result is there in the next run, dates and states included."""
    stored(tmp_path / "pages.db")
    held = PageStore.look(tmp_path / "pages.db", "code").get("k")
    assert held is not None
    entry = held.result.entries[0]
    assert dict(entry.fields.items()) == ENTRY.fields
    assert values(held.result) | {"entries": ()} == values(RESULT) | {"entries": ()}
    assert (entry.publish, entry.schedule, entry.findings, entry.create_only) == (
        ENTRY.publish,
        ENTRY.schedule,
        ENTRY.findings,
        ENTRY.create_only,
    )


def test_fields_are_read_where_they_are_looked_at(tmp_path: Path) -> None:
    """The fields of an entry lie in the file and answer as fields do."""
    store = PageStore.open(tmp_path / "pages.db", "code")
    fields = store.put("k", packed_result()).result.entries[0].fields
    assert (fields["title"], list(fields), len(fields)) == ({"en-US": "A title"}, ["title"], 1)


def test_what_is_not_kept_is_gone(tmp_path: Path) -> None:
    """Results of pages that are no more do not fill the disk, nor do their fields."""
    path = tmp_path / "pages.db"
    stored(path)
    PageStore.open(path, "code").keep_only(set())
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM body)").fetchone() == (0, 0)


class _Attack:
    """What a hostile file would have Python call."""

    def __init__(self, target: Path) -> None:
        self._target = str(target)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self._target,)


def test_a_hostile_file_makes_nothing_but_values(tmp_path: Path) -> None:
    """A pickle that calls something is not obeyed; the page counts as unknown."""
    stored(tmp_path / "pages.db")
    with sqlite3.connect(tmp_path / "pages.db") as database:
        attack = pickle.dumps(_Attack(tmp_path / "made"))
        database.execute("UPDATE batch SET made = ?, crc = ?", (attack, zlib.crc32(attack)))
    assert PageStore.look(tmp_path / "pages.db", "code").get("k") is None
    assert not (tmp_path / "made").exists()


def test_a_file_of_other_code_is_not_looked_at(tmp_path: Path) -> None:
    """What another version made may be wrong now."""
    stored(tmp_path / "pages.db")
    with pytest.raises(PageStoreError):
        PageStore.look(tmp_path / "pages.db", "other code")


def test_there_is_one_writer(tmp_path: Path) -> None:
    """While a run writes, another one is told that it cannot."""
    writer = PageStore.open(tmp_path / "pages.db", "code")
    with pytest.raises(PageStoreError):
        PageStore.open(tmp_path / "pages.db", "code")
    writer.keep_only(set())


def test_a_reader_does_not_keep_a_run_from_finishing(tmp_path: Path) -> None:
    """Looking at the file while a run writes it disturbs neither."""
    stored(tmp_path / "pages.db")
    reader = PageStore.look(tmp_path / "pages.db", "code")
    results = reader.all({"k"})
    next(results)
    writer = PageStore.open(tmp_path / "pages.db", "code")
    writer.put("l", packed_result())
    writer.keep_only({"k", "l"})
    assert PageStore.look(tmp_path / "pages.db", "code").get("l") is not None


def test_the_file_is_closed_with_the_last_who_holds_it(tmp_path: Path) -> None:
    """Nothing waits for the garbage collector, which rests while a site is synced again and again."""
    stored(tmp_path / "pages.db")
    gc.disable()
    try:
        store = PageStore.open(tmp_path / "pages.db", "code")
        store.put("l", packed_result())
        held = store.get("k")
        assert held is not None
        fields = held.result.entries[0].fields
        del store, held
        assert fields["title"] == {"en-US": "A title"}
        with pytest.raises(PageStoreError):
            PageStore.open(tmp_path / "pages.db", "code")
        del fields
        PageStore.open(tmp_path / "pages.db", "code").close()
    finally:
        gc.enable()
