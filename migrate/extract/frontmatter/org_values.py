"""Org keywords to values: the ``#+KEY: value`` lines at the head of a file.

Owns: which keywords Hugo splits, and how. Does not own: Org markup.
"""

import re

from migrate.extract.gotext import SPACE, split_fields, to_lower
from migrate.model.source import Param

__all__ = ["read_org"]

_KEYWORD = re.compile(r"[ \t\r\f\v]*#\+([^:\n]+):(?:[ \t\r\f\v]+([^\n]*)|(?=\n|\Z))")
_DATE = re.compile(r"[<\[](\d{4}-\d{2}-\d{2}) .*[>\]]", re.ASCII)
_DATE_KEYS = frozenset({"date", "lastmod", "publishdate", "expirydate"})
_TRIM = re.compile(f"^[{SPACE}]+|[{SPACE}]+$")


def read_org(text: str, line: int = 1) -> tuple[dict[str, Param], dict[str, int]]:
    """Return the keywords as written and the lines on which they first stand.

    A keyword that stands several times has one value of several lines, which Hugo reads as a list.
    """
    texts: dict[str, list[str]] = {}
    spelling: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(text.split("\n")):
        match = _KEYWORD.fullmatch(row.rstrip("\r"))
        if match is None:
            continue
        key, value = to_lower(match[1]), _TRIM.sub("", match[2] or "")
        texts.setdefault(key, []).append(value)
        spelling.setdefault(key, match[1].removesuffix("[]"))
        lines.setdefault(spelling[key], line + number)
    return {spelling[key]: _value(key, values) for key, values in texts.items()}, lines


def _value(key: str, values: list[str]) -> Param:
    text = "\n".join(values)
    if key.endswith("[]"):
        return split_fields(text)
    if len(values) > 1:
        return tuple(values)
    if key == "filetags":
        return tuple(text.removeprefix(":").removesuffix(":").split(":"))
    if key in _DATE_KEYS:
        date = _DATE.search(text)
        return date[1] if date else text
    return text
