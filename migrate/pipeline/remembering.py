"""Pages that are not made again: what a page became last time holds while everything that it was made from is the same.

Owns when a result holds, and that all others are made, spread over the cores, and stored. A result holds when its
fingerprint is the same (`migrate.transform.fingerprints`) and everything that the page asks of the rest of the site is
still answered alike (`migrate.transform.asking`). What comes out is the same with a memory, with a stale one and
without.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from migrate.model.canonical import digest
from migrate.model.space import DesiredEntry
from migrate.pipeline.code_print import code_print
from migrate.pipeline.packing import packed, sent
from migrate.pipeline.page_fronts import PageFronts
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.remaking import Remake, Remaking
from migrate.pipeline.result_batches import Made
from migrate.pipeline.site_memory import StoredSite
from migrate.pipeline.spreading import Spread
from migrate.pipeline.store_file import BrokenFileError, PageStoreError
from migrate.transform.asking import Repeated, take_down
from migrate.transform.fingerprints import fingerprint_group
from migrate.transform.page_result import PageResult
from migrate.transform.page_work import AssetTexts, PageStep, Revise
from migrate.transform.world import PageGroup

__all__ = ["PageMemory"]

_IN_MEMORY = 5_000
"""Up to so many pages stay in memory where nothing is remembered."""


class PageMemory:
    """A `migrate.transform.page_work.PageWork` that remembers from run to run.

    Its file only saves work: where it is damaged, or the disk is full, pages are made, and what they became is kept in
    another place.

    Args:
        path: where to remember; None = for this run only.
        writable: whether the file may be changed, or made.
        spread: what the work is spread with.
    """

    def __init__(self, path: Path | None = None, *, writable: bool = False, spread: Spread | None = None) -> None:
        self._path, self._writable = path, writable
        self._spread = spread or Spread()
        self._old: PageStore | None = None
        self._stores: list[PageStore] = []
        """Where results go, the last one first; they stay in memory where there is none."""
        self._keys: set[str] = set()
        self._remaking = Remaking(str(path or ""))
        self.made = 0
        """Pages that had to be made."""

    def site(self) -> StoredSite | None:
        """Return what is remembered of the site as it was read, None where nothing can be."""
        if self._old is None:
            self._old = self._opened()
        return StoredSite(self._old, writable=self._writable) if self._old is not None else None

    def rely_on(self, remake: Remake) -> None:
        """Have all entries made once more where a file does not give back what was put into it."""
        self._remaking.remake = remake

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup], revise: Revise) -> Iterator[PageResult]:
        """Yield the results for all pages, in order, those made again that `revise` asks for."""
        if self._old is None:
            self._old = self._opened()
        if self._old is None and len(groups) < _IN_MEMORY:
            first = self._spread.map_revised(step, groups, lambda place, result: revise(groups[place], result), sent)
            yield from first
            return
        fronts = PageFronts(step.world, groups, self._old)
        repeated = Repeated(step.world, same_answers=fronts.same_answers)
        keys = [fingerprint_group(step.world, front, group) for front, group in zip(fronts.values, groups, strict=True)]
        self._keys = {key for key in keys if key is not None}
        known = self._known(repeated, zip(keys, groups, strict=True))
        self._stores = [self._relied(PageStore.temporary())]
        if self._old is not None and self._writable:
            self._stores.append(self._old)
        revision = _Revision(groups, [known.pop(key, None) if key is not None else None for key in keys], revise)
        open_places = [place for place, result in enumerate(revision.known) if result is None]

        def revised(number: int, first: Made) -> AssetTexts | None:
            place = open_places[number]
            texts = revision.texts(place, first.result)
            if texts is not None and self._stores[-1:] == [self._old]:
                # A later run has to ask again, and needs it for that.
                self._kept(keys[place], first)
            return texts

        made = self._spread.map_revised(_Making(step), [groups[place] for place in open_places], revised)
        for place, group in enumerate(groups):
            held = revision.known[place]
            if held is None:
                result = next(made)
                texts = revision.take(place)
                yield self._kept(keys[place] if texts is None else self._key_again(keys[place], texts), result)
            else:
                texts = revision.texts(place, held)
                revision.take(place)
                yield held if texts is None else self._again(step, repeated, group, keys[place], texts)
        if self._old is not None and self._stores[-1:] == [self._old]:
            self._finish(self._old, fronts)

    def _again(
        self, step: PageStep, repeated: Repeated, group: PageGroup, first: str | None, texts: AssetTexts
    ) -> PageResult:
        """Return the result for a page that is as it was, but has to know what earlier pages called its assets."""
        key = self._key_again(first, texts)
        held = self._remembered(key) if key is not None else None
        if held is not None and repeated.is_answered_alike(group, held.asked):
            return held.result
        return self._kept(key, _Making(step)(group, texts))

    def _key_again(self, first: str | None, texts: AssetTexts) -> str | None:
        if first is None:
            return None
        key = f"{first}+{digest(sorted([id_, *held] for id_, held in texts.items()))}"
        self._keys.add(key)
        return key

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Return `entries` sorted by id; their fields are on disk already."""
        return tuple(sorted(entries, key=lambda entry: entry.id))

    def _known(self, repeated: Repeated, pages: Iterable[tuple[str | None, PageGroup]]) -> dict[str, PageResult]:
        """Return the results that still hold."""
        if self._old is None:
            return {}
        groups = {key: group for key, group in pages if key is not None}
        try:
            return {
                key: held.result
                for key, held in self._old.all(self._keys)
                if repeated.is_answered_alike(groups[key], held.asked)
            }
        except PageStoreError:
            # Nobody has anything from the file yet: it is made anew, and all pages with it.
            self._old.discard()
            self._old.close()
            self._old = self._opened() if self._writable else None
            return {}

    def _remembered(self, key: str) -> Made | None:
        try:
            return self._old.get(key) if self._old is not None else None
        except PageStoreError:
            return None

    def _kept(self, key: str | None, made: Made) -> PageResult:
        """Return the result with its fields where they can be kept: in the file, in a temporary one, or in memory."""
        self.made += 1
        while self._stores:
            store = self._stores[-1]
            try:
                return store.keep(made.result) if key is None or store is not self._old else store.put(key, made).result
            except PageStoreError as error:
                self._leave(store, error)
        return made.result

    def _finish(self, store: PageStore, fronts: PageFronts) -> None:
        try:
            fronts.keep(store)
            store.keep_only(self._keys)
        except PageStoreError as error:
            # What was kept can be read as long as the file is open; the next run makes these pages again.
            self._leave(store, error)

    def _leave(self, store: PageStore, error: PageStoreError) -> None:
        """Put nothing more into a store that failed."""
        self._stores.remove(store)
        if isinstance(error, BrokenFileError):
            store.discard()

    def _opened(self) -> PageStore | None:
        """Return the file; None where there is none, or none to be used, which costs time and nothing else."""
        if self._path is None:
            return None
        try:
            if not self._writable:
                return self._relied(PageStore.look(self._path, code_print()))
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._relied(PageStore.open(self._path, code_print()))
        except (OSError, PageStoreError):
            return None

    def _relied(self, store: PageStore) -> PageStore:
        """Have what the store loses made again."""
        store.make_again(self._remaking.fields)
        return store


class _Revision:
    """Asks for all pages in their order, although the results of those that must be made come when they are ready."""

    def __init__(self, groups: Sequence[PageGroup], known: list[PageResult | None], revise: Revise) -> None:
        self.known = known
        self._groups, self._revise = groups, revise
        self._next = 0
        self._answers: dict[int, AssetTexts | None] = {}

    def texts(self, place: int, result: PageResult) -> AssetTexts | None:
        """Return what the page must know to be made again; all before it that must be made have been asked for."""
        while self._next <= place:
            here = result if self._next == place else self.known[self._next]
            if here is None:
                raise AssertionError(self._next)
            self._answers[self._next] = self._revise(self._groups[self._next], here)
            self._next += 1
        return self._answers[place]

    def take(self, place: int) -> AssetTexts | None:
        """Return the same once more, and forget it and the result that was known."""
        self.known[place] = None
        return self._answers.pop(place)


@dataclass(frozen=True, slots=True)
class _Making:
    """The step, its result with packed fields: small to send, small to hold, and ready for the disk."""

    step: PageStep

    def __call__(self, group: PageGroup, texts: AssetTexts | None = None, /) -> Made:
        result, answers = self.step.traced(group, texts)
        result = replace(result, entries=tuple(map(packed, result.entries)))
        return Made(result, take_down(answers))
