"""One run: what all its phases share, and the bookkeeping around every write.

Owns the rule that an intent is noted before a write and its result after it, in the same transaction as what follows
for mirror and memory. The phases own what is written when.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from migrate.load.failures import RefusedError, StaleError
from migrate.load.port import EntityHead, Space
from migrate.load.state.base import unfinished
from migrate.load.state.journal import Write
from migrate.load.state.seen import head_of
from migrate.load.state.store import State
from migrate.model.canonical import JsonObject
from migrate.model.plan import Memory, Outcome, Payload, Plan, PlanItem, Status
from migrate.model.space import EntityKey, EntityType, PublishState, RemoteEntity
from migrate.plan.sides import FILE, side_of_remote

__all__ = ["ApplyOptions", "Files", "Processing", "Progress", "Run", "gather_all", "head_after", "remember_create"]

Files = Callable[[str], bytes]
"""Path relative to the site → content of the file."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    phase: str
    """``setup``, ``assets``, ``entries``, ``publish``, ``takedown`` or ``schedules``."""
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """How a plan is applied; the plan says what."""

    bulk_entries: bool = True
    """Use bulk entry operations where the space grants them."""
    bulk_entries_from: int = 50
    """From how many entries on it is worth asking."""
    workers: int = 40
    """Writes that may wait for their turn at the same time."""
    asset_timeout: float = 180.0
    """Seconds that Contentful gets to process one file."""


@dataclass(frozen=True, slots=True)
class Processing:
    """A file that Contentful is making."""

    item: PlanItem
    since: float
    """Monotonic seconds."""


@dataclass(slots=True)
class Run:
    """The run under way."""

    plan: Plan
    space: Space
    state: State
    files: Files
    options: ApplyOptions
    show: Callable[[Progress], None]
    outcomes: dict[EntityKey, Outcome] = field(default_factory=dict)
    versions: dict[EntityKey, int] = field(default_factory=dict)
    """Versions of entities that this run has written and not finished."""
    failed: list[PlanItem] = field(default_factory=list)
    """Items that ended without being done."""
    notes: list[str] = field(default_factory=list)
    touched: dict[EntityType, set[str]] = field(default_factory=lambda: {type_: set() for type_ in EntityType})
    """Ids of entities that this run has changed in any way."""
    processing: dict[EntityKey, Processing] = field(default_factory=dict)
    """Assets whose files are not known to be ready."""
    loose: dict[EntityKey, int] = field(default_factory=dict)
    """Steps of bulk entry operations whose answer was lost, until the entity is written in another way."""
    bulk_actions: bool = True
    """Whether the space has bulk actions, as far as we know."""
    bulk_seconds: float = 0.0
    """How long a bulk action takes in this space; 0 until one has ended."""

    def version(self, item: PlanItem) -> int | None:
        """Return the version at which the item's entity stands as far as this run knows."""
        return self.versions.get(item.key, item.version)

    def is_open(self, item: PlanItem) -> bool:
        """Return whether nothing has gone wrong with the item so far."""
        return item.key not in self.outcomes

    async def keep_before(self, item: PlanItem) -> None:
        """Keep how the entity was, for a rollback."""
        before = self.state.entity(item.key) if item.version is not None else None
        if item.version is not None and (before is None or before.version != item.version):
            # A saved plan is applied without looking at the whole space first.
            before = await self.space.reader.find(item.key)
            if before is None or before.version != item.version:
                raise StaleError(_stale_text(item, before))
            self.state.seen.put([before])
        self.state.journal.keep_image(item.key, before)

    async def put(self, item: PlanItem, body: JsonObject, digest: str) -> RemoteEntity:
        """Write the content of an entity and take note of it."""
        version = self.version(item)
        self.state.alive()
        seq = self.state.journal.intend(
            Write.PUT, item.key, version=version, digest=digest, memory=item.memory, payload=item.payload
        )
        try:
            entity = await self.space.writer.put(item.key, item.content_type, body, version)
        except (StaleError, RefusedError) as error:
            self._close_loose(item.key)
            self.state.journal.failed(seq, str(error), stale=isinstance(error, StaleError))
            if isinstance(error, StaleError) and version is None:
                await self._look_at_create(item)
            raise
        self._close_loose(item.key)
        self.note_put(item, entity, seq)
        return entity

    async def _look_at_create(self, item: PlanItem) -> None:
        """Remember a create that arrived without an answer and was edited before we could look."""
        entity = await self.space.reader.find(item.key)
        if entity is not None and item.memory is not None and item.payload is not None:
            remember_create(self.state, entity, item.memory, item.payload, self.plan.owner_tag)

    def _close_loose(self, key: EntityKey) -> None:
        loose = self.loose.pop(key, None)
        if loose is not None:
            self.state.journal.failed(loose, "written one by one after all")

    def note_put(self, item: PlanItem, entity: RemoteEntity, seq: int) -> None:
        """Take note of written content. The item is not finished by it, so the next run would look again."""
        with self.state.transaction():
            self.state.journal.done(seq, entity.version)
            self.state.journal.close_image(item.key, entity.version)
            self.state.seen.put([entity])
            if entity.updated_by:
                # Known by the way, and for free: who we are, so that nobody takes our own writes for an editor's.
                self.state.set_fact("user", entity.updated_by)
            self._remember(item, entity.version, finished=False)
        self.versions[item.key] = entity.version
        self.touched[item.key.type].add(item.key.id)

    async def change(
        self, item: PlanItem, write: Write, act: Callable[[EntityKey, int], Awaitable[EntityHead]]
    ) -> EntityHead:
        """Change the publish state of an entity and take note of it."""
        version = self.version(item)
        if version is None:
            raise RefusedError(f"{write.value} {item.key.id}: it was never made")
        self.state.alive()
        seq = self.state.journal.intend(write, item.key, version=version)
        try:
            head = await act(item.key, version)
        except (StaleError, RefusedError) as error:
            self.state.journal.failed(seq, str(error), stale=isinstance(error, StaleError))
            raise
        self.note_head(item, head, seq)
        return head

    def note_head(self, item: PlanItem, head: EntityHead, seq: int | None) -> None:
        """Take note of a changed publish state."""
        with self.state.transaction():
            if seq is not None:
                self.state.journal.done(seq, head.version)
            self.state.journal.close_image(item.key, head.version)
            self.state.seen.put_heads([head])
        self.versions[item.key] = head.version
        self.touched[item.key.type].add(item.key.id)

    def note_processed(self, item: PlanItem, entity: RemoteEntity) -> None:
        """Take note of a file that Contentful has made."""
        with self.state.transaction():
            self.state.journal.close_image(item.key, entity.version)
            self.state.seen.put([entity])
            self._remember(item, entity.version, finished=False)
        self.versions[item.key] = entity.version

    def finish(self, item: PlanItem) -> None:
        """Note that everything about the item is done."""
        version = self.version(item)
        with self.state.transaction():
            self._remember(item, version or 0, finished=True)
        self.outcomes[item.key] = Outcome(item.key, item.action, Status.DONE, version, "")

    def fail(self, item: PlanItem, error: str, status: Status = Status.FAILED) -> None:
        """Note that the item ends here; the rest of the run goes on."""
        self.outcomes[item.key] = Outcome(item.key, item.action, status, self.versions.get(item.key), error)
        self.failed.append(item)

    def set_aside(self, item: PlanItem, error: StaleError | RefusedError, hint: str = "") -> None:
        """Note that Contentful would not have it, and in `hint` what can be done."""
        words = f"{error}; {hint}" if hint else str(error)
        self.fail(item, words, Status.STALE if isinstance(error, StaleError) else Status.FAILED)

    def _remember(self, item: PlanItem, version: int, *, finished: bool) -> None:
        memory = item.memory
        if memory is None:
            return
        theirs: JsonObject | None = None
        entity = self.state.entity(item.key)
        if item.key.type is EntityType.ASSET and entity is not None and (memory.base is None or item.origin):
            theirs = side_of_remote(entity).to_json()
            if memory.base is not None:
                theirs = _with_file(memory.base.read()["theirs"], theirs)
        if not finished:
            memory = unfinished(memory, entity.state if entity is not None else PublishState.DRAFT)
        self.state.base.remember(item.key, memory, version=version, ours=item.payload, theirs=theirs)


def remember_create(state: State, entity: RemoteEntity, memory: Memory, payload: Payload, owner_tag: str) -> bool:
    """Remember an entry that only we can have made, at whatever version it stands by now; return whether it is one.

    Our tag tells that it is ours. Whatever differs from what we sent is then somebody's edit.
    """
    if owner_tag not in entity.tags or entity.key.type is not EntityType.ENTRY or state.base.record(entity.key):
        return False
    with state.transaction():
        state.seen.put([entity])
        state.base.remember(entity.key, unfinished(memory, PublishState.DRAFT), version=1, ours=payload, theirs=None)
    return True


def _with_file(base: object, seen: JsonObject) -> JsonObject:
    """Return the space's side of `base` with the file that the space has made."""
    side = dict(base) if isinstance(base, Mapping) else {}
    fields, there = side.get("fields"), seen.get("fields")
    if isinstance(fields, Mapping) and isinstance(there, Mapping) and FILE in there:
        side["fields"] = {**fields, FILE: there[FILE]}
    return side


def _stale_text(item: PlanItem, there: RemoteEntity | None) -> str:
    name = f"{item.key.type.value.lower()} {item.key.id}"
    if there is None:
        return f"{name} was deleted in Contentful since the plan was made"
    return f"{name} is at version {there.version}, and the plan was made for version {item.version}"


def head_after(entity: RemoteEntity | EntityHead, *, published: bool) -> EntityHead:
    """Return the head that an entity has after it was published or unpublished by somebody who gave no answer."""
    head = head_of(entity) if isinstance(entity, RemoteEntity) else entity
    return replace(head, version=head.version + 1, published_version=head.version if published else None)


async def gather_all(things: Iterable[Thing], work: Callable[[Thing], Awaitable[None]], *, workers: int) -> None:
    """Do `work` for each thing, some at a time. The first error ends the others and is raised as it is."""
    source = iter(things)

    async def worker() -> None:
        for thing in source:
            await work(thing)

    tasks = [asyncio.create_task(worker()) for _ in range(workers)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
