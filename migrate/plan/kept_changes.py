"""The changes of an item, packed where they hold documents.

A document before and after an edit takes fifty times the memory of its compressed JSON, and a new rule of a mapping may
change every post of a large site. Owns when that pays. Does not own what changed (`merge`).
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from migrate.model.canonical import Json, canonical_json
from migrate.model.plan import Change

__all__ = ["PackedChanges", "keep_changes"]

_LONG = 1000
"""Characters from which a text is worth packing."""


class PackedChanges(Sequence[Change]):
    """Changes as compressed canonical JSON; looking at them unpacks them each time."""

    __slots__ = ("_count", "_packed")

    def __init__(self, changes: Sequence[Change]) -> None:
        rows: list[Json] = [[c.field, c.locale, c.before, c.after, c.base, c.kept] for c in changes]
        self._packed = zlib.compress(canonical_json(rows), 1)
        self._count = len(changes)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Change]: ...
    def __getitem__(self, index: int | slice) -> Change | Sequence[Change]:
        return self._unpacked()[index]

    def __iter__(self) -> Iterator[Change]:
        return iter(self._unpacked())

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._unpacked() == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a tuple of changes with documents has none

    def __repr__(self) -> str:
        return repr(self._unpacked())

    def _unpacked(self) -> tuple[Change, ...]:
        return tuple(Change(*row) for row in json.loads(zlib.decompress(self._packed)))


def keep_changes(changes: Sequence[Change]) -> Sequence[Change]:
    """Return `changes`, packed when one of them holds a document or a long text."""
    large = any(_is_large(value) for change in changes for value in (change.before, change.after, change.base))
    return PackedChanges(changes) if large else tuple(changes)


def _is_large(value: Json) -> bool:
    return len(value) > _LONG if isinstance(value, str) else isinstance(value, Mapping) and "content" in value
