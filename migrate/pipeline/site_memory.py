"""What was read of a site, kept from run to run in the file in which results of pages are remembered.

Owns the form in which front matter, pages and the inferred mapping lie there. Does not own when they hold
(`migrate.extract.fronts`, `migrate.extract.known_pages`), nor the file (`page_store`).
"""

from collections.abc import Collection, Sequence
from zlib import crc32

from migrate.extract.known_pages import KnownPages
from migrate.mapping.infer import read_inferred, render_mapping
from migrate.mapping.rules import MappingRules
from migrate.mapping.same_evidence import says_the_same
from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import Descent, SourcePage, SourceSite
from migrate.pipeline.front_memory import StoredFronts
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.plain_values import PlainValueError, read_plain, write_plain
from migrate.pipeline.store_file import PageStoreError

__all__ = ["StoredSite"]

_KNOWN, _PAGES, _MAPPING = "known pages", "pages", "inferred mapping"
_PART = 500
"""Pages of one part, and half as many as may come together in it: while it is written, everything in it is noted."""


class StoredSite(StoredFronts):
    """A `migrate.extract.known_pages.SiteMemory` in an open file. Where the file fails, nothing is known."""

    def __init__(self, store: PageStore, *, writable: bool) -> None:
        super().__init__(store, writable=writable)
        self._held: list[list[SourcePage]] = []
        """The parts of the pages as they were read."""
        self._checks: list[int] = []
        """Checksums of the parts that `known_pages` tells of."""

    def known_pages(self) -> KnownPages | None:
        """Return what the pages that are kept were made from."""
        held = self._read(_KNOWN)
        if not isinstance(held, tuple):
            return None
        known, self._checks = held
        return known if isinstance(known, KnownPages) else None

    def pages(self) -> Sequence[SourcePage] | None:
        """Return the pages that are kept; None where they are not all those of `known_pages`."""
        held: list[list[SourcePage]] = []
        checks = iter(self._checks)
        self._held = []
        try:
            # One after the other: the bytes of all parts are as large as the pages.
            for part in self._store.parts(_PAGES):
                if crc32(part) != next(checks, None):
                    return None
                held.append(read_plain(part))
        except (PageStoreError, PlainValueError):
            return None
        if len(held) != len(self._checks):
            return None
        self._held = held
        return [page for part in held for page in part]

    def keep_pages(self, known: KnownPages, pages: Sequence[SourcePage], changed: Collection[str] | None) -> None:
        """Keep these pages instead of others; parts in which none changed stay as they lie there."""
        parts = _divided(pages, self._held) if changed is not None and self._held else []
        if parts and max(map(len, parts)) <= 2 * _PART:
            checks = self._checks.copy()
            for number, (part, held) in enumerate(zip(parts, self._held, strict=True)):
                if not _is_as_it_was(part, held, changed or ()):
                    data = write_plain(part)
                    checks[number] = crc32(data)
                    self._keep(_PAGES, data, number=number)
        else:
            checks = []
            for start in range(0, len(pages), _PART):
                data = write_plain(list(pages[start : start + _PART]))
                checks.append(crc32(data))
                self._keep(_PAGES, data, instead=start == 0)
        # Last, so that what it tells of is there.
        self._keep(_KNOWN, write_plain((known, checks)))

    def let_go(self) -> None:
        """Hold on to none of the pages that were read."""
        self._held = []

    def mapping(self, site: SourceSite) -> MappingRules:
        """Return the mapping that is inferred for `site`, read again where its pages and data are as they were."""
        if not site.print:
            return read_inferred(render_mapping(site))
        key = _mapping_key(site.print, site)
        held = self._read(_MAPPING)
        if isinstance(held, tuple) and held[0] == key:
            return read_inferred(held[1])
        descent = site.descent
        if isinstance(held, tuple) and descent is not None and held[0] == _mapping_key(descent.print, site):
            text = held[1] if self._say_the_same(site, descent) else render_mapping(site)
        else:
            text = render_mapping(site)
        self._keep(_MAPPING, write_plain((key, text)))
        return read_inferred(text)

    def _say_the_same(self, site: SourceSite, descent: Descent) -> bool:
        """Tell whether the pages that changed since the last reading leave the inferred mapping as it is."""
        if sum(map(len, self._held)) != len(site.pages):
            return False
        changed = descent.changed
        old = {(page.path, page.lang): page for part in self._held for page in part if page.path in changed}
        new = [page for page in site.pages if page.path in changed]
        return all(
            (held := old.get((page.path, page.lang))) is not None and says_the_same(held, page, site.config)
            for page in new
        )

    def _read(self, name: str) -> object:
        try:
            part = next(self._store.parts(name), None)
            return read_plain(part) if part is not None else None
        except (PageStoreError, PlainValueError):
            return None

    def _keep(self, name: str, data: bytes, *, instead: bool = True, number: int | None = None) -> None:
        if not self._writable:
            return
        try:
            if number is not None:
                self._store.put_part(name, number, data)
            else:
                self._store.add_part(name, data, instead=instead)
        except PageStoreError:
            # It is read from the site again next time. Whether the file still serves for results is seen with them.
            self._writable = False


def _mapping_key(print: str, site: SourceSite) -> str:  # noqa: A002 - as it is called everywhere
    return fingerprint_bytes(f"{print}\n{site.data!r}".encode("utf-8", "surrogatepass"))


def _is_as_it_was(part: Sequence[SourcePage], held: Sequence[SourcePage], changed: Collection[str]) -> bool:
    return len(part) == len(held) and all(
        page is old or (page.path not in changed and page.digest == old.digest)
        for page, old in zip(part, held, strict=True)
    )


def _divided(pages: Sequence[SourcePage], held: Sequence[Sequence[SourcePage]]) -> list[list[SourcePage]]:
    """Return `pages`, which are sorted as those in the parts `held` are, in as many parts with the same boundaries."""
    places = {(page.path, page.lang) for page in pages}
    starts: dict[tuple[str, str], int] = {}
    for number, part in enumerate(held):
        first = next((place for page in part if (place := (page.path, page.lang)) in places), None)
        if first is not None:
            starts[first] = number
    parts: list[list[SourcePage]] = [[] for _ in held]
    current = 0
    for page in pages:
        current = starts.get((page.path, page.lang), current)
        parts[current].append(page)
    return parts
