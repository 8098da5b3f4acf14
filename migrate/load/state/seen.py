"""What the space held when we last looked: a mirror that `observe` keeps up and the planner reads.

Owns the table ``seen``. Every entity of the environment has a row, whoever made it, so that one count tells whether
something was deleted.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from migrate.load.port import EntityHead
from migrate.load.state.rows import key_of, pack_json, pack_strings, unpack_json, unpack_strings
from migrate.model.canonical import Json
from migrate.model.space import EntityKey, EntityType, RemoteEntity

__all__ = ["SeenTable", "head_of"]

_UPSERT = "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class SeenTable:
    """The mirror of one environment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, entities: Iterable[RemoteEntity]) -> None:
        """Store entities with their content."""
        self._connection.executemany(_UPSERT, [(*_columns(head_of(item)), pack_json(item.fields)) for item in entities])

    def put_heads(self, heads: Iterable[EntityHead]) -> None:
        """Store heads; the content is kept, and is right only where it did not change since."""
        self._connection.executemany(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (type, id) DO UPDATE SET "
            "version = excluded.version, published = excluded.published, archived = excluded.archived, "
            "updated_at = excluded.updated_at, updated_by = excluded.updated_by, tags = excluded.tags",
            [_columns(head) for head in heads],
        )

    def version(self, key: EntityKey) -> int | None:
        """Return the version at which an entity was seen last."""
        row = self._connection.execute(
            "SELECT version FROM seen WHERE type = ? AND id = ?", (key.type.value, key.id)
        ).fetchone()
        return int(row[0]) if row is not None else None

    def versions(self, type_: EntityType) -> dict[str, int]:
        """Return id → version, of all entities of one type."""
        return dict(self._connection.execute("SELECT id, version FROM seen WHERE type = ?", (type_.value,)))

    def head(self, key: EntityKey) -> EntityHead | None:
        """Return an entity without its content."""
        row = self._connection.execute(
            "SELECT type, id, content_type, version, published, archived, updated_at, updated_by, tags FROM seen "
            "WHERE type = ? AND id = ?",
            (key.type.value, key.id),
        ).fetchone()
        return _head(row) if row is not None else None

    def entity(self, key: EntityKey) -> RemoteEntity | None:
        """Return an entity with its content."""
        row = self._connection.execute(
            "SELECT type, id, content_type, version, published, archived, updated_at, updated_by, tags, body FROM seen "
            "WHERE type = ? AND id = ?",
            (key.type.value, key.id),
        ).fetchone()
        if row is None:
            return None
        head = _head(row[:9])
        return RemoteEntity(
            key=head.key,
            content_type=head.content_type,
            version=head.version,
            published_version=head.published_version,
            archived_version=head.archived_version,
            updated_at=head.updated_at,
            updated_by=head.updated_by,
            fields=unpack_json(row[9]) if row[9] is not None else {},
            tags=head.tags,
        )

    def tagged(self, type_: EntityType, tag: str) -> list[str]:
        """Return the ids of the entities of one type that carry a tag, sorted."""
        rows = self._connection.execute(
            "SELECT id FROM seen WHERE type = ? AND instr(tags, ?) ORDER BY id",
            (type_.value, pack_strings([tag])[1:-1]),
        )
        return [id_ for (id_,) in rows]

    def keys(self, type_: EntityType) -> Iterator[EntityKey]:
        """Return all entities of one type, sorted."""
        for (id_,) in self._connection.execute("SELECT id FROM seen WHERE type = ? ORDER BY id", (type_.value,)):
            yield EntityKey(type_, id_)

    def count(self, type_: EntityType | None = None) -> int:
        """Return how many entities there are."""
        if type_ is None:
            (count,) = self._connection.execute("SELECT count(*) FROM seen").fetchone()
        else:
            (count,) = self._connection.execute("SELECT count(*) FROM seen WHERE type = ?", (type_.value,)).fetchone()
        return int(count)

    def latest(self, type_: EntityType) -> str:
        """Return the latest ``sys.updatedAt`` among entities of one type, "" when there is none."""
        (latest,) = self._connection.execute(
            "SELECT max(updated_at) FROM seen WHERE type = ?", (type_.value,)
        ).fetchone()
        return latest or ""

    def unremembered(self, tag: str) -> list[EntityKey]:
        """Return entities that carry a tag and of which ``base`` knows nothing, sorted."""
        rows = self._connection.execute(
            "SELECT type, id FROM seen WHERE instr(tags, ?) AND NOT EXISTS "
            "(SELECT 1 FROM base INDEXED BY base_head WHERE base.type = seen.type AND base.id = seen.id) "
            "ORDER BY type, id",
            (pack_strings([tag])[1:-1],),
        )
        return [key_of(type_, id_) for type_, id_ in rows]

    def remove(self, keys: Sequence[EntityKey]) -> None:
        """Drop entities that the space does not hold any more."""
        self._connection.executemany(
            "DELETE FROM seen WHERE type = ? AND id = ?", [(key.type.value, key.id) for key in keys]
        )


def head_of(entity: RemoteEntity) -> EntityHead:
    """Return an entity without its content."""
    return EntityHead(
        key=entity.key,
        content_type=entity.content_type,
        version=entity.version,
        published_version=entity.published_version,
        archived_version=entity.archived_version,
        updated_at=entity.updated_at,
        updated_by=entity.updated_by,
        tags=entity.tags,
    )


def _columns(head: EntityHead) -> tuple[Json, ...]:
    return (
        head.key.type.value,
        head.key.id,
        head.content_type,
        head.version,
        head.published_version,
        head.archived_version,
        head.updated_at,
        head.updated_by,
        pack_strings(head.tags),
    )


def _head(row: Sequence[str]) -> EntityHead:
    return EntityHead(
        key=key_of(row[0], row[1]),
        content_type=row[2],
        version=int(row[3]),
        published_version=int(row[4]) if row[4] is not None else None,
        archived_version=int(row[5]) if row[5] is not None else None,
        updated_at=row[6],
        updated_by=row[7],
        tags=unpack_strings(row[8]),
    )
