"""What planning may look at besides the site: the space, and what we wrote last. Reading only, by construction.

Owns the two protocols and the small values they return; `migrate.load` fills them. There is no way to write through
anything in this module (law 3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from migrate.model.canonical import JsonObject
from migrate.model.plan import SetupKind
from migrate.model.space import EntityKey, EntityType, PublishState, RemoteEntity, Schedule

__all__ = ["GONE", "Base", "BaseRecord", "Environment", "Remote", "RemoteHead", "SetupFact"]

GONE = -1
"""`BaseRecord.version` of an entity that somebody deleted in Contentful, which was agreed to."""


@dataclass(frozen=True, slots=True)
class SetupFact:
    """A locale, tag, content type or editor interface as the space holds it."""

    id: str
    """``sys.id``; for an editor interface the id of its content type."""
    version: int
    published: bool
    """For a content type: activated and not changed since; True for the other kinds."""
    payload: JsonObject
    """Everything but ``sys``."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The control plane of one environment."""

    locales: Mapping[str, SetupFact]
    """By code."""
    tags: Mapping[str, SetupFact]
    content_types: Mapping[str, SetupFact]
    editor_interfaces: Mapping[str, SetupFact]
    """By content type id."""
    requests_per_second: float
    """What we may send: the space's limit times our share."""
    user: str
    """``sys.id`` of the user behind the token; "" when not asked."""


@dataclass(frozen=True, slots=True)
class RemoteHead:
    """What can be known of an entity without its content."""

    version: int
    published_version: int | None
    archived_version: int | None
    owned: bool
    """Whether it carries our owner tag."""

    @property
    def state(self) -> PublishState:
        """As `RemoteEntity.state`."""
        if self.archived_version is not None:
            return PublishState.ARCHIVED
        return PublishState.DRAFT if self.published_version is None else PublishState.PUBLISHED

    @property
    def changed(self) -> bool:
        """As `RemoteEntity.changed`."""
        return self.published_version is not None and self.version >= self.published_version + 2


class Remote(Protocol):
    """The space as it was read for this run."""

    @property
    def environment(self) -> Environment:
        """The control plane."""
        ...

    def head(self, key: EntityKey) -> RemoteHead | None:
        """Return what is known of an entity, None when the space does not hold it."""
        ...

    def entity(self, key: EntityKey) -> RemoteEntity:
        """Return an entity with its content; `head(key)` is not None."""
        ...

    def owned(self) -> Mapping[EntityType, Sequence[str]]:
        """Return the ids of the entities with our owner tag by their type, both sorted."""
        ...

    def count(self) -> int:
        """Return how many entries and assets the environment holds, whoever made them."""
        ...

    def entry_versions(self) -> Mapping[str, int]:
        """Return entry id → ``sys.version``, of all entries."""
        ...


@dataclass(frozen=True, slots=True)
class BaseRecord:
    """What we remember of an entity from the last time it was in step."""

    digest: str
    """`Memory.ours` of that time; "" when rebuilt from the space."""
    version: int
    """``sys.version`` after our last write; 0 when somebody else's unpublished changes are in it too; `GONE`."""
    state: PublishState | None
    schedule: tuple[Schedule, ...]
    page: str
    urls: tuple[str, ...]
    file: str
    certain: bool
    """False when rebuilt from the space after somebody else had touched it: the content then tells nothing."""


class Base(Protocol):
    """What we wrote last."""

    def record(self, key: EntityKey) -> BaseRecord | None:
        """Return what is remembered of an entity, None when we never wrote it."""
        ...

    def ours(self, key: EntityKey) -> JsonObject:
        """Return the site's side of the last time in step: ``{"fields": …, "tags": […]}``."""
        ...

    def theirs(self, key: EntityKey) -> JsonObject:
        """Return the space's side of the last time in step, in the same form."""
        ...

    def keys(self) -> Iterable[EntityKey]:
        """Return everything remembered, sorted."""
        ...

    def entries_in_step(self) -> Mapping[str, tuple[str, int]]:
        """Return entry id → digest and version of its `record`, of all entries."""
        ...

    def setup(self, kind: SetupKind, id_: str) -> JsonObject | None:
        """Return what we last wanted a part of the content model to be, None when it was never ours."""
        ...

    def renames(self) -> Mapping[str, str]:
        """Return the renames found so far: id that the site would give → id that the entry kept."""
        ...
