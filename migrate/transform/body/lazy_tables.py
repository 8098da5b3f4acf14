"""Tables in list items and quotes whose lines stand before the text of the item, as those of its paragraphs may.

Owns: where the text of the block around a table begins, and how far its rows go. Goldmark makes a paragraph first and
a table of it then; the engine wants the table as deep as the text. Does not own: the heads (`table_heads`).
"""

import re
from collections.abc import Mapping

__all__ = ["behind_signs", "block_start", "is_before", "rows_end"]

_SIGNS = re.compile(r"[ ]*(?:(?:>[ ]?|(?:[-*+:]|\d{1,9}[.)])(?:[ ]{1,4}(?=\S)))[ ]{0,3})*")
"""Those of quotes, items and definitions; a colon that begins none is no colon here (`colons`)."""
_OTHER_BLOCK = re.compile(r"#{1,6}(?:[ ]|$)|```|~~~|[|<]|(?:[-*_=][ ]*)+$|$")
_OWN = re.compile(r"[ >]*")
_ITEM = re.compile(r"[ >]*(?:[-*+:]|\d{1,9}[.)])[ ]")


def behind_signs(line: str) -> str:
    """Return a line without the signs of the quotes, items and definitions that begin on it."""
    return line[len(_matched(_SIGNS, line)) :]


def block_start(text: str, start: int, known: dict[int, str]) -> str:
    """Return what each line of the block would begin with in which the line at `start` stands: blanks, ``>``.

    The line may go on a paragraph whose first line begins an item or a quote; "" where that cannot be told.

    Args:
        text: Markdown.
        start: where the line begins.
        known: the answers for lines of this text that were given before; it grows.
    """
    if text.startswith("|", start) and text[max(start - 2, 0) : start] in ("\n\n", ""):
        # Most tables stand by themselves.
        return ""
    lines: list[int] = []
    found = _walk_up(text, start, known, lines)
    known.update(dict.fromkeys(lines, found))
    return found


def _walk_up(text: str, start: int, known: Mapping[int, str], lines: list[int]) -> str:
    """Return the same; `lines` is told for which lines besides it is the answer."""
    line = text[start : text.find("\n", start)]
    while start not in known:
        lines.append(start)
        signs = _matched(_SIGNS, line)
        within = re.sub(r"[^>]", " ", signs)
        if "\t" in line[: len(signs) + 1]:
            return ""
        if signs.strip(" >"):
            return within
        before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start - 1] if start else ""
        outer = _matched(_SIGNS, before)
        if _OTHER_BLOCK.match(before[len(outer) :]) or outer.count(">") < within.count(">"):
            # Four blanks that no item explains may be code.
            return within if len(within.rpartition(">")[2]) < 4 else ""
        start -= len(before) + 1
        line = before
    return known[start]


def is_before(line: str, within: str) -> bool:
    """Tell whether a line begins before the text of the block that it goes on."""
    own = _matched(_OWN, line)
    return len(own) < len(within) and _ITEM.match(line) is None and own.count(">") <= within.count(">")


def rows_end(text: str, at: int, quotes: int) -> int:
    """Return where the lines end that go on the table whose line ends at `at`, in no more than so many `quotes`."""
    while at < len(text):
        end = text.find("\n", at + 1)
        line = text[at + 1 : end if end >= 0 else len(text)]
        own = _matched(_OWN, line)
        rest = line[len(own) :]
        other = not rest.strip() or (rest[0] != "|" and _OTHER_BLOCK.match(rest)) or _ITEM.match(line)
        if other or own.count(">") > quotes:
            break
        at += len(line) + 1
    return at


def _matched(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.match(line)
    return match[0] if match is not None else ""
