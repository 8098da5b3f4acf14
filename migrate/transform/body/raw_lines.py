"""Line ends in raw HTML blocks, which stay line ends where the site breaks the lines of its paragraphs (``hardWraps``).

The rendered HTML does not tell them from those of Markdown, so each line of a block but its first one begins with a
mark until the lines are broken. Does not own: the breaks (`typography`).
"""

from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces

__all__ = ["line_mark", "mark_lines"]


def line_mark(pieces: Pieces) -> str:
    """Return the word that stands before a line of raw HTML; placeholders have a number behind the nonce."""
    return f"{pieces.placeholders.nonce}r"


def mark_lines(text: str, pieces: Pieces) -> str:
    """Return Markdown with a mark before each line of a raw HTML block that goes on from the one above it."""
    data = text.encode("utf-8", "replace")
    mark = line_mark(pieces).encode()
    out: list[bytes] = []
    done = 0
    first = True
    for event, place in engine(pieces.builder.settings.goldmark, typographer=False).events_with_range(text):
        if isinstance(event, str):
            continue
        if event.get("Start") == "HtmlBlock":
            first = True
        elif "Html" in event:
            start = place["start"]
            if not first and data[start : place["end"]].strip():
                out += (data[done:start], mark)
                done = start
            first = False
    out.append(data[done:])
    return b"".join(out).decode("utf-8", "replace")
