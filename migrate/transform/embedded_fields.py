"""Entries made from shortcodes, filled as their content type of the mapping wants them.

A shortcode's arguments are text, whatever the field is. Owns their conversion and the defaults of fields that a call
leaves out. Does not own which field gets which argument (`body.shortcodes.ruled`).
"""

from dataclasses import replace
from datetime import tzinfo

from migrate.mapping.rules import ContentTypeRule, FieldRule
from migrate.model.canonical import Json
from migrate.transform.coerce import coerce
from migrate.transform.context import EmbeddedEntry
from migrate.transform.gathered import Gathered
from migrate.transform.subject import Place

__all__ = ["settle_embedded"]

_SCALARS = frozenset({"Boolean", "Date", "Integer", "Location", "Number", "Symbol", "Text"})


def settle_embedded(
    held: EmbeddedEntry, content_type: ContentTypeRule, zone: tzinfo, place: Place, gathered: Gathered
) -> EmbeddedEntry:
    """Return `held` with its texts made into what the fields of `content_type` hold; what fails goes to `gathered`."""
    fields = dict(held.fields)
    for rule in content_type.fields:
        value = _settled(rule, fields.get(rule.id), zone, place, gathered)
        if value is not None:
            fields[rule.id] = value
        else:
            fields.pop(rule.id, None)
    return replace(held, fields=fields)


def _settled(rule: FieldRule, value: Json, zone: tzinfo, place: Place, gathered: Gathered) -> Json:
    if isinstance(value, str) and not value.strip():
        value = None
    if value is None:
        return rule.constant if rule.constant is not None else rule.default
    if not isinstance(value, str) or rule.type not in _SCALARS:
        return value
    made = coerce("Date:date" if rule.type == "Date" and rule.date == "date" else rule.type, value, zone)
    # That a number is written as text is how shortcodes are, not a change worth a finding.
    if made.code and made.code != "field-converted":
        kept = "left the field empty" if made.value is None else "cut" if "long" in made.code else "kept"
        gathered.tell(made.code, place, made.text or value, f"{kept} in '{rule.id}' of an embedded entry")
    return made.value
