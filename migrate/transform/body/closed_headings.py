"""Headings that are closed by signs before their attributes: ``## Title ## {#id}``.

Goldmark takes the signs for no words there either (goldmark's ``parser/atx_heading.go``); for the engine, which knows
no attributes, they stand in the middle of the line. Does not own: the attributes (`goldmark`).
"""

import re

from migrate.transform.body.extras import FENCED_CODE
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["has_closed_heading", "has_signs_behind", "keep_words", "open_headings"]

_ATTRIBUTES = r"\{(?:[ \t]*(?:[#.]|[A-Za-z_:][\w:.-]*=)[^\n{}]*)?\}"
_CLOSED = (
    rf"^(?P<words>(?:>[ \t]?)*[ ]{{0,3}}#{{1,6}}[ \t](?:[^\n]*[ \t])?)#+[ \t]*(?P<attributes>{_ATTRIBUTES}[ \t]*)$"
)
_PARTS = re.compile(f"(?P<code>{FENCED_CODE})|{_CLOSED}", re.DOTALL | re.MULTILINE)
_SIGNS_BEHIND = re.compile(r"^((?:>[ \t]?)*[ ]{0,3}#{1,6}[ \t][^\n]*)\}(?=[ \t]+#+[ \t]*$)", re.MULTILINE)
_SIGNS = re.compile(r"#[ \t]*\{")


def has_closed_heading(text: str) -> bool:
    """Tell quickly whether attributes may follow the signs that close a heading."""
    return _SIGNS.search(text) is not None


def open_headings(text: str, pieces: Pieces) -> str:
    """Return Markdown without the signs that close headings before their attributes."""
    return _PARTS.sub(lambda found: found["code"] or f"{found['words']}{found['attributes']}", text)


def has_signs_behind(text: str) -> bool:
    """Tell whether signs may close a heading behind what looks like its attributes."""
    return _SIGNS_BEHIND.search(text) is not None


def keep_words(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for brackets before the signs that close a heading: they end no attributes."""
    return _SIGNS_BEHIND.sub(lambda found: found[1] + pieces.placeholders.add(Standing("}", "}", in_tag="}")), text)
