"""Dates as Hugo reads them from front matter and from file names.

Owns: the layouts that Hugo accepts, and which zone holds when a value names none. Does not own: which key stands for
which date (https://gohugo.io/configuration/front-matter/).

Two limits of Python's calendar are kept on purpose: fractions beyond a microsecond are cut off, and a value without a
year, which Hugo puts into the year 0, is put into the year 1 (the 29th of February into the year 4).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

__all__ = ["date_from_name", "is_zero_date", "parse_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)

# Go's rules for the elements of a layout: names in any case and the weekday unchecked, one-digit hours, a fraction
# after the seconds whether the layout has one or not, and any run of spaces where the layout has a space.
_ELEMENTS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short_year>\d\d)",
    "MM": r"(?P<month>\d\d)",
    "Mon": rf"(?i:(?P<month_name>{'|'.join(_MONTHS)}))",
    "DD": r"(?P<day>\d\d)",
    "_D": r"(?P<day>\d\d?)",
    "ddd": r"(?i:sun|mon|tue|wed|thu|fri|sat)",
    "dddd": r"(?i:sunday|monday|tuesday|wednesday|thursday|friday|saturday)",
    "hh": r"(?P<hour>\d\d?)",
    "mm": r"(?P<minute>\d\d)",
    "ss": r"(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?",
    "AM": r"(?P<half>AM|PM)",
    "+hhmm": r"(?P<offset>[+-]\d{4})",
    "+hh:mm": r"(?P<offset>[+-]\d\d:\d\d)",
    "Zhhmm": r"(?P<offset>Z|[+-]\d{4})",
    "Zhh:mm": r"(?P<offset>Z|[+-]\d\d:\d\d)",
    # UTC, an abbreviation of three letters, of four or five that end in T, GMT with hours, or signed hours up to 23.
    "zone": (
        r"(?=.{3})(?:(?P<utc>UTC)|(?!UTC)(?:WITA|ChST|MeST|GMT(?P<hours>[+-]0*(?:1?\d|2[0-3]))"
        r"|[A-Z]{3,4}T(?![A-Z])|[A-Z]{3}(?![A-Z])|[+-]0*(?:1?\d|2[0-3])(?!\d)))"
    ),
    " ": " +",
}
_ELEMENT = re.compile("|".join(re.escape(name) for name in sorted(_ELEMENTS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class _Layout:
    """One accepted form; `zoned` says whether a value without an offset takes the zone of the site."""

    pattern: re.Pattern[str]
    zoned: bool


def _layout(form: str, *, zoned: bool = True) -> _Layout:
    parts: list[str] = []
    end = 0
    for match in _ELEMENT.finditer(form):
        parts.append(re.escape(form[end : match.start()]))
        parts.append(_ELEMENTS[match[0]])
        end = match.end()
    parts.append(re.escape(form[end:]))
    return _Layout(re.compile("".join(parts), re.ASCII), zoned)


_LAYOUTS = (
    _layout("YYYY-MM-DD"),
    _layout("YYYY-MM-DDThh:mm:ssZhh:mm"),
    _layout("YYYY-MM-DDThh:mm:ss"),
    _layout("YYYY-MM-DDThh:mm:ss+hhmm"),
    _layout("YYYY-MM-DD hh:mm:ss"),
    _layout("YYYY-MM-DD hh:mm:ssZhh:mm"),
    _layout("YYYY-MM-DD hh:mm:ssZhhmm"),
    _layout("YYYY-MM-DD hh:mm:ss +hh:mm"),
    _layout("YYYY-MM-DD hh:mm:ss +hhmm"),
    _layout("YYYY-MM-DD hh:mm:ss +hhmm zone"),
    _layout("ddd, DD Mon YYYY hh:mm:ss +hhmm"),
    _layout("ddd, DD Mon YYYY hh:mm:ss zone"),
    _layout("DD Mon YY hh:mm +hhmm"),
    _layout("DD Mon YY hh:mm zone"),
    _layout("dddd, DD-Mon-YY hh:mm:ss zone"),
    _layout("ddd Mon _D hh:mm:ss YYYY"),
    _layout("ddd Mon _D hh:mm:ss zone YYYY"),
    _layout("ddd Mon DD hh:mm:ss +hhmm YYYY"),
    _layout("DD Mon YYYY"),
    _layout("hh:mmAM", zoned=False),
    _layout("Mon _D hh:mm:ss", zoned=False),
)
"""What Hugo accepts, most frequent first; the forms exclude each other."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:.(\d\d)[-:](\d\d)[-:](\d\d))?", re.ASCII | re.DOTALL)


def parse_date(value: object, zone: tzinfo, *, json: bool = False) -> datetime | None:
    """Return the instant that Hugo reads from a front-matter value; None when it would refuse it.

    The result is aware and keeps the author's offset. "" and None are no date, which Hugo does not count as an error;
    see also `is_zero_date`.

    Args:
        value: what the front-matter loader returned.
        zone: the time zone of the site or language, for values that name none.
        json: whether the value comes from JSON, where a number is no date.

    """
    match value:
        case str():
            return _parse_text(value, zone)
        case datetime():
            return _with_offset(value, zone) if value.tzinfo is not None else _in_zone(value, zone)
        case bool():
            return None
        case int():
            return None if json else _from_unix(value)
        case _:
            return None


def _with_offset(value: datetime, zone: tzinfo) -> datetime:
    """Return a date-time as Hugo passes it on: as text without a fraction, unless it is in the site's zone, UTC."""
    if value.microsecond and (value.utcoffset() or not _is_utc(zone)):
        return value.replace(microsecond=0)
    return value


def _is_utc(zone: tzinfo) -> bool:
    return zone is UTC or getattr(zone, "key", "") == "UTC"


def is_zero_date(value: datetime) -> bool:
    """Return whether `value` is the first instant of the year 1 in UTC, which Hugo takes as "no date"."""
    return value == datetime(1, 1, 1, tzinfo=UTC)


def date_from_name(name: str, zone: tzinfo) -> tuple[datetime, str] | None:
    """Return date and remaining slug of a base name, by the ``:filename`` rule; None when it starts with no date.

    The name starts ``YYYY-MM-DD`` or, with any one character between, ``YYYY-MM-DD?HH-MM-SS``.
    """
    match = _NAME.match(name)
    if match is None:
        return None
    if match[2] is not None:
        date = _parse_text(f"{match[1]}T{match[2]}:{match[3]}:{match[4]}", zone)
        if date is not None:
            return date, name[match.end() :].strip(" -_")
    date = _parse_text(match[1], zone)
    return None if date is None else (date, name[10:].strip(" -_"))


def _parse_text(text: str, zone: tzinfo) -> datetime | None:
    for layout in _LAYOUTS:
        match = layout.pattern.fullmatch(text)
        if match is not None:
            return _build(match.groupdict(), zone if layout.zoned else UTC)
    return None


def _build(found: dict[str, str | None], zone: tzinfo) -> datetime | None:
    """Return the instant of a match; None when a number is out of its range."""
    try:
        month, day = _month(found), int(found.get("day") or 1)
        local = datetime(
            _year(found, month, day), month, day, _hour(found), int(found.get("minute") or 0),
            int(found.get("second") or 0), int(((found.get("fraction") or "") + "000000")[:6]),
        )  # fmt: skip
        local += timedelta(hours=int(found.get("hours") or 0))  # Go shows GMT+5 as five hours later
        offset = "Z" if found.get("offset") and found.get("utc") else found.get("offset")
        return _in_zone(local, zone) if offset is None else _at_offset(local, offset)
    except (ValueError, OverflowError):
        return None


def _year(found: dict[str, str | None], month: int, day: int) -> int:
    short = found.get("short_year")
    if short is not None:
        return int(short) + (1900 if int(short) >= 69 else 2000)
    year = int(found.get("year") or 0)
    if year == 0:
        return 4 if (month, day) == (2, 29) else 1
    return year


def _month(found: dict[str, str | None]) -> int:
    name = found.get("month_name")
    return _MONTHS.index(name.lower()) + 1 if name else int(found.get("month") or 1)


def _hour(found: dict[str, str | None]) -> int:
    hour = int(found.get("hour") or 0)
    half = found.get("half")
    if half is None:
        return hour
    if hour > 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "PM" else 0)


def _at_offset(local: datetime, offset: str) -> datetime:
    if offset == "Z":
        return local.replace(tzinfo=UTC)
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    if int(offset[1:3]) > 24 or int(offset[-2:]) > 60:
        raise ValueError(offset)
    delta = timedelta(minutes=-minutes if offset[0] == "-" else minutes)
    if abs(delta) >= _DAY:  # Go accepts the 24th hour, Python's zones end before it
        return (local - delta).replace(tzinfo=UTC)
    return local.replace(tzinfo=_fixed(delta))


def _in_zone(local: datetime, zone: tzinfo) -> datetime:
    """Return the wall-clock time `local` in `zone`, with Go's choice where a clock change makes it ambiguous."""
    if zone is UTC:
        return local.replace(tzinfo=UTC)
    try:
        first = _offset_at(local.replace(tzinfo=UTC), zone)
        offset = _offset_at((local - first).replace(tzinfo=UTC), zone)
        instant = (local - offset).replace(tzinfo=UTC)
        return instant.astimezone(_fixed(_offset_at(instant, zone)))
    except OverflowError:  # the first and last hours of Python's calendar, where no clock ever changed
        return local.replace(tzinfo=_fixed(zone.utcoffset(local) or timedelta(0)))


def _offset_at(instant: datetime, zone: tzinfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


@lru_cache(maxsize=1024)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset) if offset else UTC


def _from_unix(seconds: int) -> datetime | None:
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None
