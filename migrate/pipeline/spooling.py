"""Entries on disk: a sequence sorted by id that holds nothing in memory but where each entry lies.

A document of Rich Text takes several times the memory of its JSON, and that compressed a fourth of it. The file has no
name, so it is gone with the process, however that ends.
"""

import json
import os
import pickle
import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO, overload

from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.space import DesiredEntry

__all__ = ["PackedFields", "Spool", "packed", "spool_entries", "unpacked"]


@dataclass(frozen=True, slots=True)
class PackedFields(Mapping[str, Json]):
    """The fields of an entry as compressed canonical JSON; looking into them unpacks them each time."""

    data: bytes

    def unpack(self) -> JsonObject:
        """Return the fields as plain JSON."""
        fields: JsonObject = json.loads(zlib.decompress(self.data))
        return fields

    def __getitem__(self, key: str) -> Json:
        return self.unpack()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.unpack())

    def __len__(self) -> int:
        return len(self.unpack())


def packed(entry: DesiredEntry) -> DesiredEntry:
    """Return `entry` with its fields packed."""
    if isinstance(entry.fields, PackedFields):
        return entry
    # Level 1: the higher ones take three times as long for a tenth less.
    return replace(entry, fields=PackedFields(zlib.compress(canonical_json(entry.fields), 1)))


def unpacked(entry: DesiredEntry) -> DesiredEntry:
    """Return `entry` with its fields as plain JSON."""
    return replace(entry, fields=entry.fields.unpack()) if isinstance(entry.fields, PackedFields) else entry


class Spool(Sequence[DesiredEntry]):
    """Entries in a file without a name, in the order of their ids; one entry at a time is in memory."""

    def __init__(self, file: IO[bytes], ends: "array[int]", order: "array[int]") -> None:
        self._file = file
        self._ends = ends
        """For the entries as written, where each ends; the first element is 0."""
        self._order = order
        """Positions as written, in the order of the ids."""
        weakref.finalize(self, file.close)

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[DesiredEntry]:
        return map(self._read, self._order)

    @overload
    def __getitem__(self, index: int) -> DesiredEntry: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[DesiredEntry, ...]: ...

    def __getitem__(self, index: int | slice) -> DesiredEntry | tuple[DesiredEntry, ...]:
        if isinstance(index, slice):
            return tuple(map(self._read, self._order[index]))
        return self._read(self._order[index])

    def _read(self, position: int) -> DesiredEntry:
        start, end = self._ends[position], self._ends[position + 1]
        # Read at a place and not from one, so that two iterations do not disturb each other.
        data = os.pread(self._file.fileno(), end - start, start)
        entry: DesiredEntry = pickle.loads(data)  # noqa: S301 - this very process wrote it, into a file without a name
        return unpacked(entry)


def spool_entries(*parts: Iterable[DesiredEntry]) -> Spool:
    """Write entries to disk, in any order, and return them sorted by id."""
    # Open as long as the spool lives.
    file = tempfile.TemporaryFile(prefix="migrate-")  # noqa: SIM115
    ids: list[str] = []
    ends = array("Q", [0])
    for part in parts:
        for entry in part:
            ids.append(entry.id)
            ends.append(ends[-1] + file.write(pickle.dumps(packed(entry), protocol=pickle.HIGHEST_PROTOCOL)))
    file.flush()
    return Spool(file, ends, array("Q", sorted(range(len(ids)), key=ids.__getitem__)))
