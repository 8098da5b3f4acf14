"""Values as the templates of Hugo, a Go program, print them.

Owns the text of numbers, words and dates, and how templates escape it. Does not own which values are printed.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from migrate.model.source import Param

__all__ = ["escaped", "printed"]

_ESCAPES = str.maketrans(
    {"\0": "\ufffd", '"': "&#34;", "&": "&amp;", "'": "&#39;", "+": "&#43;", "<": "&lt;", ">": "&gt;"}
)
_PLAIN_BELOW = 1e21
_PLAIN_FROM = 1e-4


def escaped(text: str) -> str:
    """Return `text` as ``html/template`` escapes it between tags."""
    return text.translate(_ESCAPES)


def printed(value: Param) -> str:
    """Return a value as ``fmt`` prints it with ``%v`` (https://pkg.go.dev/fmt)."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        zone = value.strftime("%z") or "+0000"
        return f"{value:%Y-%m-%d %H:%M:%S} {zone} {'UTC' if zone == '+0000' else zone}"
    if isinstance(value, Mapping):
        return f"map[{' '.join(f'{key}:{printed(value[key])}' for key in sorted(value))}]"
    if isinstance(value, str | int) or value is None:
        return "<nil>" if value is None else str(value)
    return f"[{' '.join(map(printed, value))}]"


def _number(value: float) -> str:
    if value == 0 or _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
        # The shortest digits, never an exponent, nothing behind a point that says nothing.
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return repr(value)
