"""Front matter that is not parsed again, in the file in which results of pages are remembered.

It lies there in parts of many files each: one part is read in a fraction of the time that as many rows take, and equal
keys and words in it are one object. Owns what is written when. Does not own what front matter is known by
(`migrate.extract.fronts`), nor the file (`page_store`).
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from migrate.extract.frontmatter import FrontMatter
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.plain_values import PlainValueError, read_plain, write_plain
from migrate.pipeline.store_file import PageStoreError

__all__ = ["StoredFronts"]

_NAME = "front matter"
_PART = 5_000
"""Most files of one part: while it is written, everything in it is noted."""
_MOST_PARTS = 40
"""Every run after an edit adds one; so many more than are needed, and all are written anew."""


class StoredFronts:
    """A `migrate.extract.fronts.FrontMemory` in an open file. Where the file fails, nothing is known."""

    def __init__(self, store: PageStore, *, writable: bool) -> None:
        self._store, self._writable = store, writable
        self._parts = 0
        self._keys: set[str] = set()

    def known(self, *, legacy_yaml: bool) -> Mapping[str, FrontMatter]:
        """Return what is remembered."""
        held: dict[str, FrontMatter] = {}
        self._parts = 0
        try:
            for part in self._store.parts(_NAME):
                legacy, fronts = read_plain(part)
                if legacy is legacy_yaml:
                    held.update(fronts)
                    self._parts += 1
        except (PageStoreError, PlainValueError, TypeError, ValueError):
            held = {}
        self._keys = set(held)
        return held

    def keep(self, fronts: Mapping[str, FrontMatter], *, legacy_yaml: bool) -> None:
        """Remember these: what is new among them by itself, or all of them once too much else is there."""
        if not self._writable:
            return
        new = {key: front for key, front in fronts.items() if key not in self._keys}
        unused = len(self._keys) + len(new) - len(fronts)
        needed = -(-len(fronts) // _PART)
        anew = not self._keys or len(new) + unused > len(fronts) // 4 or self._parts >= needed + _MOST_PARTS
        if not new and not (anew and unused):
            return
        try:
            for number, part in enumerate(_parted(fronts if anew else new)):
                self._store.add_part(_NAME, write_plain((legacy_yaml, part)), instead=anew and number == 0)
        except PageStoreError:
            # It is parsed again next time. Whether the file still serves for pages will be seen with them.
            return


def _parted(fronts: Mapping[str, FrontMatter]) -> Iterator[dict[str, FrontMatter]]:
    rest = iter(fronts.items())
    while part := dict(islice(rest, _PART)):
        yield part
