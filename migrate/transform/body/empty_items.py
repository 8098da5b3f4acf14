"""Empty items, after which Goldmark ends lists that go on for the engine.

An empty item before an empty line says to Goldmark that no list around it may go on, so that what is indented as far
as the outermost item's text stands outside of all lists: as code, as a rule (goldmark's ``parser/list.go``). An empty
item right before one with another sign is the last of its list, however deep the other one stands.
"""

import re

from migrate.transform.body.extras import FENCED_CODE
from migrate.transform.body.line_starts import LineStart
from migrate.transform.body.parts import Pieces

__all__ = ["close_after_empty_items", "may_have_empty_item"]

_SIGN_ALONE = LineStart(r"(?=[ \t\d*+-])(?:[ \t]*[-*+]|\d{1,9}[.)])[ \t]*\n")
"""Most lines begin with none of the signs asked for first."""
_EMPTY = re.compile(r"^(?P<indent>[ \t]+)[-*+][ \t]*\n(?:[ \t]*\n)+(?=(?P<next>[ \t]+)[^\s])", re.MULTILINE)
_BEFORE_ITEM = re.compile(
    r"^(?P<own>[-*+]|\d{1,9}[.)])[ \t]*\n(?=[ ]{2,3}(?P<sign>[-*+]|\d{1,9}[.)])[ \t]+\S)", re.MULTILINE
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_OUTERMOST = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?: {1,4}(?=\S)| )")
_FENCES = re.compile(FENCED_CODE, re.DOTALL)


def may_have_empty_item(text: str) -> bool:
    """Tell quickly whether an item may be empty."""
    return _SIGN_ALONE.within(text)


def close_after_empty_items(text: str, pieces: Pieces) -> str:
    """Return Markdown with a block that shows nothing where Goldmark ends all lists, which ends them for the engine."""
    out: list[str] = []
    done = 0
    fences: list[tuple[int, int]] | None = None
    for match in sorted((*_EMPTY.finditer(text), *_BEFORE_ITEM.finditer(text)), key=re.Match.start):
        start = match.start()
        if match.re is _BEFORE_ITEM:
            if match["own"][-1] == match["sign"][-1] or not _is_item(text, start, ""):
                continue
        elif not _is_item(text, start, match["indent"]) or _width(match["next"]) < _offset(text, start):
            continue
        if fences is None:
            fences = [found.span() for found in _FENCES.finditer(text)]
        if any(first <= start < last for first, last in fences):
            continue
        # The definition of an address that nothing asks for.
        out += (text[done : match.end()], f"[{pieces.placeholders.nonce}e]: #\n\n")
        done = match.end()
    out.append(text[done:])
    return "".join(out)


def _is_item(text: str, start: int, indent: str) -> bool:
    """Tell whether the sign alone on its line is an item: below a line of words it goes on a paragraph."""
    before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
    return not before.strip() or (_ITEM.match(before) is not None and before.startswith(indent))


def _offset(text: str, start: int) -> int:
    """Return how far the text of the outermost item is indented; more than any line where no list is open."""
    end = start - 1
    while end > 0:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end]
        if line[:1] not in (" ", "\t", ""):
            match = _OUTERMOST.match(line)
            return len(match[0]) if match is not None else len(text)
        end = begin - 1
    return len(text)


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(4))
