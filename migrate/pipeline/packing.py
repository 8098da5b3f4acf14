"""Entries with their fields packed.

A document of Rich Text takes several times the memory of its JSON, and that compressed a fourth of it. Owns the packed
form. Does not own the file that it is kept in (`page_store`).
"""

import zlib
from collections.abc import ItemsView, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from migrate.model.canonical import Json, JsonObject, canonical_json, quick_json, read_canonical
from migrate.model.space import DesiredEntry
from migrate.plan.sides import wanted_entry
from migrate.transform.page_result import PageResult

__all__ = ["BrokenFieldsError", "PackedFields", "SentFields", "pack_fields", "packed", "sent", "unpack_fields"]


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


class SentFields(Mapping[str, Json]):
    """The fields of an entry as JSON, read once somebody looks into them.

    So they are sent from process to process: as objects that takes five times as long at the end that is waited for.
    """

    __slots__ = ("_data", "_fields")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._fields: JsonObject | None = None

    def __reduce__(self) -> tuple[type["SentFields"], tuple[bytes]]:
        return SentFields, (self._data or quick_json(self._read()),)

    def __getitem__(self, key: str) -> Json:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def items(self) -> ItemsView[str, Json]:
        """Return all fields."""
        return self._read().items()

    def _read(self) -> JsonObject:
        if self._fields is None:
            self._fields, self._data = _object(self._data), b""
        return self._fields


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
    return _object(plain)


def sent(result: PageResult) -> PageResult:
    """Return the result of a page in the form in which it is sent to another process."""
    return replace(result, entries=tuple(map(_sent, result.entries)))


def _sent(entry: DesiredEntry) -> DesiredEntry:
    # `dataclasses.replace` takes four times as long, and a site has as many of these as it has blocks of code.
    return DesiredEntry(
        entry.id,
        entry.content_type,
        SentFields(quick_json(entry.fields)),
        entry.tags,
        entry.publish,
        entry.schedule,
        entry.sources,
        entry.urls,
        entry.findings,
        entry.create_only,
        entry.page,
        entry.digest,
    )


def packed(entry: DesiredEntry) -> DesiredEntry:
    """Return `entry` with its fields packed and its digest made, which planning would have to unpack them for."""
    return replace(entry, fields=pack_fields(entry.fields), digest=wanted_entry(entry).digest())


def _object(plain: bytes) -> JsonObject:
    fields = read_canonical(plain)
    if not isinstance(fields, Mapping):
        raise BrokenFieldsError("no fields")
    return fields


def _check(plain: bytes) -> int:
    # Of the JSON and not of the compressed bytes, which another library may write otherwise.
    return int.from_bytes(blake2b(plain, digest_size=7).digest(), "big")
