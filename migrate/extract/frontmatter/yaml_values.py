"""YAML text to values, by libyaml's events and Hugo's rules for scalars, keys, duplicates and aliases.

Owns: the one place that knows PyYAML. Does not own: which text is YAML. Nothing here recurses, so that no nesting can
exhaust the stack, and aliases are counted as often as they are used, so that a small text cannot become a huge value.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml._yaml import CParser

from migrate.extract.coerce import to_string
from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.limits import DEEPEST, too_deep
from migrate.extract.frontmatter.yaml_leniency import LENT_BASE, lend, rewrite
from migrate.extract.frontmatter.yaml_lines import read_lines
from migrate.extract.frontmatter.yaml_scalars import Resolver, resolve_legacy, resolve_plain, resolve_tagged
from migrate.model.source import Param
from migrate.model.yaml_marks import telling_line

__all__ = ["FOREIGN", "Document", "read_yaml"]

_MOST_VALUES = 200_000
"""Values that aliases may multiply a document into."""

# libyaml refuses control characters and takes three characters as line ends that are none to Hugo: they are lent a
# place in a private plane while it works.
FOREIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LENT = re.compile(f"[{chr(LENT_BASE)}-{chr(LENT_BASE + 0xFFFF)}]")

_TIGHT_ITEM = re.compile(r"((?:[^:]|:(?=//))+):(?!//)(.+)", re.DOTALL)
_MERGE = "<<"
_QUOTES = ("'", '"')


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
    lent = FOREIGN.search(text) is not None
    if lent:
        text = FOREIGN.sub(lambda match: lend(match[0]), text)
    elif (simple := read_lines(text, line, resolve_legacy if legacy else resolve_plain)) is not None:
        return Document(*simple)
    try:
        return _build(text, source, line, legacy=legacy, lent=lent)
    except yaml.MarkedYAMLError as error:
        # The versions before 0.152 used a translation of libyaml, which refused what libyaml refuses.
        rewritten = text if legacy else rewrite(text)
        if rewritten != text:
            with suppress(FrontMatterError, yaml.YAMLError):
                return _build(rewritten, source, line, legacy=legacy, lent=True)
        where = line + (telling_line(error) or 0)
        message = f"YAML cannot be read: {' '.join(filter(None, (error.context, error.problem)))}"
        raise FrontMatterError(message, where=f"{source}:{where}", hint=_hint(error.problem or "")) from error
    except (yaml.YAMLError, UnicodeError) as error:
        message = f"YAML cannot be read: {error}"
        raise FrontMatterError(message, where=f"{source}:{line}", hint="Correct the text") from error


def _build(text: str, source: str, line: int, *, legacy: bool, lent: bool) -> Document:
    parser = CParser(text)
    try:
        builder = _Builder(text, source, line, legacy=legacy, lent=lent)
        builder.run(parser)
        return Document(builder.root, builder.key_lines)
    finally:
        parser.dispose()


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
    flow: bool = False
    """Whether it stands in braces."""
    in_braces: bool = False
    """Whether it, or something that it is in, does."""
    lines: dict[str, int] = field(default_factory=dict)
    """Keys written in this map itself → line; keys that ``<<`` brought are not among them."""


class _Builder:
    """Builds one value out of events."""

    def __init__(self, text: str, source: str, line: int, *, legacy: bool, lent: bool) -> None:
        self.root: Param = None
        self.key_lines: dict[str, int] = {}
        self._source = source
        self._line = line
        self._legacy = legacy
        self._text = text
        self._lent = lent
        self._carriage_returns = "\r\n" in text and not legacy
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
            elif kind is yaml.DocumentEndEvent:
                if not event.explicit and not self._legacy:
                    get_event()  # fails if what follows is not another document
                return
            elif kind is yaml.StreamEndEvent:
                return

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        text: str = event.value
        plain: bool = event.implicit[0] and event.tag is None
        if plain:
            if not self._legacy:
                text = text.replace("\t", "")  # Hugo's parser drops tabs inside plain scalars
        elif self._carriage_returns:
            text = self._refold(event)
        if self._lent:
            text = _LENT.sub(lambda match: chr(ord(match[0]) - LENT_BASE), text)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            self._take_key(top, text, event)
            return
        if plain:
            if not text and top is not None and top.flow and not self._legacy:
                text = _split_tight_pair(top)
            value = self._resolve(text)
            if top is not None and isinstance(top.value, list) and top.in_braces and not self._legacy:
                value = self._tight_item(text, value)
        elif event.tag is None or (event.tag == "!" and text):
            value = text
        else:
            value = self._resolve_tagged(event, text)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, 1, event)

    def _tight_item(self, text: str, value: Param) -> Param:
        """Return an item of a list in braces: Hugo's parser takes a colon without a space for that of a pair there."""
        found = _TIGHT_ITEM.fullmatch(text)
        if found is None:
            return value
        name, rest = found.groups()
        quoted = len(rest) > 1 and rest[0] == rest[-1] and rest[0] in _QUOTES
        return {_key_text(self._resolve(name.rstrip())): rest[1:-1] if quoted else self._resolve(rest)}

    def _resolve_tagged(self, event: yaml.ScalarEvent, text: str) -> Param:
        if not text and not event.style:
            return None
        try:
            return resolve_tagged(event.tag or "", text, self._resolve)
        except ValueError as error:
            raise self._error(str(error), event, "Remove the tag or correct the value") from error

    def _refold(self, event: yaml.ScalarEvent) -> str:
        """Return a quoted scalar that goes over lines as Hugo's parser does: each CR LF folds like two line ends."""
        start, end = event.start_mark, event.end_mark
        text: str = event.value
        if event.style not in _QUOTES or start is None or end is None or start.line == end.line:
            return text
        parser = CParser(self._text[start.index : end.index].replace("\r\n", "\n\n"))
        try:
            while not isinstance(again := parser.get_event(), yaml.ScalarEvent | None):
                pass
            return text if again is None else str(again.value)
        finally:
            parser.dispose()

    def _take_key(self, top: _Container, text: str, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = (text, 1)
        line = self._line_of(event)
        if text in top.lines and not self._legacy:
            message = f"the key {text!r} is already defined on line {top.lines[text]}"
            raise self._error(message, event, "Keep one of the two")
        top.merging = text == _MERGE and event.implicit[0]
        top.key = _key_text(self._resolve(text)) if event.implicit[0] else text
        top.lines[top.key] = line

    def _open(self, value: list[Any] | dict[str, Any], event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) == DEEPEST:
            raise too_deep(self._source, self._line_of(event))
        if self._stack and self._stack[-1].key is None and isinstance(self._stack[-1].value, dict):
            raise self._error("a list or map stands where a key is expected", event, "Use a plain word as the key")
        flow = event.flow_style is True and isinstance(value, dict)
        in_braces = flow or (bool(self._stack) and self._stack[-1].in_braces)
        self._stack.append(_Container(value, event.anchor, flow=flow, in_braces=in_braces))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.value, done.size)
        if not self._stack:
            done.lines.pop(_MERGE, None)
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
        """Take over what ``<<`` refers to; what comes later in the text wins."""
        others = value if isinstance(value, list) else [value]
        for other in reversed(others) if self._legacy else others:
            if not isinstance(other, dict):
                raise self._error("the value of << is neither a map nor a list of maps", event, "Use an alias of a map")
            target.update(other)

    def _error(self, message: str, event: yaml.Event, hint: str) -> FrontMatterError:
        return FrontMatterError(message, where=f"{self._source}:{self._line_of(event)}", hint=hint)

    def _line_of(self, event: yaml.Event) -> int:
        return self._line + (event.start_mark.line if event.start_mark else 0)


def _key_text(value: Param) -> str:
    """Return a key as Hugo shows it: ``1.0`` is the key "1", ``~`` the key "null"."""
    if value is None:
        return "null"
    if isinstance(value, float) and value and not 1e-4 <= abs(value) < 1e21:
        return to_string(value) if abs(value) == float("inf") else repr(value)
    return to_string(value)


def _split_tight_pair(container: _Container) -> str:
    """Split the key ``key:value`` of a pair in braces, where libyaml wants a space behind the colon; return the value.

    Hugo wants none.
    """
    name, colon, value = (container.key or "").partition(":")
    if value.startswith("//"):
        return ""
    if colon:
        container.key = name.rstrip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES:
        return value[1:-1]
    return value


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "Put quotes around a value that holds a colon followed by a space"
    if "cannot start any token" in problem:
        return "Put quotes around a value that starts with a sign, and indent with spaces only"
    return "Correct the YAML"
