"""Finds what a reference or a link of a page leads to.

Owns: Hugo's order for ``ref``/``relref`` and ``GetPage``, published URLs, aliases, files. Does not own: the links'
syntax.
"""

from collections.abc import Sequence

from migrate.extract.files import SiteFiles
from migrate.model.source import LinkTarget, SiteConfig, SourcePage

__all__ = ["PageIndex"]


class PageIndex:
    """Lookup tables over all pages of a site; picklable, built once, O(1) per question."""

    def __init__(self, pages: Sequence[SourcePage], config: SiteConfig, files: SiteFiles) -> None:
        raise NotImplementedError

    def ref(self, page: SourcePage, reference: str, lang: str = "") -> LinkTarget:
        """See `migrate.model.source.SiteReader.ref`; never raises."""
        raise NotImplementedError

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """See `migrate.model.source.SiteReader.link`; never raises."""
        raise NotImplementedError
