"""Entries with their fields packed.

A document of Rich Text takes several times the memory of its JSON, and that compressed a fourth of it. Owns the packed
form. Does not own the file that it is kept in (`page_store`).
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.space import DesiredEntry
from migrate.plan.sides import wanted_entry

__all__ = ["PackedFields", "pack_fields", "packed", "unpack_fields"]


@dataclass(frozen=True, slots=True)
class PackedFields(Mapping[str, Json]):
    """The fields of an entry as compressed canonical JSON; looking into them unpacks them each time."""

    data: bytes

    def __getitem__(self, key: str) -> Json:
        return unpack_fields(self.data)[key]

    def __iter__(self) -> Iterator[str]:
        return iter(unpack_fields(self.data))

    def __len__(self) -> int:
        return len(unpack_fields(self.data))


def pack_fields(fields: JsonObject) -> bytes:
    """Return fields as compressed canonical JSON."""
    # Level 1: the higher ones take three times as long for a tenth less.
    return zlib.compress(canonical_json(fields), 1)


def unpack_fields(data: bytes) -> JsonObject:
    """Return the fields that `pack_fields` packed."""
    fields: JsonObject = json.loads(zlib.decompress(data))
    return fields


def packed(entry: DesiredEntry) -> DesiredEntry:
    """Return `entry` with its fields packed and its digest made, which planning would have to unpack them for."""
    wanted = wanted_entry(entry)
    digest = wanted.digest(canonical_json(wanted.side.to_json()))
    return replace(entry, fields=PackedFields(pack_fields(entry.fields)), digest=digest)
