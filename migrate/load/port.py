"""The space as `load` talks to it: a reading side and a writing side, apart from each other on purpose.

Owns the contract that every adapter keeps, and the values that cross it. Owns no request and no policy. What plans
gets a `SpaceReader` at most and can therefore not write (law 3).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from migrate.model.canonical import JsonObject
from migrate.model.plan import SetupItem
from migrate.model.space import EntityKey, EntityType, RemoteEntity, Schedule, Target
from migrate.plan.views import Environment

__all__ = [
    "BulkAction",
    "BulkFailure",
    "BulkResult",
    "EntityHead",
    "EntryJob",
    "HeadPage",
    "JobItem",
    "JobResult",
    "ScheduledAction",
    "Space",
    "SpaceReader",
    "SpaceWriter",
    "Versioned",
]


@dataclass(frozen=True, slots=True)
class EntityHead:
    """An entry or asset without its fields."""

    key: EntityKey
    content_type: str
    version: int
    published_version: int | None
    archived_version: int | None
    updated_at: str
    updated_by: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadPage:
    """One page of heads, with the number that the whole query would give."""

    items: tuple[EntityHead, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Versioned:
    """An entity at the version that a bulk action shall act on."""

    key: EntityKey
    version: int


class BulkAction(StrEnum):
    """What one bulk action does with up to 200 entities."""

    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


@dataclass(frozen=True, slots=True)
class BulkFailure:
    """An entity that a bulk action names as the reason why it failed."""

    key: EntityKey
    code: str
    """Contentful's error id, such as ``VersionMismatch``."""
    message: str


@dataclass(frozen=True, slots=True)
class BulkResult:
    """How a bulk action stands. A failed one has changed nothing."""

    done: bool
    succeeded: bool
    failures: tuple[BulkFailure, ...]
    message: str
    """"" when it succeeded; names the request id otherwise."""


class EntryJob(StrEnum):
    """What a bulk entry operation does with up to 10,000 entries."""

    CREATE = "create"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class JobItem:
    """The result of one entry of a bulk entry operation."""

    key: EntityKey
    error: str
    """"" when it succeeded."""
    version: int | None


@dataclass(frozen=True, slots=True)
class JobResult:
    """How a bulk entry operation stands."""

    done: bool
    items: tuple[JobItem, ...]
    message: str


@dataclass(frozen=True, slots=True)
class ScheduledAction:
    """A scheduled action that stands in the space."""

    id: str
    version: int
    key: EntityKey
    schedule: Schedule


class SpaceReader(Protocol):
    """Reading one environment of one space. No method changes anything.

    Every method retries by itself what may succeed later (429, 5xx, connection, time-out) until the deadline of the
    retry policy, and raises `TemporaryError` after it, `ConfigurationError` when the token, the space or the
    environment is refused. Responses above 7 MB are avoided by smaller pages.
    """

    @property
    def target(self) -> Target:
        """Where this reads."""
        ...

    @property
    def requests(self) -> int:
        """Requests sent so far, retries and writes of the same space included."""
        ...

    @property
    def writes(self) -> int:
        """Requests sent so far that could change something."""
        ...

    async def environment(self) -> Environment:
        """Return locales, tags, content types and editor interfaces: four requests while each fits a page."""
        ...

    async def user(self) -> str:
        """Return ``sys.id`` of the user behind the token."""
        ...

    async def heads(self, type_: EntityType, *, skip: int, limit: int) -> HeadPage:
        """Return a page of all entities of one type, the one changed last first."""
        ...

    def heads_by_id(self, type_: EntityType) -> AsyncIterator[HeadPage]:
        """Iterate over the heads of all entities of one type in a stable order, each exactly once."""
        ...

    def entities(self, type_: EntityType) -> AsyncIterator[tuple[RemoteEntity, ...]]:
        """Iterate over all entities of one type with their content, page by page, each exactly once."""
        ...

    def some_entities(self, keys: Sequence[EntityKey]) -> AsyncIterator[tuple[RemoteEntity, ...]]:
        """Iterate over the entities named, in batches; those that the space does not hold are absent."""
        ...

    async def find(self, key: EntityKey) -> RemoteEntity | None:
        """Return one entity, None when the space does not hold it."""
        ...

    async def scheduled_actions(self, keys: Sequence[EntityKey]) -> tuple[ScheduledAction, ...]:
        """Return the scheduled actions that wait for the entities named."""
        ...


class SpaceWriter(Protocol):
    """Writing to one environment of one space.

    Each method is safe to repeat: it names the version that it expects, and a lost response is settled by reading
    before anything is sent again. An entity that is not as expected raises `StaleError`; one that Contentful refuses
    raises `RefusedError`; both leave it untouched. Temporary trouble ends as `TemporaryError`, as on the reading side.
    """

    async def put(self, key: EntityKey, content_type: str, payload: JsonObject, version: int | None) -> RemoteEntity:
        """Create (`version` None) or replace an entity, and return it as saved."""
        ...

    async def publish(self, key: EntityKey, version: int) -> EntityHead:
        """Publish one entity."""
        ...

    async def unpublish(self, key: EntityKey, version: int) -> EntityHead:
        """Take one entity off the delivery APIs."""
        ...

    async def archive(self, key: EntityKey, version: int) -> EntityHead:
        """Archive an entity that is not published."""
        ...

    async def unarchive(self, key: EntityKey, version: int) -> EntityHead:
        """Bring an archived entity back as a draft."""
        ...

    async def delete(self, key: EntityKey, version: int) -> None:
        """Delete an entity that is not published; one that is gone already counts as deleted."""
        ...

    async def upload(self, data: bytes) -> str:
        """Upload bytes and return the id of the upload, which lives for a day."""
        ...

    async def discard_upload(self, upload: str) -> None:
        """Delete an upload that nothing uses."""
        ...

    async def process(self, key: EntityKey, locale: str, version: int) -> None:
        """Start the processing of an asset's file; the result is seen by reading."""
        ...

    async def start_bulk(self, action: BulkAction, items: Sequence[Versioned]) -> str:
        """Start a bulk action over at most 200 entities and return its id."""
        ...

    async def bulk_result(self, bulk: str, action: BulkAction) -> BulkResult:
        """Return how a bulk action stands."""
        ...

    async def start_job(self, job: EntryJob, upload: str, count: int) -> str | None:
        """Start a bulk entry operation on an upload that holds `count` entries as a JSON array.

        None when the space does not grant it or another one runs.
        """
        ...

    async def job_result(self, job: str) -> JobResult:
        """Return how a bulk entry operation stands."""
        ...

    async def schedule(self, key: EntityKey, schedule: Schedule) -> None:
        """Add a scheduled action."""
        ...

    async def unschedule(self, action: ScheduledAction) -> None:
        """Cancel a scheduled action."""
        ...

    async def set_up(self, item: SetupItem) -> None:
        """Create or change one locale, tag, content type or editor interface."""
        ...


class Space(Protocol):
    """One environment of one space, open for a run."""

    @property
    def reader(self) -> SpaceReader:
        """The side that cannot write."""
        ...

    @property
    def writer(self) -> SpaceWriter:
        """The side that writes."""
        ...

    @property
    def statistics(self) -> Mapping[str, float]:
        """``requests``, ``writes``, ``retries``, ``throttled`` (429s), ``waited`` seconds, ``lost_uploads`` so far."""
        ...
