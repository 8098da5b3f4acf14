"""Both sides of a plan as plain values: a space and a memory that live in dictionaries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from migrate.model.canonical import JsonObject
from migrate.model.plan import SetupKind
from migrate.model.space import DesiredSpace, EntityKey, EntityType, PublishState, RemoteEntity
from migrate.plan import BaseRecord, Environment, RemoteHead, SetupFact
from migrate.plan.sides import Side, side_of_remote
from tests.faults.bench import OWNER, POST

__all__ = ["MemoryBase", "MemoryRemote", "environment", "remote_of"]


def environment(**types: JsonObject) -> Environment:
    """Return a control plane that holds everything that `site` wants."""
    locale = SetupFact("l1", 0, published=True, payload={"code": "en-US", "default": True, "fallbackCode": None})
    return Environment(
        locales={"en-US": locale},
        tags={OWNER: SetupFact(OWNER, 1, published=True, payload={"name": "x"})},
        content_types={
            id_: SetupFact(id_, 2, published=True, payload=payload) for id_, payload in ({"post": POST} | types).items()
        },
        editor_interfaces={},
        requests_per_second=7.0,
        user="me",
    )


@dataclass
class MemoryRemote:
    """A space. An implementation of `Remote`."""

    entities: dict[EntityKey, RemoteEntity] = field(default_factory=dict)
    environment: Environment = field(default_factory=environment)

    def head(self, key: EntityKey) -> RemoteHead | None:
        """Return what is known of an entity."""
        entity = self.entities.get(key)
        if entity is None:
            return None
        return RemoteHead(entity.version, entity.published_version, entity.archived_version, owned=OWNER in entity.tags)

    def entity(self, key: EntityKey) -> RemoteEntity:
        """Return an entity."""
        return self.entities[key]

    def owned(self) -> Mapping[EntityType, Sequence[str]]:
        """Return what is ours."""
        ours = sorted(key for key, entity in self.entities.items() if OWNER in entity.tags)
        return {type_: [key.id for key in ours if key.type is type_] for type_ in sorted(EntityType)}

    def count(self) -> int:
        """Return how many there are."""
        return len(self.entities)

    def entry_versions(self) -> Mapping[str, int]:
        """Return the versions of entries."""
        return {key.id: one.version for key, one in self.entities.items() if key.type is EntityType.ENTRY}


@dataclass
class MemoryBase:
    """What we wrote last. An implementation of `Base`."""

    records: dict[EntityKey, tuple[BaseRecord, Side, Side]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[SetupKind, str], JsonObject] = field(default_factory=dict)

    def record(self, key: EntityKey) -> BaseRecord | None:
        """Return what is remembered."""
        return self.records[key][0] if key in self.records else None

    def ours(self, key: EntityKey) -> JsonObject:
        """Return the site's side."""
        return self.records[key][1].to_json()

    def theirs(self, key: EntityKey) -> JsonObject:
        """Return the space's side."""
        return self.records[key][2].to_json()

    def keys(self) -> Iterable[EntityKey]:
        """Return everything remembered."""
        return sorted(self.records)

    def entries_in_step(self) -> Mapping[str, tuple[str, int]]:
        """Return digests and versions of entries."""
        records = {key.id: held[0] for key, held in self.records.items() if key.type is EntityType.ENTRY}
        return {id_: (record.digest, record.version) for id_, record in records.items()}

    def setup(self, kind: SetupKind, id_: str) -> JsonObject | None:
        """Return a remembered part of the content model."""
        return self.parts.get((kind, id_))

    def renames(self) -> Mapping[str, str]:
        """Return renames."""
        return self.moved

    def remember(self, entity: RemoteEntity, *, digest: str = "", certain: bool = True) -> None:
        """Take an entity as written by us just as it is."""
        side = side_of_remote(entity)
        record = BaseRecord(digest, entity.version, entity.state, (), "", (), "", certain)
        self.records[entity.key] = (record, side, side)


def remote_of(wanted: DesiredSpace, *, version: int = 2) -> dict[EntityKey, RemoteEntity]:
    """Return the entities of a space in which a site (without files) was loaded."""
    return {
        one.key: RemoteEntity(
            key=one.key,
            content_type=one.content_type,
            version=version,
            published_version=version - 1 if one.publish is PublishState.PUBLISHED else None,
            archived_version=None,
            updated_at="2026-01-01T00:00:00.000Z",
            updated_by="me",
            fields=one.fields,
            tags=one.tags,
        )
        for one in wanted.entries
    }
