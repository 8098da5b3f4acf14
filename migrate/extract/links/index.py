"""The index over all pages and files of a site that answers what a reference or a link leads to.

Owns: the two public questions and the answers' form. The lookups are in `references` and `destinations`.
"""

from collections.abc import Sequence

from migrate.extract.files import SiteFiles
from migrate.extract.gourl import parse
from migrate.extract.links.destinations import Destinations
from migrate.extract.links.outputs import has_output
from migrate.extract.links.references import References
from migrate.extract.links.tables import build_tables
from migrate.model.source import LinkTarget, SiteConfig, SourcePage

__all__ = ["PageIndex"]

NOT_FOUND = "page not found"


class PageIndex:
    """Lookup tables over all pages of a site; picklable, built once, O(1) per question."""

    def __init__(self, pages: Sequence[SourcePage], config: SiteConfig, files: SiteFiles) -> None:
        tables = build_tables(pages, config)
        self._config = config
        configured = config.raw.get("reflinksnotfoundurl")
        self._not_found_url = configured if isinstance(configured, str) else ""
        self._languages = {language.code for language in config.languages}
        self._references = References(pages, tables, frozenset(self._languages))
        self._destinations = Destinations(self._references, config, files)

    def ref(self, page: SourcePage, reference: str, lang: str = "", output_format: str = "") -> LinkTarget:
        """Resolve the argument of ``ref`` or ``relref`` as Hugo does; never raises.

        The query is dropped, the host of an absolute URL is ignored, and a reference without a path (``#x``,
        ``mailto:a@b``) leads to no page: `url` is then what Hugo prints, as it is for a page that is not found
        (``refLinksNotFoundURL``). See `migrate.model.source.SiteReader.ref`.
        """
        if lang and lang not in self._languages:
            return LinkTarget(internal=True, error=f'no site found with lang "{lang}"')
        parsed = parse(reference)
        suffix = f"#{parsed.fragment}" if parsed.fragment else ""
        if not parsed.path:
            return LinkTarget(url=suffix, fragment=parsed.fragment, internal=bool(suffix))
        found = self._references.find(page, parsed.path, lang, short_names=True)
        if found.page is None:
            return self._not_found(parsed.fragment, found.error or NOT_FOUND)
        if output_format and not has_output(found.page, output_format, self._config):
            return self._not_found(parsed.fragment, f'output format "{output_format}"')
        return LinkTarget(
            page=found.page, url=found.page.rel_permalink + suffix, fragment=parsed.fragment, internal=True
        )

    def _not_found(self, fragment: str, error: str) -> LinkTarget:
        return LinkTarget(url=self._not_found_url, fragment=fragment, internal=True, error=error)

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Resolve a link or image destination; never raises. See `migrate.model.source.SiteReader.link`."""
        return self._destinations.find(page, destination)

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Tell whether all pages get the same answer. See `migrate.model.source.SiteReader.is_shared`."""
        return self._destinations.is_shared(page, destination)
