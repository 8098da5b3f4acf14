"""Values of fields that must be unique, told apart from the rest of an entry.

They are compared across all pages, where the entries themselves may lie on disk.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from migrate.mapping.rules import ContentTypeRule
from migrate.model.canonical import canonical_json
from migrate.model.space import DesiredEntry

__all__ = ["UniqueValue", "unique_values"]


class UniqueValue(NamedTuple):
    """One value that no other entry of the content type may have."""

    entry_id: str
    content_type: str
    field_id: str
    value: str
    """As canonical JSON."""
    text: str
    """As a person reads it."""


def unique_values(types: Mapping[str, ContentTypeRule], entries: Iterable[DesiredEntry]) -> Iterator[UniqueValue]:
    """Yield the values of unique fields of `entries`."""
    for entry in entries:
        rule = types.get(entry.content_type)
        for field in rule.fields if rule is not None else ():
            if field.unique:
                values = entry.fields.get(field.id)
                for value in values.values() if isinstance(values, Mapping) else ():
                    text = f"{field.id}: {value}"
                    yield UniqueValue(entry.id, entry.content_type, field.id, canonical_json(value).decode(), text)
