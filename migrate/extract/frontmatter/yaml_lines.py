"""YAML as most authors write it, read line by line: words behind keys, and lists of words.

Most front matter holds nothing else, and reading it by libyaml's events takes several times as long. Owns: telling such
a text for certain. Does not own: the meaning of a plain scalar (`yaml_scalars`), nor any other YAML (`yaml_values`,
which reads these texts alike: `tests/property/test_yaml_lines.py`).
"""

import re

from migrate.extract.frontmatter.yaml_scalars import Resolver, is_word
from migrate.model.source import Param

__all__ = ["read_lines"]

_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?: +(.*))?\Z")
_ITEM = re.compile(r"( *)- +(.+)\Z")
_DOUBLE = re.compile(r'"([^"\\]*)" *\Z')
_SINGLE = re.compile(r"'([^']*)' *\Z")
_FLOW = re.compile(r"\[([^\[\]{}#:&*!|>%@`?\\]*)\] *\Z")
_FLOW_ITEM = re.compile(r""" *(?:"([^"]*)"|'([^']*)'|([^\W_][^,"']*?)) *(?:,|\Z)""")


class _Other(Exception):  # noqa: N818 - no error: the text is read by somebody else
    """The text is YAML of another kind."""


def read_lines(text: str, line: int, resolve: Resolver) -> tuple[dict[str, Param], dict[str, int]] | None:
    """Return the value of a text and the line of each key; None where any line is of another kind.

    Args:
        text: the text, without signs that libyaml refuses.
        line: the line of the file on which the text starts.
        resolve: gives the value of a plain scalar.
    """
    if "\t" in text or "\r" in text:
        return None
    try:
        return _read(text, line, resolve)
    except _Other:
        return None


def _read(text: str, line: int, resolve: Resolver) -> tuple[dict[str, Param], dict[str, int]]:
    values: dict[str, Param] = {}
    lines: dict[str, int] = {}
    # The key that may be followed by a list, the list, and how far its items are indented.
    key, indent = "", ""
    items: list[Param] | None = None
    for number, written in enumerate(text.split("\n"), line):
        if not written or written[0] == "#":
            continue
        found = _KEY.match(written)
        if found is not None:
            name, rest = found[1], found[2]
            if name in lines or is_word(name):
                raise _Other
            lines[name] = number
            values[name] = _value(rest, resolve) if rest else None
            key, items = "" if rest else name, None
            continue
        found = _ITEM.match(written)
        if found is None or not key or (items is not None and found[1] != indent):
            raise _Other
        if items is None:
            items, indent = [], found[1]
            values[key] = items
        items.append(_scalar(found[2], resolve))
    if not lines:
        raise _Other
    return values, lines


def _value(text: str, resolve: Resolver) -> Param:
    flow = _FLOW.match(text)
    return _scalar(text, resolve) if flow is None else _items(flow[1], resolve)


def _scalar(text: str, resolve: Resolver) -> Param:
    quoted = _DOUBLE.match(text) or _SINGLE.match(text)
    if quoted is not None:
        return quoted[1]
    if not text[0].isalnum() or ": " in text or " #" in text or text[-1] == ":":
        raise _Other
    return resolve(text.rstrip(" "))


def _items(text: str, resolve: Resolver) -> list[Param]:
    """Return the items of a list in brackets."""
    items: list[Param] = []
    position = 0
    while position < len(text):
        found = _FLOW_ITEM.match(text, position)
        if found is None:
            raise _Other
        double, single, plain = found.groups()
        items.append(resolve(plain) if plain is not None else double if double is not None else single)
        position = found.end()
        if position == len(text) and text[-1] == ",":
            raise _Other
    return items
