"""Entries that belong to no page: those of data files and menus, and those that values ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrate.mapping.rules import ContentTypeRule, FieldRule
from migrate.mapping.sources import parse_source
from migrate.model.canonical import Json
from migrate.model.space import DesiredEntry, PublishState
from migrate.transform.assets import PageAssets
from migrate.transform.bodies import PageBodies
from migrate.transform.context import AssetUses
from migrate.transform.data_entries import DataItem
from migrate.transform.dates import zone_of
from migrate.transform.fields import FieldRun
from migrate.transform.finishing import check_fields, embedded_entries
from migrate.transform.gathered import Gathered
from migrate.transform.ids import value_key
from migrate.transform.locales import read_fields
from migrate.transform.page_result import PageResult
from migrate.transform.references import Wanted
from migrate.transform.subject import DataSubject, Place
from migrate.transform.unique import unique_values
from migrate.transform.unmapped import unmapped_values
from migrate.transform.world import World

__all__ = ["transform_item", "transform_wanted"]


def transform_item(world: World, item: DataItem) -> PageResult:
    """Return the entry of one entry of a data file."""
    return _shared(world, world.types[item.content_type], item.id, item.subjects, item.fields)


def transform_wanted(world: World, wanted: Wanted, names: Mapping[str, str]) -> PageResult:
    """Return the entry that is made because values name it; `names` holds its name by locale."""
    content_type = world.types[wanted.content_type]
    name = names.get(world.default_locale) or wanted.name
    slug = value_key(name)
    subject = DataSubject(
        wanted.values,
        slug,
        name,
        slug,
        wanted.source,
        zone_of(world.site.config.languages[0].time_zone),
        world.taken[content_type.id],
    )
    subjects = {world.site.config.default_language: subject}
    result = _shared(world, content_type, wanted.id, subjects, content_type.fields)
    entry = result.entries[0]
    fields: dict[str, Json] = {**entry.fields}
    rule = next((field for field in content_type.fields if field.id == wanted.by), None)
    if rule is not None and (wanted.by not in fields or rule.localized):
        spelled = names if rule.localized else {world.default_locale: name}
        fields[wanted.by] = {world.default_locale: name, **spelled}
    entries = (replace(entry, fields=fields), *result.entries[1:])
    return replace(result, entries=entries, unique=tuple(unique_values(world.types, entries)))


def _shared(
    world: World,
    content_type: ContentTypeRule,
    entry_id: str,
    subjects: Mapping[str, DataSubject],
    rules: Sequence[FieldRule],
) -> PageResult:
    """Return an entry that belongs to no page; `subjects` holds what there is of it by language."""
    gathered = Gathered()
    assets = PageAssets(world.assets)
    runs = [_run(world, lang, subject, entry_id, assets, gathered) for lang, subject in subjects.items()]
    place = Place(runs[0].page.source, 0)
    read = [rule for rule in rules if not any(word.name == "$body" for word in parse_source(rule.source))]
    fields = read_fields(world, read, runs, gathered)
    check_fields(content_type, fields, place, gathered)
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
        create_only=world.create_only[content_type.id],
    )
    entries = (entry, *embedded_entries(world, gathered, entry))
    unique = tuple(unique_values(world.types, entries))
    unmapped = tuple(key for subject in subjects.values() for key in unmapped_values(subject, content_type.id))
    return PageResult(entries, tuple(gathered.assets), tuple(gathered.wanted), (), unmapped, (), unique)


def _run(
    world: World, lang: str, subject: DataSubject, entry_id: str, assets: AssetUses, gathered: Gathered
) -> FieldRun:
    # The language of data may not be migrated; its values stand in the default locale then.
    locale = world.rules.languages.get(lang, world.default_locale)
    # Paths are resolved as from the home page; what is found is told of the file that the value stands in.
    home = replace(world.homes.get(lang, world.home), source=subject.source)
    bodies = PageBodies(
        world.site, home, world.rules.body, entry_id, locale, assets, world.pages, world.convert, gathered
    )
    return FieldRun(world, subject, home, bodies, locale, assets, gathered)
