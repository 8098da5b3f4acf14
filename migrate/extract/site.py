"""From a folder to a `SourceSite`: the stages of reading a site, in a row.

Owns: the order, and what one stage hands to the next. Does not own: any rule of Hugo's; each has a module of its own.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from migrate.errors import ConfigurationError
from migrate.extract.bundles import ResourceTable, own_resources
from migrate.extract.cascade import CascadeRule, apply_cascade, read_cascade
from migrate.extract.config import Configuration, LanguageRules, read_configuration
from migrate.extract.content import ContentFile, Role, collect_content
from migrate.extract.data import read_data
from migrate.extract.effective_dates import DateSources
from migrate.extract.fields import PageFields, read_fields
from migrate.extract.files import SiteFiles, open_site
from migrate.extract.finished_pages import PageFinisher
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.fronts import FrontRead, read_fronts
from migrate.extract.git_dates import read_commit_dates
from migrate.extract.known_pages import Recollection, SiteMemory, fingerprint_inputs
from migrate.extract.pages import PageSeed, parent_paths, plant_pages
from migrate.extract.reader import Reader
from migrate.extract.section_dates import Place, inherit_dates
from migrate.extract.site_findings import bundled_finding, configuration_findings, duplicate_urls
from migrate.extract.templates import find_templates
from migrate.extract.terms import TermUse, find_terms, plant_terms
from migrate.model.findings import Finding
from migrate.model.source import SourcePage, SourceSite

__all__ = ["read_site"]


def read_site(
    root: Path,
    *,
    now: datetime,
    environment: str = "production",
    hugo_version: tuple[int, int] | None = None,
    memory: SiteMemory | None = None,
) -> SourceSite:
    """Read the Hugo site in the folder `root`.

    A page that cannot be read is a finding; the rest of the site goes on.

    Args:
        root: the folder with the site's configuration.
        now: the time by which publication dates of lists are judged.
        environment: Hugo's environment, which chooses configuration and cascades.
        hugo_version: the version that the site was made for; None = guess from the folder.
        memory: remembers from run to run what was read; None = everything is read anew.

    Raises:
        ConfigurationError: the folder is no Hugo site, or its configuration cannot be read.

    """
    with _collector_paused():
        return _read_site(root, now, environment, hugo_version, memory)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from running: what reading makes has no cycles, and looking for some takes a fifth.

    Measured on 10,000 pages: 2.03 s instead of 2.42 s.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_site(
    root: Path, now: datetime, environment: str, hugo_version: tuple[int, int] | None, memory: SiteMemory | None
) -> SourceSite:
    files = open_site(root)
    try:
        config = read_configuration(files, environment, hugo_version)
    except ConfigurationError as error:
        # Found below the site's folder, which is seldom where the user stands.
        raise ConfigurationError(error.message, where=str(root / error.where), hint=error.hint) from error
    files = files.with_mounts(config.mounts)
    content = collect_content(files, config)
    if not config.site.source and not content.pages:
        raise ConfigurationError(
            "the folder holds no Hugo site: there is no configuration file and no content",
            where=str(root),
            hint="Name the folder that holds hugo.toml, config.toml or config/",
        )
    findings = [*content.findings, *configuration_findings(config)]
    bundled = [file for file in content.resources if file.role is Role.BUNDLED]
    findings += map(bundled_finding, bundled)
    reads = _read_files(files, config, (*content.pages, *bundled), memory)
    findings += (read.finding for _, read in reads if read.finding is not None)
    commits = read_commit_dates(files.root) if config.git_info else {}
    recollection = None
    if memory is not None:
        recollection = Recollection(memory, fingerprint_inputs(files, config, content, commits), reads, now)
    held = recollection.recall() if recollection is not None else None
    if held is not None:
        known, pages = held
        findings += known.findings
        name = known.print
    else:
        pages, told = _made_pages(files, config, content.resources, reads, commits, now)
        findings += told
        name = recollection.keep(pages, told) if recollection is not None else ""
    data, data_sources, data_findings = read_data(files, config.mounts)
    templates = find_templates(files, [mount.source for mount in config.mounts if mount.component == "layouts"])
    return SourceSite(
        root=str(root),
        config=config.site,
        pages=pages,
        data=data,
        data_sources=data_sources,
        shortcodes=templates,
        # A file that two mounts hold is told once.
        findings=tuple(sorted({*findings, *data_findings})),
        reader=Reader(files, config.site, pages, templates),
        print=name,
    )


def _made_pages(
    files: SiteFiles,
    config: Configuration,
    resources: Sequence[ContentFile],
    reads: list[tuple[ContentFile, FrontRead]],
    commits: Mapping[str, datetime],
    now: datetime,
) -> tuple[tuple[SourcePage, ...], tuple[Finding, ...]]:
    """Return all pages, put together from what their files say, and what was found on the way.

    `reads` is empty afterwards: each stage frees what the one before it made.
    """
    bundled = {file.path: read.front for file, read in reads if file.role is Role.BUNDLED and read.front is not None}
    rules = {each.language.code: each for each in config.languages}
    seeds = plant_pages(_taken_fronts(reads), config)
    pages, uses = _Reading(files, config, rules, _cascades(seeds), commits).pages(seeds)
    paths = {seed.path for seed, _ in pages}
    owned = own_resources(resources, paths.__contains__)
    finisher = PageFinisher(
        config=config,
        rules=rules,
        branches={(seed.path, seed.lang): (seed, fields) for seed, fields in pages if seed.is_branch},
        list_dates=inherit_dates([(seed, fields.dates) for seed, fields in pages], _members(pages, uses), now),
        resources=owned,
        bundled=bundled,
        paths=paths,
        languages=_languages(pages, owned),
    )
    finished = tuple(finisher.finish(seed, fields, terms) for (seed, fields), terms in zip(pages, uses, strict=True))
    findings = (finding for _, fields in pages for finding in fields.findings)
    return finished, (*findings, *duplicate_urls(finished))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the values of every page are read with."""

    files: SiteFiles
    config: Configuration
    rules: Mapping[str, LanguageRules]
    cascades: Mapping[str, tuple[CascadeRule, ...]]
    commits: Mapping[str, datetime]
    """Date of the last commit of each file."""

    def pages(self, seeds: list[PageSeed]) -> tuple[list[tuple[PageSeed, PageFields]], list[tuple[TermUse, ...]]]:
        """Return all pages in their order, those of terms included, and the terms that each one names.

        `seeds` is empty afterwards.
        """
        pages = self._with_fields(seeds)
        shared: dict[object, TermUse] = {}
        uses = [find_terms(fields, self.rules[seed.lang], shared) for seed, fields in pages]
        branches = {(seed.path, seed.lang) for seed, _ in pages if seed.is_branch}
        planted = self._with_fields(plant_terms(zip((seed for seed, _ in pages), uses, strict=True), branches))
        pages += planted
        uses += [()] * len(planted)
        order = sorted(range(len(pages)), key=lambda position: self._order(pages[position][0]))
        return [pages[position] for position in order], [uses[position] for position in order]

    def _order(self, seed: PageSeed) -> tuple[str, int]:
        return (seed.path, self.rules[seed.lang].position)

    def _with_fields(self, seeds: list[PageSeed]) -> list[tuple[PageSeed, PageFields]]:
        """Return the pages with their fields, inherited values included.

        Emptying `seeds` frees the values as written page by page, of which a large site has as much as of pages.
        """
        seeds.reverse()
        pages = []
        while seeds:
            seed = seeds.pop()
            pages.append((seed.without_values(), self._fields(seed)))
        return pages

    def _fields(self, seed: PageSeed) -> PageFields:
        rules = self.rules[seed.lang]
        params = apply_cascade(
            seed.front.params,
            (*_own_cascade(seed), *self._inherited(seed.path), *rules.cascade),
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


def _read_files(
    files: SiteFiles, config: Configuration, content: Sequence[ContentFile], memory: SiteMemory | None
) -> list[tuple[ContentFile, FrontRead]]:
    """Return content files with what was read of their front matter."""
    paths = [file.path for file in content]
    fronts = read_fronts(files, paths, legacy_yaml=config.older_than(0, 152), memory=memory)
    return list(zip(content, fronts, strict=True))


def _taken_fronts(reads: list[tuple[ContentFile, FrontRead]]) -> Iterator[tuple[ContentFile, FrontMatter]]:
    """Yield the readable content files of pages with their front matter, and leave nothing."""
    reads.reverse()
    while reads:
        file, read = reads.pop()
        if file.role is not Role.BUNDLED and read.front is not None:
            yield file, read.front


def _own_cascade(seed: PageSeed) -> tuple[CascadeRule, ...]:
    value = seed.front.params.get("cascade")
    return () if value is None else read_cascade(value, (seed.lang,))


def _cascades(seeds: Sequence[PageSeed]) -> dict[str, tuple[CascadeRule, ...]]:
    """Return for each path with a ``cascade`` the rules that hold below it, nearest first."""
    rules: dict[str, tuple[CascadeRule, ...]] = {}
    for seed in seeds:
        own = _own_cascade(seed)
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


def _members(
    pages: Sequence[tuple[PageSeed, PageFields]], uses: Sequence[Sequence[TermUse]]
) -> Mapping[Place, Sequence[int]]:
    """Return for each term the positions of the pages that name it."""
    members: dict[Place, list[int]] = {}
    for position, terms in enumerate(uses):
        for use in terms:
            members.setdefault((use.path, pages[position][0].lang), []).append(position)
    return members


def _languages(pages: Sequence[tuple[PageSeed, PageFields]], owners: ResourceTable) -> Mapping[str, Sequence[str]]:
    """Return the languages of the pages at each path that owns resources, in order."""
    languages: dict[str, list[str]] = {}
    for seed, _ in pages:
        if seed.path in owners:
            languages.setdefault(seed.path, []).append(seed.lang)
    return languages
