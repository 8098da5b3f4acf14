"""The index over all pages and files of a site that answers what a reference or a link leads to.

Owns: the two public questions and the answers' form. The lookups are in `references` and `destinations`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from migrate.extract.content import ContentFile
from migrate.extract.files import SiteFiles
from migrate.extract.gourl import parse
from migrate.extract.links.destinations import Destinations
from migrate.extract.links.outputs import has_output
from migrate.extract.links.references import References
from migrate.extract.links.set_aside import SetAside
from migrate.extract.links.tables import build_tables
from migrate.model.source import NO_TARGET, LinkTarget, SiteConfig, SourcePage

__all__ = ["PageIndex"]

NOT_FOUND = "page not found"


class PageIndex:
    """Lookup tables over all pages of a site; picklable, built once, O(1) per question.

    Args:
        pages: all pages.
        config: the site's configuration.
        files: its files.
        set_aside: content files that no page was made of, because they could not be read.
    """

    def __init__(
        self,
        pages: Sequence[SourcePage],
        config: SiteConfig,
        files: SiteFiles,
        set_aside: Iterable[ContentFile] = (),
    ) -> None:
        tables = build_tables(pages, config)
        self._config = config
        nowhere = config.raw.get("reflinksnotfoundurl")
        self._not_found_url = nowhere if isinstance(nowhere, str) else ""
        self._languages = frozenset(language.code for language in config.languages)
        # A name may hold the code of a language that is switched off.
        configured = config.raw.get("languages")
        codes = self._languages.union(configured if isinstance(configured, Mapping) else ())
        self._references = References(pages, tables, codes)
        self._destinations = Destinations(self._references, config, files)
        self._set_aside = SetAside(set_aside, self._references)

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
            unread = self._set_aside.reason(page, parsed.path, lang or page.lang, short_names=True)
            return self._not_found(parsed.fragment, found.error or unread or NOT_FOUND)
        if output_format and not has_output(found.page, output_format, self._config):
            return self._not_found(parsed.fragment, f'output format "{output_format}"')
        return LinkTarget(
            page=found.page, url=found.page.rel_permalink + suffix, fragment=parsed.fragment, internal=True
        )

    def _not_found(self, fragment: str, error: str) -> LinkTarget:
        return LinkTarget(url=self._not_found_url, fragment=fragment, internal=True, error=error)

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Resolve a link or image destination; never raises. See `migrate.model.source.SiteReader.link`."""
        target = self._destinations.find(page, destination)
        if target.error != NO_TARGET:
            return target
        unread = self._set_aside.reason(page, parse(destination.strip()).path, page.lang, short_names=False)
        return replace(target, error=unread) if unread else target

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Tell whether all pages get the same answer. See `migrate.model.source.SiteReader.is_shared`."""
        return self._destinations.is_shared(page, destination)
