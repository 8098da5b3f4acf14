"""What the pages of a site say of one front-matter key: how often it is set, what its values are, which ones are odd.

Owns the choice of a field type from values. The type must hold every value seen, so that an inferred mapping loses
nothing; values that stand in the way of a narrower type are the odd ones out.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from migrate.model.source import Param, ParamMap, SourcePage

__all__ = ["KeyEvidence", "evidence_of", "gather_evidence", "kind_of", "terms_in_one_string"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?\Z")
_IMAGE = re.compile(r"(?:https?:)?[^\s\"'<>{}]+\.(?:avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)(?:[?#]\S*)?\Z", re.I)
_COMMA = re.compile(r"\S,\s*\S")
_NAMING = frozenset({"short", "date"})
"""Kinds of text that name something."""
_NAMELESS = frozenset({"boolean", "integer", "number", "date"})
"""Kinds of values that are no text and name nothing."""
_NEVER_EMPTY = frozenset({bool, int, float, datetime})
_SHORT = 200
"""Text up to here is a Symbol, with room to grow to Contentful's 256."""
_SAFE_INTEGER = 2**53
_EXAMPLES = 3
_COMMA_SHARE = 0.5
_COMMA = re.compile(r"\S,\s*\S")


@dataclass(slots=True)
class KeyEvidence:
    """What was seen of one key in one group of pages."""

    key: str
    """Lower-cased."""
    spelling: str
    pages: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    """Kind of value (`kind_of`) → pages."""
    places: dict[str, str] = field(default_factory=dict)
    """Kind of value → the first place where it was seen."""
    commas: int = 0
    """Strings with a comma between words."""
    image_keys: dict[str, int] = field(default_factory=dict)
    """For tables: nested keys with texts → how many more of these are images than are not."""
    names: bool = True
    """Whether every value names something: a short text, a table with a ``name``, or a list of these."""
    differs: bool = False
    """True when translations of one page have different values."""

    @property
    def type(self) -> str:
        """The narrowest field type that holds every value seen."""
        kinds = self.kinds.keys()
        for name, allowed in _TYPES:
            if kinds <= allowed:
                return name
        return "Object"

    @property
    def comma_separated(self) -> bool:
        """True when most of the strings are lists in one string: ``a, b, c``."""
        strings = self.kinds.get("short", 0) + self.kinds.get("long", 0)
        return strings > 0 and self.commas / strings > _COMMA_SHARE

    @property
    def odd(self) -> str:
        """The rarer kinds of value with the first place of each; "" when all are of one kind."""
        common, *rare = sorted(self.kinds, key=lambda kind: (-self.kinds[kind], kind))
        rare = [kind for kind in rare if not {common, kind} <= {"short", "long"}]
        return ", ".join(f"{_NAMES[kind]} in {self.places[kind]} ({self.kinds[kind]})" for kind in rare[:_EXAMPLES])


_TYPES: tuple[tuple[str, frozenset[str]], ...] = (
    ("Boolean", frozenset({"boolean"})),
    ("Integer", frozenset({"integer"})),
    ("Number", frozenset({"integer", "number"})),
    ("Date", frozenset({"date"})),
    ("Asset", frozenset({"image"})),
    ("Asset[]", frozenset({"image", "images"})),
    ("Symbol", frozenset({"boolean", "integer", "number", "date", "image", "short"})),
    ("Text", frozenset({"boolean", "integer", "number", "date", "image", "short", "long"})),
    ("Symbol[]", frozenset({"boolean", "integer", "number", "date", "image", "images", "short", "texts"})),
)
"""Field types from narrow to wide with the kinds of value that they hold whole; an Object holds the rest."""
_NAMES: Mapping[str, str] = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "date": "a date",
    "image": "an image",
    "images": "a list of images",
    "short": "text",
    "long": "long text",
    "texts": "a list",
    "longTexts": "a list of long texts",
    "table": "a table",
    "tables": "a list of tables",
    "other": "something else",
}


def gather_evidence(pages: Iterable[SourcePage], keys: Collection[str] | None = None) -> dict[str, KeyEvidence]:
    """Return what `pages` say of each key that they set, or of those in `keys`, in the order of first sight."""
    # By key, so that what is said of a key is put together without a call for each value.
    columns: dict[str, list[tuple[SourcePage, Param]]] = {}
    translated = False
    seen: set[str] = set()
    for page in pages:
        translated = translated or page.key in seen
        seen.add(page.key)
        params = page.params
        for key, value in params.items() if keys is None else ((key, params[key]) for key in keys if key in params):
            if value.__class__ is str:
                if not value or value.isspace():
                    continue
            elif not _is_set(value):
                continue
            column = columns.get(key)
            if column is None:
                column = columns[key] = []
            column.append((page, value))
    return {key: _evidence(key, column, translated=translated) for key, column in columns.items()}


def _evidence(key: str, column: Sequence[tuple[SourcePage, Param]], *, translated: bool) -> KeyEvidence:
    """Return what the values of one key say, each with its page; `translated` if pages may share a key."""
    first, _ = column[0]
    evidence = KeyEvidence(key, first.spelling.get(key, key), pages=len(column))
    kinds, places = evidence.kinds, evidence.places
    for page, value in column:
        kind, names, comma = _of_text(value) if isinstance(value, str) else _of_any(value)
        evidence.commas += comma
        if not names:
            evidence.names = False
        if kind in kinds:
            kinds[kind] += 1
        else:
            kinds[kind] = 1
            places[kind] = f"{page.source}:{page.key_lines.get(key, 1)}"
        if kind == "table" and isinstance(value, Mapping):
            _add_images(evidence.image_keys, value)
    if translated:
        firsts: dict[str, Param] = {}
        evidence.differs = any(
            (held := firsts.setdefault(page.key, value)) is not value and held != value for page, value in column
        )
    return evidence


def evidence_of(value: Param) -> object:
    """Return all that a value which is no table adds to the evidence for its key, None where it counts as not set."""
    if not _is_set(value):
        return None
    return _of_text(value) if isinstance(value, str) else _of_any(value)


def terms_in_one_string(values: Iterable[Param]) -> bool:
    """Tell whether some of the values of a taxonomy are several terms in one string: ``tags: "a, b"``.

    One is enough, unless nothing but whole strings with commas speak of it: such a string is one term where it comes
    back as it is and no part of it stands anywhere else. The same goes for an item of a list with a comma in it, which
    splitting would divide too.
    """
    strings: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for value in values:
        if isinstance(value, str):
            strings[value.strip().lower()] += 1
        elif isinstance(value, Sequence):
            items.update(item.strip().lower() for item in value if isinstance(item, str))
    with_commas = [text for text in {**strings, **items} if _COMMA.search(text)]
    alone = {text for text in {**strings, **items} if not _COMMA.search(text)}
    uses = Counter(part for text in with_commas for part in set(_parts(text)))

    def divisible(text: str) -> bool:
        return any(part in alone or uses[part] > 1 for part in _parts(text))

    if any(not divisible(text) for text in with_commas if text in items):
        return False
    return any(divisible(text) or strings[text] == 1 for text in with_commas if text in strings)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_set(value: Param) -> bool:
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    if value.__class__ in _NEVER_EMPTY:
        return True
    if isinstance(value, Sequence):
        # Archetypes leave `images = [""]` behind, which says nothing.
        return any(_is_set(item) for item in value)
    return value is not None and (not isinstance(value, Sized) or len(value) > 0)


# A site has few different texts but titles, and every key is looked at several times.
@lru_cache(maxsize=100_000)
def _of_text(text: str) -> tuple[str, bool, bool]:
    """Return the kind of a text, whether it may name something, and whether there is a comma between words."""
    kind = _text_kind(text)
    return kind, kind in _NAMING, "," in text and _COMMA.search(text) is not None


def _of_any(value: Param) -> tuple[str, bool, bool]:
    """Return the same of a value that is no text."""
    if isinstance(value, (list, tuple)) and all(item.__class__ is str for item in value):
        return (*_of_texts(tuple(value)), False)
    return (*_of_other(value), False)


@lru_cache(maxsize=100_000)
def _of_texts(texts: tuple[str, ...]) -> tuple[str, bool]:
    """Return the kind of a list of texts, and whether each of them names something."""
    return _of_other(texts)


def _of_other(value: Param) -> tuple[str, bool]:
    kind = kind_of(value)
    return kind, kind not in _NAMELESS and _names_something(value)


def _add_images(image_keys: dict[str, int], table: ParamMap) -> None:
    for key, item in table.items():
        if isinstance(item, str) and _is_set(item):
            image_keys[key] = image_keys.get(key, 0) + (1 if kind_of(item) == "image" else -1)


def _names_something(value: Param) -> bool:
    match value:
        case str():
            return kind_of(value) in _NAMING and _is_set(value)
        case Mapping():
            name = value.get("name")
            return isinstance(name, str) and _names_something(name)
        case Sequence():
            return all(isinstance(item, (str, Mapping)) and _names_something(item) for item in value)
        case _:
            return False


def kind_of(value: Param) -> str:
    """Return the kind of a value, as in `KeyEvidence.kinds`."""
    known = _KINDS.get(type(value))
    if known is not None:
        return known(value)
    # Subclasses of the plain types, and maps and lists of other makes.
    if isinstance(value, str):
        return _text_kind(value)
    if isinstance(value, Mapping):
        return "table"
    return _list_kind({kind_of(item) for item in value if _is_set(item)}) if isinstance(value, Sequence) else "other"


def _number_kind(value: float) -> str:
    if not abs(value) <= _SAFE_INTEGER:  # which NaN is not either
        return "short"
    return "integer" if isinstance(value, int) else "number"


@lru_cache(maxsize=100_000)
def _text_kind(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > _SHORT or "\n" in stripped:
        return "long"
    if _DATE.match(stripped):
        return "date"
    return "image" if _IMAGE.match(stripped) else "short"


def _list_kind(items: set[str]) -> str:
    if items == {"image"}:
        return "images"
    if "table" in items or "tables" in items:
        return "tables"
    if items & {"texts", "longTexts", "images", "other"}:
        return "other"
    return "longTexts" if "long" in items else "texts"


_KINDS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda _: "boolean",
    datetime: lambda _: "date",
    dict: lambda _: "table",
    float: _number_kind,
    int: _number_kind,
    str: _text_kind,
}
