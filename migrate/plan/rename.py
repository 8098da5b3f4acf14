"""Renamed source files: entries that keep their id although the site would give them another one.

Owns the evidence. An entry that the site no longer wants and one that is new are the same when they share a URL, when
an alias of the new page was the URL of the old one, when they share a slug, or when their content is the same, and
no third entry comes into question.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

from migrate.model.canonical import Json, canonical_json
from migrate.model.space import DesiredContentType, DesiredEntry, DesiredSpace, EntityKey, EntityType, PublishState
from migrate.plan.sides import Side, side_of_remote
from migrate.plan.views import Base, Remote

__all__ = ["find_renames"]


def find_renames(
    new: Collection[EntityKey], gone: Collection[EntityKey], desired: DesiredSpace, remote: Remote, base: Base
) -> Mapping[str, str]:
    """Return the renames among entries: id that the site gives now → id that the entry keeps.

    Args:
        new: entries that the site wants and nobody has ever seen.
        gone: entities of ours that the site no longer wants.
        desired: the site's side.
        remote: the space.
        base: what we wrote last.
    """
    old = sorted(key for key in gone if key.type is EntityType.ENTRY and _alive(remote, key))
    fresh = [entry for entry in desired.entries if entry.key in new] if old and new else []
    if not fresh:
        return {}
    slugs = {type_.id: _slug_field(type_) for type_ in desired.content_types}
    aliases: dict[str, list[str]] = defaultdict(list)
    for redirect in desired.redirects:
        aliases[redirect.target].append(redirect.source)
    entities = {key: remote.entity(key) for key in old}
    sides = {key: (entity.content_type, side_of_remote(entity)) for key, entity in entities.items()}
    found: dict[str, str] = {}
    for old_marks, new_marks in _evidence(base, sides, slugs, aliases):
        taken = set(found.values())
        rest_old = [key for key in old if key.id not in taken]
        rest_new = [entry for entry in fresh if entry.id not in found]
        found |= _pairs(rest_old, rest_new, old_marks, new_marks)
    return found


OldMarks = Callable[[EntityKey], Iterable[Hashable]]
NewMarks = Callable[[DesiredEntry], Iterable[Hashable]]


def _evidence(
    base: Base,
    sides: Mapping[EntityKey, tuple[str, Side]],
    slugs: Mapping[str, str],
    aliases: Mapping[str, Sequence[str]],
) -> tuple[tuple[OldMarks, NewMarks], ...]:
    """Return the kinds of evidence, strongest first."""

    def old_urls(key: EntityKey) -> Iterable[Hashable]:
        record = base.record(key)
        return [(sides[key][0], url) for url in record.urls] if record else ()

    def new_urls(entry: DesiredEntry) -> Iterable[Hashable]:
        return [(entry.content_type, url) for url in entry.urls.values()]

    def new_aliases(entry: DesiredEntry) -> Iterable[Hashable]:
        return [(entry.content_type, alias) for url in entry.urls.values() for alias in aliases.get(url, ())]

    def old_slugs(key: EntityKey) -> Iterable[Hashable]:
        content_type, side = sides[key]
        return _slug_marks(content_type, side.fields.get(slugs.get(content_type, ""), {}))

    def new_slugs(entry: DesiredEntry) -> Iterable[Hashable]:
        values = entry.fields.get(slugs.get(entry.content_type, ""))
        return _slug_marks(entry.content_type, values if isinstance(values, Mapping) else {})

    def old_content(key: EntityKey) -> Iterable[Hashable]:
        content_type, side = sides[key]
        return [(content_type, canonical_json(side.fields))]

    def new_content(entry: DesiredEntry) -> Iterable[Hashable]:
        return [(entry.content_type, canonical_json(entry.fields))]

    return (
        (old_urls, new_urls),
        (old_urls, new_aliases),
        (old_slugs, new_slugs),
        (old_content, new_content),
    )


def _pairs(
    old: Sequence[EntityKey], new: Sequence[DesiredEntry], old_marks: OldMarks, new_marks: NewMarks
) -> dict[str, str]:
    by_mark: dict[Hashable, set[str]] = defaultdict(set)
    for key in old:
        for mark in old_marks(key):
            by_mark[mark].add(key.id)
    claims: dict[str, set[str]] = defaultdict(set)
    for entry in new:
        for mark in new_marks(entry):
            for id_ in by_mark.get(mark, ()):
                claims[id_].add(entry.id)
    sources: dict[str, set[str]] = defaultdict(set)
    for old_id, new_ids in claims.items():
        for new_id in new_ids:
            sources[new_id].add(old_id)
    return {
        new_id: next(iter(old_ids))
        for new_id, old_ids in sorted(sources.items())
        if len(old_ids) == 1 and len(claims[next(iter(old_ids))]) == 1
    }


def _alive(remote: Remote, key: EntityKey) -> bool:
    head = remote.head(key)
    return head is not None and head.state is not PublishState.ARCHIVED


def _slug_marks(content_type: str, values: Mapping[str, Json]) -> list[Hashable]:
    return [(content_type, locale, value) for locale, value in values.items() if isinstance(value, str)]


def _slug_field(type_: DesiredContentType) -> str:
    """Return the field by which readers tell entries of a type apart: named slug, or the first that is unique."""
    unique = ""
    fields = type_.payload.get("fields")
    for field in fields if isinstance(fields, list | tuple) else ():
        if not isinstance(field, Mapping):
            continue
        if field.get("id") == "slug":
            return "slug"
        validations = field.get("validations")
        rules = validations if isinstance(validations, list | tuple) else ()
        if not unique and any(isinstance(rule, Mapping) and rule.get("unique") for rule in rules):
            unique = str(field.get("id"))
    return unique
