"""Check boxes at the beginning of list items, of which Goldmark reads more than the engine does.

Goldmark needs no blank behind the brackets, and nothing at all: ``- [x]done`` and ``- [ ]`` are tasks, and what looks
like an address behind them, ``- [x](here)``, is text (goldmark's ``extension/tasklist.go``). Does not own: what a check
box becomes (`lists`).
"""

import re

from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["check_boxes", "has_close_box"]

_SIGN = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_BOX = r"\[([ xX])\](?!:)(?=\S|[ \t]*(?:\n|\Z))"
_CLOSE = re.compile(_BOX)
_TASK = re.compile(rf"^([ \t>]*(?:{_SIGN})+){_BOX}", re.MULTILINE)


def has_close_box(text: str) -> bool:
    """Tell quickly whether a check box without a word at a distance behind it may be there."""
    return ("[x]" in text or "[ ]" in text or "[X]" in text) and _CLOSE.search(text) is not None


def check_boxes(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for the check boxes that the engine would take for words or links."""

    def put(match: re.Match[str]) -> str:
        checked = "" if match[2] == " " else ' checked=""'
        box = Standing(f'<input disabled="" type="checkbox"{checked}/> ', match[0].removeprefix(match[1]))
        return match[1] + pieces.placeholders.add(box)

    return _TASK.sub(put, text)
