"""YAML as most authors write it, read line by line: words behind keys, lists of words, and maps of these.

Most front matter holds nothing else, and reading it by libyaml's events takes several times as long. Owns: telling such
a text for certain. Does not own: the meaning of a plain scalar (`yaml_scalars`), nor any other YAML (`yaml_values`,
which reads these texts alike: `tests/property/test_yaml_lines.py`).
"""

import re

from migrate.extract.frontmatter.yaml_scalars import Resolver, is_word
from migrate.model.source import Param

__all__ = ["read_lines"]

_LINE = re.compile(r"( *)(?:([A-Za-z_][A-Za-z0-9_-]*):(?: +(.*))?|- +(.+))\Z")
"""A key and perhaps its value, or an item of a list."""
_DOUBLE = re.compile(r'"([^"\\]*)" *\Z')
_SINGLE = re.compile(r"'([^']*)' *\Z")
_FLOW = re.compile(r"\[([^\[\]{}#:&*!|>%@`?\\]*)\] *\Z")
_FLOW_ITEM = re.compile(r""" *(?:"([^"]*)"|'([^']*)'|([^\W_][^,"']*?|[/.($][^,"']*?)) *(?:,|\Z)""")
_STARTS = frozenset("/.($")
"""Signs with which a plain scalar may begin, besides letters and digits."""
_DEEPEST = 8
"""Maps inside maps that are read here."""


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


class _Level:
    """A map under construction, and where its keys stand."""

    __slots__ = ("indent", "items", "items_indent", "key", "values")

    def __init__(self, indent: int) -> None:
        self.indent = indent
        self.values: dict[str, Param] = {}
        self.key = ""
        """The key that may be followed by a list or a map."""
        self.items: list[Param] | None = None
        self.items_indent = 0


def _read(text: str, line: int, resolve: Resolver) -> tuple[dict[str, Param], dict[str, int]]:
    lines: dict[str, int] = {}
    level = top = _Level(0)
    outer: list[_Level] = []
    for number, written in enumerate(text.split("\n"), line):
        found = _LINE.match(written)
        if found is None:
            if not written or written[0] == "#":
                continue
            raise _Other
        indent = found.end(1)
        while indent < level.indent:
            level = outer.pop()
        name = found[2]
        if name is None:
            _add_item(level, indent, _scalar(found[4], resolve))
            continue
        if indent > level.indent:
            if not level.key or level.items is not None or len(outer) == _DEEPEST:
                raise _Other
            outer.append(level)
            inner = _Level(indent)
            level.values[level.key], level.key = inner.values, ""
            level = inner
        if name in level.values or is_word(name):
            raise _Other
        if level is top:
            lines[name] = number
        rest = found[3]
        level.values[name] = _value(rest, resolve) if rest else None
        level.key, level.items = "" if rest else name, None
    if not lines:
        raise _Other
    return top.values, lines


def _add_item(level: _Level, indent: int, item: Param) -> None:
    """Add an item to the list of a level, where the line before it leaves a place for one."""
    if not level.key or (level.items is not None and indent != level.items_indent):
        raise _Other
    if level.items is None:
        level.items, level.items_indent = [], indent
        level.values[level.key] = level.items
    level.items.append(item)


def _value(text: str, resolve: Resolver) -> Param:
    flow = _FLOW.match(text)
    return _scalar(text, resolve) if flow is None else _items(flow[1], resolve)


def _scalar(text: str, resolve: Resolver) -> Param:
    quoted = _DOUBLE.match(text) or _SINGLE.match(text)
    if quoted is not None:
        return quoted[1]
    if not (text[0].isalnum() or text[0] in _STARTS) or ": " in text or " #" in text or text[-1] == ":":
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
