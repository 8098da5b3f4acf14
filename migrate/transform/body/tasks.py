"""Check boxes at the beginning of list items, of which Goldmark reads more than the engine does.

Goldmark needs no blank behind the brackets, and nothing at all: ``- [x]done`` and ``- [ ]`` are tasks, and what looks
like an address behind them, ``- [x](here)``, is text (goldmark's ``extension/tasklist.go``). So the engine gets a blank
and a sign, and what it does not take for a task loses both. Does not own: what a check box becomes (`lists`).
"""

import re

from migrate.transform.body.parts import Pieces

__all__ = ["check_boxes", "clear_boxes", "has_close_box", "has_mark"]

_SIGN = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_BOX = r"\[[ xX]\](?!:)(?=\S|[ \t]*(?:\n|\Z))"
_CLOSE = re.compile(_BOX)
_TASK = re.compile(rf"^([ \t>]*(?:{_SIGN})+{_BOX})", re.MULTILINE)
_MARK = "t"
"""Follows the nonce; placeholders have a number there."""


def has_close_box(text: str) -> bool:
    """Tell quickly whether a check box without a word at a distance behind it may be there."""
    return _CLOSE.search(text) is not None


def check_boxes(text: str, pieces: Pieces) -> str:
    """Return Markdown with a blank and a sign behind the brackets."""
    return _TASK.sub(rf"\1 {pieces.placeholders.nonce}{_MARK}", text)


def has_mark(html: str) -> bool:
    """Tell quickly whether `html` may hold the sign."""
    return f"q{_MARK}" in html


def clear_boxes(html: str, pieces: Pieces) -> str:
    """Return `html` without the signs, and without the blanks where the brackets still stand."""
    mark = f"{pieces.placeholders.nonce}{_MARK}"
    return html.replace(f"] {mark}", "]").replace(mark, "")
