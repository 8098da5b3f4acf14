"""What is stored once though it is seen twice, and files of earlier versions."""

import gc
import resource
import sqlite3
import weakref
from pathlib import Path
from typing import Any

import pytest

from migrate.errors import ConfigurationError, MigrateError
from migrate.rehearsal import RehearsalOptions, create_app, open_store
from migrate.rehearsal.records import find, save
from migrate.rehearsal.schema import MIGRATIONS
from tests.unit.rehearsal.conftest import Api, Clock, symbol


def sizes(api: Api) -> tuple[int, int]:
    """Return the stored length of the published state of the entry, and of its snapshots."""
    with api.store.read() as transaction:
        row = transaction.execute(
            "SELECT (SELECT coalesce(length(kept_body), 0) FROM entity WHERE kind = 'Entry'),"
            " (SELECT sum(length(payload)) FROM snapshot WHERE kind = 'Entry')"
        ).fetchone()
    return int(row[0]), int(row[1])


def test_a_published_state_is_not_stored_twice(api: Api) -> None:
    """Neither beside the present state nor as a snapshot, until the entry changes."""
    api.activate("t", symbol("title"))
    api.entry("e", "t", title="One")
    api.publish("entries/e", 1)
    published = sizes(api)
    api.put("entries/e", {"fields": {"title": {"en-US": "Two"}}}, version=2)
    assert (published, sizes(api)[0] > 0) == ((0, 0), True)


def test_the_published_state_outlives_a_change(api: Api) -> None:
    """The published view and the snapshot show what was published."""
    api.activate("t", symbol("title"))
    api.entry("e", "t", title="One")
    before = api.publish("entries/e", 1)
    api.put("entries/e", {"fields": {"title": {"en-US": "Two"}}}, version=2)
    shown = [api.get("public/entries")["items"][0], api.get("entries/e/snapshots")["items"][0]["snapshot"]]
    assert shown == [before, before]


def test_a_snapshot_outlives_unpublishing(api: Api) -> None:
    """It is what was published, though nothing is any more."""
    api.activate("t", symbol("title"))
    api.entry("e", "t", title="One")
    before = api.publish("entries/e", 1)
    api.request("DELETE", "entries/e/published")
    assert api.get("entries/e/snapshots")["items"][0]["snapshot"] == before


def test_a_snapshot_outlives_the_fields_of_its_content_type(api: Api) -> None:
    """Values go with their field, but not from what was once published."""
    api.activate("t", symbol("keep"), symbol("drop"))
    api.entry("e", "t", keep="a", drop="b")
    before = api.publish("entries/e", 1)
    keep, drop = symbol("keep", name="Keep"), symbol("drop", name="Drop", omitted=True)
    api.put("content_types/t", {"name": "T", "fields": [keep, drop]}, version=2)
    api.publish("content_types/t", 3)
    api.put("content_types/t", {"name": "T", "fields": [keep]}, version=4)
    api.publish("content_types/t", 5)
    shown = api.get("entries/e/snapshots")["items"][0]["snapshot"]
    assert (shown, api.get("public/entries")["items"][0]["fields"]) == (before, {"keep": {"en-US": "a"}})


def test_a_file_of_the_first_version_is_read(tmp_path: Path) -> None:
    """Its published states and totals are there."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as old:
        old.executescript(MIGRATIONS[0])
        old.execute("PRAGMA user_version = 1")
        old.execute(
            "INSERT INTO entity (env, kind, id, version, created_at, updated_at, published_version, sys, body,"
            " public_sys, public_body) VALUES (1, 'Entry', 'e', 3, 'c', 'u', 1, '{\"version\":3,\"publishedVersion\":1,"
            '"updatedAt":"u"}\', \'{"fields":{}}\', \'{"version":2}\', \'{"fields":{"a":1}}\')'
        )
    old.close()
    store = open_store(path)
    with store.write() as transaction:
        record = find(transaction, 1, "Entry", "e")
        tally = transaction.execute("SELECT total, published FROM tally WHERE kind = 'Entry'").fetchone()
        assert record is not None
        save(transaction, record)
        again = find(transaction, 1, "Entry", "e")
    store.close()
    assert (record.public_sys, record.public_body, tally, again) == (
        {"version": 2},
        {"fields": {"a": 1}},
        (1, 1),
        record,
    )


def test_totals_of_published_entries_are_kept(api: Api) -> None:
    """Publishing, unpublishing and copying an environment count."""
    api.activate("t", symbol("title"))
    for name in ("a", "b", "c"):
        api.entry(name, "t", title=name)
        api.publish(f"entries/{name}", 1)
    api.request("DELETE", "entries/a/published")
    api.put("/spaces/rehearsal/environments/copy", {"name": "copy"})
    copied = api.get("/spaces/rehearsal/environments/copy/public/entries")
    assert (api.get("public/entries")["total"], api.get("entries")["total"], copied["total"]) == (2, 3, 2)


def test_a_store_that_nobody_holds_is_let_go(tmp_path: Path) -> None:
    """Its connection and what SQLite holds for it go with it, closed or not."""
    store = open_store(tmp_path / "space.db")
    with store.read() as connection:
        held = weakref.ref(connection)
    del store, connection
    gc.collect()
    assert held() is None


def test_a_file_that_cannot_be_opened_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its connection is closed, whatever was wrong with the file."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*arguments: Any, **named: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **named))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    (tmp_path / "other.db").write_bytes(b"no database, and long enough to be looked at " * 40)
    with pytest.raises(ConfigurationError):
        open_store(tmp_path / "other.db")
    assert opened
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_damaged_file_is_told_to_whoever_asks(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite notices when a request needs the page; the answer and one line of the log say what to do, once."""
    path = tmp_path / "space.db"
    store = open_store(path)
    api = Api(create_app(store, RehearsalOptions()), Clock(), store)
    api.activate("t", symbol("title"))
    for number in range(40):
        api.entry(f"e{number}", "t", title="long " * 40)
    store.close()
    data = bytearray(path.read_bytes())
    for start in range(0, len(data), 4096):
        if b"long long" in data[start : start + 4096]:
            data[start : start + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    store = open_store(path)
    answer = Api(create_app(store, RehearsalOptions()), Clock(), store).request("GET", "entries")
    store.close()
    assert answer.status_code == 400
    assert "damaged one" in answer.json()["message"]
    assert "move this one and its state file away" in answer.json()["message"]
    assert [record.exc_info for record in caplog.records] == [None]


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """Nothing half-made is left that would be in the way of another try."""
    path = tmp_path / "space.db"
    # A file that may grow no more is the same to SQLite as a disk that is full.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(MigrateError, match="Make room on the disk"):
            open_store(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    open_store(path).close()


def test_a_write_that_finds_no_room_leaves_the_space_usable(tmp_path: Path) -> None:
    """SQLite undoes the transaction by itself then, and whoever comes next begins one of their own."""
    store = open_store(tmp_path / "space.db")
    api = Api(create_app(store, RehearsalOptions()), Clock(), store)
    api.activate("t", symbol("title"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        answer = api.request("PUT", "entries/e", json={"fields": {}}, headers={"X-Contentful-Content-Type": "t"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (answer.status_code, "Make room on the disk" in answer.json()["message"]) == (500, True)
    api.entry("e", "t", title="One")
    store.close()
