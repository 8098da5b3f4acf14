"""One page with its translations, made into its entry, the entries in its bodies, and all that it asks for.

The pure step that runs once per page, in any process. Owns the shape of an entry: locales, required fields, publish
state, keys that no field takes. Does not own single fields (`fields`), nor what needs other pages (`assemble`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrate.mapping.rules import ContentTypeRule, FieldRule
from migrate.model.canonical import Json
from migrate.model.source import SourcePage
from migrate.model.space import DesiredEntry, PublishState
from migrate.transform.assets import PageAssets
from migrate.transform.bodies import PageBodies
from migrate.transform.coerce import shown
from migrate.transform.context import AssetUses
from migrate.transform.fields import FieldRun, read_field
from migrate.transform.finishing import check_fields, embedded_entries, settle_embedded_fields
from migrate.transform.gathered import Gathered
from migrate.transform.page_result import PageResult
from migrate.transform.publish import Publication, publication
from migrate.transform.redirects import claims_of
from migrate.transform.subject import PageSubject, Place
from migrate.transform.unique import unique_values
from migrate.transform.unmapped import unmapped_keys
from migrate.transform.world import PageGroup, World

__all__ = ["PageResult", "reading_order", "transform_page"]

_RANK = (PublishState.ARCHIVED, PublishState.DRAFT, PublishState.SCHEDULED, PublishState.PUBLISHED)


def transform_page(world: World, group: PageGroup, texts: Mapping[str, tuple[str, str]] | None = None) -> PageResult:
    """Return what the translations in `group` become.

    Args:
        world: the run.
        group: the translations, the default language first; never empty.
        texts: titles and descriptions that assets have got from earlier pages.

    """
    entry_id = world.pages.ids[group[0].lang, group[0].path]
    content_type = world.types[world.pages.types[entry_id]]
    taken = world.taken[content_type.id]
    gathered = Gathered()
    public, held_back, state = _states(world, group)
    for page in held_back:
        gathered.tell("page-translation-held-back", Place(page.source, 0), page.title, "left out of the entry")
    assets = PageAssets(world.assets, dict(texts or {}))
    runs = [_page_run(world, page, entry_id, content_type, assets, gathered) for page in public]
    fields = _fields(world, content_type, runs, gathered)
    if gathered.embedded:
        settle_embedded_fields(world, runs[0].subject.zone, Place(runs[0].page.source, 0), gathered)
    for page in public:
        _tell_resources(page, gathered)
    check_fields(content_type, fields, Place(group[0].source, 0), gathered)
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
        create_only=world.create_only[content_type.id],
        page=group[0].key,
    )
    entries = (entry, *embedded_entries(world, gathered, entry))
    return PageResult(
        entries=entries,
        assets=tuple(gathered.assets),
        wanted=tuple(gathered.wanted),
        claims=tuple(claim for page in public for claim in claims_of(page, entry_id)),
        unmapped=tuple(key for page in public for key in unmapped_keys(page, content_type, taken)),
        urls=tuple((page.rel_permalink, page.source or page.path) for page in group if page.rel_permalink),
        unique=tuple(unique_values(world.types, entries)),
    )


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
        world.site,
        page,
        world.rules.body,
        entry_id,
        locale,
        assets,
        world.pages,
        world.convert,
        gathered,
        world.rendering,
    )
    subject = PageSubject(world.site, page, world.taken[content_type.id], world.references.terms.get(page.path, ""))
    return FieldRun(world, subject, page, bodies, locale, assets, gathered)


def _fields(
    world: World, content_type: ContentTypeRule, runs: Sequence[FieldRun], gathered: Gathered
) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for rule in world.reading[content_type.id]:
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


def reading_order(rules: Sequence[FieldRule]) -> tuple[FieldRule, ...]:
    """Return the fields of a type as they are read: bodies come first, so that an image is called as in the text."""
    return tuple(sorted(rules, key=lambda rule: "$body" not in rule.source))


def _one_value(world: World, rule: FieldRule, runs: Sequence[FieldRun]) -> dict[str, Json]:
    """Return the value of a field that has one for all locales; it stands in the default locale."""
    kept: Json = None
    if len(runs) == 1:
        kept = read_field(runs[0], rule)
        return {world.default_locale: kept} if kept is not None else {}
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
