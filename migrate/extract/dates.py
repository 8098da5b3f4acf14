"""Dates as Hugo reads them from front matter and from file names."""

from datetime import datetime, tzinfo

__all__ = ["date_from_name", "parse_date"]


def parse_date(value: object, zone: tzinfo, *, json: bool = False) -> datetime | None:
    """Return the instant that Hugo reads from a front-matter value; None when it would refuse it.

    Args:
        value: what the front-matter loader returned.
        zone: the time zone of the site or language, for values that name none.
        json: whether the value comes from JSON, where a number is no date.

    """
    raise NotImplementedError


def date_from_name(name: str, zone: tzinfo) -> tuple[datetime, str] | None:
    """Return date and remaining slug of a base name, by the ``:filename`` rule; None when it starts with no date."""
    raise NotImplementedError
