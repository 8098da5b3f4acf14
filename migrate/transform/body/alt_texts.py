"""Alternative texts of images without the markup in them that Goldmark leaves out.

Goldmark writes the words of a label only: raw HTML and addresses in angle brackets have none. The engine would write
them as text.
"""

import re

from migrate.transform.body.markdown import engine, tag_of
from migrate.transform.body.parts import Pieces

__all__ = ["cut_markup_in_alts", "may_hold_markup"]

_MARKUP_IN_ALT = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*?<[A-Za-z/!?]")


def may_hold_markup(text: str) -> bool:
    """Tell quickly whether any alternative text may hold raw HTML."""
    return "![" in text and "<" in text and _MARKUP_IN_ALT.search(text) is not None


def cut_markup_in_alts(text: str, pieces: Pieces) -> str:
    """Return Markdown without raw HTML and bracketed addresses in alternative texts."""
    data = text.encode("utf-8", "replace")
    out: list[bytes] = []
    done = images = 0
    for event, place in engine(pieces.builder.settings.goldmark, typographer=False).events_with_range(text):
        if isinstance(event, str):
            continue
        if "Image" in (tag_of(event, "Start"), tag_of(event, "End")):
            images += 1 if "Start" in event else -1
        elif images and place["start"] >= done and ("InlineHtml" in event or _is_bracketed(event.get("Start"))):
            cut = data[place["start"] : place["end"]].decode("utf-8", "replace")
            written = pieces.placeholders.in_text(cut, report=False)
            pieces.builder.note("alt-markup-dropped", written, "left out of the alternative text", written)
            out.append(data[done : place["start"]])
            done = place["end"]
    out.append(data[done:])
    return b"".join(out).decode("utf-8", "replace")


def _is_bracketed(begun: object) -> bool:
    link = begun.get("Link") if isinstance(begun, dict) else None
    return isinstance(link, dict) and link.get("link_type") in ("Autolink", "Email")
