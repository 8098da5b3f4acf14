"""Where front matter starts and ends, by Hugo's rules for bytes.

Owns: finding the fences of https://gohugo.io/content-management/front-matter/ in the bytes of a file, so that the
body can stay exactly as it is. Does not own: what stands between the fences.
"""

import re
from dataclasses import dataclass

from migrate.model.quick import quick

__all__ = [
    "Block",
    "Opening",
    "SplitError",
    "find_fenced",
    "find_json",
    "find_org",
    "skip_comment_end",
    "skip_comment_line",
    "skip_opening",
]

_BOM = b"\xef\xbb\xbf"
_BLANK = re.compile(rb"[\t\n\v\f\r ]*+")
_LINE = re.compile(rb"[^\r\n]*+")
_LINE_END = re.compile(rb"\r?\n?")
_CLOSINGS = {fence: re.compile(rb"[\r\n]" + re.escape(fence)) for fence in (b"---", b"+++")}
_JSON_SIGN = re.compile(rb'\\.?|["{}]', re.DOTALL)
_ORG_LINES = re.compile(rb"[^\n]*+(?:\n#\+[^\n]*+)*+\n?")


class SplitError(Exception):
    """The fences are wrong; the message is Hugo's own."""


@quick
@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the first character that counts; offsets count bytes."""

    ignored: tuple[tuple[int, int], ...]
    """Byte order marks, each with the white space before it."""
    start: int
    """Where the body starts when there is no front matter: behind the byte order marks."""
    first: int
    """The first character that is no white space."""


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """The place of a front-matter block; offsets count bytes."""

    start: int
    """Where its text starts, the opening fence excluded."""
    end: int
    """Where its text ends."""
    body: int
    """Where the body starts."""


def skip_opening(data: bytes, *, legacy: bool = False) -> Opening:
    """Skip white space and a byte order mark at the very start; with `legacy` every mark, as earlier versions did."""
    ignored: list[tuple[int, int]] = []
    start = 0
    first = _end_of(_BLANK, data, start)
    while data.startswith(_BOM, first) and (legacy or first == 0):
        ignored.append((start, first + len(_BOM)))
        start = first + len(_BOM)
        first = _end_of(_BLANK, data, start)
    return Opening(tuple(ignored), start, first)


def skip_comment_line(data: bytes, first: int) -> int:
    """Return where the text after a line that opens an HTML comment starts; `first` when there is no such line."""
    if not data.startswith(b"<!--", first):
        return first
    return _end_of(_BLANK, data, _end_of(_LINE, data, first))


def skip_comment_end(data: bytes, position: int) -> int:
    """Return what follows the end of the HTML comment around front matter.

    Raises:
        SplitError: the comment has no end.

    """
    end = data.find(b"-->", position)
    if end < 0:
        message = "starting HTML comment with no end"
        raise SplitError(message)
    return end + len(b"-->")


def find_fenced(data: bytes, first: int, fence: bytes, name: str) -> Block:
    """Find the block between two fences, which are matched as prefixes: ``--- x`` and ``----`` close one, too.

    Raises:
        SplitError: a fence is incomplete or never closed.

    """
    if not data.startswith(fence, first):
        message = f"invalid {name} delimiter"
        raise SplitError(message)
    behind = first + len(fence)
    start = _end_of(_LINE_END, data, behind)
    # The closing fence may follow at once, but only on a line of its own.
    close = _CLOSINGS[fence].search(data, start - 1 if start > behind else start)
    if close is None:
        message = f"EOF looking for end {name} front matter delimiter"
        raise SplitError(message)
    return Block(start, close.end() - len(fence), _end_of(_LINE_END, data, close.end()))


def find_json(data: bytes, first: int) -> Block:
    """Find the end of a JSON object by counting braces outside strings; the body may follow on the same line.

    Raises:
        SplitError: a brace is never closed.

    """
    quoted = False
    level = 0
    for sign in _JSON_SIGN.finditer(data, first):
        match sign[0]:
            case b'"':
                quoted = not quoted
            case b"{" if not quoted:
                level += 1
            case b"}" if not quoted:
                level -= 1
        if level == 0:
            end = _end_of(_LINE_END, data, sign.end())
            return Block(first, end, end)
    message = "unexpected EOF parsing JSON front matter"
    raise SplitError(message)


def find_org(data: bytes, first: int) -> Block:
    """Find the end of consecutive lines that start with ``#+``."""
    end = _end_of(_ORG_LINES, data, first)
    return Block(first, end, end)


def _end_of(pattern: re.Pattern[bytes], data: bytes, position: int) -> int:
    match = pattern.match(data, position)
    return position if match is None else match.end()
