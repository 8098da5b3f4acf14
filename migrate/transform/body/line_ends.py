"""Line ends of two signs, which a browser reads as one, and carriage returns by themselves.

Owns what Goldmark reads otherwise before such an end: the sign of an item alone on its line is a word there
(goldmark's ``parser/list.go``). Of carriage returns without a line feed Goldmark makes white space, and the engine
would make lines.
"""

import re

from migrate.transform.body.engine_places import EnginePlaces
from migrate.transform.body.extras import FENCED_CODE
from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces

__all__ = ["restore_returns", "with_plain_line_ends"]

_RETURNS_BEFORE_END = re.compile(r"\r+(?=\r\n)")
_RETURN = re.compile(r"\r(?!\n)")
_BLANK = "\f"
"""White space for either engine that ends no line."""

_SIGN_ALONE = re.compile(
    r"^(?P<before>(?:>[ \t]?)*[ ]{0,3}\d{0,9})(?P<sign>(?<=\d)[.)]|(?<!\d)[*+])\r$"
    # Under a line of words a hyphen may make a heading of them.
    r"|(?:\A|(?<=\n\r\n))(?P<indent>[ ]{0,3})-\r$",
    re.MULTILINE,
)


def with_plain_line_ends(text: str, pieces: Pieces) -> str:
    """Return `text` with line ends of one sign, and signs that begin no item written as words."""
    if not pieces.builder.settings.blackfriday:
        text = _RETURN.sub(_BLANK, _RETURNS_BEFORE_END.sub("", text))
    if pieces.builder.settings.blackfriday or _SIGN_ALONE.search(text) is None:
        return text.replace("\r\n", "\n")
    mark = f"{pieces.placeholders.nonce}s"
    marked = _SIGN_ALONE.sub(lambda found: _marked(found, mark), text).replace("\r\n", "\n")
    # Code and raw HTML keep their signs as they are.
    parts = re.compile(f"(?P<code>{FENCED_CODE})|{mark}", re.DOTALL)
    chosen = engine(pieces.builder.settings.goldmark, typographer=False)
    html = EnginePlaces(marked, chosen, lambda event: "Html" in event) if "<" in marked else None

    def put(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found["code"].replace(mark, "")
        return "" if html is not None and html.hold(found.start()) else "\\"

    return parts.sub(put, marked)


def restore_returns(html: str, pieces: Pieces) -> str:
    """Return `html` with line ends where a carriage return stood, as a browser reads it."""
    # Where none stood the sign is the author's.
    return html.replace(_BLANK, "\n") if _RETURN.search(pieces.builder.body.text) else html


def _marked(found: re.Match[str], mark: str) -> str:
    """Return a line with `mark` before its sign."""
    if found["sign"] is not None:
        return f"{found['before']}{mark}{found['sign']}\r"
    return f"{found['indent']}{mark}-\r"
