"""Puts the pages of a site together, all at once: what they inherit, which terms they make, how lists are dated.

Owns: the order of the stages between front matter and finished pages, and what one hands to the next. Does not own: any
rule of Hugo's; each has a module of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

from migrate.extract.bundles import ResourceTable, own_resources
from migrate.extract.cascade import CascadeRule, apply_cascade, read_cascade
from migrate.extract.config import Configuration, LanguageRules
from migrate.extract.content import ContentFile, Role
from migrate.extract.effective_dates import DateSources
from migrate.extract.fields import PageFields, read_fields
from migrate.extract.files import SiteFiles
from migrate.extract.finished_pages import PageFinisher
from migrate.extract.former_pages import FormerPages, TakenPage
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.fronts import FrontRead
from migrate.extract.pages import PageSeed, parent_paths, plant_pages
from migrate.extract.section_dates import Place, inherit_dates
from migrate.extract.terms import TermUse, find_terms, plant_terms
from migrate.extract.translation_keys import lone_keys
from migrate.model.findings import Finding
from migrate.model.source import BundleType, Kind, SourcePage
from migrate.model.written_out import written_out

__all__ = ["MadePages", "PageMaking"]

_Fields: TypeAlias = PageFields | TakenPage
"""What is known of a page before it is finished, or all of it."""


@dataclass(frozen=True, slots=True)
class MadePages:
    """All pages of a site, sorted by path and position of the language."""

    pages: tuple[SourcePage, ...]
    findings: tuple[Finding, ...]
    """What was found while they were made."""
    cascades: str
    """What pages inherit from other pages, as text."""
    changed: frozenset[str] | None = None
    """Paths of those that are not as they were at the last reading; None = any may be."""


@dataclass(frozen=True, slots=True)
class PageMaking:
    """What the pages of a site are made from besides their front matter."""

    files: SiteFiles
    config: Configuration
    resources: Sequence[ContentFile]
    """Files and content files inside bundles."""
    commits: Mapping[str, datetime]
    """Date of the last commit of each file."""
    now: datetime

    def made(self, reads: list[tuple[ContentFile, FrontRead]]) -> MadePages:
        """Return all pages, put together from what their files say.

        `reads` is empty afterwards: each stage frees what the one before it made.
        """
        bundled = _bundled_fronts(reads)
        seeds = plant_pages(_taken_fronts(reads), self.config)
        cascades = _cascades(seeds, self.config)
        return self._finished(seeds, bundled, cascades, written_out(cascades), None)

    def made_from(self, former: FormerPages, reads: Sequence[tuple[ContentFile, FrontRead]]) -> MadePages | None:
        """Return the same, single pages taken over from `former` as far as they hold; None when none may be."""
        seeds = plant_pages(_taken_fronts(list(reads)), self.config)
        cascades = _cascades(seeds, self.config)
        written = written_out(cascades)
        if not former.prepare(seeds, self.resources, written):
            return None
        made = self._finished(seeds, _bundled_fronts(reads), cascades, written, former)
        changed = former.changes(made.pages, self.resources)
        return replace(made, changed=changed) if changed is not None else None

    def _finished(
        self,
        seeds: list[PageSeed],
        bundled: Mapping[str, FrontMatter],
        cascades: Mapping[str, tuple[CascadeRule, ...]],
        written: str,
        former: FormerPages | None,
    ) -> MadePages:
        """Return all pages; `seeds` is empty afterwards."""
        rules = {each.language.code: each for each in self.config.languages}
        inner = [_bundled_seed(file, bundled[file.path]) for file in self.resources if file.path in bundled]
        pages, uses = _Reading(self.files, self.config, rules, cascades, self.commits, former).pages(seeds, inner)
        paths = {seed.path for seed, _ in pages}
        owned = own_resources(self.resources, paths.__contains__)
        finisher = PageFinisher(
            config=self.config,
            rules=rules,
            branches={
                (seed.path, seed.lang): (seed, fields)
                for seed, fields in pages
                if seed.is_branch and isinstance(fields, PageFields)
            },
            list_dates=inherit_dates([(seed, fields.dates) for seed, fields in pages], _members(pages, uses), self.now),
            resources=owned,
            bundled=bundled,
            paths=paths,
            languages=_languages(pages, owned),
            keyed=self._keyed(pages),
            lone_keys=lone_keys((seed.path, seed.lang, _translation_key(fields)) for seed, fields in pages),
        )
        finished = tuple(
            fields.page if isinstance(fields, TakenPage) else finisher.finish(seed, fields, terms)
            for (seed, fields), terms in zip(pages, uses, strict=True)
        )
        return MadePages(finished, tuple(finding for _, fields in pages for finding in fields.findings), written)

    def _keyed(self, pages: Sequence[tuple[PageSeed, _Fields]]) -> Mapping[str, Sequence[PageSeed]]:
        """Return the pages by their ``translationKey``, in the order of languages."""
        found: dict[str, list[PageSeed]] = {}
        for seed, fields in pages:
            if key := _translation_key(fields):
                found.setdefault(key, []).append(seed)
        codes = self.config.codes
        return {key: sorted(seeds, key=lambda seed: codes.index(seed.lang)) for key, seeds in found.items()}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the values of every page are read with."""

    files: SiteFiles
    config: Configuration
    rules: Mapping[str, LanguageRules]
    cascades: Mapping[str, tuple[CascadeRule, ...]]
    commits: Mapping[str, datetime]
    """Date of the last commit of each file."""
    former: FormerPages | None

    def pages(
        self, seeds: list[PageSeed], inner: Sequence[PageSeed]
    ) -> tuple[list[tuple[PageSeed, _Fields]], list[tuple[TermUse, ...]]]:
        """Return all pages in their order, those of terms included, and the terms that each one names.

        `seeds` is empty afterwards. `inner` are content files inside bundles, whose terms have pages though they
        have none.
        """
        pages = self._with_fields(seeds)
        shared: dict[object, TermUse] = {}
        uses = [
            fields.uses if isinstance(fields, TakenPage) else find_terms(fields, self.rules[seed.lang], shared)
            for seed, fields in pages
        ]
        branches = {(seed.path, seed.lang) for seed, _ in pages if seed.is_branch}
        named = [*zip((seed for seed, _ in pages), uses, strict=True), *self._named_inside(inner, shared)]
        planted = self._with_fields(plant_terms(named, branches))
        pages += planted
        uses += [()] * len(planted)
        order = sorted(range(len(pages)), key=lambda position: self._order(pages[position][0]))
        return [pages[position] for position in order], [uses[position] for position in order]

    def _named_inside(
        self, inner: Sequence[PageSeed], shared: dict[object, TermUse]
    ) -> Iterator[tuple[PageSeed, tuple[TermUse, ...]]]:
        if not self.config.older_than(0, 123):
            for seed in inner:
                yield seed, find_terms(self._fields(seed), self.rules[seed.lang], shared)

    def _order(self, seed: PageSeed) -> tuple[str, int]:
        return (seed.path, self.rules[seed.lang].position)

    def _with_fields(self, seeds: list[PageSeed]) -> list[tuple[PageSeed, _Fields]]:
        """Return the pages with their fields, inherited values included.

        Emptying `seeds` frees the values as written page by page, of which a large site has as much as of pages.
        """
        former = self.former
        seeds.reverse()
        pages: list[tuple[PageSeed, _Fields]] = []
        while seeds:
            seed = seeds.pop()
            taken = former.take(seed) if former is not None else None
            pages.append((seed, taken) if taken is not None else (seed.without_values(), self._fields(seed)))
        return pages

    def _fields(self, seed: PageSeed) -> PageFields:
        rules = self.rules[seed.lang]
        params = apply_cascade(
            seed.front.params,
            (*_own_cascade(seed, self.config), *self._inherited(seed.path), *rules.cascade),
            seed.kind,
            seed.path,
            seed.lang,
            self.config.environment,
        )
        sources = DateSources(
            # The name of a folder says nothing of a page that only Hugo makes.
            base_name=seed.base_name if seed.file is not None else "",
            zone=rules.zone,
            json=seed.front.format == "json",
            modified=partial(_modified, self.files, seed),
            committed=partial(_committed, self.commits, seed),
        )
        return read_fields(seed, params, self.config, rules, sources)

    def _inherited(self, path: str) -> tuple[CascadeRule, ...]:
        if not self.cascades:
            return ()
        return next((self.cascades[each] for each in parent_paths(path) if each in self.cascades), ())


def _bundled_fronts(reads: Iterable[tuple[ContentFile, FrontRead]]) -> Mapping[str, FrontMatter]:
    return {file.path: read.front for file, read in reads if file.role is Role.BUNDLED and read.front is not None}


def _bundled_seed(file: ContentFile, front: FrontMatter) -> PageSeed:
    return PageSeed(file.key, file.lang, Kind.PAGE, BundleType.NONE, file, front, file.disk_path)


def _taken_fronts(reads: list[tuple[ContentFile, FrontRead]]) -> Iterator[tuple[ContentFile, FrontMatter]]:
    """Yield the readable content files of pages with their front matter, and leave nothing."""
    reads.reverse()
    while reads:
        file, read = reads.pop()
        if file.role is not Role.BUNDLED and read.front is not None:
            yield file, read.front


def _own_cascade(seed: PageSeed, config: Configuration) -> tuple[CascadeRule, ...]:
    value = seed.front.params.get("cascade")
    return () if value is None else read_cascade(value, (seed.lang,), known=config.cascade_codes)


def _cascades(seeds: Sequence[PageSeed], config: Configuration) -> dict[str, tuple[CascadeRule, ...]]:
    """Return for each path with a ``cascade`` the rules that hold below it, nearest first."""
    rules: dict[str, tuple[CascadeRule, ...]] = {}
    for seed in seeds:
        own = _own_cascade(seed, config)
        if own:
            rules[seed.path] = (*rules.get(seed.path, ()), *own)
    for path in sorted(rules):
        above = next((rules[parent] for parent in parent_paths(path) if parent in rules), ())
        rules[path] = (*rules[path], *above)
    return rules


def _modified(files: SiteFiles, seed: PageSeed) -> datetime | None:
    return datetime.fromtimestamp(files.mtime(seed.file.path), UTC) if seed.file is not None else None


def _committed(commits: Mapping[str, datetime], seed: PageSeed) -> datetime | None:
    return commits.get(seed.file.path) if seed.file is not None else None


def _translation_key(fields: _Fields) -> str:
    # A page with a key is never taken over.
    return fields.translation_key if isinstance(fields, PageFields) else ""


def _members(
    pages: Sequence[tuple[PageSeed, _Fields]], uses: Sequence[Sequence[TermUse]]
) -> Mapping[Place, Sequence[int]]:
    """Return for each term the positions of the pages that name it."""
    members: dict[Place, list[int]] = {}
    for position, terms in enumerate(uses):
        for use in terms:
            members.setdefault((use.path, pages[position][0].lang), []).append(position)
    return members


def _languages(pages: Sequence[tuple[PageSeed, _Fields]], owners: ResourceTable) -> Mapping[str, Sequence[str]]:
    """Return the languages of the pages at each path that owns resources, in order."""
    languages: dict[str, list[str]] = {}
    for seed, _ in pages:
        if seed.path in owners:
            languages.setdefault(seed.path, []).append(seed.lang)
    return languages
