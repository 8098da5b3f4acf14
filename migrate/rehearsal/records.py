"""Rows of `entity`: finding, saving and deleting anything that has a `sys`.

Owns the way between a row and its JSON, the index of links and the log of changes that the Sync API reads. Does not own
any rule: what a caller saves is taken as right.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, Object, dump, parse_object, text_at

__all__ = [
    "Record",
    "all_records",
    "delete_record",
    "find",
    "find_content_type_body",
    "find_links",
    "full_text",
    "save",
    "save_state",
    "to_payload",
]

_COLUMNS = "pk, env, kind, id, sys, body, published_version, kept_sys, kept_body"

_LINKED_KINDS = frozenset({"Entry", "Asset", "ContentType", "Tag"})


@dataclass(frozen=True, slots=True)
class Record:
    """One entity. `sys` and `body` together are its payload; the public pair is its last published state."""

    env: int
    kind: str
    id: str
    sys: Object
    body: Object
    public_sys: Object | None = None
    public_body: Object | None = None
    pk: int = 0

    @property
    def version(self) -> int:
        """The present version."""
        version = self.sys["version"]
        assert isinstance(version, int)  # noqa: S101 - every record is made with one
        return version

    @property
    def published(self) -> bool:
        """Whether the entity is published, in this or an earlier version."""
        return "publishedVersion" in self.sys

    @property
    def archived(self) -> bool:
        """Whether the entity is archived."""
        return "archivedVersion" in self.sys


def to_payload(record: Record) -> Object:
    """Return the entity as the API shows it."""
    return {"sys": record.sys, **record.body}


def full_text(sys: str, body: str) -> str:
    """Return the payload of a row as JSON text, without parsing it."""
    return f'{{"sys":{sys},{body[1:]}' if body != "{}" else f'{{"sys":{sys}}}'


def find(transaction: Transaction, env: int, kind: str, entity_id: str) -> Record | None:
    """Return one entity, or None."""
    row = transaction.execute(
        f"SELECT {_COLUMNS} FROM entity WHERE env = ? AND kind = ? AND id = ?", (env, kind, entity_id)
    ).fetchone()
    return _record(row) if row else None


def find_content_type_body(transaction: Transaction, env: int, content_type: str) -> str | None:
    """Return the JSON text of an active content type; as text, because the parsed one is shared by its text."""
    row = transaction.execute(
        "SELECT public_body FROM entity WHERE env = ? AND kind = 'ContentType' AND id = ?", (env, content_type)
    ).fetchone()
    return None if row is None else row[0]


def all_records(transaction: Transaction, env: int, kind: str) -> list[Record]:
    """Return all entities of a kind, oldest first."""
    rows = transaction.execute(
        f"SELECT {_COLUMNS} FROM entity WHERE env = ? AND kind = ? ORDER BY created_at, id", (env, kind)
    )
    return [_record(row) for row in rows]


def save(transaction: Transaction, record: Record) -> None:
    """Write an entity, new when its `pk` is 0, with the index of its links."""
    values = (*_state_columns(record), dump(record.body))
    if record.pk:
        transaction.execute(
            "UPDATE entity SET version = ?, updated_at = ?, published_at = ?, published_version = ?,"
            " archived_version = ?, sys = ?, kept_sys = ?, kept_body = ?, body = ? WHERE pk = ?",
            (*values, record.pk),
        )
        pk = record.pk
        transaction.execute("DELETE FROM link WHERE source = ?", (pk,))
    else:
        cursor = transaction.execute(
            "INSERT INTO entity (env, kind, id, content_type, created_at, version, updated_at, published_at,"
            " published_version, archived_version, sys, kept_sys, kept_body, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.env,
                record.kind,
                record.id,
                text_at(record.sys, "contentType", "sys", "id"),
                text_at(record.sys, "createdAt"),
                *values,
            ),
        )
        pk = cursor.lastrowid or 0
    if record.kind in ("Entry", "Asset"):
        _index_links(transaction, pk, record.body)


def save_state(transaction: Transaction, record: Record) -> None:
    """Write what publishing and archiving change: all but the body of an entity that exists."""
    transaction.execute(
        "UPDATE entity SET version = ?, updated_at = ?, published_at = ?, published_version = ?,"
        " archived_version = ?, sys = ?, kept_sys = ?, kept_body = ? WHERE pk = ?",
        (*_state_columns(record), record.pk),
    )


def delete_record(transaction: Transaction, record: Record) -> None:
    """Remove an entity with its links and snapshots."""
    transaction.execute("DELETE FROM link WHERE source = ?", (record.pk,))
    transaction.execute(
        "DELETE FROM snapshot WHERE env = ? AND kind = ? AND id = ?", (record.env, record.kind, record.id)
    )
    transaction.execute("DELETE FROM unique_value WHERE env = ? AND entry = ?", (record.env, record.id))
    transaction.execute("DELETE FROM entity WHERE pk = ?", (record.pk,))


def find_links(value: Json) -> Iterator[tuple[str, str]]:
    """Yield kind and id of every link inside a value, in order of appearance."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            sys = item.get("sys")
            if isinstance(sys, dict) and sys.get("type") == "Link":
                yield text_at(sys, "linkType"), text_at(sys, "id")
            else:
                stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _index_links(transaction: Transaction, pk: int, body: Object) -> None:
    links = sorted({pair for pair in find_links(body) if pair[0] in _LINKED_KINDS})
    if links:
        transaction.executemany("INSERT INTO link VALUES (?, ?, ?)", [(pk, kind, target) for kind, target in links])


def _state_columns(record: Record) -> tuple[object, ...]:
    """Return what is stored of a state; of the published one just what differs from the present one."""
    sys = record.sys
    return (
        sys["version"],
        sys["updatedAt"],
        sys.get("publishedAt"),
        sys.get("publishedVersion"),
        sys.get("archivedVersion"),
        dump(sys),
        None if record.public_sys in (None, sys) else dump(record.public_sys),
        None if record.public_body in (None, record.body) else dump(record.public_body),
    )


def _record(row: Iterable[object]) -> Record:
    pk, env, kind, entity_id, sys_text, body_text, published, kept_sys, kept_body = row
    sys, body = parse_object(str(sys_text)), parse_object(str(body_text))
    public_sys = sys if kept_sys is None else parse_object(str(kept_sys))
    public_body = body if kept_body is None else parse_object(str(kept_body))
    return Record(
        env=int(str(env)),
        kind=str(kind),
        id=str(entity_id),
        sys=sys,
        body=body,
        public_sys=None if published is None else public_sys,
        public_body=None if published is None else public_body,
        pk=int(str(pk)),
    )
