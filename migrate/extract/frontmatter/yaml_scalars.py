"""What a plain YAML scalar means to Hugo, today's and the one before 0.152.

Owns: the resolution of plain scalars and of tags. Does not own: YAML's syntax. No stock loader follows either set of
rules: today's Hugo reads ``yes``, ``1e3`` and ``12:30`` as strings and ``017`` as octal.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC

from migrate.extract.dates import parse_date
from migrate.model.source import Param

__all__ = ["Resolver", "is_word", "resolve_legacy", "resolve_plain", "resolve_tagged"]

Resolver = Callable[[str], Param]
"""From the text of a plain scalar to its value."""

_NULLS: Mapping[str, Param] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_BOOLEANS: Mapping[str, Param] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_SPECIAL_FLOATS: Mapping[str, Param] = {
    **dict.fromkeys((".inf", ".Inf", ".INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_WORDS: Mapping[str, Param] = {**_NULLS, **_BOOLEANS, **_SPECIAL_FLOATS}
_LEGACY_WORDS: Mapping[str, Param] = {
    **_WORDS,
    **dict.fromkeys(("+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
_TAGGED_BOOLEANS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "t", "T", "true", "True", "TRUE", "yes", "Yes", "YES"), True),
    **dict.fromkeys(("0", "f", "F", "false", "False", "FALSE", "no", "No", "NO"), False),
}
_WORD_STARTS = frozenset(word[:1] for word in _WORDS)
_LEGACY_WORD_STARTS = frozenset(word[:1] for word in _LEGACY_WORDS)
_NUMBER_STARTS = frozenset("0123456789+-.")

_FLOAT = re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_BASES: Mapping[str, tuple[int, re.Pattern[str]]] = {
    "0x": (16, re.compile("[0-9a-fA-F]+")),
    "0o": (8, re.compile("[0-7]+")),
    "0b": (2, re.compile("[01]+")),
}
_OCTAL = re.compile("0[0-7]+")
_DECIMAL = re.compile("[0-9]+")
_LEGACY_INTEGER = re.compile(r"([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9][0-9]*))", re.ASCII)
_LEGACY_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)


def is_word(text: str) -> bool:
    """Return whether a plain scalar means something else than its letters, to any version of Hugo."""
    return text in _LEGACY_WORDS


def resolve_plain(text: str) -> Param:
    """Return the value of a plain scalar as Hugo 0.152 and later read it."""
    start = text[:1]
    if start in _NUMBER_STARTS:
        return _number(text)
    return _WORDS.get(text, text) if start in _WORD_STARTS else text


def resolve_legacy(text: str) -> Param:
    """Return the value of a plain scalar as Hugo before 0.152 read it."""
    start = text[:1]
    if start in _NUMBER_STARTS:
        return _legacy_number(text)
    return _LEGACY_WORDS.get(text, text) if start in _LEGACY_WORD_STARTS else text


def resolve_tagged(tag: str, text: str, plain: Resolver) -> Param:
    """Return the value of a scalar with an explicit tag; tags that mean nothing leave the text as it is.

    Raises:
        ValueError: the text is no value of the tag.

    """
    match tag.removeprefix("tag:yaml.org,2002:"):
        case "bool":
            return _tagged_boolean(text)
        case "null":
            return None
        case "int":
            value = plain(text)
            return value if isinstance(value, int) else 0
        case "float":
            value = plain(text)
            return float(value) if isinstance(value, int | float) else _tagged_float(text)
        case "timestamp":
            return parse_date(text, UTC)
        case "str":
            return "" if text in _NULLS else text
        case _:
            return text


def _tagged_boolean(text: str) -> bool:
    if text in _TAGGED_BOOLEANS:
        return _TAGGED_BOOLEANS[text]
    message = f"{text!r} is no boolean"
    raise ValueError(message)


def _tagged_float(text: str) -> float:
    return float(text) if _LEGACY_FLOAT.fullmatch(text) else 0.0


def _number(text: str) -> Param:
    if text in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text]
    sign = "-" if text[0] == "-" else ""
    digits = text.removeprefix("+").removeprefix("-").replace("_", "")
    if digits[:2] in _BASES:
        base, pattern = _BASES[digits[:2]]
        return _in_range(sign, digits[2:], base, text) if pattern.fullmatch(digits, 2) else text
    if "." in text:
        whole = text.count(".") == 1 and _FLOAT.fullmatch(sign + digits)
        return _finite(sign + digits, text) if whole else text
    if digits[:1] == "0" and len(digits) > 1:
        return _in_range(sign, digits, 8, text) if _OCTAL.fullmatch(digits) else text
    return _in_range(sign, digits, 10, text) if _DECIMAL.fullmatch(digits) else text


def _in_range(sign: str, digits: str, base: int, text: str) -> Param:
    """Return the number, or `text` when it does not fit into 64 bits."""
    if not digits or len(digits) > 70:
        return text
    number = int(digits, base)
    if sign:
        return -number if number <= 2**63 else text
    return number if number < 2**64 else text


def _finite(digits: str, text: str) -> Param:
    number = float(digits)
    return text if number in (float("inf"), float("-inf")) else number


def _legacy_number(text: str) -> Param:
    if text in _LEGACY_WORDS:
        return _LEGACY_WORDS[text]
    bare = text if text[0] == "." else text.replace("_", "")
    integer = _LEGACY_INTEGER.fullmatch(bare)
    if integer:
        digits, base = next(
            (digits, base) for digits, base in zip(integer.groups()[1:], (16, 8, 2, 10), strict=True) if digits
        )
        number = _in_range("-" if integer[1] == "-" else "", digits, base, text)
        if not isinstance(number, str):
            return number
    return _finite(bare, text) if _LEGACY_FLOAT.fullmatch(bare) else text
