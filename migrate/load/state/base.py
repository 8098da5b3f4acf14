"""What we wrote last, per entity; the planner's `Base`.

Owns the tables ``base``, ``setup`` and ``rename``.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from migrate.load.state.rows import (
    key_of,
    pack_json,
    pack_payload,
    pack_schedule,
    pack_strings,
    unpack_json,
    unpack_schedule,
    unpack_strings,
)
from migrate.model.canonical import JsonObject
from migrate.model.plan import Memory, Payload, SetupKind
from migrate.model.space import EntityKey, EntityType, PublishState
from migrate.plan.views import BaseRecord

__all__ = ["BaseTable", "unfinished"]


class BaseTable:
    """The memory of the last time in step. An implementation of `migrate.plan.views.Base`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record(self, key: EntityKey) -> BaseRecord | None:
        """Return what is remembered of an entity."""
        row = self._connection.execute(
            "SELECT digest, version, state, schedule, page, urls, file, certain FROM base WHERE type = ? AND id = ?",
            (key.type.value, key.id),
        ).fetchone()
        if row is None:
            return None
        return BaseRecord(
            digest=row[0],
            version=row[1],
            state=PublishState(row[2]) if row[2] is not None else None,
            schedule=unpack_schedule(row[3]),
            page=row[4],
            urls=unpack_strings(row[5]),
            file=row[6],
            certain=bool(row[7]),
        )

    def ours(self, key: EntityKey) -> JsonObject:
        """Return the site's side of the last time in step; an empty side when it was never known."""
        row = self._sides(key)
        return unpack_json(row[0]) if row is not None and row[0] is not None else {}

    def theirs(self, key: EntityKey) -> JsonObject:
        """Return the space's side of the last time in step."""
        row = self._sides(key)
        if row is None:
            return {}
        blob = row[1] if row[1] is not None else row[0]
        return unpack_json(blob) if blob is not None else {}

    def keys(self) -> Iterator[EntityKey]:
        """Return everything remembered, sorted."""
        for type_, id_ in self._connection.execute("SELECT type, id FROM base ORDER BY type, id"):
            yield key_of(type_, id_)

    def entries_in_step(self) -> Mapping[str, tuple[str, int]]:
        """Return entry id → digest and version as remembered, of all entries."""
        rows = self._connection.execute(
            "SELECT id, digest, version FROM base WHERE type = ?", (EntityType.ENTRY.value,)
        )
        return {id_: (digest, version) for id_, digest, version in rows}

    def count(self) -> int:
        """Return how many entities are remembered."""
        (count,) = self._connection.execute("SELECT count(*) FROM base").fetchone()
        return int(count)

    def setup(self, kind: SetupKind, id_: str) -> JsonObject | None:
        """Return what we last wanted a part of the content model to be."""
        row = self._connection.execute(
            "SELECT payload FROM setup WHERE kind = ? AND id = ?", (kind.value, id_)
        ).fetchone()
        return unpack_json(row[0]) if row is not None else None

    def renames(self) -> Mapping[str, str]:
        """Return the renames found so far."""
        return dict(self._connection.execute("SELECT new, old FROM rename ORDER BY new"))

    def remember(
        self, key: EntityKey, memory: Memory, *, version: int, ours: Payload | None, theirs: JsonObject | None
    ) -> None:
        """Store what was written or found in step.

        Args:
            key: the entity.
            memory: what the plan knows; its base, when it has one, wins over `ours` and `theirs`.
            version: ``sys.version`` now.
            ours: the site's side as written; None keeps the sides that are remembered.
            theirs: the space's side where it differs in form (assets); None = the same as ours.
        """
        blobs: tuple[bytes | None, bytes | None]
        if memory.base is not None:
            sides = memory.base.read()
            blobs = pack_json(sides["ours"]), pack_json(theirs if theirs is not None else sides["theirs"])
        elif ours is not None:
            blobs = pack_payload(ours), pack_json(theirs) if theirs is not None else None
        else:
            row = self._sides(key)
            blobs = (row[0], row[1]) if row is not None else (None, None)
        self._connection.execute(
            "INSERT OR REPLACE INTO base VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key.type.value,
                key.id,
                memory.ours,
                version if memory.exclusive and memory.certain else 0,
                memory.state.value if memory.state is not None else None,
                pack_schedule(memory.schedule),
                memory.page,
                pack_strings(memory.urls),
                memory.file,
                int(memory.certain),
                *blobs,
            ),
        )

    def rebuild(self, key: EntityKey, *, version: int, state: PublishState, side: JsonObject, certain: bool) -> None:
        """Store what the space holds as what we wrote last, for an entity of ours that nothing is remembered of.

        Args:
            key: the entity.
            version: its ``sys.version``.
            state: its publish state.
            side: its content.
            certain: whether nobody else has written to it since.
        """
        self._connection.execute(
            "INSERT OR REPLACE INTO base VALUES (?, ?, '', ?, ?, '[]', '', '[]', '', ?, ?, NULL)",
            (key.type.value, key.id, version if certain else 0, state.value, int(certain), pack_json(side)),
        )

    def forget(self, key: EntityKey) -> None:
        """Remember nothing of an entity any more."""
        self._connection.execute("DELETE FROM base WHERE type = ? AND id = ?", (key.type.value, key.id))

    def remember_setup(self, kind: SetupKind, id_: str, payload: JsonObject) -> None:
        """Store what we want a part of the content model to be."""
        self._connection.execute("INSERT OR REPLACE INTO setup VALUES (?, ?, ?)", (kind.value, id_, pack_json(payload)))

    def remember_renames(self, renames: Mapping[str, str]) -> None:
        """Store renames."""
        self._connection.executemany("INSERT OR REPLACE INTO rename VALUES (?, ?)", sorted(renames.items()))

    def _sides(self, key: EntityKey) -> tuple[bytes | None, bytes | None] | None:
        row: tuple[bytes | None, bytes | None] | None = self._connection.execute(
            "SELECT ours, theirs FROM base WHERE type = ? AND id = ?", (key.type.value, key.id)
        ).fetchone()
        return row


def unfinished(memory: Memory, state: PublishState) -> Memory:
    """Return the memory of an entity whose content is written and for which something is left to do."""
    return replace(memory, ours="", state=state, schedule=())
