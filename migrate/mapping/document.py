"""Mapping text to plain values with positions: YAML 1.2's core scalars, duplicate keys refused, a line for each key.

Owns the reading of YAML. Does not own what the keys mean (`schema`). The scalars are YAML 1.2's, so the language
code ``no`` stays a string; dates stay strings too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from migrate.errors import Problem
from migrate.model.canonical import Json
from migrate.model.yaml_marks import telling_line

__all__ = ["Loc", "MappingText", "parse_mapping_text"]

Loc: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list positions, from the root."""

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_KEPT_AS_TEXT: frozenset[Loc] = frozenset({("hugoVersion",)})
"""Numbers that are names: ``0.20`` is not ``0.2``."""


@dataclass(frozen=True, slots=True)
class MappingText:
    """A parsed mapping: the plain value and where each part of it stands."""

    source: str
    """The file as the user named it."""
    value: Json
    lines: Mapping[Loc, int]
    """Way → 1-based line of the key (or of the list item)."""

    def where(self, loc: Loc) -> str:
        """Return ``file:line`` of the nearest known ancestor of `loc`."""
        for length in range(len(loc), -1, -1):
            line = self.lines.get(tuple(loc[:length]))
            if line is not None:
                return f"{self.source}:{line}"
        return self.source


def parse_mapping_text(text: str, source: str) -> MappingText | tuple[Problem, ...]:
    """Return the value of `text` with its positions, or what makes it unreadable."""
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        line = telling_line(error)
        where = f"{source}:{line + 1}" if line is not None else source
        message = f"this is not valid YAML: {error.problem or error.context or 'unreadable'}"
        return (Problem(message, where=where, hint="Check the indentation and the quotes of this line"),)
    except yaml.YAMLError as error:
        message = f"this is not valid YAML: {str(error).splitlines()[0]}"
        return (Problem(message, where=source, hint="Save the file as UTF-8 text without control characters"),)
    if root is None:
        return (Problem("the mapping is empty", where=source, hint="Run `migrate init SITE` to have one written"),)
    reading = _Reading(source)
    value = reading.value(root, ())
    if reading.problems:
        return tuple(reading.problems)
    return MappingText(source, value, reading.lines)


def _composed(text: str) -> yaml.Node | None:
    """Return the nodes of a document as libyaml reads it; where that finds fault, PyYAML itself is clearer."""
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reading:
    """One walk over the nodes of a document; collects lines and problems."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []
        self._open: list[int] = []

    def value(self, node: yaml.Node, loc: Loc) -> Json:
        self.lines.setdefault(loc, node.start_mark.line + 1)
        if id(node) in self._open:
            self._add(node, "an anchor contains itself", "Write the value out")
            return None
        self._open.append(id(node))
        try:
            match node:
                case yaml.MappingNode():
                    return self._mapping(node, loc)
                case yaml.SequenceNode():
                    return [self.value(child, (*loc, index)) for index, child in enumerate(node.value)]
                case yaml.ScalarNode():
                    return node.value if node.style or loc in _KEPT_AS_TEXT else _scalar(node.value)
                case _:
                    raise AssertionError(node)
        finally:
            self._open.pop()

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Json]:
        held: dict[str, Json] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(key_node, "a key must be a word", "Write the key as plain text")
                continue
            key = str(key_node.value)
            way = (*loc, key)
            if key in held:
                self._add(key_node, f"the key '{key}' stands here twice", "Keep one of the two")
                continue
            self.lines[way] = key_node.start_mark.line + 1
            held[key] = self.value(value_node, way)
        return held

    def _add(self, node: yaml.Node, message: str, hint: str) -> None:
        self.problems.append(Problem(message, where=f"{self.source}:{node.start_mark.line + 1}", hint=hint))


def _scalar(text: str) -> bool | int | float | str | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
