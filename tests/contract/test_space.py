"""One suite for the space port: in process, over a socket, and against a real space when a token is set.

The real one runs with CONTENTFUL_MANAGEMENT_TOKEN, CONTENTFUL_SPACE_ID and CONTENTFUL_ENVIRONMENT_ID (an environment
that may be thrown away: never ``master``). Everything that the suite makes has ids that begin with ``contract-``.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from migrate.load import HttpSpace, connect
from migrate.load.failures import RefusedError, StaleError
from migrate.load.port import BulkAction, BulkResult, EntryJob, Versioned
from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.plan import Action, SetupItem, SetupKind
from migrate.model.space import EntityKey, EntityType, RemoteEntity, Schedule, Target
from migrate.plan.payload import write_body
from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.faults.bench import BentWire, dig

TYPE = "contractPost"
KEY = EntityKey(EntityType.ENTRY, "contract-a")
OTHER = EntityKey(EntityType.ENTRY, "contract-b")
ASSET = EntityKey(EntityType.ASSET, "contract-asset")
PAYLOAD: JsonObject = {
    "name": "Contract post",
    "description": "",
    "displayField": "title",
    "fields": [
        {"id": "title", "name": "Title", "type": "Symbol", "localized": False, "required": True},
        {"id": "fooBar", "name": "Camel", "type": "Symbol", "localized": False, "required": False},
        {"id": "foo_bar", "name": "Snake", "type": "Symbol", "localized": False, "required": False},
    ],
}
REAL = "CONTENTFUL_MANAGEMENT_TOKEN"

Work = Callable[[HttpSpace], Awaitable[None]]


@dataclass(frozen=True)
class Place:
    """A way to reach a space."""

    name: str
    folder: Path

    @asynccontextmanager
    async def open(self) -> AsyncIterator[HttpSpace]:
        """Connect, with the content type made."""
        if self.name == "real":
            target = Target(
                os.environ["CONTENTFUL_SPACE_ID"],
                os.environ["CONTENTFUL_ENVIRONMENT_ID"],
                os.environ.get("CONTENTFUL_HOST", "https://api.contentful.com"),
                rehearsal=False,
            )
            async with connect(target, SecretStr(os.environ[REAL])) as space:
                await _make_type(space)
                yield space
            return
        app = create_app(open_store(self.folder / "space.db"), RehearsalOptions(bulk_entry_operations=True))
        with serve_in_thread(app) as url:
            target = Target("rehearsal", "master", url, rehearsal=True)
            # The control plane's library needs a socket, whatever the data plane travels over.
            transport = BentWire(app) if self.name == "in-process" else None
            async with connect(target, SecretStr("token"), transport=transport) as space:
                await _make_type(space)
                yield space


async def _make_type(space: HttpSpace) -> None:
    environment = await space.reader.environment()
    if TYPE not in environment.content_types:
        await space.writer.set_up(
            SetupItem(SetupKind.CONTENT_TYPE, TYPE, Action.CREATE, "for the suite", (), None, PAYLOAD)
        )


@pytest.fixture(params=["in-process", "socket", "real"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Work], None]:
    """Return a runner of work against one kind of space."""
    if request.param == "real":
        if not os.environ.get(REAL):
            pytest.skip(f"no real space: {REAL} is not set")
        if os.environ.get("CONTENTFUL_ENVIRONMENT_ID", "master") == "master":
            pytest.skip("the suite writes, and never to master: set CONTENTFUL_ENVIRONMENT_ID")
    place = Place(request.param, tmp_path)

    def runner(work: Work) -> None:
        async def whole() -> None:
            async with place.open() as space:
                try:
                    await work(space)
                finally:
                    await _clean(space)

        asyncio.run(whole())

    return runner


async def _clean(space: HttpSpace) -> None:
    for key in (KEY, OTHER, ASSET):
        entity = await space.reader.find(key)
        if entity is None:
            continue
        version = entity.version
        if entity.archived_version is not None:
            version = (await space.writer.unarchive(key, version)).version
        if entity.published_version is not None:
            version = (await space.writer.unpublish(key, version)).version
        await space.writer.delete(key, version)


def body(title: str, **more: Json) -> JsonObject:
    """Return the body of an entry."""
    return write_body({"title": {"en-US": title}} | {name: {"en-US": value} for name, value in more.items()}, ())


async def create(space: HttpSpace, key: EntityKey = KEY, title: str = "One") -> RemoteEntity:
    """Create an entry."""
    return await space.writer.put(key, TYPE, body(title), None)


def test_put_creates_and_replaces(run: Callable[[Work], None]) -> None:
    """A put without a version creates at version 1, one with the version replaces; both return what is there."""

    async def work(space: HttpSpace) -> None:
        made = await space.writer.put(KEY, TYPE, body("One", fooBar="camel", foo_bar="snake"), None)
        assert (made.version, made.content_type, made.published_version) == (1, TYPE, None)
        assert made.fields["fooBar"] == {"en-US": "camel"}
        changed = await space.writer.put(KEY, TYPE, body("Two"), 1)
        assert changed.version == 2
        found = await space.reader.find(KEY)
        assert found is not None
        assert found.fields == {"title": {"en-US": "Two"}}

    run(work)


def test_put_again_with_the_same_content_is_harmless(run: Callable[[Work], None]) -> None:
    """A repeated write that was carried out before counts as done, and raises no version."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        again = await create(space)
        assert again.version == 1

    run(work)


def test_a_wrong_version_is_stale(run: Callable[[Work], None]) -> None:
    """Other content at a version that is not the current one is refused and changes nothing."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        with pytest.raises(StaleError):
            await space.writer.put(KEY, TYPE, body("Two"), None)
        with pytest.raises(StaleError):
            await space.writer.put(KEY, TYPE, body("Two"), 7)
        with pytest.raises(StaleError):
            await space.writer.publish(KEY, 7)
        found = await space.reader.find(KEY)
        assert found is not None
        assert found.version == 1

    run(work)


def test_bad_content_is_refused(run: Callable[[Work], None]) -> None:
    """An unknown field is refused with Contentful's words."""

    async def work(space: HttpSpace) -> None:
        with pytest.raises(RefusedError, match="nope"):
            await space.writer.put(KEY, TYPE, body("One", nope="x"), None)
        assert await space.reader.find(KEY) is None

    run(work)


def test_the_life_of_an_entry(run: Callable[[Work], None]) -> None:
    """Publish, unpublish, archive and unarchive each raise the version by one and are seen on reading."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        published = await space.writer.publish(KEY, 1)
        assert (published.version, published.published_version) == (2, 1)
        unpublished = await space.writer.unpublish(KEY, 2)
        assert (unpublished.version, unpublished.published_version) == (3, None)
        archived = await space.writer.archive(KEY, 3)
        assert (archived.version, archived.archived_version) == (4, 3)
        back = await space.writer.unarchive(KEY, 4)
        assert (back.version, back.archived_version) == (5, None)
        await space.writer.delete(KEY, 5)
        await space.writer.delete(KEY, 5)
        assert await space.reader.find(KEY) is None

    run(work)


def test_bulk_publish_is_all_or_nothing(run: Callable[[Work], None]) -> None:
    """One entity at a wrong version fails the whole action and is named; without it the rest is published."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        await create(space, OTHER)
        result = await _bulk(space, BulkAction.PUBLISH, [Versioned(KEY, 1), Versioned(OTHER, 9)])
        assert not result.succeeded
        assert [failure.key for failure in result.failures] == [OTHER]
        first = await space.reader.find(KEY)
        assert first is not None
        assert first.published_version is None
        assert (await _bulk(space, BulkAction.PUBLISH, [Versioned(KEY, 1), Versioned(OTHER, 1)])).succeeded
        assert (await _bulk(space, BulkAction.UNPUBLISH, [Versioned(KEY, 2), Versioned(OTHER, 2)])).succeeded

    run(work)


def test_an_asset_is_made_from_an_upload(run: Callable[[Work], None]) -> None:
    """Upload, put, process: the file gets its URL and size, and the asset can be published."""

    async def work(space: HttpSpace) -> None:
        upload = await space.writer.upload(b"twelve bytes")
        file: Json = {
            "fileName": "a.txt",
            "contentType": "text/plain",
            "uploadFrom": {"sys": {"type": "Link", "linkType": "Upload", "id": upload}},
        }
        fields: JsonObject = {"title": {"en-US": "A file"}, "file": {"en-US": file}}
        made = await space.writer.put(ASSET, "", write_body(fields, ()), None)
        await space.writer.process(ASSET, "en-US", made.version)
        ready = await _processed(space)
        assert dig(ready.fields, "file", "en-US", "details", "size") == 12
        published = await space.writer.publish(ASSET, ready.version)
        assert published.published_version == ready.version

    run(work)


def test_an_unused_upload_can_be_discarded(run: Callable[[Work], None]) -> None:
    """Deleting an upload works, and once more does no harm."""

    async def work(space: HttpSpace) -> None:
        upload = await space.writer.upload(b"bytes")
        await space.writer.discard_upload(upload)
        await space.writer.discard_upload(upload)

    run(work)


def test_bulk_entry_operations(run: Callable[[Work], None]) -> None:
    """A job creates entries and tells of each; a space without the right says None."""

    async def work(space: HttpSpace) -> None:
        system: Json = {
            "id": KEY.id,
            "type": "Entry",
            "contentType": {"sys": {"type": "Link", "linkType": "ContentType", "id": TYPE}},
        }
        upload = await space.writer.upload(canonical_json([{"sys": system, **body("One")}]))
        job = await space.writer.start_job(EntryJob.CREATE, upload, 1)
        if job is None:
            return
        for _ in range(100):
            result = await space.writer.job_result(job)
            if result.done:
                break
            await asyncio.sleep(0.2)
        assert [(item.key, item.error) for item in result.items] == [(KEY, "")]
        assert await space.reader.find(KEY) is not None

    run(work)


def test_the_latest_change_is_listed_first(run: Callable[[Work], None]) -> None:
    """Heads come newest change first, with the number of all entities and without their content."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        await asyncio.sleep(0.01)
        await create(space, OTHER)
        await asyncio.sleep(0.01)
        await space.writer.publish(KEY, 1)
        page = await space.reader.heads(EntityType.ENTRY, skip=0, limit=2)
        assert [head.key for head in page.items] == [KEY, OTHER]
        assert page.items[0].version == 2
        assert page.total >= 2

    run(work)


def test_reading_in_every_way_gives_the_same(run: Callable[[Work], None]) -> None:
    """Entities read all at once, by id, and one by one are the same."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        await create(space, OTHER)
        everything = {entity.key: entity async for page in space.reader.entities(EntityType.ENTRY) for entity in page}
        named = {
            entity.key: entity
            async for page in space.reader.some_entities([KEY, OTHER, replace(KEY, id="contract-missing")])
            for entity in page
        }
        assert set(named) == {KEY, OTHER}
        assert named == {key: everything[key] for key in named}
        assert await space.reader.find(KEY) == named[KEY]
        heads = {head.key async for page in space.reader.heads_by_id(EntityType.ENTRY) for head in page.items}
        assert heads == set(everything)

    run(work)


def test_schedules_come_and_go(run: Callable[[Work], None]) -> None:
    """A scheduled action waits until it is cancelled."""

    async def work(space: HttpSpace) -> None:
        await create(space)
        later = Schedule("publish", "2099-01-01T10:00:00.000Z")
        await space.writer.schedule(KEY, later)
        (waiting,) = await space.reader.scheduled_actions([KEY])
        assert waiting.schedule == later
        await space.writer.unschedule(waiting)
        assert await space.reader.scheduled_actions([KEY]) == ()

    run(work)


def test_the_control_plane_is_repeatable(run: Callable[[Work], None]) -> None:
    """Setting up the same content type once more is no error, and both spellings of a field id survive."""

    async def work(space: HttpSpace) -> None:
        await space.writer.set_up(
            SetupItem(SetupKind.CONTENT_TYPE, TYPE, Action.CREATE, "for the suite", (), None, PAYLOAD)
        )
        fact = (await space.reader.environment()).content_types[TYPE]
        fields = fact.payload["fields"]
        assert isinstance(fields, list)
        ids = [dig(field, "id") for field in fields]
        assert ids == ["title", "fooBar", "foo_bar"]
        assert fact.published

    run(work)


async def _bulk(space: HttpSpace, action: BulkAction, items: list[Versioned]) -> BulkResult:
    bulk = await space.writer.start_bulk(action, items)
    for _ in range(100):
        result = await space.writer.bulk_result(bulk, action)
        if result.done:
            return result
        await asyncio.sleep(0.2)
    raise AssertionError("the bulk action never ended")


async def _processed(space: HttpSpace) -> RemoteEntity:
    for _ in range(100):
        entity = await space.reader.find(ASSET)
        assert entity is not None
        if dig(entity.fields, "file", "en-US", "url"):
            return entity
        await asyncio.sleep(0.2)
    raise AssertionError("the file was never processed")
