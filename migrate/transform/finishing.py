"""The last steps of every entry, whatever it is made from: validity, and the entries embedded in its bodies."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from migrate.mapping.rules import ContentTypeRule
from migrate.model.canonical import Json
from migrate.model.space import DesiredEntry, PublishState
from migrate.transform.coerce import shown
from migrate.transform.embedded_fields import settle_embedded
from migrate.transform.gathered import Gathered
from migrate.transform.subject import Place
from migrate.transform.validity import broken_rules
from migrate.transform.world import World

__all__ = ["check_fields", "embedded_entries", "settle_embedded_fields"]


def check_fields(content_type: ContentTypeRule, fields: Mapping[str, Json], place: Place, gathered: Gathered) -> None:
    """Tell what Contentful would refuse to publish; ``gathered.blocked`` says that there is something."""
    for rule in content_type.fields:
        values = fields.get(rule.id)
        if values.__class__ is not dict and not isinstance(values, Mapping):
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


def settle_embedded_fields(world: World, zone: tzinfo, place: Place, gathered: Gathered) -> None:
    """Make the arguments in embedded entries of the mapping's own types into what their fields hold."""
    gathered.embedded = [
        settle_embedded(held, world.types[held.content_type], zone, place, gathered)
        if held.content_type in world.types
        else held
        for held in gathered.embedded
    ]


def embedded_entries(world: World, gathered: Gathered, entry: DesiredEntry) -> Iterator[DesiredEntry]:
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
