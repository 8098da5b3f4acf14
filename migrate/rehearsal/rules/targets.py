"""Looking at what links point to, for the rules that only publishing checks.

Owns the view of a link's target: whether it exists, is published, is of which content type, is which file.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, Object, object_at, parse_object

__all__ = ["Target", "look_up"]

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Target:
    """An entity that something links to; `file` is that of an asset, in any locale that has one."""

    published: bool
    archived: bool
    content_type: str
    file: Object


def look_up(transaction: Transaction, env: int, links: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Target]:
    """Return the targets that exist, by kind and id."""
    found: dict[tuple[str, str], Target] = {}
    for kind in ("Entry", "Asset"):
        ids = sorted({entity for linked, entity in links if linked == kind})
        body = "body" if kind == "Asset" else "'{}'"
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            rows = transaction.execute(
                f"SELECT id, published_version, archived_version, content_type, {body} FROM entity"
                f" WHERE env = ? AND kind = ? AND id IN ({', '.join('?' * len(part))})",
                (env, kind, *part),
            )
            for entity, published, archived, content_type, text in rows:
                found[kind, entity] = Target(
                    published=published is not None,
                    archived=archived is not None,
                    content_type=content_type,
                    file=_file(parse_object(text)),
                )
    return found


def _file(body: Json) -> Object:
    files = object_at(body, "fields", "file")
    return next((object_at(file) for file in files.values() if object_at(file)), {})
