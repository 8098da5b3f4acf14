"""Dates of front matter as Contentful writes them, each with its own offset.

Owns reading a value that is not one of Hugo's own dates (those come parsed in `SourcePage`) and the text form
``2016-11-01T10:00-04:00``. A value that cannot be read for certain is no date: never today, never a guess between day
and month.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from migrate.model.source import Param

__all__ = ["date_text", "day_text", "parse_date", "zone_of"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"(?:[Tt ]+(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,](?P<f>\d+))?)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?(?: [A-Z]{2,5})?)?\Z"
)
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z]+,? )?(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[A-Za-z]+)\.?,?[ -](?P<y>\d{4})\Z"
)
_MONTH_FIRST = re.compile(r"(?:[A-Za-z]+,? )?(?P<name>[A-Za-z]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})\Z")


def parse_date(value: Param, zone: tzinfo) -> datetime | None:
    """Return the instant that `value` names, with its offset; None when it names none for certain.

    Args:
        value: a datetime, ISO 8601 text in the shapes that people write, a date with the month as a word, or an
            RFC 5322 date. Numbers are no dates.
        zone: what holds when the value names no zone.

    """
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=zone)
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        return _iso(text, zone) or _worded(text, zone) or _mail(text, zone)
    except (ValueError, OverflowError):
        # The shape is right and the numbers are not: 30 February, 25 o'clock.
        return None


def date_text(moment: datetime) -> str:
    """Return ISO 8601 with offset and no more digits than needed: ``2016-11-01T10:00-04:00``."""
    if moment.microsecond:
        text = moment.isoformat(timespec="milliseconds")
    else:
        text = moment.isoformat(timespec="seconds" if moment.second else "minutes")
    # An offset with seconds: no place of today has one.
    return text[:-3] if text[-9:-8] in ("+", "-") and text[-6:-5] == ":" else text


def day_text(moment: datetime) -> str:
    """Return the day alone, in the moment's own zone."""
    return date(moment.year, moment.month, moment.day).isoformat()


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """Return the time zone called `name`; UTC for an empty or unknown name, as in Hugo."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # `extract` reports an unknown zone; here it only must not stop the run.
        return UTC


def _iso(text: str, zone: tzinfo) -> datetime | None:
    match = _ISO.match(text)
    if match is None:
        return None
    fraction = (match["f"] or "")[:6].ljust(6, "0")
    return datetime(
        int(match["y"]), int(match["m"]), int(match["d"]),
        int(match["h"] or 0), int(match["min"] or 0), int(match["s"] or 0), int(fraction),
        tzinfo=_offset(match["zone"], zone),
    )  # fmt: skip


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    if not text:
        return zone
    if text in ("Z", "z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if text[0] == "-" else delta)


def _worded(text: str, zone: tzinfo) -> datetime | None:
    match = _DAY_FIRST.match(text) or _MONTH_FIRST.match(text)
    month = _MONTHS.get(match["name"].lower()) if match else None
    return datetime(int(match["y"]), month, int(match["d"]), tzinfo=zone) if match and month else None


def _mail(text: str, zone: tzinfo) -> datetime | None:
    if not re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{2,4} \d", text):
        return None
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
