"""Puts a finished page together: title, URL, aliases, terms, resources, keys.

Owns: what `SourcePage` holds that needs other pages to be known. Does not own: the rules behind each value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrate.extract import aliases as alias_rules
from migrate.extract.bundles import ResourceTable, build_resources
from migrate.extract.config import Configuration, LanguageRules
from migrate.extract.effective_dates import PageDates
from migrate.extract.fields import PageFields
from migrate.extract.formats import markup_of
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.pages import PageSeed, parent_paths
from migrate.extract.permalinks import page_url
from migrate.extract.section_dates import Place
from migrate.extract.terms import TermUse
from migrate.extract.titles import automatic_title
from migrate.extract.urls import PageFacts, SectionFacts, UrlSettings, url_settings
from migrate.model.source import Kind, Resource, SourcePage, TermRef

__all__ = ["PageFinisher"]


@dataclass(slots=True)
class PageFinisher:
    """Finishes the pages of a site, one after the other, in their final order."""

    config: Configuration
    rules: Mapping[str, LanguageRules]
    pages: Mapping[Place, tuple[PageSeed, PageFields]]
    dates: Mapping[Place, PageDates]
    terms: Mapping[Place, Sequence[TermUse]]
    resources: ResourceTable
    bundled: Mapping[str, FrontMatter]
    """Content file inside a bundle → its front matter."""
    _settings: dict[str, UrlSettings] = field(init=False)
    _chains: dict[Place, tuple[SectionFacts, ...]] = field(default_factory=dict, init=False)
    _term_urls: dict[Place, str] = field(default_factory=dict, init=False)
    _keys: set[tuple[str, str]] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._settings = {
            code: url_settings(
                rules.language,
                rules.raw,
                multihost=self.config.multihost,
                environment=self.config.environment,
                hugo_version=self.config.site.hugo_version,
            )
            for code, rules in self.rules.items()
        }

    def finish(self, seed: PageSeed, fields: PageFields) -> SourcePage:
        """Return the finished page."""
        dates = self.dates[seed.path, seed.lang]
        facts = self._facts(seed, fields, dates)
        settings = self._settings[seed.lang]
        url = page_url(facts, settings)
        title = self._title(seed, fields)
        section = seed.disk_section if self.config.older_than(0, 123) else seed.section
        source = seed.file.path if seed.file is not None else ""
        return SourcePage(
            source=source,
            path=seed.path,
            key=self._key(seed, fields),
            lang=seed.lang,
            kind=seed.kind,
            bundle=seed.bundle,
            section=section,
            type=fields.type or section or "page",
            layout=fields.layout,
            title=title,
            link_title=fields.link_title or title,
            description=fields.description,
            summary=fields.summary,
            keywords=fields.keywords,
            slug=fields.slug,
            base_name=seed.base_name,
            date=dates.date,
            lastmod=dates.lastmod,
            publish_date=dates.publish,
            expiry_date=dates.expiry,
            draft=fields.draft,
            weight=fields.weight,
            aliases=alias_rules.resolve(fields.aliases, facts, url, settings) if fields.aliases else (),
            permalink=url.permalink if fields.rendered else "",
            rel_permalink=url.rel_permalink if fields.rendered else "",
            params=fields.params,
            spelling=seed.front.spelling,
            key_lines=seed.front.key_lines,
            terms=self._term_refs(seed),
            parent=self._parent(seed),
            resources=self._resources(seed, fields),
            markup=markup_of(source, fields.markup) if source else "markdown",
            body_offset=seed.front.body_offset,
            body_line=seed.front.body_line,
            listed=fields.listed,
        )

    def _title(self, seed: PageSeed, fields: PageFields) -> str:
        if fields.title or seed.file is not None:
            return fields.title
        name = seed.disk_path.partition("/")[2]
        name = name.partition("/")[2] if seed.kind is Kind.TERM else name.rpartition("/")[2]
        return automatic_title(seed.kind, name, self.rules[seed.lang])

    def _key(self, seed: PageSeed, fields: PageFields) -> str:
        """Return what translations share; a second page with the same key in one language keeps its path."""
        key = fields.translation_key or seed.path
        if (key, seed.lang) in self._keys:
            key = seed.path
        self._keys.add((key, seed.lang))
        return key

    def _facts(self, seed: PageSeed, fields: PageFields, dates: PageDates) -> PageFacts:
        chain = self._chain(seed.path if seed.is_branch else self._parent(seed), seed.lang)
        return PageFacts(
            kind=seed.kind,
            path=seed.path,
            disk_path=seed.disk_path,
            file_name=seed.file_name,
            bundle=seed.bundle,
            sections=chain,
            title=self._title(seed, fields),
            slug=fields.slug,
            url=fields.url,
            date=dates.date,
        )

    def _parent(self, seed: PageSeed) -> str:
        for path in parent_paths(seed.path):
            above = self.pages.get((path, seed.lang))
            if above is not None and above[0].is_branch:
                return path
        return ""

    def _chain(self, path: str, lang: str) -> tuple[SectionFacts, ...]:
        """Return the sections from the top one down to the one at `path`, home left out."""
        if path in ("", "/"):
            return ()
        known = self._chains.get((path, lang))
        if known is None:
            seed, fields = self.pages[path, lang]
            own = SectionFacts(path, self._title(seed, fields), fields.slug)
            known = (*self._chain(self._parent(seed), lang), own)
            self._chains[path, lang] = known
        return known

    def _term_refs(self, seed: PageSeed) -> Mapping[str, tuple[TermRef, ...]]:
        uses = self.terms.get((seed.path, seed.lang))
        if not uses:
            return _NO_TERMS
        refs: dict[str, tuple[TermRef, ...]] = {}
        for use in uses:
            ref = TermRef(use.text, use.path, self._term_url(use.path, seed.lang))
            refs[use.taxonomy] = (*refs.get(use.taxonomy, ()), ref)
        return refs

    def _term_url(self, path: str, lang: str) -> str:
        known = self._term_urls.get((path, lang))
        if known is None:
            seed, fields = self.pages[path, lang]
            facts = self._facts(seed, fields, self.dates[path, lang])
            known = page_url(facts, self._settings[lang]).rel_permalink if fields.rendered else ""
            self._term_urls[path, lang] = known
        return known

    def _resources(self, seed: PageSeed, fields: PageFields) -> tuple[Resource, ...]:
        own = self.resources.get(seed.path)
        if not own:
            return ()
        others = (code for code in self.rules if code != seed.lang and (seed.path, code) in self.pages)
        folder = seed.disk_path.strip("/")
        return build_resources(folder, own, (seed.lang, *others), fields.params.get("resources"), self.bundled)


_NO_TERMS: Mapping[str, tuple[TermRef, ...]] = {}
