"""Line ends of two signs, which a browser reads as one.

Owns what Goldmark reads otherwise before such an end: the sign of an item alone on its line is a word there
(goldmark's ``parser/list.go``).
"""

import re

from migrate.transform.body.extras import FENCED_CODE
from migrate.transform.body.parts import Pieces

__all__ = ["with_plain_line_ends"]

_SIGN_ALONE = re.compile(
    r"^(?P<before>(?:>[ \t]?)*[ ]{0,3}\d{0,9})(?P<sign>(?<=\d)[.)]|(?<!\d)[*+])\r$"
    # Under a line of words a hyphen may make a heading of them.
    r"|(?:\A|(?<=\n\r\n))(?P<indent>[ ]{0,3})-\r$",
    re.MULTILINE,
)


def with_plain_line_ends(text: str, pieces: Pieces) -> str:
    """Return `text` with line ends of one sign, and signs that begin no item written as words."""
    if pieces.builder.settings.blackfriday or _SIGN_ALONE.search(text) is None:
        return text.replace("\r\n", "\n")
    mark = f"{pieces.placeholders.nonce}s"
    marked = _SIGN_ALONE.sub(lambda found: _marked(found, mark), text).replace("\r\n", "\n")
    # Code keeps its signs as they are.
    parts = re.compile(f"(?P<code>{FENCED_CODE})|{mark}", re.DOTALL)
    return parts.sub(lambda found: (found["code"] or "\\").replace(mark, ""), marked)


def _marked(found: re.Match[str], mark: str) -> str:
    """Return a line with `mark` before its sign."""
    if found["sign"] is not None:
        return f"{found['before']}{mark}{found['sign']}\r"
    return f"{found['indent']}{mark}-\r"
