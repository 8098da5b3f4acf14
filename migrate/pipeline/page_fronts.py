"""What each page was when its result was kept, bodies left aside: fingerprints that are made again for few pages only.

Owns where they lie and when they still hold. Does not own what goes into them (`migrate.transform.fingerprints`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from migrate.model.source import SourceSite
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.plain_values import PlainValueError, read_plain, write_plain
from migrate.pipeline.store_file import PageStoreError
from migrate.transform.fingerprints import (
    fingerprint_answers,
    fingerprint_front,
    fingerprint_site,
    fingerprint_source,
    fingerprint_world,
)
from migrate.transform.world import PageGroup, World

__all__ = ["PageFronts"]

_FRAME = "site"
"""The notes of `fingerprint_site` and `fingerprint_answers`, and the fingerprints of all groups that were made then."""
_SOURCES = "sources"
"""The note of the site's print and the `fingerprint_source` of each of its pages."""


Held = TypeVar("Held", bound=tuple[object, ...])


class PageFronts:
    """The `fingerprint_front` of all groups of pages.

    Args:
        world: the run.
        groups: translations that share an entry.
        store: where they lie; None = nowhere.
    """

    def __init__(self, world: World, groups: Sequence[PageGroup], store: PageStore | None) -> None:
        self._print = world.site.print
        self._store = store
        shared = fingerprint_world(world)
        self._frame = fingerprint_site(world, shared)
        self._sources: dict[tuple[str, str], str] = {}
        note, self._answers, self.values = _read_frame(store)
        self._same_site = bool(self._frame) and note == self._frame and len(self.values) == len(groups)
        """Whether nothing changed but bodies, and the bytes of files."""
        self.same_answers = self._same_site
        """Whether nothing changed that an answer tells of, the bytes of files aside."""
        if not self._same_site:
            answers = fingerprint_answers(world, shared)
            self.same_answers = bool(answers) and self._answers == answers
            self._answers = answers
            known = _known_sources(store, world.site)
            self._sources = dict(known or {})
            held = self.values if self.same_answers and known is not None else ()
            self.values = [*self._fronts(world, shared, groups, held)]
            """One for each group; "" where it cannot be told."""

    def _fronts(self, world: World, shared: str, groups: Sequence[PageGroup], held: Sequence[str]) -> Iterator[str]:
        """Yield the fingerprints of all groups, taken from `held` where none of its pages is another one."""
        if len(held) != len(groups) or world.site.descent is None:
            yield from (self._front(world, shared, group) for group in groups)
            return
        changed = world.site.descent.changed
        for group, value in zip(groups, held, strict=True):
            is_known = all(page.path not in changed for page in group)
            yield value if is_known else self._front(world, shared, group)

    def _front(self, world: World, shared: str, group: PageGroup) -> str:
        sources = []
        for page in group:
            place = (page.lang, page.path)
            source = self._sources.get(place)
            if source is None:
                source = self._sources[place] = fingerprint_source(page)
            sources.append(source)
        return fingerprint_front(world, shared, group, sources)

    def keep(self, store: PageStore) -> None:
        """Keep them for the next run.

        Raises:
            PageStoreError: the store fails.
        """
        if self._frame and not (self._same_site and store is self._store):
            store.add_part(_FRAME, write_plain((self._frame, self._answers, self.values)), instead=True)
            store.add_part(_SOURCES, write_plain((self._print, self._sources)), instead=True)


def _read_frame(store: PageStore | None) -> tuple[str, str, list[str]]:
    nothing: tuple[str, str, list[str]] = ("", "", [])
    return _read(store, _FRAME, nothing)


def _known_sources(store: PageStore | None, site: SourceSite) -> Mapping[tuple[str, str], str] | None:
    """Return what is known of pages that are as they were, of others nothing; None where it is of another reading."""
    descent = site.descent
    if descent is None:
        return None
    nothing: tuple[str, Mapping[tuple[str, str], str]] = ("", {})
    note, sources = _read(store, _SOURCES, nothing)
    if note != descent.print:
        return None
    return {(lang, path): source for (lang, path), source in sources.items() if path not in descent.changed}


def _read(store: PageStore | None, name: str, nothing: Held) -> Held:
    try:
        part = next(store.parts(name), None) if store is not None else None
        held: Held = read_plain(part) if part is not None else nothing
    except (PageStoreError, PlainValueError):
        return nothing
    return held if isinstance(held, tuple) and len(held) == len(nothing) else nothing
