"""Heads of tables, which Goldmark reads more kindly than the engine does.

Owns: what the head of a table and the line under it are made to look like. Does not own: the tables (`tables`).
"""

import re

from migrate.transform.body.extras import FENCED_CODE
from migrate.transform.body.lazy_tables import behind_signs, block_start, is_before, rows_end
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["complete_heads", "may_have_table"]

_ITEM_ROW = re.compile(r"-[ \t]")
"""Beginning of a line that is an item of a list for Goldmark, before any table."""
_PIPE = re.compile(r"(?<!\\)\|")
_RULE_ROW = re.compile(
    r"\n([ \t>]*)((?:\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?|\|[ \t]*:?-+:?[ \t]*\|)[ \t]*)(?=\n|$)"
)
_BEGINS = re.compile(r"[ \t>]*(?:#{1,6}(?:[ \t]|$)|(?:[-*+]|1[.)])[ \t]+\S|```|~~~)")
"""Beginning of a line with which another block begins, or stands alone."""
_FIRST_CELL = re.compile(r"^([ \t>]*)(?![ \t>|]|[-*+:][ \t]|\d+[.)][ \t])")
_FENCES = re.compile(FENCED_CODE, re.DOTALL)


def may_have_table(text: str) -> bool:
    """Tell quickly whether the line under the head of a table may be there."""
    return "|" in text and ("-|" in text or "- |" in text or ":|" in text)


def complete_heads(text: str, pieces: Pieces) -> str:
    """Give the head of a table and the line under it what the engine asks for: a first pipe, and as many columns.

    The engine would take ``:--|:--`` for a definition, and a head without a first pipe for more of the paragraph before
    it; Goldmark fills a head that is too short with empty cells. What is no table for Goldmark is kept from being one.
    """
    out: list[str] = []
    done = table_end = 0
    fences: list[tuple[int, int]] | None = None
    blocks: dict[int, str] = {}
    for match in _RULE_ROW.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        head, row = text[start : match.start()], match[2]
        missing = _columns(row) - _columns(behind_signs(head))
        if "|" not in head or start < max(done, table_end):
            continue
        taken = "|" if _ITEM_ROW.match(row) is not None else ":" if missing < 0 and row[0] == ":" else ""
        if taken:
            # The engine would take an item for the line of a table, and one with too few columns for a definition.
            sign = pieces.placeholders.add(Standing(taken, taken))
            out += (text[done : match.start(2)], row.replace(taken, sign, 1))
            done = match.end()
            continue
        interrupts = missing >= 0 and _in_paragraph(text, start, head)
        within = block_start(text, start, blocks) if missing >= 0 else ""
        lazy = bool(within) and (is_before(head, within) or len(match[1]) < len(within))
        # Rows below the table may stand before its text, too.
        rows = rows_end(text, match.end(), within.count(">")) if within else match.end()
        late = any(is_before(line, within) for line in text[match.end() : rows].split("\n")[1:])
        if missing <= 0 and row[0] != ":" and not interrupts and "\t" not in row and not lazy and not late:
            continue
        if fences is None:
            fences = [found.span() for found in _FENCES.finditer(text)]
        if any(first <= start < last for first, last in fences):
            continue
        if missing > 0:
            # Of a head of nothing but a pipe that is the first one.
            lone = behind_signs(head).strip() == "|"
            head = (head.rstrip() if lone else head.rstrip().removesuffix("|")) + " |" * (missing + 1)
        if interrupts:
            head = _FIRST_CELL.sub(r"\1|", head, count=1)
            table_end = rows_end(text, match.end(), match[1].count(">"))
        if lazy and is_before(head, within):
            head = within + head.lstrip(" >")
        before = within if lazy or late else match[1]
        out += (text[done:start], head, "\n", before, "|" if row[0] == ":" else "", row.replace("\t", " "))
        done = match.end()
        if lazy or late:
            done = rows
            out += (f"\n{before}{line.lstrip(' >')}" for line in text[match.end() : done].split("\n")[1:])
    out.append(text[done:])
    return "".join(out)


def _in_paragraph(text: str, start: int, head: str) -> bool:
    """Tell whether the head of a table that begins at `start`, without a first pipe, goes on a paragraph."""
    if not start or not _FIRST_CELL.match(head):
        return False
    block = max(text.rfind("\n\n", 0, start), 0)
    before = text[block : start - 1].lstrip("\n")
    if not before.rpartition("\n")[2].strip(" \t>") or before.startswith(("    ", "\t")):
        return False
    # Raw HTML lasts until an empty line or its end tag, and the row of a table begins none.
    raw = before.lstrip(" ").startswith("<") or any(
        text.rfind(first, 0, start) > text.rfind(last, 0, start) for first, last in (("<pre", "</pre"), ("<!--", "-->"))
    )
    return not raw and _RULE_ROW.search(_since_last_block(before)) is None


def _since_last_block(before: str) -> str:
    """Return of lines without an empty one those from where the last block among them begins."""
    at = len(before)
    while at > 0:
        first = before.rfind("\n", 0, at) + 1
        if _BEGINS.match(before, first) is not None:
            return before[first:]
        at = first - 1
    return before


def _columns(row: str) -> int:
    # One pipe on each side is the frame; a further one is an empty cell.
    return len(_PIPE.findall(row.strip().removeprefix("|").removesuffix("|"))) + 1
