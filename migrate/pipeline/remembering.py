"""Pages that are not made again: what a page became last time holds while everything that it was made from is the same.

Owns when a result holds, and that all others are made, spread over the cores, and stored. A result holds when its
fingerprint is the same (`migrate.transform.fingerprints`) and everything that the page asks of the rest of the site is
still answered alike (`migrate.transform.lookups`). What comes out is the same with a memory, with a stale one and
without.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from migrate.model.canonical import digest
from migrate.model.space import DesiredEntry
from migrate.pipeline.code_print import code_print
from migrate.pipeline.packing import packed
from migrate.pipeline.page_store import Made, PageStore, PageStoreError
from migrate.pipeline.spreading import Spread
from migrate.transform.fingerprints import fingerprint_page, fingerprint_world
from migrate.transform.lookups import ask_again, fingerprint_answers
from migrate.transform.page_result import PageResult
from migrate.transform.page_work import AssetTexts, PageStep
from migrate.transform.world import PageGroup

__all__ = ["PageMemory"]

_IN_MEMORY = 5_000
"""Up to so many pages stay in memory where nothing is remembered."""


class PageMemory:
    """A `migrate.transform.page_work.PageWork` that remembers from run to run.

    Args:
        path: where to remember; None = for this run only.
        writable: whether the file may be changed, or made.
        spread: what the work is spread with.
    """

    def __init__(self, path: Path | None = None, *, writable: bool = False, spread: Spread | None = None) -> None:
        self._path, self._writable = path, writable
        self._spread = spread or Spread()
        self._old: PageStore | None = None
        self._new: PageStore | None = None
        self._shared = ""
        self._keys: set[str] = set()
        self.made = 0
        """Pages that had to be made."""

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup]) -> Iterator[PageResult]:
        """Yield the results for all pages, in order."""
        self._old = self._opened()
        if self._old is None and len(groups) < _IN_MEMORY:
            yield from self._spread.map(step, groups)
            return
        self._new = self._old if self._old is not None and self._writable else PageStore.temporary()
        world = step.world
        self._shared = fingerprint_world(world)
        keys = [fingerprint_page(world, self._shared, group) for group in groups]
        self._keys = {key for key in keys if key is not None}
        known = self._known(step, zip(keys, groups, strict=True))
        open_groups = [group for key, group in zip(keys, groups, strict=True) if key is None or key not in known]
        made = self._spread.map(_Making(step), open_groups)
        for key in keys:
            held = known.pop(key, None) if key is not None else None
            yield held if held is not None else self._kept(self._new, key, next(made))
        if self._new is self._old:
            self._new.keep_only(self._keys)

    def again(self, step: PageStep, group: PageGroup, texts: AssetTexts) -> PageResult:
        """Return the result for a page that has to know what earlier pages called its assets."""
        if self._new is None:
            return step(group, texts)
        first = fingerprint_page(step.world, self._shared, group)
        key = f"{first}+{digest(sorted([id_, *held] for id_, held in texts.items()))}" if first is not None else None
        if key is not None:
            self._keys.add(key)
            held = self._old.get(key) if self._old is not None else None
            if held is not None and ask_again(step.world, group, held.questions) == held.answers:
                return held.result
        return self._kept(self._new, key, _Making(step, texts)(group))

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Return `entries` sorted by id; their fields are on disk already."""
        return tuple(sorted(entries, key=lambda entry: entry.id))

    def _known(self, step: PageStep, pages: Iterable[tuple[str | None, PageGroup]]) -> dict[str, PageResult]:
        """Return the results that still hold."""
        if self._old is None:
            return {}
        groups = {key: group for key, group in pages if key is not None}
        return {
            key: held.result
            for key, held in self._old.all(self._keys)
            if ask_again(step.world, groups[key], held.questions) == held.answers
        }

    def _kept(self, store: PageStore, key: str | None, made: Made) -> PageResult:
        self.made += 1
        if key is None or store is not self._old:
            return store.keep(made.result)
        return store.put(key, made).result

    def _opened(self) -> PageStore | None:
        """Return the file; None where there is none, or none to be used, which costs time and nothing else."""
        if self._path is None:
            return None
        try:
            if not self._writable:
                return PageStore.look(self._path, code_print())
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return PageStore.open(self._path, code_print())
        except (OSError, PageStoreError):
            return None


@dataclass(frozen=True, slots=True)
class _Making:
    """The step, its result with packed fields: small to send, small to hold, and ready for the disk."""

    step: PageStep
    texts: AssetTexts | None = None

    def __call__(self, group: PageGroup) -> Made:
        result, answers = self.step.traced(group, self.texts)
        result = replace(result, entries=tuple(map(packed, result.entries)))
        return Made(result, tuple(answers), fingerprint_answers(answers))
