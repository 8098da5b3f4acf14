"""Observing the space: the mirror in the state file brought up to date with as few reads as possible.

Owns what is read when. The first time everything; later what changed since, newest first, and one count per type that
tells whether something was deleted. A run over an unchanged space sends six requests, whatever its size.

The newest changes may show late in Contentful's listings, so each listing looks a little further back than it would
have to, as far as its first page reaches. What is missed all the same is caught by the version that each write names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from migrate.errors import StateError
from migrate.load.port import EntityHead, SpaceReader
from migrate.load.run import remember_create
from migrate.load.state.base import unfinished
from migrate.load.state.journal import OpenStep, Write
from migrate.load.state.store import State
from migrate.load.writing import same_side_digest
from migrate.model.space import EntityKey, EntityType, RemoteEntity
from migrate.plan.merge import edited_tag
from migrate.plan.payload import pack
from migrate.plan.sides import side_of_remote
from migrate.plan.views import Environment, RemoteHead

__all__ = ["FIRST_PAGE", "LATER_PAGE", "Mirror", "observe", "refresh"]

LAG = timedelta(seconds=30)
"""How late a change may show in a listing."""
FIRST_PAGE = 100
"""Heads of the first page: little to read when nothing changed, enough when a few things did."""
LATER_PAGE = 1000
_MOST_BY_ID = 2000
"""From how many changed entities on reading everything is cheaper than naming each."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """The space as it was observed for this run. An implementation of `migrate.plan.views.Remote`."""

    environment: Environment
    state: State
    owner_tag: str
    unused_uploads: tuple[tuple[int, str], ...] = ()
    """Uploads (step, id) of a run that was killed; the id is "" where its answer was lost."""

    def head(self, key: EntityKey) -> RemoteHead | None:
        """Return what is known of an entity."""
        head = self.state.seen.head(key)
        if head is None:
            return None
        return RemoteHead(
            version=head.version,
            published_version=head.published_version,
            archived_version=head.archived_version,
            owned=self.owner_tag in head.tags,
        )

    def entity(self, key: EntityKey) -> RemoteEntity:
        """Return an entity with its content."""
        entity = self.state.seen.entity(key)
        if entity is None:
            raise KeyError(key)
        return entity

    def owned(self) -> Mapping[EntityType, Sequence[str]]:
        """Return the ids of the entities with our owner tag by their type, both sorted."""
        return {type_: self.state.seen.tagged(type_, self.owner_tag) for type_ in sorted(EntityType)}

    def count(self) -> int:
        """Return how many entries and assets the environment holds."""
        return self.state.seen.count()

    def entry_versions(self) -> Mapping[str, int]:
        """Return entry id → version."""
        return self.state.seen.versions(EntityType.ENTRY)


async def observe(reader: SpaceReader, state: State, *, owner_tag: str, full: bool = False) -> Mirror:
    """Bring the mirror up to date and return it.

    Args:
        reader: the space.
        state: the state file; with a dry run it is a copy.
        owner_tag: the tag by which we know what we made.
        full: read everything, although only what changed would do.

    Raises:
        StateError: what we remember and what the space holds contradict each other.
    """
    environment = await reader.environment()
    for type_ in EntityType:
        if full or not state.fact(_mark(type_)):
            await _read_all(reader, state, type_)
        else:
            await refresh(reader, state, type_)
    contradiction = state.contradiction()
    if contradiction:
        raise StateError(
            contradiction,
            hint="The space was emptied, restored or replaced. If that is so, move the state file away: it is rebuilt "
            "from the space",
        )
    with state.transaction():
        _settle(state, owner_tag)
    user = await _rebuild(reader, state, owner_tag)
    return Mirror(
        replace(environment, user=user), state, owner_tag, unused_uploads=tuple(state.journal.unused_uploads())
    )


async def refresh(reader: SpaceReader, state: State, type_: EntityType, *, first_page: int = FIRST_PAGE) -> None:
    """Bring the mirror of one type up to date with what changed since the last time."""
    since = state.fact(_mark(type_))
    horizon = _before(since)
    heads: list[EntityHead] = []
    newest, total, skip, limit = since, 0, 0, first_page
    while True:
        page = await reader.heads(type_, skip=skip, limit=limit)
        heads += page.items
        total, skip = page.total, skip + len(page.items)
        if page.items and skip == len(page.items):
            newest = max(newest, page.items[0].updated_at)
        if not page.items or skip >= total:
            break
        oldest = page.items[-1].updated_at
        if oldest < horizon or (oldest <= since and not _news(state, page.items)):
            break
        limit = LATER_PAGE
    news = _news(state, heads)
    bodies = await _bodies(reader, news)
    gone = [head.key for head in news if head.key not in bodies]
    with state.transaction():
        state.seen.put_heads(head for head in heads if head.key not in bodies)
        state.seen.put(bodies.values())
        state.seen.remove(gone)
        state.set_fact(_mark(type_), newest or _ANCIENT)
    if state.seen.count(type_) != total:
        await _compare_all(reader, state, type_)


def _news(state: State, heads: Iterable[EntityHead]) -> list[EntityHead]:
    """Return the heads whose entity changed since it was seen last."""
    return [head for head in heads if state.seen.version(head.key) != head.version]


async def _bodies(reader: SpaceReader, heads: Sequence[EntityHead]) -> dict[EntityKey, RemoteEntity]:
    found: dict[EntityKey, RemoteEntity] = {}
    async for page in reader.some_entities([head.key for head in heads]):
        found |= {entity.key: entity for entity in page}
    return found


async def _read_all(reader: SpaceReader, state: State, type_: EntityType) -> None:
    present: set[str] = set()
    newest = ""
    async for page in reader.entities(type_):
        with state.transaction():
            state.seen.put(page)
        present |= {entity.key.id for entity in page}
        newest = max([newest, *(entity.updated_at for entity in page)])
    with state.transaction():
        state.seen.remove([key for key in state.seen.keys(type_) if key.id not in present])
        state.set_fact(_mark(type_), newest or _ANCIENT)


async def _compare_all(reader: SpaceReader, state: State, type_: EntityType) -> None:
    """Find what was deleted (or missed) by reading all heads."""
    heads: list[EntityHead] = []
    async for page in reader.heads_by_id(type_):
        heads += page.items
    news = _news(state, heads)
    if len(news) > _MOST_BY_ID:
        await _read_all(reader, state, type_)
        return
    bodies = await _bodies(reader, news)
    present = {head.key for head in heads}
    with state.transaction():
        state.seen.put(bodies.values())
        state.seen.remove([key for key in state.seen.keys(type_) if key not in present])


def _settle(state: State, owner_tag: str) -> None:
    """Find out what became of writes that a killed run had begun."""
    for step in state.journal.open_steps():
        if step.write is Write.UPLOAD:
            continue
        entity = state.seen.entity(step.key) if step.key is not None else None
        if entity is not None and step.write in _STATES and _STATES[step.write](entity, step.version or 0):
            state.journal.done(step.seq, entity.version)
            state.journal.close_image(entity.key, entity.version, run=step.run)
            continue
        if step.memory is None or entity is None or not _arrived(entity, step):
            if step.memory is not None and step.payload is not None and entity is not None:
                remember_create(state, entity, step.memory, step.payload, owner_tag)
            state.journal.failed(step.seq, "the run was killed; what became of this write shows in the space")
            continue
        # Not what the space holds is remembered, but what the site had: the rest may be an editor's.
        state.base.remember(
            entity.key,
            unfinished(step.memory, entity.state),
            version=entity.version,
            ours=pack(side_of_remote(entity).to_json()),
            theirs=None,
        )
        state.journal.done(step.seq, entity.version)
        state.journal.close_image(entity.key, entity.version, run=step.run)


_STATES: Mapping[Write, Callable[[RemoteEntity, int], bool]] = {
    Write.PUBLISH: lambda entity, version: entity.version == version + 1 and entity.published_version == version,
    Write.ARCHIVE: lambda entity, version: entity.version == version + 1 and entity.archived_version == version,
}
"""Changes of the publish state that tell by themselves that they arrived: each names the version that it acted on."""


def _arrived(entity: RemoteEntity, step: OpenStep) -> bool:
    return entity.version == (step.version or 0) + 1 and same_side_digest(entity) == step.digest


async def _rebuild(reader: SpaceReader, state: State, owner_tag: str) -> str:
    """Take what the space holds of ours as what we wrote last, where nothing is remembered of it."""
    unknown = state.seen.unremembered(owner_tag)
    user = state.fact("user")
    if unknown and not user:
        user = await reader.user()
    with state.transaction():
        state.set_fact("user", user)
        for key in unknown:
            entity = state.seen.entity(key)
            if entity is not None:
                state.base.rebuild(
                    key,
                    version=entity.version,
                    state=entity.state,
                    side=side_of_remote(entity).to_json(),
                    certain=entity.updated_by == user and edited_tag(owner_tag) not in entity.tags,
                )
    return user


_ANCIENT = "0001-01-01T00:00:00.000Z"


def _mark(type_: EntityType) -> str:
    return f"since:{type_.value}"


def _before(since: str) -> str:
    """Return the time from which on a listing is read, in Contentful's own form, which sorts as text."""
    if since <= _ANCIENT:
        return ""
    moment = datetime.fromisoformat(since.replace("Z", "+00:00")) - LAG
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
