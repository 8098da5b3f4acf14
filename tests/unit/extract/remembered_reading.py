"""A small site on disk with pages of every kind, and a memory of how it was read last."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from migrate.extract import read_site
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.known_pages import KnownPages
from migrate.model.source import SourcePage, SourceSite
from tests.unit.extract.site_folder import write

__all__ = ["NOW", "SITE", "Remembering", "changed", "put", "read_again"]

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE = {
    "hugo.toml": 'baseURL = "https://here.example/"\n[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n',
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/posts/a.md": "---\ntitle: A\ntags: [red]\ndate: 2026-10-01\n---\nText.\n",
    "content/posts/b.md": "---\ntitle: B\nweight: 1\ndate: 2026-12-01\n---\nText.\n",
    "content/posts/keyed.md": "---\ntitle: Keyed\ntranslationKey: /k\n---\nText.\n",
    "content/c/index.md": "---\ntitle: C\n---\nText.\n",
    "content/c/inner.md": "---\ntitle: Inner\n---\nText.\n",
    "content/c/d.png": "a picture",
    "content/posts/pictures/e.png": "a picture",
    "content/broken.md": "---\ntitle: [\n---\nText.\n",
    "static/x.png": "a picture",
}


class Remembering:
    """A `SiteMemory` in memory."""

    def __init__(self) -> None:
        self.fronts: dict[str, FrontMatter] = {}
        self.held: KnownPages | None = None
        self.kept: Sequence[SourcePage] | None = None
        self.written = 0
        """How often pages were kept."""
        self.gone = 0
        """How often they were let go of."""

    def known(self, *, legacy_yaml: bool) -> Mapping[str, FrontMatter]:
        """Return what is remembered."""
        return dict(self.fronts)

    def keep(self, fronts: Mapping[str, FrontMatter], *, legacy_yaml: bool) -> None:
        """Remember these."""
        self.fronts = dict(fronts)

    def known_pages(self) -> KnownPages | None:
        """Return what the pages that are kept were made from."""
        return self.held

    def pages(self) -> Sequence[SourcePage] | None:
        """Return the pages that are kept."""
        return self.kept

    def keep_pages(self, known: KnownPages, pages: Sequence[SourcePage], changed: Collection[str] | None) -> None:
        """Keep these pages."""
        self.held, self.kept = known, pages
        self.written += 1

    def let_go(self) -> None:
        """Note that nothing is needed of the pages any more."""
        self.gone += 1


def read_again(folder: Path, memory: Remembering | None, now: datetime = NOW) -> SourceSite:
    """Read the site."""
    return read_site(folder, now=now, memory=memory)


def put(name: str, text: str) -> Callable[[Path], object]:
    """Return what writes a file."""
    return lambda folder: write(folder, {name: text})


def changed(name: str, old: str, new: str) -> Callable[[Path], object]:
    """Return what writes a file of the site with another text in it."""
    assert old in SITE[name]
    return put(name, SITE[name].replace(old, new))
