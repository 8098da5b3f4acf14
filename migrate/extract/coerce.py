"""Hugo's coercions of front-matter values: what a reserved field makes of a value of any type.

Owns: the rules by which https://gohugo.io/content-management/front-matter/ fields read numbers, words and lists of
the wrong type. Does not own: which field takes which rule.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from migrate.extract.gotext import format_float, format_time, split_fields
from migrate.model.source import Param

__all__ = ["to_bool", "to_int", "to_string", "to_strings", "to_terms"]

_OVERFLOW = 2**63
"""Where 64-bit integers end; beyond it they wrap, and floats become the smallest integer, as Go has it on amd64."""
_TRUE = frozenset({"1", "t", "T", "true", "TRUE", "True"})
_GO_INTEGER = re.compile(
    r"(?P<sign>[+-]?)(?:0[xX](?P<hex>(?:_?[0-9a-fA-F])+)|0[bB](?P<binary>(?:_?[01])+)"
    r"|0[oO]?(?P<octal>(?:_?[0-7])+)|(?P<decimal>0|[1-9](?:_?[0-9])*))"
)
_BASES = {"hex": 16, "binary": 2, "octal": 8, "decimal": 10}
_DECIMAL = re.compile(r"([+-]?)([0-9]*)\.[0-9]*")


def to_string(value: Param) -> str:
    """Return a scalar as text; "" for lists, maps and null."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return format_float(value)
        case datetime():
            return format_time(value)
        case _:
            return ""


def to_bool(value: Param) -> bool:
    """Return what a boolean field such as ``draft`` makes of `value`; False for anything that cannot be read."""
    match value:
        case str():
            return value in _TRUE
        case bool() | int() | float():
            return value != 0
        case _:
            return False


def to_int(value: Param) -> int:
    """Return what a number field such as ``weight`` makes of `value`; 0 for anything that cannot be read."""
    match value:
        case bool() | int():
            return (value + _OVERFLOW) % (2 * _OVERFLOW) - _OVERFLOW
        case float():
            return int(value) if -_OVERFLOW <= value < _OVERFLOW else -_OVERFLOW
        case str():
            return _parse_go_integer(value)
        case _:
            return 0


def to_strings(value: Param) -> tuple[str, ...]:
    """Return what a list field such as ``keywords`` or ``aliases`` makes of `value`.

    A string is split at white space; a list that holds a list or a map counts as empty.
    """
    return split_fields(value) if isinstance(value, str) else _to_texts(value)


def to_terms(value: Param) -> tuple[str, ...]:
    """Return the terms that a taxonomy field names; a string is one term, items without text are dropped."""
    return tuple(text for text in ((value,) if isinstance(value, str) else _to_texts(value)) if text)


def _to_texts(value: Param) -> tuple[str, ...]:
    """Return the items of a list as texts, a number or boolean as the only one; () as soon as one is no scalar."""
    if isinstance(value, list) and all(item.__class__ is str for item in value):
        return tuple(value)
    if value is None or isinstance(value, Mapping):
        return ()
    if not isinstance(value, Sequence):
        return (to_string(value),)
    if any(isinstance(item, Mapping) or (isinstance(item, Sequence) and not isinstance(item, str)) for item in value):
        return ()
    return tuple(map(to_string, value))


def _parse_go_integer(text: str) -> int:
    """Read an integer as Go's ``strconv.ParseInt`` with base 0, after a decimal fraction is cut off."""
    decimal = _DECIMAL.fullmatch(text)
    match = _GO_INTEGER.fullmatch(f"{decimal[1]}{decimal[2] or '0'}" if decimal else text)
    if match is None:
        return 0
    name = str(match.lastgroup)
    number = int(match[name].replace("_", ""), _BASES[name])
    number = -number if match["sign"] == "-" else number
    return number if -_OVERFLOW <= number < _OVERFLOW else 0
