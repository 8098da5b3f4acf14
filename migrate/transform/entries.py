"""One page with its translations, made into its entry, the entries in its bodies, and all that it asks for.

The pure step that runs once per page, in any process. Owns which translations go into an entry, its publish state, keys
that no field takes. Does not own fields (`fields`), locales (`locales`), nor what needs other pages (`assemble`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from migrate.mapping.rules import ContentTypeRule, FieldRule
from migrate.model.canonical import Json
from migrate.model.source import SourcePage
from migrate.model.space import DesiredEntry, PublishState
from migrate.transform.assets import PageAssets
from migrate.transform.bodies import PageBodies
from migrate.transform.body.divide import fits_a_request
from migrate.transform.context import AssetUses
from migrate.transform.fields import FieldRun
from migrate.transform.finishing import check_fields, embedded_entries, settle_embedded_fields
from migrate.transform.gathered import Gathered
from migrate.transform.locales import read_fields
from migrate.transform.page_result import PageResult
from migrate.transform.publish import Publication, publication
from migrate.transform.redirects import claims_of
from migrate.transform.subject import PageSubject, Place
from migrate.transform.unique import unique_values
from migrate.transform.unmapped import unmapped_keys
from migrate.transform.world import PageGroup, World

__all__ = ["PageResult", "reading_order", "transform_page"]

_LONG = 50_000
"""Characters of a body from which on its entry is weighed: a shorter one cannot fill half of a request."""
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
    public, held_back, state = _states(world, group)
    made = _read(world, public, entry_id, content_type, texts or {})
    if _may_be_large(made) and not fits_a_request(made.fields):
        # All translations and fields are written by one request.
        made = _read(world, public, entry_id, content_type, texts or {}, share=1 / (2 * len(public)))
    runs, fields, gathered = made.runs, made.fields, made.gathered
    for page in held_back:
        gathered.tell("page-translation-held-back", Place(page.source, 0), page.title, "left out of the entry")
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
        claims=tuple(
            claim
            for page in public
            for claim in claims_of(page, entry_id, entry.publish, world.hosts.get(page.lang, ""))
        ),
        unmapped=tuple(key for page in public for key in unmapped_keys(page, content_type, taken)),
        urls=tuple(
            (world.hosts.get(page.lang, "") + page.rel_permalink, page.source or page.path)
            for page in group
            if page.rel_permalink
        ),
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


class _Made(NamedTuple):
    """The fields of an entry, and what came up while they were read."""

    runs: list[FieldRun]
    fields: dict[str, Json]
    gathered: Gathered


def _read(
    world: World,
    public: PageGroup,
    entry_id: str,
    content_type: ContentTypeRule,
    texts: Mapping[str, tuple[str, str]],
    *,
    share: float = 1.0,
) -> _Made:
    gathered = Gathered()
    assets = PageAssets(world.assets, dict(texts))
    runs = [_page_run(world, page, entry_id, content_type, assets, gathered, share) for page in public]
    return _Made(runs, read_fields(world, world.reading[content_type.id], runs, gathered), gathered)


def _may_be_large(made: _Made) -> bool:
    """Tell quickly whether the fields could be more than one request can write."""
    return len(made.runs) > 1 or sum(run.bodies.length if run.bodies is not None else 0 for run in made.runs) > _LONG


def _page_run(
    world: World,
    page: SourcePage,
    entry_id: str,
    content_type: ContentTypeRule,
    assets: AssetUses,
    gathered: Gathered,
    share: float,
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
        share,
    )
    subject = PageSubject(world.site, page, world.taken[content_type.id], world.references.terms.get(page.path, ""))
    return FieldRun(world, subject, page, bodies, locale, assets, gathered)


def reading_order(rules: Sequence[FieldRule]) -> tuple[FieldRule, ...]:
    """Return the fields of a type as they are read: bodies come first, so that an image is called as in the text."""
    return tuple(sorted(rules, key=lambda rule: "$body" not in rule.source))


def _tell_resources(page: SourcePage, gathered: Gathered) -> None:
    """Tell of the files of the bundle that neither a body nor a field has taken."""
    used = {use.path for use in gathered.assets}
    for resource in page.resources:
        if resource.path in used:
            continue
        code = "resource-page-left-out" if resource.type == "page" else "resource-left-out"
        gathered.tell(code, Place(page.source, 0), resource.path, "not migrated")
