"""A front-matter value as a Contentful value: one function per field type, found through `COERCIONS`.

Owns what each type accepts and what it must refuse. Does not own where the value comes from, nor links (`references`,
`assets`) and Rich Text (`body`). Limits: https://www.contentful.com/developers/docs/technical-limits/.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple, TypeAlias

from migrate.model.canonical import Json
from migrate.model.source import Param
from migrate.transform.dates import date_text, day_text, parse_date

__all__ = [
    "COERCIONS",
    "LIST_LIMIT",
    "SYMBOL_LIMIT",
    "TEXT_LIMIT",
    "Coerced",
    "coerce",
    "json_of",
    "plain_text",
    "shown",
]

SYMBOL_LIMIT = 256
TEXT_LIMIT = 50_000
LIST_LIMIT = 1_000
_SAFE_INTEGER = 2**53
_WORD_SLACK = 40
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_LATITUDES = ("lat", "latitude")
_LONGITUDES = ("lon", "lng", "long", "longitude")


class Coerced(NamedTuple):
    """What became of one value."""

    value: Json = None
    """None when nothing could be kept."""
    code: str = ""
    """Finding code; "" when the value fitted as it was."""
    text: str = ""
    """What the finding is about: the value refused, or the part cut off."""


_Coercion: TypeAlias = Callable[[Param, tzinfo], Coerced]


def coerce(kind: str, value: Param, zone: tzinfo) -> Coerced:
    """Return `value` as the Contentful type `kind` (``Date:date`` for a day without time)."""
    return COERCIONS[kind](value, zone)


def shown(value: Param) -> str:
    """Return a value as a finding shows it."""
    text = value if isinstance(value, str) else str(json_of(value))
    return " ".join(text.split())


def plain_text(value: Param) -> str | None:
    """Return a scalar as the text that Hugo would show; None for lists, maps and null."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _SAFE_INTEGER else repr(value)
        case datetime():
            return date_text(value)
        case _:
            return None


def json_of(value: Param) -> Json:
    """Return a value as JSON: dates become text, numbers that JSON cannot write become text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case datetime():
            return date_text(value)
        case Mapping():
            return {str(key): json_of(held) for key, held in value.items()}
        case _:
            return [json_of(item) for item in value]


def _symbol(value: Param, zone: tzinfo) -> Coerced:
    held = _line(value)
    if held.value is None:
        return held
    text = str(held.value).strip()
    if len(text) <= SYMBOL_LIMIT:
        return Coerced(text or None, held.code, held.text)
    cut = text.rfind(" ", SYMBOL_LIMIT - _WORD_SLACK, SYMBOL_LIMIT + 1)
    cut = cut if cut > 0 else SYMBOL_LIMIT
    return Coerced(text[:cut].rstrip(), "field-symbol-too-long", text[cut:].strip())


def _text(value: Param, zone: tzinfo) -> Coerced:
    held = _line(value)
    text = held.value
    if not isinstance(text, str) or len(text) <= TEXT_LIMIT:
        return held
    return Coerced(text[:TEXT_LIMIT], "field-text-too-long", text[TEXT_LIMIT:])


def _line(value: Param) -> Coerced:
    """Return a scalar as text, and a list of scalars as its items with commas between."""
    text = plain_text(value)
    if text is not None:
        return Coerced(text, "" if isinstance(value, (str, int, float)) else "field-converted", "")
    if isinstance(value, Sequence):
        items = [plain_text(item) for item in value]
        if items and None not in items:
            return Coerced(", ".join(str(item) for item in items), "field-converted", shown(value))
    return Coerced(None, "field-value-unreadable", shown(value))


def _number(value: Param, zone: tzinfo) -> Coerced:
    match value:
        case bool():
            return Coerced(None, "field-value-unreadable", shown(value))
        case int() | float() if abs(value) <= _SAFE_INTEGER:
            return Coerced(value)
        case str() if _NUMBER.match(value.strip()):
            number = float(value)
            if abs(number) <= _SAFE_INTEGER:
                return Coerced(int(number) if number.is_integer() else number, "field-converted", value)
    return Coerced(None, "field-value-unreadable", shown(value))


def _integer(value: Param, zone: tzinfo) -> Coerced:
    held = _number(value, zone)
    match held.value:
        case int():
            return held
        case float() as number if number.is_integer():
            return Coerced(int(number), held.code, held.text)
        case _:
            return Coerced(None, "field-value-unreadable", shown(value))


def _boolean(value: Param, zone: tzinfo) -> Coerced:
    if isinstance(value, bool):
        return Coerced(value)
    text = plain_text(value)
    if text is not None and text.strip().lower() in _TRUE | _FALSE:
        return Coerced(text.strip().lower() in _TRUE, "field-converted", text)
    return Coerced(None, "field-value-unreadable", shown(value))


def _date(value: Param, zone: tzinfo) -> Coerced:
    moment = parse_date(value, zone)
    if moment is None:
        return Coerced(None, "field-date-unreadable", shown(value))
    return Coerced(date_text(moment))


def _day(value: Param, zone: tzinfo) -> Coerced:
    moment = parse_date(value, zone)
    if moment is None:
        return Coerced(None, "field-date-unreadable", shown(value))
    return Coerced(day_text(moment))


def _object(value: Param, zone: tzinfo) -> Coerced:
    held = json_of(value)
    if isinstance(held, (Mapping, list)):
        return Coerced(held)
    return Coerced({"value": held}, "field-converted", shown(value))


def _location(value: Param, zone: tzinfo) -> Coerced:
    pair: Sequence[Param] = ()
    match value:
        case Mapping():
            folded = {key.lower(): held for key, held in value.items()}
            pair = (_first(folded, _LATITUDES), _first(folded, _LONGITUDES))
        case str():
            pair = tuple(part.strip() for part in value.split(","))
        case Sequence():
            pair = value
    numbers = [_number(part, zone).value for part in pair]
    match numbers:
        case [int() | float() as lat, int() | float() as lon] if abs(lat) <= 90 and abs(lon) <= 180:
            return Coerced({"lat": lat, "lon": lon})
        case _:
            return Coerced(None, "field-value-unreadable", shown(value))


def _first(values: Mapping[str, Param], names: Sequence[str]) -> Param:
    return next((values[name] for name in names if name in values), None)


COERCIONS: Mapping[str, _Coercion] = {
    "Symbol": _symbol,
    "Text": _text,
    "Integer": _integer,
    "Number": _number,
    "Boolean": _boolean,
    "Date": _date,
    "Date:date": _day,
    "Object": _object,
    "Location": _location,
}
