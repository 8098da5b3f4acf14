"""Tables between empty lines at the top level of the page, which are told from the text alone.

Most tables are such ones, and asking the engine for all blocks of a page takes ten times as long. Where anything may be
otherwise the answer is that nothing can be told. Does not own: all other tables, nor how one is written
(`written_tables`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from migrate.transform.body.line_starts import LineStart

__all__ = ["REST", "LoneTable", "lone_tables"]

REST = r"[^\n\\]*(?:\\(?![\\\n])[^\n\\]*)*"
"""The rest of a line in which every backslash stands before a sign other than itself."""
_CELL = r"\|(?=[^\n]*[^\s|])|[^\W\d_]|\d+(?![\d.)])|&|`(?!``)"
_LONE = re.compile(
    rf"(?:\A|(?<=\n\n))(?P<head>(?:{_CELL}){REST})\n(?P<rule>(?:[|:]|-(?![ \t]))[-:| \t]*)"
    rf"(?P<rows>(?:\n(?:{_CELL}|[(\"'.@/]|\[(?!\^)){REST})*)(?=\n\n(?!\s*:)|\n?\Z)"
)
"""No line of it begins another block, and no definition follows of which it could be the term."""
_CONTAINERS = r"[ \t>*+:\d.)-]*"
_OPEN_HTML = LineStart(rf"{_CONTAINERS}<(?:[pP][rR][eE]|[sS][cC]|[sS][tT][yY]|[tT][eE]|[!?])")
"""HTML that goes on behind empty lines."""
_SIGNS = rf"(?P<before>{_CONTAINERS})(?P<sign>`{{3,}}|~{{3,}})(?P<info>[^\n]*)"
_FIRST_FENCE = re.compile(_SIGNS)
_FENCE = re.compile(rf"\n{_SIGNS}")


class LoneTable(NamedTuple):
    """Where a table stands, and its lines."""

    start: int
    end: int
    head: str
    rule: str
    rows: list[str]


def lone_tables(text: str, rules: list[int]) -> list[LoneTable] | None:
    """Return the tables to which the lines that begin behind `rules` belong, in order; None where that is not certain.

    Lines in code between fences belong to none.
    """
    if not rules or _OPEN_HTML.within(text[: rules[-1]]):
        return None
    found: list[LoneTable] = []
    fences = _fences(text)
    first, last = next(fences, (len(text), 0))
    end = 0
    for rule in rules:
        if rule < end:
            continue
        while 0 < last <= rule:
            first, last = next(fences, (len(text), 0))
        if first < rule:
            if last < 0:
                return None
            continue
        above = text.rfind("\n\n", 0, rule)
        match = _LONE.match(text, above + 2 if above >= 0 else 0)
        if match is None or match.start("rule") != rule + 1:
            return None
        found.append(LoneTable(*match.span(), match["head"], match["rule"], match["rows"].split("\n")[1:]))
        end = match.end()
    return found


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where fenced code begins and ends, which is -1 where that cannot be told."""
    match = _FIRST_FENCE.match(text) or _FENCE.search(text)
    while match is not None:
        end = _end_of_fence(text, match)
        yield match.start(), end
        match = _FENCE.search(text, end) if end >= 0 else None


def _end_of_fence(text: str, match: re.Match[str]) -> int:
    before, sign = match["before"], match["sign"]
    above = text[text.rfind("\n\n", 0, match.start() + 1) + 1 : match.start()]
    if before.strip(" ") or "`" in match["info"] or "<" in above:
        # In an item or a quote it may end with it; behind a tag it may be a line of HTML.
        return -1
    closing = re.compile(rf"\n(?P<before>[ \t]*){sign}{sign[0]}*[ \t]*(?=\n|\Z)").search(text, match.end("info"))
    if closing is None or closing["before"] != before:
        return -1
    lines = text[match.end("info") + 1 : closing.start()].split("\n") if before else []
    return -1 if any(line.strip() and not line.startswith(before) for line in lines) else closing.end()
