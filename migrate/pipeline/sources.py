"""The files of a site after its pages were read: their bytes, and the digests of those from which pages were made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrate.extract.files import open_site
from migrate.extract.reader import FileReader
from migrate.model.source import SourceSite

__all__ = ["Sources"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is needed of a site to write what it wants. Holds no page."""

    read: Callable[[str], bytes]
    """Path relative to the site → content; raises MigrateError."""
    digests: Mapping[str, str]
    """File of a page → digest of what was read."""

    @staticmethod
    def of(site: SourceSite) -> "Sources":
        """Return the files of `site`."""
        digests = {page.source: page.digest for page in site.pages if page.digest}
        return Sources(FileReader(open_site(Path(site.root))).read, digests)
