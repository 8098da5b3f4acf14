"""Blocks that Blackfriday and today's engine read alike, found by one regular expression.

Owns: the plain forms of paragraphs, headings, fences, lists and rules, which most pages consist of, and the signs
between words that the engines may read differently. Does not own: what becomes of all others (`blackfriday`), for
which this is only a way around: a block that is not found here is read line by line.
"""

import re
from collections.abc import Iterator
from functools import cache

__all__ = ["alike_blocks", "alike_until", "different_signs"]


def _all(pattern: str) -> str:
    """Return a pattern for as many of `pattern` as there are; what was taken is not given back."""
    return f"(?>(?:{pattern})*)"


_START = (
    r"(?:[^\s#>\-*+=:|<~_`\[\d]|\d++(?![.)](?:\s|\Z))|\*{1,3}+(?=[^\s*])|_{1,3}+(?=[^\s_])|`{1,2}+(?=[^`\n])"
    r"|\[(?!\^|[^\]\n]*\]:)|-(?=[^\s|:-])|:(?=\w))"
)
"""How a line begins that is no beginning of any block but a paragraph."""
_LINE = rf"{_START}[^\n\t]*+"
_BLANK = r"[ ]*+\n"
_END = r"(?=\n[ ]*+(?:\n|\Z)|\Z)"
"""A line end, followed by an empty line or nothing."""
_FENCE = (
    r"```[ ]*+(?:[A-Za-z][\w+#.-]*)?[ ]*+\n[^`]*+"
    + _all(r"`{1,2}+(?!`)[^`]*+")
    + r"(?:(?<=\n)|(?<=\n )|(?<=\n  )|(?<=\n   ))```[ ]*+(?=\n|\Z)"
)
_PARAGRAPH = (
    _LINE + _all(rf"\n{_LINE}") + rf"(?:{_END}|(?=\n(?:#{{1,6}}[ ]|{_FENCE})))" + rf"(?!\n{_all(_BLANK)}[ ]{{0,3}}:[ ])"
)
_INDENTED = r"[ ]{4}[ ]*+[^\s][^\n\t]*+"
_CODE = rf"(?:\n{_BLANK}{_all(_BLANK)}{_INDENTED}" + _all(rf"\n{_all(_BLANK)}{_INDENTED}") + ")?"
"""Indented code may follow, which nothing but a list would take in."""
_HEADING = r"#{1,6}[ ]++(?=[^\s#])[^\n\t{#]*+(?>(?:#++(?![ ]*+(?:\n|\Z))[^\n\t{#]*+)*)(?<![^\S ])(?=\n|\Z)"
_UNDERLINED = rf"{_START}[^\n\t{{#|]*+(?<![^\S ])\n(?:=++|-++)[ ]*+(?=\n|\Z)"
_RULE = r"(?:-{3,}+|\*{3,}+|_{3,}+)[ ]*+(?=\n|\Z)"
_ITEM = rf"[ ]{{1,3}}+{_LINE}" + _all(rf"\n[ ]*+{_LINE}") + r"(?<![^\S ])"
_NO_ITEM = r"(?!\n\s*\n(?:[ ]|[*+-][ ]|\d+\.[ ]))"
"""After a list comes nothing that the old engine would take into it."""


def _list(mark: str, first: str) -> str:
    """Return a pattern for a list whose items begin with `mark`."""
    return first + _ITEM + _all(rf"\n{_all(_BLANK)}{mark}{_ITEM}") + _END + _NO_ITEM


_LISTS = "|".join(
    _list(mark, first) for mark, first in ((r"\*", r"\*"), ("-", "-"), (r"\+", r"\+"), (r"\d{1,9}+\.", r"1\."))
)
_ADDRESS = r"\[(?!\^)[^\[\]\n\\]+\]:[ ]++[^\s<>]++(?:[ ]+\"[^\"\n]*\")?[ ]*"
_ADDRESSES = _ADDRESS + _all(rf"\n(?:{_ADDRESS})?") + r"\Z"
"""The addresses of links, at the end of the text: between lists they would part them for one engine only."""
_QUOTE = rf">[ ]{_LINE}" + _all(rf"\n>[ ]{_LINE}") + _END + r"(?!\n\s*\n[ >])"
_BLOCK = rf"(?:(?:{_PARAGRAPH}|{_HEADING}|{_UNDERLINED}){_CODE}|{_LISTS}|{_QUOTE}|{_RULE}|{_ADDRESSES})"


@cache
def _alike() -> re.Pattern[str]:
    # When it is first asked for: compiling it takes a twentieth of the whole start, and only old sites need it.
    return re.compile(_all(rf"{_BLANK}|(?:{_BLOCK}|{_FENCE})(?:\n|\Z)"))


@cache
def _each() -> re.Pattern[str]:
    return re.compile(rf"{_BLANK}|{_BLOCK}(?:\n|\Z)|(?P<fence>{_FENCE})(?:\n|\Z)")


_SIGNS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        (
            "]",
            r"\](?<=\[\])(?<!!\[\])\(|\](?:[ \n]+\(|\((?![^\s()<>\"']++\))"
            r"(?:\s*\)|\s*[^()<>\"'\n]*[^()<>\"'\s] +[^()<>\"'\s]|[^()\s\"']+\"))",
        ),
        ("^[", r"\^\["),
        ("~", r"~(?<![~\\]~)(?!~)|~~~"),
        ("*", r"\*(?<=[^\W_]\*)(?=[^\s*])[^*\n]*[^\s*]\*(?=[^\W_])"),
        ("_", r"_(?<=[^\W_]_)(?=[^\W_])[^_\n]*[^\W_]_(?=[\s.,;:!?)\]`]|\Z)"),
    )
)
"""Signs that may mean something else to each engine; see `blackfriday_inline`, which rewrites them.

A text without the sign, which is looked for fast, holds nothing that the pattern finds.
"""
_DOUBLE = re.compile(r"\*\*(?<![\\*]\*\*)(?!\*)")
_BOLD = re.compile(r"\*\*(?<![\\*\w]\*\*)(?=[^\s*])[^*\n`]*(?:[^\W_]\*\*(?!\*)|[^*\n`\s]\*\*(?![*\w]))")
"""Bold words as both engines know them."""


def alike_until(text: str, start: int) -> int:
    """Return where the blocks that both engines read alike end; `start` when none begins there."""
    match = _alike().match(text, start)
    return match.end() if match is not None else start


def alike_blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each block in a stretch that `alike_until` found, and whether it is code."""
    while start < end:
        match = _each().match(text, start)
        if match is None:
            return
        yield start, match.end(), match["fence"] is not None
        start = match.end()


def different_signs(text: str, start: int, end: int) -> list[int]:
    """Return where signs stand between `start` and `end` that the engines may read differently; sorted."""
    found: list[int] = []
    for sign, pattern in _SIGNS:
        at = text.find(sign, start, end)
        if at >= 0 and (sign != "~" or text.find(sign, at + 1) >= 0 or text.find(sign) < at):
            # A single tilde strikes nothing out.
            found += (match.start() for match in pattern.finditer(text, at, end))
    at = text.find("**", start, end)
    if at >= 0:
        marks = [match.start() for match in _DOUBLE.finditer(text, at, end)]
        if len(marks) != 2 * len(_BOLD.findall(text, at, end)):
            found += marks
    found.sort()
    return found
