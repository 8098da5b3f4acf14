"""Bodies of writes, packed so that a plan over a hundred thousand pages stays small in memory.

Owns packing and the form of a body. What goes into it is decided in `migrate.plan.sides` and `diff`.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from migrate.model.canonical import Json, JsonObject, canonical_json, digest_bytes

__all__ = ["PackedPayload", "pack", "pack_bytes", "tag_links", "write_body"]


@dataclass(frozen=True, slots=True)
class PackedPayload:
    """A JSON object as compressed canonical bytes; an implementation of `Payload`."""

    digest: str
    packed: bytes

    def read(self) -> JsonObject:
        """Return the object."""
        value: JsonObject = json.loads(zlib.decompress(self.packed))
        return value


def pack(value: JsonObject) -> PackedPayload:
    """Return `value` packed."""
    return pack_bytes(canonical_json(value))


def pack_bytes(canonical: bytes) -> PackedPayload:
    """Return canonical JSON packed."""
    return PackedPayload(digest_bytes(canonical), zlib.compress(canonical, 1))


def tag_links(tags: Iterable[str]) -> list[Json]:
    """Return the links by which an entity carries tags, sorted."""
    return [{"sys": {"type": "Link", "linkType": "Tag", "id": tag}} for tag in sorted(tags)]


def write_body(fields: JsonObject, tags: Iterable[str]) -> JsonObject:
    """Return the body of a write. Metadata is always sent: what a write without it does to tags is not documented."""
    return {"fields": fields, "metadata": {"tags": tag_links(tags)}}
