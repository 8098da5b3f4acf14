"""YAML text to values, by libyaml's events and Hugo's rules for scalars, keys, duplicates and aliases.

Owns: the one place that knows PyYAML. Does not own: which text is YAML. Nothing here recurses, so that no nesting can
exhaust the stack, and aliases are counted as often as they are used, so that a small text cannot become a huge value.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml._yaml import CParser

from migrate.extract.coerce import to_string
from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.limits import DEEPEST, too_deep
from migrate.extract.frontmatter.yaml_scalars import Resolver, resolve_legacy, resolve_plain, resolve_tagged
from migrate.model.source import Param

__all__ = ["Document", "read_yaml"]

_MOST_VALUES = 200_000
"""Values that aliases may multiply a document into."""

# libyaml refuses control characters and takes three characters as line ends that are none to Hugo: they are lent a
# place in a private plane while it works.
_FOREIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LENT_BASE = 0x100000
_LENT = re.compile(f"[{chr(_LENT_BASE)}-{chr(_LENT_BASE + 0xFFFF)}]")

_MERGE = "<<"
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a YAML text and where its top-level keys stand."""

    value: Param
    key_lines: dict[str, int]
    """Top-level key as written → 1-based line."""


def read_yaml(text: str, source: str, line: int = 1, *, legacy: bool = False) -> Document:
    """Return the value of a YAML text.

    Args:
        text: the text, without its fences.
        source: the file it comes from, for messages.
        line: the line of that file on which the text starts.
        legacy: read it as Hugo before 0.152 did: ``yes`` is true, ``1e3`` a number, the last duplicate key wins.

    Raises:
        FrontMatterError: Hugo would refuse the text, or its value would be too deep or too large.

    """
    lent = _FOREIGN.search(text) is not None
    if lent:
        text = _FOREIGN.sub(lambda match: chr(_LENT_BASE + ord(match[0])), text)
    builder = _Builder(source, line, legacy=legacy, lent=lent)
    parser = CParser(text)
    try:
        builder.run(parser)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = line + mark.line if mark else line
        message = f"YAML cannot be read: {' '.join(filter(None, (error.context, error.problem)))}"
        raise FrontMatterError(message, where=f"{source}:{where}", hint=_hint(error.problem or "")) from error
    except (yaml.YAMLError, UnicodeError) as error:
        message = f"YAML cannot be read: {error}"
        raise FrontMatterError(message, where=f"{source}:{line}", hint="Correct the text") from error
    finally:
        parser.dispose()
    return Document(builder.root, builder.key_lines)


@dataclass(slots=True)
class _Container:
    """A list or map under construction; in a map, keys and values come in turn."""

    value: list[Any] | dict[str, Any]
    anchor: str | None
    size: int = 1
    key: str | None = None
    """The key that waits for its value."""
    merging: bool = False
    """Whether the key that waits is ``<<``."""
    lines: dict[str, int] = field(default_factory=dict)
    """Keys written in this map itself → line; keys that ``<<`` brought are not among them."""


class _Builder:
    """Builds one value out of events."""

    def __init__(self, source: str, line: int, *, legacy: bool, lent: bool) -> None:
        self.root: Param = None
        self.key_lines: dict[str, int] = {}
        self._source = source
        self._line = line
        self._legacy = legacy
        self._lent = lent
        self._resolve: Resolver = resolve_legacy if legacy else resolve_plain
        self._stack: list[_Container] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._aliased = 0

    def run(self, parser: CParser) -> None:
        """Take events until the first document is complete."""
        get_event = parser.get_event
        while True:
            event: Any = get_event()  # one of many classes; which one `kind` says
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._take_scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._take_alias(event)
            elif kind is yaml.DocumentEndEvent or kind is yaml.StreamEndEvent:
                return

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        if self._lent:
            text = _LENT.sub(lambda match: chr(ord(match[0]) - _LENT_BASE), text)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            self._take_key(top, text, event)
            return
        plain: bool = event.implicit[0]
        if plain:
            value = self._resolve(text)
        elif event.tag is None or event.tag == "!":
            value = text
        else:
            value = resolve_tagged(event.tag, text, self._resolve)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, 1, event)

    def _take_key(self, top: _Container, text: str, event: yaml.ScalarEvent) -> None:
        if self._legacy and event.implicit[0]:
            text = to_string(self._resolve(text)) or text
        if event.anchor is not None:
            self._anchors[event.anchor] = (text, 1)
        top.key = text
        top.merging = text == _MERGE and event.implicit[0]
        if top.merging:
            return
        line = self._line_of(event)
        if text in top.lines and not self._legacy:
            message = f"the key {text!r} is already defined on line {top.lines[text]}"
            raise self._error(message, event, "Keep one of the two")
        top.lines[text] = line

    def _open(self, value: list[Any] | dict[str, Any], event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) == DEEPEST:
            raise too_deep(self._source, self._line_of(event))
        if self._stack and self._stack[-1].key is None and isinstance(self._stack[-1].value, dict):
            raise self._error("a list or map stands where a key is expected", event, "Use a plain word as the key")
        self._stack.append(_Container(value, event.anchor))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.value, done.size)
        if not self._stack:
            self.key_lines = done.lines
        self._put(done.value, done.size, event)

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            raise self._error(f"the alias *{event.anchor} has no anchor before it", event, "Define the anchor first")
        value, size = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > _MOST_VALUES:
            raise self._error("aliases multiply this text into a huge value", event, "Write the values out")
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            top.key = to_string(value)
            return
        self._put(value, size, event)

    def _put(self, value: Any, size: int, event: yaml.Event) -> None:
        if not self._stack:
            self.root = value
            return
        top = self._stack[-1]
        top.size += size
        target = top.value
        if isinstance(target, list):
            target.append(value)
            return
        key, top.key = top.key or "", None
        if top.merging:
            top.merging = False
            self._merge(target, value, event)
        else:
            target[key] = value

    def _merge(self, target: dict[str, Any], value: Any, event: yaml.Event) -> None:
        """Fill in what ``<<`` refers to; keys that the map has already stay, and the first of several maps wins."""
        for other in value if isinstance(value, list) else [value]:
            if not isinstance(other, dict):
                raise self._error("the value of << is neither a map nor a list of maps", event, "Use an alias of a map")
            for key, item in other.items():
                target.setdefault(key, item)

    def _error(self, message: str, event: yaml.Event, hint: str) -> FrontMatterError:
        return FrontMatterError(message, where=f"{self._source}:{self._line_of(event)}", hint=hint)

    def _line_of(self, event: yaml.Event) -> int:
        return self._line + (event.start_mark.line if event.start_mark else 0)


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "Put quotes around a value that holds a colon followed by a space"
    if "cannot start any token" in problem:
        return "Put quotes around a value that starts with a sign, and indent with spaces only"
    return "Correct the YAML"
