"""Dates as instants: two texts may name the same moment in different forms.

Contentful keeps a date as it was sent, with or without seconds, in any offset, as ``Z`` or as ``+00:00``, and another
client that saves it may send another form. Owns when two of them are the same. Does not own how dates of posts are
read (`migrate.transform.dates`).
"""

from datetime import UTC, datetime

from migrate.model.canonical import Json

__all__ = ["parse_moment", "same_moment"]

_DAY = len("2016-11-01")


def parse_moment(value: Json) -> datetime | None:
    """Return the instant that a date of Contentful names, None when it is no date.

    A day alone is its first moment, and what names no offset is in UTC, as Contentful's own filters take them.
    """
    if not isinstance(value, str) or len(value) < _DAY or value[4] != "-":
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def same_moment(one: Json, other: Json) -> bool:
    """Tell whether two values are dates that name the same instant."""
    moment = parse_moment(one)
    return moment is not None and moment == parse_moment(other)
