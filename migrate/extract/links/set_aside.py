"""Content files that could not be read, by what authors call them: a link to one is no mistake of the link.

Owns: finding out that a reference leads to such a file, and saying so. Does not own: pages that were read
(`references`), and why a file was set aside, which its own finding tells.
"""

from collections.abc import Iterable

from migrate.extract.content import ContentFile
from migrate.extract.links.references import References
from migrate.model.source import SourcePage

__all__ = ["SetAside"]


class SetAside:
    """The content files of a site that no page was made of.

    Args:
        files: these files, in their languages.
        references: looks up the pages of the site.
    """

    def __init__(self, files: Iterable[ContentFile], references: References) -> None:
        self._references = references
        self._by_path: dict[tuple[str, str], str] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for file in files:
            path = "" if file.key == "/" else file.key
            self._by_path.setdefault((file.lang, path), file.path)
            self._by_name.setdefault((file.lang, path.rpartition("/")[2]), file.path)

    def reason(self, page: SourcePage, path: str, lang: str, *, short_names: bool) -> str:
        """Return why a path that leads to no page leads to none; "" where no file that was set aside is meant.

        Args:
            page: where it stands.
            path: decoded, without query and fragment.
            lang: the language that was searched.
            short_names: whether a bare name may stand for a file of that name anywhere.

        """
        if not self._by_path:
            return ""
        for candidate in self._references.candidates(page, path):
            source = self._by_path.get((lang, candidate.key), "")
            if not source and short_names and "/" not in path:
                source = self._by_name.get((lang, candidate.name), "")
            if source:
                return f"{source} was set aside, because it could not be read"
        return ""
