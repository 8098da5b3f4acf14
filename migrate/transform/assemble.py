"""The desired space: every page transformed, the results merged.

Two steps. The first runs per page and can be spread over processes (`transform_page`). The second goes through the
results in the order of pages and holds only what must be known of all at once: which assets there are and what they are
called, which ids are taken, which values need an entry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from migrate.errors import MigrateError
from migrate.mapping.check import check_mapping
from migrate.mapping.complete import complete_rules
from migrate.mapping.rules import MappingRules
from migrate.model.findings import Finding
from migrate.model.source import SourcePage, SourceSite
from migrate.model.space import DesiredEntry, DesiredSpace, DesiredTag, PublishState, Target
from migrate.transform.asset_pool import AssetPool
from migrate.transform.assets import SiteAssets
from migrate.transform.bodies import ConvertBody
from migrate.transform.body.convert import convert_body
from migrate.transform.content_types import REDIRECT_TYPE, build_content_types
from migrate.transform.context import HugoRendering
from migrate.transform.data_entries import DataItem, build_data_items, data_names
from migrate.transform.entries import reading_order
from migrate.transform.ledger import found
from migrate.transform.lookups import Trace, TracedReader
from migrate.transform.page_result import PageResult
from migrate.transform.page_work import AssetTexts, InOrder, PageStep, PageWork
from migrate.transform.pages import build_page_index
from migrate.transform.redirects import Claim, hosts_of, redirect_entries, settle_redirects, tell_left_out
from migrate.transform.references import Wanted, build_reference_index
from migrate.transform.shared_entries import transform_item, transform_wanted
from migrate.transform.unique import UniqueValue
from migrate.transform.unmapped import UnmappedKey, taken_keys
from migrate.transform.world import PageGroup, World

__all__ = ["build_space", "build_world"]


def build_space(
    site: SourceSite,
    rules: MappingRules,
    target: Target,
    now: datetime,
    *,
    work: PageWork | None = None,
    convert: ConvertBody | None = None,
    rendering: HugoRendering | None = None,
) -> DesiredSpace:
    """Return everything that `site` wants to be in `target`.

    Args:
        site: the site.
        rules: its mapping, as loaded or inferred.
        target: tells own Contentful assets from foreign ones.
        now: decides what is scheduled and what has expired.
        work: does the work on pages, and keeps the entries; None = in this process, in memory.
        convert: makes Rich Text of a body; `migrate.transform.body.convert_body` unless a test says otherwise.
        rendering: what Hugo printed for shortcodes whose rule asks for it.

    Raises:
        MappingError: the mapping does not fit the site.
        MigrateError: two things would share an id.

    """
    world, data, findings = build_world(site, rules, target, now, convert, rendering)
    merge = _Merge(world, _by_source(site.findings))
    work = work or InOrder()
    entries = work.collect(merge.entries(data, work))
    redirects, conflicts = merge.settled()
    default = world.default_locale
    return DesiredSpace(
        locales=world.rules.locales,
        tags=(DesiredTag(world.rules.owner_tag, _tag_name(world.rules.owner_tag)),),
        content_types=build_content_types(world.rules, merge.types),
        assets=merge.pool.assets(default, world.rules.owner_tag),
        entries=entries,
        redirects=tuple(claim.redirect for claim in redirects),
        findings=tuple(sorted({*merge.of_site(), *findings, *conflicts, *merge.untaken(), *merge.findings})),
        owner_tag=world.rules.owner_tag,
        pages=len(site.pages),
    )


def build_world(
    site: SourceSite,
    rules: MappingRules,
    target: Target,
    now: datetime,
    convert: ConvertBody | None = None,
    rendering: HugoRendering | None = None,
) -> tuple[World, tuple[DataItem, ...], tuple[Finding, ...]]:
    """Return what single pages may look at, the entries of data files, and what was found on the way.

    Raises:
        MappingError: the mapping does not fit the site.
        MigrateError: two pages would share an id.

    """
    rules = complete_rules(rules, site)
    check_mapping(rules, site)
    trace = Trace()
    pages = replace(build_page_index(site, rules), trace=trace)
    data, data_findings = build_data_items(site, rules)
    references = replace(build_reference_index(site, rules, pages, data_names(data)), trace=trace)
    site = replace(site, reader=TracedReader(site.reader, trace))
    world = World(
        site=site,
        rules=rules,
        target=target,
        now=now,
        types={rule.id: rule for rule in rules.content_types},
        taken={rule.id: taken_keys(rule.fields) for rule in rules.content_types},
        reading={rule.id: reading_order(rule.fields) for rule in rules.content_types},
        create_only={
            rule.id: frozenset(held.id for held in rule.fields if held.create_only) for rule in rules.content_types
        },
        pages=pages,
        references=references,
        assets=SiteAssets(site, rules.assets, target),
        default_locale=next(locale.code for locale in rules.locales if locale.default),
        home=_home(site),
        homes={page.lang: page for page in site.pages if page.path == "/"},
        convert=convert or convert_body,
        groups=pages.groups,
        hosts=hosts_of(site.config.languages),
        rendering=rendering,
        trace=trace,
    )
    return world, data, (*pages.findings, *data_findings)


def _home(site: SourceSite) -> SourcePage:
    pages = [page for page in site.pages if page.lang == site.config.default_language] or list(site.pages)
    if not pages:
        raise MigrateError("the site has no pages", where=site.root, hint="Name the folder that holds `content/`")
    return next((page for page in pages if page.path == "/"), pages[0])


def _by_source(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    held: dict[str, list[Finding]] = {}
    for finding in findings:
        held.setdefault(finding.source, []).append(finding)
    return held


def _place(group: PageGroup) -> str:
    return group[0].source or group[0].path


def _tag_name(tag: str) -> str:
    return tag.replace("-", " ").capitalize()


@dataclass(slots=True)
class _Merge:
    """The second step; what it holds grows with assets, terms and ids, not with bodies."""

    world: World
    reading: dict[str, list[Finding]]
    """What `extract` found, by file; what belongs to a page leaves with its entry."""
    pool: AssetPool = field(default_factory=AssetPool)
    types: set[str] = field(default_factory=set)
    """Content types of entries seen."""
    findings: list[Finding] = field(default_factory=list)
    _owners: dict[str, str] = field(default_factory=dict)
    _wanted: dict[str, Wanted] = field(default_factory=dict)
    _names: dict[str, dict[str, str]] = field(default_factory=dict)
    _spellings: set[tuple[str, str]] = field(default_factory=set)
    _claims: list[Claim] = field(default_factory=list)
    _urls: dict[str, str] = field(default_factory=dict)
    _unmapped: dict[tuple[str, str], tuple[UnmappedKey, int]] = field(default_factory=dict)
    _unique: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _settled: tuple[tuple[Claim, ...], tuple[Finding, ...]] | None = None

    def entries(self, data: Sequence[DataItem], work: PageWork) -> Iterator[DesiredEntry]:
        """Yield every entry once: pages in order, then data files, then what values ask for, then redirects."""
        world = self.world
        step = PageStep(world)
        for group, result in zip(world.groups, work.map_pages(step, world.groups, self._revise), strict=True):
            yield from self._merged(self._with_reading(result, group), _place(group))
        for item in data:
            yield from self._merged(transform_item(world, item), item.subject.source or item.subject.key)
        yield from self._made_from_values()
        if world.rules.redirects:
            allowed = {rule.id for rule in world.types[REDIRECT_TYPE].fields} if REDIRECT_TYPE in world.types else None
            for entry in redirect_entries(self.settled()[0], world.default_locale, world.rules.owner_tag):
                fields = {key: held for key, held in entry.fields.items() if allowed is None or key in allowed}
                yield self._claimed(replace(entry, fields=fields), "an alias")

    def _revise(self, group: PageGroup, result: PageResult) -> AssetTexts | None:
        """Return what earlier pages have called the assets of a page that calls one of them otherwise."""
        texts = self.pool.texts(result.assets) if self.pool.differs(result.assets) else None
        # Made again or not, a page uses the same assets: the next one need not wait.
        self.pool.add(result.assets, _place(group))
        return texts

    def of_site(self) -> Iterator[Finding]:
        """Yield what `extract` found that belongs to no page; only after all pages are merged."""
        for findings in self.reading.values():
            yield from findings

    def settled(self) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
        """Return the redirects that hold and the conflicts among them; only after all pages are merged."""
        if self._settled is None:
            self._settled = settle_redirects(self._claims, self._urls)
        return self._settled

    def untaken(self) -> Iterator[Finding]:
        """Yield one finding for each key that no field takes, and one for aliases that become no entries."""
        if not self.world.rules.redirects:
            yield from tell_left_out(self._claims)
        if self.world.rules.unknown_keys != "note":
            return
        for (content_type, _), (first, count) in self._unmapped.items():
            many = {"page": "pages", "entry": "entries"}[first.holder]
            action = f"left out of '{content_type}'" + (f"; {count} {many} have it" if count > 1 else "")
            yield found("field-key-unmapped", first.source, first.line, first.key, action)

    def _with_reading(self, result: PageResult, group: PageGroup) -> PageResult:
        found_there = [finding for page in group if page.source for finding in self.reading.pop(page.source, ())]
        if not found_there:
            return result
        entry = result.entries[0]
        findings = tuple(sorted({*entry.findings, *found_there}))
        return replace(result, entries=(replace(entry, findings=findings), *result.entries[1:]))

    def _merged(self, result: PageResult, source: str) -> Iterator[DesiredEntry]:
        self.pool.add(result.assets, source)
        self._claims += result.claims
        for url, owner in result.urls:
            self._urls.setdefault(url, owner)
        for key in result.unmapped:
            held = self._unmapped.get((key.content_type, key.key.lower()))
            self._unmapped[key.content_type, key.key.lower()] = (held[0], held[1] + 1) if held else (key, 1)
        for wanted in result.wanted:
            self._want(wanted)
        taken = self._taken(result.unique)
        for entry in result.entries:
            yield self._claimed(_as_draft(entry, taken[entry.id], source) if entry.id in taken else entry, source)

    def _claimed(self, entry: DesiredEntry, source: str) -> DesiredEntry:
        owner = self._owners.setdefault(entry.id, source)
        if owner != source:
            message = f"{owner} and {source} would both become the entry '{entry.id}'"
            raise MigrateError(message, hint="Give one of the pages a `contentfulId` of its own in its front matter")
        self.types.add(entry.content_type)
        return entry

    def _want(self, wanted: Wanted) -> None:
        first = self._wanted.setdefault(wanted.id, wanted)
        self._names.setdefault(wanted.id, {}).setdefault(wanted.locale, wanted.name)
        spelling = (wanted.id, wanted.name)
        kept = self._names[wanted.id][wanted.locale]
        if wanted.name != kept and spelling not in self._spellings:
            self._spellings.add(spelling)
            action = f"linked to '{kept}', as {first.source or 'an earlier page'} has it"
            self.findings.append(found("reference-spelling", wanted.source, wanted.line, wanted.name, action))

    def _made_from_values(self) -> Iterator[DesiredEntry]:
        """Yield the entries that values ask for; one of them may ask for more."""
        done: set[str] = set()
        while open_ids := sorted(self._wanted.keys() - done):
            for entry_id in open_ids:
                done.add(entry_id)
                if entry_id in self._owners:
                    continue
                wanted = self._wanted[entry_id]
                result = transform_wanted(self.world, wanted, self._names[entry_id])
                yield from self._merged(result, wanted.source or wanted.name)

    def _taken(self, values: Iterable[UniqueValue]) -> Mapping[str, list[tuple[str, str]]]:
        """Return for each entry the values that another one has already, as text, and which one that is."""
        taken: dict[str, list[tuple[str, str]]] = {}
        for held in values:
            owner = self._unique.setdefault((held.content_type, held.field_id, held.value), held.entry_id)
            if owner != held.entry_id:
                taken.setdefault(held.entry_id, []).append((held.text, owner))
        return taken


def _as_draft(entry: DesiredEntry, taken: Iterable[tuple[str, str]], source: str) -> DesiredEntry:
    """Return an entry that cannot be published, because other entries have its values."""
    findings = tuple(
        found("field-not-unique", source, 0, text, f"left the entry a draft; '{owner}' has the same value")
        for text, owner in taken
    )
    state = PublishState.ARCHIVED if entry.publish is PublishState.ARCHIVED else PublishState.DRAFT
    return replace(entry, publish=state, schedule=(), findings=(*entry.findings, *findings), digest="")
