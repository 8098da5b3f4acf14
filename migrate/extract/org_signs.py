r"""Signs of Org that Hugo's reader shows and Pandoc loses, or fails on.

Pandoc gives up on a text with a backslash before most signs (``C:\(x86)``), leaves out a word behind one that it does
not know (``C:\dir``), and sets ``(y)`` in ``x_(y)`` lower. Hugo shows all of it as it is written. Formulas and code
stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from html.entities import html5

from migrate.extract.org_blocks import outside_verbatim

__all__ = ["show_signs"]

_NO_WORDS = re.compile(r"\s*(?:#(?:\+|\s|$)|:(?:\s|$)|$)")
"""Keywords, comments, lines of fixed width, empty lines."""
_SIGN = re.compile(
    r"\\begin\{(\w+)\}.*?\\end\{\1\}"
    r"|\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$|\$(?=\S)[^$]*?(?<=\S)\$(?!\w)"
    r"|(?:(?<=[\s\-({'\"])|^)(?P<mark>[=~])(?=\S)[^\n]*?(?<=\S)(?P=mark)(?=[\s\-.,:!?;'\")}\[]|$)"
    r"|@@.*?@@|\[\[[^\]\[\n]+\]|(?:https?|ftp)://[^\s\]\[<>]+"
    r"|(?<=\S)\\\\[ \t]*\n"
    r"|\\_(?P<wide> {1,20})|\\(?P<word>[A-Za-z]+)|(?P<slash>\\)|(?<=\S)(?P<script>[_^])(?=\()",
    re.DOTALL | re.MULTILINE,
)
_OF_LATEX = frozenset(("begin", "end"))
_MORE_NAMES = frozenset(("EUR", "EURdig", "EURhv", "EURtm", "S", "P", "ast", "checkmark", "dag", "ddag", "dots", "to"))
"""Names of signs in Org that HTML calls otherwise."""


def show_signs(lines: list[str]) -> None:
    """Write each such sign so that Pandoc shows it; lines stay where they are."""
    for first, last in _paragraphs(lines):
        text = "\n".join(lines[first:last])
        if "\\" in text or "_(" in text or "^(" in text:
            lines[first:last] = _SIGN.sub(_shown, text).split("\n")


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where lines of words in a row begin and end."""
    first = last = -1
    for at in outside_verbatim(lines):
        if _NO_WORDS.match(lines[at]) is not None:
            continue
        if at != last:
            if first >= 0:
                yield first, last
            first = at
        last = at + 1
    if first >= 0:
        yield first, last


def _shown(match: re.Match[str]) -> str:
    word = match["word"]
    if word is not None:
        known = word in _OF_LATEX or word in _MORE_NAMES or f"{word};" in html5
        return match[0] if known else f"@@html:\\@@{word}"
    if match["wide"] is not None:
        return f"@@html:{len(match['wide']) * '&ensp;'}@@"
    if match["slash"] is not None or match["script"] is not None:
        return f"@@html:{match[0]}@@"
    return match[0]
