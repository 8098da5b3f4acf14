"""Rows of tables at which the engine would end the table.

A line right below a row is a row too, unless it may break into a paragraph; an item with another number than one may
not (``3. next``), nor one without words, but the engine ends the table there; a lone ``|`` is a row of empty cells.
Does not own: the heads of tables (`table_heads`).
"""

import re

from migrate.transform.body.extras import FENCED_CODE
from migrate.transform.body.parts import Pieces

__all__ = ["has_numbered_row", "keep_numbered_rows"]

_NUMBERED = re.compile(
    r"\n(?:(?!1[.)])\d{1,9}[.)](?=[ \t]+\S)|(?:\d{1,9}[.)]|[*+])(?=[ \t]*(?:\n|$))|[ ]{0,3}\|(?=[ \t]*(?:\n|\Z)))"
)
"""A number, a lone pipe, or a sign alone on its line, but a hyphen, which may be the line under a heading."""
_RULE = re.compile(r"(?=[^|]*\|)(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_OTHER_BLOCK = re.compile(r"[ \t>#<]|(?:[-*+]|1[.)])[ \t]+\S|-[ \t]*$|```|~~~|\Z")
"""What no row begins with; what is indented may stand in an item."""
_FENCES = re.compile(FENCED_CODE, re.DOTALL)


def has_numbered_row(text: str) -> bool:
    """Tell quickly whether the line of a number, or a lone pipe, may stand below a row."""
    return any("|" in _line_before(text, match.start() + 1) for match in _NUMBERED.finditer(text))


def keep_numbered_rows(text: str, pieces: Pieces) -> str:
    """Return Markdown with a pipe before the number, or before the lone pipe, at the beginning of a row."""
    out: list[str] = []
    done = 0
    fences: list[tuple[int, int]] | None = None
    row = -1
    """Where the last row began that is one."""
    for match in _NUMBERED.finditer(text):
        start = match.start() + 1
        blank = text.rfind("\n\n", 0, start)
        if row > blank:
            # All above it was looked at for that one.
            goes_on = not any(map(_OTHER_BLOCK.match, text[row:start].split("\n")[:-1]))
        else:
            goes_on = _goes_on(text[blank + 2 if blank >= 0 else 0 : start].split("\n")[:-1])
        if not goes_on:
            continue
        row = start
        if fences is None:
            fences = [found.span() for found in _FENCES.finditer(text)]
        if any(first <= start < last for first, last in fences):
            continue
        out += (text[done:start], "| ")
        done = start
    out.append(text[done:])
    return "".join(out)


def _goes_on(lines: list[str]) -> bool:
    """Tell whether lines without an empty one are a table, below headings and words at most."""
    rule = next((at for at, line in enumerate(lines) if _RULE.fullmatch(line) is not None), 0)
    if not rule or "|" not in lines[rule - 1] or _NUMBERED.match("\n" + lines[0]) is not None:
        return False
    above, table = lines[: rule - 1], (lines[rule - 1], *lines[rule + 1 :])
    return not any(map(_OTHER_BLOCK.match, (*(line for line in above if not line.startswith("#")), *table)))


def _line_before(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, start - 1) + 1 : start - 1]
