"""The argument of ``ref`` and ``relref``, and Hugo's ``GetPage``.

Owns: the order in which a reference is looked up (https://gohugo.io/methods/page/ref/). Does not own: published URLs
and files (`destinations`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from migrate.extract.gourl import join_path
from migrate.extract.links.content_path import ContentPath, parse_content_path
from migrate.extract.links.tables import LanguageTables, Tables, names_of
from migrate.model.source import BundleType, Kind, SourcePage

__all__ = ["Found", "References"]


class Found(NamedTuple):
    """The answer to a lookup: a page, or why there is none."""

    page: SourcePage | None = None
    error: str = ""


_NOTHING = LanguageTables()


@dataclass(frozen=True, slots=True)
class References:
    """Looks pages up by what authors call them."""

    pages: Sequence[SourcePage]
    tables: Tables
    languages: Collection[str]
    """Codes that may stand before the extension of a file."""

    def find(self, page: SourcePage, path: str, lang: str, *, short_names: bool) -> Found:
        """Look up the path part of a reference.

        Args:
            page: where the reference stands.
            path: decoded, without query and fragment.
            lang: language to search in; "" = that of `page`.
            short_names: whether a bare name may lead to the only page of that name anywhere, as in ``ref``.

        """
        wanted = path.removesuffix("/")
        language = self.tables.languages.get(lang or page.lang, _NOTHING)
        for candidate, extension_written in _spellings(wanted or "/"):
            found = self._find_spelling(page, wanted, candidate, extension_written, language, short_names)
            if found.page is not None or found.error:
                return found
        return Found()

    def candidates(self, page: SourcePage, path: str) -> Iterator[ContentPath]:
        """Yield what a path in `page` may stand for, in the order in which it is looked up."""
        for candidate, extension_written in _spellings(path.removesuffix("/") or "/"):
            if not candidate.startswith("/"):
                yield self._parse(join_path(_base_folder(page, candidate, extension_written), candidate))
            yield self._parse(candidate)

    def _find_spelling(
        self,
        page: SourcePage,
        written: str,
        candidate: str,
        extension_written: bool,
        language: LanguageTables,
        short_names: bool,
    ) -> Found:
        if not candidate.startswith("/"):
            beside = join_path(_base_folder(page, candidate, extension_written), candidate)
            position = self._at(beside, language)
            if position is None and extension_written and page.source:
                position = self._by_file(page.source, written, language)
            if position is not None:
                return Found(self.pages[position])
        if candidate.startswith("."):
            return Found()
        wanted = self._parse(candidate)
        position = language.by_path.get(wanted.key if join_path(candidate) != "/" else "")
        home = language.by_path.get("")
        if position is None and extension_written and home is not None and self.pages[home].source:
            position = self._by_file(self.pages[home].source, written, language)
        if position is not None:
            return Found(self.pages[position])
        if not short_names or "/" in written or not wanted.name:
            return Found()
        return self._by_name(wanted.name, language)

    def _at(self, path: str, language: LanguageTables) -> int | None:
        return language.by_path.get(self._parse(path).key)

    def _parse(self, path: str) -> ContentPath:
        return parse_content_path(path, self.languages)

    def _by_file(self, source: str, written: str, language: LanguageTables) -> int | None:
        """Find the page of a content file named relative to the file that the reference stands in."""
        position = self.tables.by_source.get(join_path(source.rpartition("/")[0], written))
        if position is None:
            return None
        path = self.pages[position].path
        return language.by_path.get("" if path == "/" else path)

    def _by_name(self, name: str, language: LanguageTables) -> Found:
        position = language.by_name.get(name)
        if isinstance(position, tuple):
            return Found(error=f"ambiguous: {names_of(position, self.pages)}")
        return Found(None if position is None else self.pages[position])


def _spellings(path: str) -> tuple[tuple[str, bool], ...]:
    """Return the file names that `path` may stand for, each with whether the author wrote the extension."""
    if "." in path.rpartition("/")[2]:
        return ((path, True),)
    if path == "/":
        return (("/_index.md", False),)
    if path.endswith("/index"):
        return ((f"{path}/index.md", False), (f"{path}.md", False))
    return ((f"{path}.md", False),)


def _base_folder(page: SourcePage, candidate: str, extension_written: bool) -> str:
    """Return the folder that a relative reference starts from, as a page path."""
    if page.kind is not Kind.PAGE or page.bundle is BundleType.BRANCH:
        return page.path
    if page.bundle is BundleType.LEAF and extension_written and candidate.startswith("../"):
        return page.path
    # From a bundle in the root, nothing is above.
    return page.path.rpartition("/")[0] or ("" if page.bundle is BundleType.LEAF else "/")
