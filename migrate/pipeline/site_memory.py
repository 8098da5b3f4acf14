"""What was read of a site, kept from run to run in the file in which results of pages are remembered.

Owns the form in which front matter, pages and the inferred mapping lie there. Does not own when they hold
(`migrate.extract.fronts`, `migrate.extract.known_pages`), nor the file (`page_store`).
"""

from collections.abc import Sequence

from migrate.extract.known_pages import KnownPages
from migrate.mapping.infer import read_inferred, render_mapping
from migrate.mapping.rules import MappingRules
from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import SourcePage, SourceSite
from migrate.pipeline.front_memory import StoredFronts
from migrate.pipeline.page_store import PageStoreError
from migrate.pipeline.plain_values import PlainValueError, read_plain, write_plain

__all__ = ["StoredSite"]

_KNOWN, _PAGES, _MAPPING = "known pages", "pages", "inferred mapping"
_PART = 2_000
"""Most pages of one part: while it is written or read, everything in it is noted."""


class StoredSite(StoredFronts):
    """A `migrate.extract.known_pages.SiteMemory` in an open file. Where the file fails, nothing is known."""

    def known_pages(self) -> KnownPages | None:
        """Return what the pages that are kept were made from."""
        known = self._read(_KNOWN)
        return known if isinstance(known, KnownPages) else None

    def pages(self) -> Sequence[SourcePage] | None:
        """Return the pages that are kept, less those of parts that are not as they were written."""
        pages: list[SourcePage] = []
        try:
            for part in self._store.parts(_PAGES):
                pages += read_plain(part)
        except (PageStoreError, PlainValueError, TypeError):
            return None
        return pages

    def keep_pages(self, known: KnownPages, pages: Sequence[SourcePage]) -> None:
        """Keep these pages instead of others."""
        self._keep(_KNOWN, write_plain(known))
        for start in range(0, len(pages), _PART):
            self._keep(_PAGES, write_plain(list(pages[start : start + _PART])), instead=start == 0)

    def mapping(self, site: SourceSite) -> MappingRules:
        """Return the mapping that is inferred for `site`, read again where its pages and data are as they were."""
        if not site.print:
            return read_inferred(render_mapping(site))
        key = fingerprint_bytes(f"{site.print}\n{site.data!r}".encode("utf-8", "surrogatepass"))
        held = self._read(_MAPPING)
        if isinstance(held, tuple) and held[0] == key:
            return read_inferred(held[1])
        text = render_mapping(site)
        self._keep(_MAPPING, write_plain((key, text)))
        return read_inferred(text)

    def _read(self, name: str) -> object:
        try:
            part = next(self._store.parts(name), None)
            return read_plain(part) if part is not None else None
        except (PageStoreError, PlainValueError):
            return None

    def _keep(self, name: str, data: bytes, *, instead: bool = True) -> None:
        if not self._writable:
            return
        try:
            self._store.add_part(name, data, instead=instead)
        except PageStoreError:
            # It is read from the site again next time. Whether the file still serves for results is seen with them.
            self._writable = False
