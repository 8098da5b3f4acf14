"""Puts a finished page together: title, URL, aliases, terms, resources, keys.

Owns: what `SourcePage` holds that needs other pages to be known. Does not own: the rules behind each value.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from migrate.extract import aliases as alias_rules
from migrate.extract.bundles import Placed, ResourceTable, describe_resources, place_resources
from migrate.extract.config import Configuration, LanguageRules
from migrate.extract.effective_dates import PageDates
from migrate.extract.fields import PageFields
from migrate.extract.formats import markup_of
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.output_formats import output_names
from migrate.extract.pages import PageSeed, parent_paths
from migrate.extract.permalinks import page_url
from migrate.extract.section_dates import Place
from migrate.extract.slugs import page_path, urlize
from migrate.extract.terms import TermUse, term_name
from migrate.extract.titles import automatic_title
from migrate.extract.urls import PageFacts, SectionFacts, UrlSettings, url_settings
from migrate.model.source import Kind, ParamMap, Resource, SourcePage, TermRef

__all__ = ["PageFinisher"]


_NO_TERMS: Final[Mapping[str, tuple[TermRef, ...]]] = {}


@dataclass(slots=True)
class PageFinisher:
    """Finishes the pages of a site, one after the other, in their final order."""

    config: Configuration
    rules: Mapping[str, LanguageRules]
    branches: Mapping[Place, tuple[PageSeed, PageFields]]
    """Home, sections, taxonomies and terms."""
    list_dates: Mapping[Place, PageDates]
    """Dates of lists that have none of their own."""
    resources: ResourceTable
    bundled: Mapping[str, FrontMatter]
    """Content file inside a bundle → its front matter."""
    paths: Collection[str]
    """The paths of all pages."""
    languages: Mapping[str, Sequence[str]]
    """Path → languages of the pages there, for paths with resources."""
    lone_keys: Collection[tuple[str, str]]
    """Path and ``translationKey`` of the pages that their keys join with no other page; see `translation_keys`."""
    keyed: Mapping[str, Sequence[PageSeed]]
    """``translationKey`` → the pages that have it, in the order of languages."""
    _settings: dict[str, UrlSettings] = field(init=False)
    _chains: dict[Place, tuple[SectionFacts, ...]] = field(default_factory=dict, init=False)
    _parents: dict[Place, str] = field(default_factory=dict, init=False)
    _refs: dict[tuple[str, str, str], TermRef] = field(default_factory=dict, init=False)
    _terms: dict[tuple[TermUse, ...], Mapping[str, tuple[TermRef, ...]]] = field(default_factory=dict, init=False)
    _keys: set[tuple[str, str]] = field(default_factory=set, init=False)
    _shared: dict[str, str] = field(default_factory=dict, init=False)
    _sharing_path: str = field(default="", init=False)
    _shared_params: dict[str, ParamMap] = field(default_factory=dict, init=False)
    """Parameters that the translations of the page at `_sharing_path` gave to their files so far."""

    def __post_init__(self) -> None:
        self._settings = {
            code: url_settings(
                rules.language,
                rules.raw,
                whole=self.config.site.raw,
                multihost=self.config.multihost,
                environment=self.config.environment,
                hugo_version=self.config.site.hugo_version,
            )
            for code, rules in self.rules.items()
        }

    def finish(self, seed: PageSeed, fields: PageFields, uses: tuple[TermUse, ...]) -> SourcePage:
        """Return the finished page; `uses` are the terms that it names."""
        dates = self._dates(seed, fields)
        facts = self._facts(seed, fields, dates)
        settings = self._settings[seed.lang]
        url = page_url(facts, settings)
        section = seed.disk_section if self.config.older_than(0, 123) else seed.section
        section = self._shared.setdefault(section, section)
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
            title=facts.title,
            link_title=fields.link_title or facts.title,
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
            terms=self._term_refs(seed.lang, uses),
            parent=self._parent(seed),
            resources=self._resources(seed, fields),
            markup=markup_of(source, fields.markup) if source else "markdown",
            body_offset=seed.front.body_offset,
            body_line=seed.front.body_line,
            listed=fields.listed,
            digest=seed.front.digest,
        )

    def _title(self, seed: PageSeed, fields: PageFields) -> str:
        if fields.title or seed.file is not None:
            return fields.title
        rules = self.rules[seed.lang]
        name = term_name(seed, rules) if seed.kind is Kind.TERM else seed.disk_path.rpartition("/")[2]
        return automatic_title(seed.kind, name, rules)

    def _dates(self, seed: PageSeed, fields: PageFields) -> PageDates:
        return self.list_dates.get((seed.path, seed.lang), fields.dates) if seed.is_branch else fields.dates

    def _key(self, seed: PageSeed, fields: PageFields) -> str:
        """Return what translations share; a second page with the same key in one language keeps its path."""
        key = fields.translation_key
        if not key or (key, seed.lang) in self._keys or (seed.path, key) in self.lone_keys:
            return seed.path
        self._keys.add((key, seed.lang))
        # Hugo never joins a page by its key with another one by its path.
        return f"translationKey:{key}" if key in self.paths else key

    def _facts(self, seed: PageSeed, fields: PageFields, dates: PageDates) -> PageFacts:
        return PageFacts(
            kind=seed.kind,
            path=self._url_path(seed),
            disk_path=seed.disk_path,
            file_name=seed.file_name,
            bundle=seed.bundle,
            sections=self._chain(seed.path if seed.is_branch else self._parent(seed), seed.lang),
            title=self._title(seed, fields),
            slug=fields.slug,
            url=fields.url,
            date=dates.date,
            outputs=output_names(fields.params.get("outputs")),
        )

    def _url_path(self, seed: PageSeed) -> str:
        """Return the path that the URL is made from: before 0.123 a term was cleaned like a slug, not like a name."""
        if seed.kind is not Kind.TERM or seed.file is not None or not self.config.older_than(0, 123):
            return seed.path
        taxonomy, _, term = seed.disk_path.removeprefix("/").partition("/")
        return f"/{page_path(taxonomy)}/{urlize(term)}"

    def _parent(self, seed: PageSeed) -> str:
        """Return the path of the nearest branch page above; pages of one folder share the answer."""
        if seed.path == "/":
            return ""
        folder = seed.path.rpartition("/")[0] or "/"
        known = self._parents.get((folder, seed.lang))
        if known is None:
            # Hugo looks for the longest path that the folder's begins with, letter by letter: a page in
            # /docs/guidelines has the parent /docs/guide where guidelines is no section.
            ends = (len(folder),) if self.config.older_than(0, 123) else range(len(folder), 1, -1)
            paths = (*(folder[:end] for end in ends), *parent_paths(folder))
            known = next((path for path in paths if (path, seed.lang) in self.branches), "/")
            self._parents[folder, seed.lang] = known
        return known

    def _chain(self, path: str, lang: str) -> tuple[SectionFacts, ...]:
        """Return the sections from the top one down to the one at `path`, home left out."""
        if path in ("", "/"):
            return ()
        known = self._chains.get((path, lang))
        if known is None:
            seed, fields = self.branches[path, lang]
            own = SectionFacts(path, self._title(seed, fields), fields.slug)
            known = (*self._chain(self._parent(seed), lang), own)
            self._chains[path, lang] = known
        return known

    def _term_refs(self, lang: str, uses: tuple[TermUse, ...]) -> Mapping[str, tuple[TermRef, ...]]:
        """Return the terms by taxonomy; pages with the same terms share one map."""
        if not uses:
            return _NO_TERMS
        key = (*uses, TermUse("", lang, ""))
        known = self._terms.get(key)
        if known is None:
            refs: dict[str, tuple[TermRef, ...]] = {}
            for use in uses:
                refs[use.taxonomy] = (*refs.get(use.taxonomy, ()), self._term_ref(use, lang))
            known = self._terms[key] = refs
        return known

    def _term_ref(self, use: TermUse, lang: str) -> TermRef:
        known = self._refs.get((use.text, use.path, lang))
        if known is None:
            seed, fields = self.branches[use.path, lang]
            facts = self._facts(seed, fields, self._dates(seed, fields))
            url = page_url(facts, self._settings[lang]).rel_permalink if fields.rendered else ""
            known = self._refs[use.text, use.path, lang] = TermRef(use.text, use.path, url)
        return known

    def _resources(self, seed: PageSeed, fields: PageFields) -> tuple[Resource, ...]:
        partners = [other for other in self.keyed.get(fields.translation_key, ()) if other is not seed]
        if seed.path not in self.resources and not partners:
            return ()
        if seed.path != self._sharing_path:
            self._sharing_path, self._shared_params = seed.path, {}
        placed = self._placed(seed)
        for other in partners:
            # Pages that a key joins show each other's files.
            for place, each in self._placed(other).items():
                placed.setdefault(place, each)
        if not placed:
            return ()
        found = describe_resources(placed.values(), fields.params.get("resources"))
        self._shared_params.update((each.path, each.params) for each in found if each.params)
        return found

    def _placed(self, seed: PageSeed) -> dict[str, Placed]:
        """Return the resources of a page as the files have them, by their place below it."""
        own = self.resources.get(seed.path)
        if not own:
            return {}
        here = self.languages[seed.path]
        languages = (seed.lang, *(code for code in here if code != seed.lang))
        placed = place_resources(seed.disk_path.strip("/"), own, languages, self.bundled, self._shared_params)
        return {key.removeprefix(seed.path): each for key, each in placed.items()}
