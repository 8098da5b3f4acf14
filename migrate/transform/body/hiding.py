"""Raw HTML under ``unsafe = false``: Hugo leaves it out, and so do we, with findings for what it showed.

The Markdown engine tells which stretches of the source it takes for raw HTML. Tags between words are replaced by
tags of a reserved name, which Markdown treats alike and which are cut out of the result; blocks become empty lines.
"""

import re

import pyromark

from migrate.transform.body.builder import Builder
from migrate.transform.body.html import normalise
from migrate.transform.body.parts import Pieces
from migrate.transform.body.raw_block_ends import drop_block_ends
from migrate.transform.body.rawtext import raw_html_end
from migrate.transform.body.tree import elements, parse
from migrate.transform.body.verbatim import visible_text, with_unknown

__all__ = ["cut_hidden", "hide_html", "shows_every_sign"]

_SHOWN = frozenset(
    {
        "img", "picture", "video", "audio", "iframe", "object", "embed", "svg", "canvas", "hr",
    }
)  # fmt: skip
_BREAK = "<wbr>"
"""An element that shows nothing and parts two texts."""
_EMPTY_BLOCK = "<!---->"
_MAY_MEAN_LESS_THAN = re.compile(r"&(?:#|lt;|nvlt;)", re.IGNORECASE)
"""Beginning of an entity that stands for ``<``."""


def shows_every_sign(text: str, html: str) -> bool:
    """Tell quickly that `html`, made from the Markdown `text`, holds none of its raw HTML: every ``<`` is shown.

    False when it cannot be told for certain. On sites about HTML most of it stands in code, and asking the engine for
    its stretches takes five times as long as rendering.
    """
    return html.count("&lt;") == text.count("<") and _MAY_MEAN_LESS_THAN.search(text) is None


def hide_html(text: str, engine: pyromark.Markdown, builder: Builder, pieces: Pieces) -> str:
    """Return `text` without raw HTML; `cut_hidden` finishes the work on the rendered HTML."""
    data = text.encode("utf-8", "replace")
    name = f"{pieces.placeholders.nonce}h"
    out: list[bytes] = []
    done = 0
    block: list[str] | None = None
    for event, place in engine.events_with_range(text[: raw_html_end(text)]):
        if isinstance(event, str):
            continue
        start, end = place["start"], place["end"]
        if event.get("Start") == "HtmlBlock":
            block = []
        elif event.get("End") == "HtmlBlock":
            if block is not None:
                _report_block("".join(block), builder, pieces)
            block = None
        elif "Html" in event:
            lines = data[start:end].count(b"\n")
            out += (data[done:start], _EMPTY_BLOCK.encode() if block == [] else b"", b"\n" * lines)
            done = end
            if block is not None:
                block.append(data[start:end].decode("utf-8", "replace"))
        elif "InlineHtml" in event:
            tag = data[start:end].decode("utf-8", "replace")
            # A tag over several lines is none that could begin a block; one line end keeps it so.
            line = "\nx" if "\n" in tag else ""
            slash, closed = ("/" if tag.startswith("</") else ""), ("/" if tag.endswith(("/>", "->", "?>")) else "")
            out += (data[done:start], f"<{slash}{name}{line}{closed}>".encode())
            done = end
            _report_tag(tag, builder, pieces)
    out.append(data[done:])
    return b"".join(out).decode("utf-8", "replace")


def cut_hidden(html: str, pieces: Pieces) -> str:
    """Return rendered HTML without what `hide_html` put in place of raw HTML."""
    html = html.replace(_EMPTY_BLOCK, "")
    name = f"{pieces.placeholders.nonce}h"
    if name not in html:
        return html
    # After a tag an address may begin, whatever stands before it, and before one it ends.
    left = _BREAK if "://" in html or "www." in html or "@" in html else ""
    return re.sub(rf"(?:</?{name}(?:\nx)?\s*/?>)+", left, html)


def _report_block(source: str, builder: Builder, pieces: Pieces) -> None:
    source = pieces.placeholders.in_text(source, report=False).replace(pieces.divider or "\0", "")
    source = drop_block_ends(source, pieces)
    nodes, _ = parse(normalise(source, ()), foreign=True)
    text = visible_text(("div", "<div>", with_unknown(nodes)))
    first = source.strip().split("\n", 1)[0][:80]
    if text or any(node[0] in _SHOWN for node in elements(nodes)):
        builder.note("hidden-html", text or first, "left out, as the site hides raw HTML", first)
    elif source.lstrip().startswith("<!--"):
        builder.note("comment-dropped", source.strip(), "left out", first)
    else:
        builder.note("hidden-tag", source.strip(), "left out, as the site hides raw HTML", first)


def _report_tag(tag: str, builder: Builder, pieces: Pieces) -> None:
    tag = pieces.placeholders.in_text(tag, report=False)
    if tag.startswith("</"):
        return
    name = re.match(r"<([A-Za-z0-9]+)", tag)
    if tag.startswith("<!--"):
        builder.note("comment-dropped", tag, "left out", tag[:80])
    elif name is not None and name[1].lower() in _SHOWN:
        builder.note("hidden-html", tag, "left out, as the site hides raw HTML", tag)
    else:
        builder.note("hidden-tag", tag, "left out, as the site hides raw HTML", tag)
