"""Entries with their fields packed.

A document of Rich Text takes several times the memory of its JSON, and that compressed a fourth of it. Owns the packed
form. Does not own the file that it is kept in (`page_store`).
"""

import json
import zlib
from collections.abc import ItemsView, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.space import DesiredEntry
from migrate.plan.sides import wanted_entry

__all__ = ["BrokenFieldsError", "PackedFields", "pack_fields", "packed", "unpack_fields"]


@dataclass(frozen=True, slots=True)
class PackedFields(Mapping[str, Json]):
    """The fields of an entry as compressed canonical JSON; looking into them unpacks them each time."""

    data: bytes
    check: int
    """By which it is known that what was packed is what is unpacked."""

    def __getitem__(self, key: str) -> Json:
        return self.unpacked()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.unpacked())

    def __len__(self) -> int:
        return len(self.unpacked())

    def items(self) -> ItemsView[str, Json]:
        """Return all fields, unpacked once."""
        return self.unpacked().items()

    def unpacked(self) -> JsonObject:
        """Return the fields."""
        return unpack_fields(self.data, self.check)


class BrokenFieldsError(Exception):
    """What is to be unpacked is not what was packed."""


def pack_fields(fields: JsonObject) -> PackedFields:
    """Return fields as compressed canonical JSON."""
    plain = canonical_json(fields)
    # Level 1: the higher ones take three times as long for a tenth less.
    return PackedFields(zlib.compress(plain, 1), _check(plain))


def unpack_fields(data: bytes, check: int) -> JsonObject:
    """Return the fields that `pack_fields` packed.

    Raises:
        BrokenFieldsError: `data` is not what it was, or belongs to other fields.
    """
    try:
        plain = zlib.decompress(data)
    except zlib.error as error:
        raise BrokenFieldsError(str(error)) from error
    if _check(plain) != check:
        raise BrokenFieldsError("other fields")
    fields: JsonObject = json.loads(plain)
    return fields


def packed(entry: DesiredEntry) -> DesiredEntry:
    """Return `entry` with its fields packed and its digest made, which planning would have to unpack them for."""
    return replace(entry, fields=pack_fields(entry.fields), digest=wanted_entry(entry).digest())


def _check(plain: bytes) -> int:
    # Of the JSON and not of the compressed bytes, which another library may write otherwise.
    return int.from_bytes(blake2b(plain, digest_size=7).digest(), "big")
