"""From the bytes of a file to its front matter, and from text to values for data and configuration files.

Owns: decoding, lower-casing of keys, line numbers. Does not own: the formats, which `handlers` lists.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.handlers import split
from migrate.extract.frontmatter.json_values import read_json
from migrate.extract.frontmatter.split import SplitError
from migrate.extract.frontmatter.toml_values import read_toml
from migrate.extract.frontmatter.yaml_values import read_yaml
from migrate.extract.gotext import to_lower
from migrate.model.quick import quick
from migrate.model.source import Param, ParamMap

__all__ = ["FrontMatter", "load_json", "load_toml", "load_yaml", "lower_keys", "lower_nested_keys", "read_front_matter"]

_NO_UTF8 = re.compile("[\ud800-\udfff]")
_SPLIT_HINT = (
    "Put the front matter between two lines of three signs each, or write the first line of the body otherwise"
)


@quick
@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one file and the place where its body starts."""

    params: ParamMap
    """Keys in lower case at every depth, but as written in maps that stand in a list: so Hugo has them."""
    spelling: Mapping[str, str]
    """Lower-cased top-level key → the author's spelling."""
    key_lines: Mapping[str, int]
    """Lower-cased top-level key → 1-based line of the file, as far as known."""
    format: str
    """``yaml``, ``toml``, ``json``, ``org``; "" when there is none."""
    body_offset: int
    """Byte offset of the body in the file."""
    body_line: int
    """1-based line on which the body starts."""
    clashes: tuple[str, ...] = ()
    """Lower-cased top-level keys that are written in several spellings. Hugo takes any of them; here the last wins."""
    digest: str = ""
    """Of the whole file, body included: `migrate.model.canonical.fingerprint_bytes`; "" where nobody asked for it."""


def read_front_matter(data: bytes, source: str, *, legacy_yaml: bool = False, digest: str = "") -> FrontMatter:
    """Read the front matter of a file as Hugo does.

    Args:
        data: the bytes of the whole file.
        source: the file's path relative to the site, for messages.
        legacy_yaml: read the file as Hugo before 0.152 did: YAML's ``yes`` is true, the last duplicate key wins, and
            what stood in older versions as front matter or as none is still taken so.
        digest: of `data`, where it is wanted.

    Raises:
        FrontMatterError: Hugo would refuse it.

    """
    try:
        parts = split(data, legacy=legacy_yaml)
    except SplitError as error:
        message = f"the front matter cannot be found: {error}"
        raise FrontMatterError(message, where=f"{source}:{_line_at(data, 0)}", hint=_SPLIT_HINT) from error
    block, handler = parts.block, parts.handler
    if handler is None:
        return FrontMatter({}, {}, {}, "", block.body, 1, digest=digest)
    line = _line_at(data, block.start)
    try:
        text = data[block.start : block.end].decode("utf-8", handler.decoding)
    except UnicodeDecodeError as error:
        message = f"the front matter is no UTF-8: {error.reason}"
        where = f"{source}:{_line_at(data, block.start + error.start)}"
        raise FrontMatterError(message, where=where, hint="Save the file as UTF-8") from error
    if not text.isascii() and _NO_UTF8.search(text):
        text = _NO_UTF8.sub("\ufffd", text)
    value, lines = handler.read(text, source, line, legacy=legacy_yaml)
    if value is None:
        value = {}
    if not isinstance(value, Mapping):
        message = "the front matter is a list or a single value where a map of keys is expected"
        raise FrontMatterError(message, where=f"{source}:{line}", hint="Write it as `key: value` lines")
    spelling = {to_lower(key): key for key in value}
    return FrontMatter(
        params=_lower_map(value, in_lists=False),
        spelling=spelling,
        key_lines={to_lower(key): number for key, number in lines.items()},
        format=handler.name,
        body_offset=block.body,
        body_line=_line_at(data, block.body),
        clashes=() if len(spelling) == len(value) else _clashes(value),
        digest=digest,
    )


def _clashes(value: Mapping[str, Param]) -> tuple[str, ...]:
    """Return the lower-cased keys that `value` has in several spellings, in their order."""
    counted = Counter(to_lower(key) for key in value)
    return tuple(key for key, count in counted.items() if count > 1)


def load_yaml(text: str, source: str, line: int = 1) -> Param:
    """Return the value of a YAML text with Hugo's scalar rules; keys as written.

    Raises:
        FrontMatterError: not YAML that Hugo reads.

    """
    return read_yaml(text, source, line).value


def load_toml(text: str, source: str, line: int = 1) -> Param:
    """Return the value of a TOML text; keys as written.

    Raises:
        FrontMatterError: not TOML.

    """
    return read_toml(text, source, line)[0]


def load_json(text: str, source: str, line: int = 1) -> Param:
    """Return the value of a JSON text; keys as written.

    Raises:
        FrontMatterError: not JSON.

    """
    return read_json(text, source, line)[0]


def lower_keys(value: Param) -> Param:
    """Return `value` with the keys of every map in lower case."""
    if isinstance(value, Mapping):
        return _lower_map(value, in_lists=True)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [lower_keys(item) for item in value]
    return value


def lower_nested_keys(value: Mapping[str, Param]) -> dict[str, Param]:
    """Return `value` with its keys and those of the maps in it in lower case, but for what lists hold."""
    return _lower_map(value, in_lists=False)


def _lower_map(value: Mapping[str, Param], *, in_lists: bool) -> dict[str, Param]:
    """Lower the keys of a map and of the maps in it; those inside lists stay as written in front matter."""
    lowered: dict[str, Param] = {}
    for key, item in value.items():
        if item.__class__ not in _SCALARS:
            # Most are lists, of which nobody need ask whether they are some kind of map: that takes long.
            if item.__class__ is not list and isinstance(item, Mapping):
                item = _lower_map(item, in_lists=in_lists)
            elif in_lists:
                item = lower_keys(item)
            elif isinstance(item, tuple):
                item = list(item)
        lowered[key if key.islower() and key.isascii() else to_lower(key)] = item
    return lowered


_SCALARS = frozenset({str, int, float, bool, type(None)})


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
