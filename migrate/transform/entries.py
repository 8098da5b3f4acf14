"""One page with its translations, made into its entry, the entries in its bodies, and all that it asks for.

The pure step that runs once per page, in any process. Owns the shape of an entry: locales, required fields, publish
state, keys that no field takes. Does not own single fields (`fields`), nor what needs other pages (`assemble`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.mapping.rules import ContentTypeRule, FieldRule
from migrate.mapping.sources import HANDLED_KEYS, parse_source
from migrate.model.canonical import Json
from migrate.model.source import SourcePage
from migrate.model.space import DesiredEntry, PublishState
from migrate.transform.assets import PageAssets
from migrate.transform.bodies import PageBodies
from migrate.transform.coerce import shown
from migrate.transform.context import AssetUse, AssetUses
from migrate.transform.data_entries import DataItem
from migrate.transform.dates import zone_of
from migrate.transform.embedded_fields import settle_embedded
from migrate.transform.fields import FieldRun, read_field
from migrate.transform.gathered import Gathered
from migrate.transform.ids import value_key
from migrate.transform.publish import Publication, publication
from migrate.transform.redirects import Claim, claims_of
from migrate.transform.references import Wanted
from migrate.transform.subject import DataSubject, PageSubject, Place, is_set
from migrate.transform.validity import broken_rules
from migrate.transform.world import PageGroup, World

__all__ = ["PageResult", "UnmappedKey", "taken_keys", "transform_item", "transform_page", "transform_wanted"]

_STATE_KEYS = frozenset({"expirydate", "pubdate", "publishdate", "published", "type", "unpublishdate"})
"""Keys that are heard without a field: they decide the state of the entry or its content type."""
_KEYS_OF_WORDS: Mapping[str, tuple[str, ...]] = {
    "$date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "$lastmod": ("lastmod", "modified"),
    "$menus": ("menu", "menus"),
    "$linkTitle": ("linktitle",),
    "$images": ("resources",),
    "$resources": ("resources",),
}
_RANK = (PublishState.ARCHIVED, PublishState.DRAFT, PublishState.SCHEDULED, PublishState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class UnmappedKey:
    """A front-matter key that no field takes."""

    key: str
    """As the author wrote it."""
    content_type: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page; can be sent between processes."""

    entries: tuple[DesiredEntry, ...]
    """The entry of the page first, then those embedded in its bodies."""
    assets: tuple[AssetUse, ...]
    wanted: tuple[Wanted, ...]
    claims: tuple[Claim, ...]
    unmapped: tuple[UnmappedKey, ...]
    urls: tuple[tuple[str, str], ...]
    """(URL path, source file) of each translation."""


def transform_page(world: World, group: PageGroup, texts: Mapping[str, tuple[str, str]] | None = None) -> PageResult:
    """Return what the translations in `group` become.

    Args:
        world: the run.
        group: the translations, the default language first; never empty.
        texts: titles and descriptions that assets have got from earlier pages.

    """
    entry_id = world.pages.ids[group[0].lang, group[0].path]
    content_type = world.types[world.pages.types[entry_id]]
    gathered = Gathered()
    public, held_back, state = _states(world, group)
    for page in held_back:
        gathered.tell("page-translation-held-back", Place(page.source, 0), page.title, "left out of the entry")
    assets = PageAssets(world.assets, dict(texts or {}))
    runs = [_page_run(world, page, entry_id, content_type, assets, gathered) for page in public]
    fields = _fields(world, content_type, runs, gathered)
    _settle_embedded(world, runs, gathered)
    for page in public:
        _tell_resources(page, gathered)
    _check(world, content_type, fields, Place(group[0].source, 0), gathered)
    if gathered.blocked and state.state in (PublishState.PUBLISHED, PublishState.SCHEDULED):
        state = Publication(PublishState.DRAFT)
    entry = DesiredEntry(
        id=entry_id,
        content_type=content_type.id,
        fields=fields,
        tags=(world.rules.owner_tag,),
        publish=state.state,
        schedule=state.schedule,
        sources={world.rules.languages[page.lang]: page.source for page in public if page.source},
        urls={world.rules.languages[page.lang]: page.rel_permalink for page in public if page.rel_permalink},
        findings=tuple(sorted(gathered.findings)),
        create_only=frozenset(rule.id for rule in content_type.fields if rule.create_only),
        page=group[0].key,
    )
    return PageResult(
        entries=(entry, *_embedded(world, gathered, entry)),
        assets=tuple(gathered.assets),
        wanted=tuple(gathered.wanted),
        claims=tuple(claim for page in public for claim in claims_of(page, entry_id)),
        unmapped=tuple(key for page in public for key in _unmapped(world, page, content_type)),
        urls=tuple((page.rel_permalink, page.source or page.path) for page in group if page.rel_permalink),
    )


def transform_item(world: World, item: DataItem) -> PageResult:
    """Return the entry of one entry of a data file."""
    return _shared(world, world.types[item.content_type], item.id, item.subject, item.fields, world.default_locale)


def transform_wanted(world: World, wanted: Wanted, names: Mapping[str, str]) -> PageResult:
    """Return the entry that is made because values name it; `names` holds its name by locale."""
    content_type = world.types[wanted.content_type]
    name = names.get(world.default_locale) or wanted.name
    slug = value_key(name)
    subject = DataSubject(
        wanted.values, slug, name, slug, wanted.source, zone_of(world.site.config.languages[0].time_zone)
    )
    result = _shared(world, content_type, wanted.id, subject, content_type.fields, world.default_locale)
    entry = result.entries[0]
    fields: dict[str, Json] = {**entry.fields}
    rule = next((field for field in content_type.fields if field.id == wanted.by), None)
    if rule is not None and (wanted.by not in fields or rule.localized):
        spelled = names if rule.localized else {world.default_locale: name}
        fields[wanted.by] = {world.default_locale: name, **spelled}
    return replace(result, entries=(replace(entry, fields=fields), *result.entries[1:]))


def _shared(
    world: World,
    content_type: ContentTypeRule,
    entry_id: str,
    subject: DataSubject,
    rules: Sequence[FieldRule],
    locale: str,
) -> PageResult:
    """Return an entry that belongs to no page."""
    gathered = Gathered()
    assets = PageAssets(world.assets)
    # Paths are resolved as from the home page; what is found is told of the file that the value stands in.
    home = replace(world.home, source=subject.source)
    bodies = PageBodies(
        world.site, home, world.rules.body, entry_id, locale, assets, world.pages, world.convert, gathered
    )
    run = FieldRun(world, subject, home, bodies, locale, assets, gathered)
    fields: dict[str, Json] = {}
    for rule in rules:
        if any(word.name == "$body" for word in parse_source(rule.source)):
            continue
        value = read_field(run, rule)
        if value is not None:
            fields[rule.id] = {locale: value}
    _check(world, content_type, fields, Place(subject.source, 0), gathered)
    entry = DesiredEntry(
        id=entry_id,
        content_type=content_type.id,
        fields=fields,
        tags=(world.rules.owner_tag,),
        publish=PublishState.DRAFT if gathered.blocked else PublishState.PUBLISHED,
        schedule=(),
        sources={},
        urls={},
        findings=tuple(sorted(gathered.findings)),
        create_only=frozenset(rule.id for rule in content_type.fields if rule.create_only),
    )
    embedded = tuple(_embedded(world, gathered, entry))
    return PageResult((entry, *embedded), tuple(gathered.assets), tuple(gathered.wanted), (), (), ())


def _states(world: World, group: PageGroup) -> tuple[PageGroup, PageGroup, Publication]:
    """Return the translations that go into the entry, those that are held back, and the state of the entry.

    All locales of an entry are published together, so a draft translation must not ride along with a public one.
    """
    asked = [(page, publication(page, world.now, world.rules.publish)) for page in group]
    state = max((held for _, held in asked), key=lambda held: _RANK.index(held.state))
    if state.state in (PublishState.DRAFT, PublishState.ARCHIVED):
        return group, (), state
    public = tuple(page for page, held in asked if held.state is state.state)
    held_back = tuple(page for page, held in asked if held.state is not state.state)
    first = next(held for page, held in asked if page is public[0])
    return public, held_back, first


def _page_run(
    world: World,
    page: SourcePage,
    entry_id: str,
    content_type: ContentTypeRule,
    assets: AssetUses,
    gathered: Gathered,
) -> FieldRun:
    locale = world.rules.languages[page.lang]
    bodies = PageBodies(
        world.site, page, world.rules.body, entry_id, locale, assets, world.pages, world.convert, gathered
    )
    subject = PageSubject(world.site, page, world.taken[content_type.id], world.references.terms.get(page.path, ""))
    return FieldRun(world, subject, page, bodies, locale, assets, gathered)


def _fields(
    world: World, content_type: ContentTypeRule, runs: Sequence[FieldRun], gathered: Gathered
) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for rule in sorted(content_type.fields, key=_reads_no_body):
        values: dict[str, Json] = {}
        if rule.localized:
            for run in runs:
                value = read_field(run, rule)
                if value is not None:
                    values[run.locale] = value
        else:
            values = _one_value(world, rule, runs)
        if rule.required and values and world.default_locale not in values:
            locale, value = next(iter(values.items()))
            values = {world.default_locale: value, **values}
            place = Place(runs[0].page.source, 0)
            gathered.tell("field-required-filled", place, rule.id, f"copied the value of {locale}")
        if values:
            fields[rule.id] = values
    return fields


def _reads_no_body(rule: FieldRule) -> bool:
    """Sort fields: bodies come first, so that an image is called what the text calls it."""
    return "$body" not in rule.source


def _one_value(world: World, rule: FieldRule, runs: Sequence[FieldRun]) -> dict[str, Json]:
    """Return the value of a field that has one for all locales; it stands in the default locale."""
    kept: Json = None
    for place, run in enumerate(runs):
        # Only the first value counts; what a later one would bring with it must not be made.
        scratch = run if place == 0 else replace(run, gathered=Gathered(), bodies=_scratch(run))
        value = read_field(scratch, rule)
        if kept is None:
            kept = value
            if place and value is not None:
                _adopt(run.gathered, scratch.gathered)
        elif value is not None and value != kept:
            text = shown(value)
            where = Place(run.page.source, run.page.key_lines.get(rule.source.lower(), 0))
            run.gathered.tell(
                "field-translation-dropped", where, text, f"'{rule.id}' has the value of another language"
            )
    return {world.default_locale: kept} if kept is not None else {}


def _scratch(run: FieldRun) -> PageBodies | None:
    return replace(run.bodies, gathered=Gathered(), _body=None, _result=None) if run.bodies is not None else None


def _adopt(gathered: Gathered, scratch: Gathered) -> None:
    gathered.findings += scratch.findings
    gathered.assets += scratch.assets
    gathered.wanted += scratch.wanted
    gathered.embedded += scratch.embedded


def _tell_resources(page: SourcePage, gathered: Gathered) -> None:
    """Tell of the files of the bundle that neither a body nor a field has taken."""
    used = {use.path for use in gathered.assets}
    for resource in page.resources:
        if resource.path in used:
            continue
        code = "resource-page-left-out" if resource.type == "page" else "resource-left-out"
        gathered.tell(code, Place(page.source, 0), resource.path, "not migrated")


def _check(
    world: World, content_type: ContentTypeRule, fields: Mapping[str, Json], place: Place, gathered: Gathered
) -> None:
    for rule in content_type.fields:
        values = fields.get(rule.id)
        if not isinstance(values, Mapping):
            if rule.required:
                gathered.blocked = True
                gathered.tell("field-required-missing", place, rule.id, "left the entry a draft")
            continue
        if not rule.validations and not rule.items_validations:
            continue
        for value in values.values():
            for wanted in broken_rules(rule, value):
                gathered.blocked = True
                text = f"{rule.id}: {shown(value)}"[:200]
                gathered.tell("field-not-allowed", place, text, f"left the entry a draft; the field wants {wanted}")


def _settle_embedded(world: World, runs: Sequence[FieldRun], gathered: Gathered) -> None:
    """Make the arguments in embedded entries of the mapping's own types into what their fields hold."""
    if not gathered.embedded:
        return
    zone, place = runs[0].subject.zone, Place(runs[0].page.source, 0)
    gathered.embedded = [
        settle_embedded(held, world.types[held.content_type], zone, place, gathered)
        if held.content_type in world.types
        else held
        for held in gathered.embedded
    ]


def _embedded(world: World, gathered: Gathered, entry: DesiredEntry) -> Iterator[DesiredEntry]:
    """Yield the entries in the bodies; they are public as soon as the page may be, or it could not be published."""
    state = PublishState.PUBLISHED if entry.publish is PublishState.SCHEDULED else entry.publish
    seen: set[str] = set()
    for held in gathered.embedded:
        if held.id in seen:
            continue
        seen.add(held.id)
        yield DesiredEntry(
            id=held.id,
            content_type=held.content_type,
            fields={name: {world.default_locale: value} for name, value in held.fields.items() if value is not None},
            tags=entry.tags,
            publish=state,
            schedule=(),
            sources={},
            urls={},
            findings=(),
            page=entry.page,
        )


def taken_keys(content_type: ContentTypeRule) -> frozenset[str]:
    """Return the front-matter keys that the fields of a type take."""
    keys: set[str] = set()
    for rule in content_type.fields:
        for word in parse_source(rule.source) if rule.source else ():
            if word.name == "$terms":
                keys.add(word.rest[0])
            elif word.name.startswith("$"):
                keys.update(_KEYS_OF_WORDS.get(word.name, (word.name[1:].lower(),)))
            else:
                keys.add(word.name)
    return frozenset(keys)


def _unmapped(world: World, page: SourcePage, content_type: ContentTypeRule) -> Iterator[UnmappedKey]:
    taken = world.taken[content_type.id]
    if "params" in taken:
        return
    for key, value in page.params.items():
        if key in taken or key in HANDLED_KEYS or key in _STATE_KEYS or not is_set(value) or key not in page.key_lines:
            continue
        yield UnmappedKey(page.spelling.get(key, key), content_type.id, page.source, page.key_lines[key])
