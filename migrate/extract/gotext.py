"""Go's functions on text where Python's differ: case, white space, numbers as text.

Owns: character classes and conversions that decide what Hugo, a Go program, makes of a text. Does not own: any rule
of Hugo's own.
"""

import re
from datetime import datetime, time
from decimal import Decimal

__all__ = ["SPACE", "format_float", "format_local", "format_time", "split_fields", "to_lower", "trim_space"]

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The characters of Go's ``unicode.IsSpace`` as the inside of a regular-expression set; Python counts four more."""

_FIELD = re.compile(f"[^{SPACE}]+")
_SPACES = (
    "".join(
        chr(number)
        for number in (*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F)
    )
    + "\u205f\u3000"
)


def to_lower(text: str) -> str:
    """Return `text` in lower case, character by character: no special final sigma, and ``İ`` becomes a plain ``i``."""
    lowered = text.lower()
    if text.isascii():
        return lowered
    return text.replace("İ", "i").replace("Σ", "σ").lower()


def trim_space(text: str) -> str:
    """Return `text` without white space at its ends (``strings.TrimSpace``)."""
    return text.strip(_SPACES)


def split_fields(text: str) -> tuple[str, ...]:
    """Return the words between white space (``strings.Fields``)."""
    return tuple(_FIELD.findall(text))


def format_float(value: float) -> str:
    """Return `value` as ``strconv.FormatFloat(value, 'f', -1, 64)`` does: shortest digits, never an exponent."""
    if value != value:  # NaN
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "+Inf" if value > 0 else "-Inf"
    text = format(Decimal(repr(value)), "f")
    return text[:-2] if text.endswith(".0") else text


def format_local(value: datetime | time) -> str:
    """Return a local date-time or time of TOML as Go prints it: in ISO form, without zeros at the end of a fraction."""
    return value.isoformat(timespec="seconds") + _fraction(value)


def _fraction(value: datetime | time) -> str:
    return f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""


def format_time(value: datetime) -> str:
    """Return a TOML date-time as Go prints it: local ones in ISO form, others as ``time.Time.String``."""
    if value.tzinfo is None:
        return format_local(value)
    fraction = _fraction(value)
    offset = value.strftime("%z")
    return f"{value:%Y-%m-%d %H:%M:%S}{fraction} {offset} {'UTC' if offset == '+0000' else offset}"
