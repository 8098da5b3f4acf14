"""Runs of inline content become the content of one paragraph or heading, in canonical form.

Owns: white space as a browser collapses it, merging of equal texts, grouping of links, the empty texts that the web
editor puts around inline nodes (so that it finds nothing to change). Does not own: where a run begins and ends.
"""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from migrate.model.richtext import MARKS, Element, Mark, Node

__all__ = [
    "BOLD",
    "BREAK",
    "CODE",
    "ITALIC",
    "STRIKE",
    "SUB",
    "SUPER",
    "UNDERLINE",
    "Embed",
    "Item",
    "Link",
    "Literal",
    "assemble",
    "marks_of",
    "part_labels",
    "text_content",
]

BOLD, ITALIC, UNDERLINE, CODE, SUPER, SUB, STRIKE = (1 << position for position in range(7))
_NAMES: tuple[tuple[str, ...], ...] = tuple(
    # The editor's toolbar excludes superscript and subscript from each other: superscript wins.
    tuple(
        mark
        for position, mark in enumerate(MARKS)
        if bits & 1 << position and not (mark == "subscript" and bits & SUPER)
    )
    for bits in range(128)
)

BREAK = "\v"
"""A hard line break while a run is collected; ``\\n`` in the document, as the web editor writes it."""
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"[ \t\n\r\f]*\v[ \t\n\r\f]*")
_BLANK = " \t\n\r\f"
_INVISIBLE = " \t\n\r\f\v\xa0\ufeff"


class Literal(str):
    """A text of a run whose signs mean nothing, as those of raw HTML and escaped ones."""

    __slots__ = ()


class Link(NamedTuple):
    """One ``<a>``; compared by identity, so that two links to one place stay two."""

    node_type: str
    data: dict[str, object]
    uri: str
    """As a reader would follow it, for entries that hold a link as text."""
    entry: str
    """Id of the linked entry, "" for other links."""


class Embed(NamedTuple):
    """Something between words that is not text; it becomes a node when it is known where it stands."""

    as_block: Callable[[], Element]
    """Makes the node for a place between blocks."""
    as_inline: Callable[[], Element]
    """Makes the node for a place between words."""


Item: TypeAlias = tuple["str | Embed", int, "Link | None"]
"""What a run is made of: text or embed, bits of its marks, the link around it."""


def marks_of(bits: int) -> list[Mark]:
    """Return fresh mark objects in canonical order."""
    names = _NAMES[bits]
    return [{"type": names[0]}] if len(names) == 1 else [{"type": name} for name in names]


def text_content(value: str, bits: int) -> list[Node] | None:
    """Return the content of a block that is one text without a hard break; None when nothing in it is to be seen."""
    value = value.strip(_BLANK)
    if not value:
        return None
    return [{"nodeType": "text", "value": _one_line(value), "marks": marks_of(bits) if bits else [], "data": {}}]


def _one_line(value: str) -> str:
    """Return `value` with each run of white space as one space; the usual line end needs no pattern."""
    if "\n" in value:
        value = value.replace("\n", " ")
    if "  " in value or "\t" in value or "\r" in value or "\f" in value:
        value = _SPACES.sub(" ", value)
    return value


def _collapsed(run: list[Item]) -> list[Item]:
    """Return `run` with white space collapsed across items and none at the edges or around breaks."""
    out: list[Item] = []
    at_space = True
    for item in run:
        value = item[0]
        if not isinstance(value, str):
            out.append(item)
            at_space = False
            continue
        if BREAK in value:
            value = _BREAKS.sub(BREAK, value)
            if value[0] == BREAK:
                _trim_end(out)
                if not out:
                    value = value.lstrip(BREAK)
        value = _one_line(value)
        if at_space and value[:1] == " ":
            value = value[1:]
        if value:
            out.append((value, item[1], item[2]))
            at_space = value[-1] in " \v"
    _trim_end(out)
    while out and isinstance(out[-1][0], str) and out[-1][0].endswith(BREAK):
        _trim_end(out, " \v")
    return out


def _trim_end(out: list[Item], characters: str = " ") -> None:
    while out:
        value, bits, link = out[-1]
        if not isinstance(value, str):
            return
        shorter = value.rstrip(characters)
        if shorter:
            out[-1] = (shorter, bits, link)
            return
        out.pop()


# One loop, because it runs for each paragraph.
def part_labels(run: list[Item], labels: list[Link]) -> list[Item]:
    """Return a run with a blank between words and the label of a link that showed no text where it stands."""
    out: list[Item] = []
    for item in run:
        value, last = item[0], out[-1] if out else None
        if (
            last is not None
            and last[2] is not item[2]
            and any(link is item[2] or link is last[2] for link in labels)
            and isinstance(value, str)
            and isinstance(last[0], str)
            and value[:1].isalnum()
            and last[0][-1:].isalnum()
        ):
            out.append((" ", 0, None))
        out.append(item)
    return out


def assemble(run: list[Item]) -> list[Node] | None:  # noqa: C901  # one loop: a call for each item costs time
    """Return the content of a block made from `run`; None when nothing in it is to be seen."""
    if len(run) == 1:
        value, bits, link = run[0]
        if link is None and isinstance(value, str) and BREAK not in value:
            return text_content(value, bits)
    out = _collapsed(run)
    if not out:
        return None
    content: list[Node] = []
    # Bits of the text at the end; -1 when the last node is no text.
    last_bits = -1
    position = 0
    total = len(out)
    while position < total:
        value, bits, link = out[position]
        position += 1
        if not isinstance(value, str):
            if last_bits < 0:
                content.append({"nodeType": "text", "value": "", "marks": [], "data": {}})
            content.append(value.as_inline())
            last_bits = -1
            continue
        if BREAK in value:
            value = value.replace(BREAK, "\n")
        if link is not None:
            inner, position = _link_content(out, position - 1, link)
            if inner is not None:
                if last_bits < 0:
                    content.append({"nodeType": "text", "value": "", "marks": [], "data": {}})
                content.append({"nodeType": link.node_type, "data": dict(link.data), "content": inner})
                last_bits = -1
                continue
            # White space alone is no link that the editor would keep.
            bits = 0
        if bits == last_bits:
            content[-1]["value"] += value  # type: ignore[typeddict-item]  # `last_bits` says that it is text
        else:
            content.append({"nodeType": "text", "value": value, "marks": marks_of(bits) if bits else [], "data": {}})
            last_bits = bits
    if last_bits < 0:
        content.append({"nodeType": "text", "value": "", "marks": [], "data": {}})
    return content


def _link_content(out: list[Item], start: int, link: Link) -> tuple[list[Node] | None, int]:
    """Return the text nodes of the link that begins at `start`, and the position after it; None when it is blank."""
    content: list[Node] = []
    last_bits = -1
    visible = False
    position = start
    while position < len(out):
        value, bits, other = out[position]
        if other is not link or not isinstance(value, str):
            break
        value = value.replace(BREAK, "\n")
        visible = visible or bool(value.strip(_INVISIBLE))
        if bits == last_bits:
            content[-1]["value"] += value  # type: ignore[typeddict-item]  # `last_bits` says that it is text
        else:
            content.append({"nodeType": "text", "value": value, "marks": marks_of(bits), "data": {}})
            last_bits = bits
        position += 1
    if not visible:
        return None, start + 1
    return content, position
