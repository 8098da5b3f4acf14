"""Entries made once more, for fields that a file did not give back.

A disk may fail between the comparison, which has what it needs, and the write, which needs the fields. Whatever was
made from the site can be made from it again. Owns that this is done once, and that fields are the same to the byte or
none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from migrate.errors import TemporaryError
from migrate.model.canonical import JsonObject
from migrate.model.space import DesiredEntry
from migrate.pipeline.packing import PackedFields, pack_fields
from migrate.transform.page_result import PageResult
from migrate.transform.page_work import InOrder, PageStep, PageWork, Revise
from migrate.transform.world import PageGroup

__all__ = ["Remake", "Remaking"]

Remake = Callable[[PageWork], Iterable[DesiredEntry]]
"""Makes all entries from the site as it is now, with the work done as told."""


class Remaking:
    """What the files of one run rely on.

    Args:
        where: the file, for messages.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._made: dict[int, PackedFields] | None = None
        self.remake: Remake | None = None
        """None = nothing can be made again."""

    def fields(self, check: int) -> JsonObject:
        """Return the fields of which `check` was made.

        Raises:
            TemporaryError: there are none any more, for the site is another one by now.
        """
        if self._made is None:
            entries = self.remake(_InMemory()) if self.remake is not None else ()
            packed = (entry.fields for entry in entries if isinstance(entry.fields, PackedFields))
            self._made = {fields.check: fields for fields in packed}
        found = self._made.get(check)
        if found is None:
            raise TemporaryError(
                "what a page became cannot be read back from the disk, and cannot be made again, for the site changed",
                where=self._where,
                hint="Run the same command again",
            )
        return found.unpacked()


class _InMemory:
    """A `PageWork` that makes all pages and keeps their entries packed in memory."""

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup], revise: Revise) -> Iterator[PageResult]:
        """Yield the results one by one."""
        for result in InOrder().map_pages(step, groups, revise):
            entries = (replace(entry, fields=pack_fields(entry.fields)) for entry in result.entries)
            yield replace(result, entries=tuple(entries))

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Take them as they come."""
        return tuple(entries)
