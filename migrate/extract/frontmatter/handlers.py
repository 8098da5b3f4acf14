"""Hugo's four formats of front matter as handlers of the python-frontmatter package.

Owns: the table of formats: how each is recognised, found and read. Does not own: what the keys mean. The package's
own handlers would miss a byte order mark, strip the body and leave TOML unread.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import frontmatter
from frontmatter.default_handlers import BaseHandler

from migrate.extract.frontmatter.json_values import read_json
from migrate.extract.frontmatter.org_values import read_org
from migrate.extract.frontmatter.split import (
    Block,
    Opening,
    find_fenced,
    find_json,
    find_org,
    skip_comment_end,
    skip_comment_line,
    skip_opening,
)
from migrate.extract.frontmatter.toml_values import read_toml
from migrate.extract.frontmatter.yaml_values import read_yaml
from migrate.model.quick import quick
from migrate.model.source import Param

__all__ = ["HANDLERS", "HugoHandler", "Split", "split"]


class HugoHandler(BaseHandler):
    """A format of front matter: `detect`, `split` and `load` are the package's, `find` and `read` say more."""

    name: ClassVar[str]
    """What `FrontMatter.format` says."""
    fence: ClassVar[bytes] = b""
    """What the block must start with; "" where the first character says enough."""
    decoding: ClassVar[str] = "strict"
    """What becomes of bytes that are no UTF-8: ``strict`` refuses them."""

    @abstractmethod
    def find(self, data: bytes, first: int) -> Block | None:
        """Find the block that starts with the character at `first`; None when it is none after all.

        Raises:
            SplitError: a fence is incomplete or never closed.

        """

    @abstractmethod
    def read(self, text: str, source: str, line: int, *, legacy: bool) -> tuple[Param, Mapping[str, int]]:
        """Return the value of a block and the lines of its top-level keys.

        Raises:
            FrontMatterError: Hugo would refuse it.

        """

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body of `text`, the body untouched."""
        data = text.encode()
        block = self.find(data, skip_opening(data).first)
        if block is None:
            return "", text
        return data[block.start : block.end].decode(), data[block.body :].decode()

    def load(self, fm: str) -> dict[str, Any]:
        """Return the map that front matter is, keys as written; an empty one when it is no map."""
        value = self.read(fm, "", 1, legacy=False)[0]
        return dict(value) if isinstance(value, Mapping) else {}


class YAMLHandler(HugoHandler):
    """Front matter between lines that start with ``---``."""

    name = "yaml"
    fence = b"---"
    decoding = "surrogateescape"
    FM_BOUNDARY = re.compile("-")

    def find(self, data: bytes, first: int) -> Block:
        """Find the block between the fences."""
        return find_fenced(data, first, self.fence, "YAML")

    def read(self, text: str, source: str, line: int, *, legacy: bool) -> tuple[Param, Mapping[str, int]]:
        """Read YAML by the rules of Hugo 0.152 and later, or of those before."""
        document = read_yaml(text, source, line, legacy=legacy)
        return document.value, document.key_lines


class TOMLHandler(HugoHandler):
    """Front matter between lines that start with ``+++``."""

    name = "toml"
    fence = b"+++"
    FM_BOUNDARY = re.compile(r"\+")

    def find(self, data: bytes, first: int) -> Block:
        """Find the block between the fences."""
        return find_fenced(data, first, self.fence, "TOML")

    def read(self, text: str, source: str, line: int, *, legacy: bool) -> tuple[Param, Mapping[str, int]]:
        """Read TOML."""
        del legacy  # TOML reads alike in all versions
        return read_toml(text, source, line)


class JSONHandler(HugoHandler):
    """Front matter that is a JSON object."""

    name = "json"
    decoding = "surrogateescape"
    FM_BOUNDARY = re.compile(r"\{")

    def find(self, data: bytes, first: int) -> Block:
        """Find the closing brace."""
        return find_json(data, first)

    def read(self, text: str, source: str, line: int, *, legacy: bool) -> tuple[Param, Mapping[str, int]]:
        """Read JSON."""
        del legacy  # JSON reads alike in all versions
        return read_json(text, source, line)


class OrgHandler(HugoHandler):
    """Front matter that is a row of Org keywords."""

    name = "org"
    decoding = "surrogateescape"
    FM_BOUNDARY = re.compile("#")

    def find(self, data: bytes, first: int) -> Block | None:
        """Find the last of the keyword lines; a heading of Markdown starts with ``#``, too."""
        return find_org(data, first) if data.startswith(b"#+", first) else None

    def read(self, text: str, source: str, line: int, *, legacy: bool) -> tuple[Param, Mapping[str, int]]:
        """Read Org keywords."""
        del source, legacy  # any text is a row of keywords, in all versions
        return read_org(text, line)


HANDLERS: tuple[HugoHandler, ...] = (YAMLHandler(), TOMLHandler(), JSONHandler(), OrgHandler())
"""Every format; the first character that is no white space decides."""


@quick
@dataclass(frozen=True, slots=True)
class Split:
    """A file in its parts."""

    opening: Opening
    block: Block
    """An empty one at the start of the body when there is no front matter."""
    handler: HugoHandler | None


def split(data: bytes, *, legacy: bool = False) -> Split:
    """Find the front matter of a file.

    Args:
        data: the bytes of the whole file.
        legacy: also accept what old versions of Hugo did: a body that starts with a list, front matter inside an HTML
            comment, and any number of byte order marks.

    Raises:
        SplitError: a fence is incomplete or never closed.

    """
    opening = skip_opening(data, legacy=legacy)
    first = skip_comment_line(data, opening.first) if legacy else opening.first
    sign = data[first : first + 1].decode("latin-1")
    handler = frontmatter.detect_format(sign, HANDLERS) if sign else None
    block = None
    if isinstance(handler, HugoHandler) and not (legacy and not data.startswith(handler.fence, first)):
        block = handler.find(data, first)
    if block is None or not isinstance(handler, HugoHandler):
        return Split(opening, Block(opening.start, opening.start, opening.start), None)
    if first != opening.first:
        block = Block(block.start, block.end, skip_comment_end(data, block.body))
    return Split(opening, block, handler)
