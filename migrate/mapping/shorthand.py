"""The one-line form of a field: ``Entry(tag)[] from tags, split ",", required``.

Owns the grammar of the line and of the type names. Does not own what the options mean (`schema`, `compile`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from migrate.model.canonical import Json

__all__ = ["FIELD_TYPES", "FieldType", "parse_field_line", "parse_field_type"]

FIELD_TYPES: tuple[str, ...] = (
    "Symbol",
    "Text",
    "RichText",
    "Integer",
    "Number",
    "Date",
    "Boolean",
    "Object",
    "Location",
    "Asset",
    "Entry",
)
"""Types as the mapping writes them; ``Asset`` and ``Entry`` are Contentful's links."""
_LISTS = frozenset({"Symbol", "Asset", "Entry"})
_TYPE = re.compile(r"(?P<name>[A-Za-z]+)\s*(?:\((?P<to>[^()]*)\))?\s*(?P<list>\[\])?\Z")
_PART = re.compile(r"""(?:[^,"']|"[^"]*"|'[^']*')+""")
_FLAGS: Mapping[str, str] = {
    "required": "required",
    "unique": "unique",
    "localized": "localized",
    "createOnly": "createOnly",
    "optional": "optional",
}
_OPTIONS = frozenset({"split", "join", "default", "constant", "by", "match", "date", "widget", "name"})
_TEXT_OPTIONS = _OPTIONS - {"default", "constant"}


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type name taken apart."""

    name: str
    to: tuple[str, ...]
    """Content types named in the brackets of ``Entry(…)``."""
    many: bool


def parse_field_type(text: str) -> FieldType:
    """Return the parts of a type name such as ``Symbol``, ``Asset[]`` or ``Entry(post|page)[]``.

    Raises:
        ValueError: it is no type name; the message names the types.

    """
    match = _TYPE.match(text.strip())
    if match is None or match["name"] not in FIELD_TYPES:
        raise ValueError(f"'{text}' is no field type; the types are {', '.join(FIELD_TYPES)}")
    name, many = match["name"], match["list"] is not None
    if many and name not in _LISTS:
        raise ValueError(f"Contentful has no list of {name}; lists are Symbol[], Asset[] and Entry(type)[]")
    to = tuple(part.strip() for part in (match["to"] or "").split("|") if part.strip())
    if to and name != "Entry":
        raise ValueError(f"{name} takes no content type in brackets; only Entry(type) does")
    return FieldType(name, to, many)


def parse_field_line(line: str) -> dict[str, Json]:
    """Return the long form of a one-line field.

    Raises:
        ValueError: a part of the line is not understood.

    """
    parts = [part.strip() for part in _PART.findall(line)]
    if not parts or not parts[0]:
        raise ValueError("the field has no type")
    kind, _, source = parts[0].partition(" from ")
    held: dict[str, Json] = {"type": kind.strip()}
    if source.strip():
        held["from"] = source.strip()
    for part in parts[1:]:
        word, _, rest = part.partition(" ")
        if word in _FLAGS and rest in ("", "true", "false"):
            held[_FLAGS[word]] = rest != "false"
        elif word in _OPTIONS and rest:
            held[word] = _text(rest) if word in _TEXT_OPTIONS else _value(rest)
        elif word == "from" and rest:
            held["from"] = rest.strip()
        else:
            near = get_close_matches(word, (*_FLAGS, *_OPTIONS, "from"), n=1)
            meant = f" (did you mean '{near[0]}'?)" if near else ""
            known = ", ".join([*_FLAGS, *(f"{option} VALUE" for option in sorted(_OPTIONS))])
            raise ValueError(f"'{part}' is not understood{meant}; after the type may stand: {known}")
    return held


def _text(text: str) -> str:
    held = text.strip()
    quoted = len(held) > 1 and held[0] == held[-1] and held[0] in "\"'"
    return held[1:-1] if quoted else held


def _value(text: str) -> Json:
    held = text.strip()
    if held in ("true", "false"):
        return held == "true"
    if re.fullmatch(r"[-+]?[0-9]+", held):
        return int(held)
    if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", held):
        return float(held)
    return _text(held)
