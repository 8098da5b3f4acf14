"""Lists written item by item: what stays keeps its text, its comment and its place.

Owns the two ways in which lists are written, between brackets and behind dashes. Does not own how an item is written.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from migrate.extract.frontmatter.writing.spans import NotWritableError, Span
from migrate.model.source import Param

__all__ = ["write_list"]

Render = Callable[[Param, str], str]
"""A value and the text that it should look like → its text."""

_DASH = re.compile(r"[ \t]*-[ \t]+")


def write_list(text: str, span: Span, old: Sequence[Param], new: Sequence[Param], render: Render) -> str:
    """Return `text` with the list at `span`, which holds `old`, holding `new`.

    Raises:
        NotWritableError: the list is written in a way that would not survive.
    """
    items = span.items or []
    if len(items) != len(old) or any(item.start < 0 or item.members or item.items for item in items):
        raise NotWritableError("the list holds more than plain values")
    if len(new) == len(old):
        return _in_place(text, items, old, new, render)
    if span.block:
        return _dashes(text, items, old, new, render)
    return _brackets(text, span, items, old, new, render)


def _in_place(text: str, items: Sequence[Span], old: Sequence[Param], new: Sequence[Param], render: Render) -> str:
    for item, was, value in reversed(list(zip(items, old, new, strict=True))):
        if was != value:
            text = text[: item.start] + render(value, text[item.start : item.end]) + text[item.end :]
    return text


def _brackets(
    text: str, span: Span, items: Sequence[Span], old: Sequence[Param], new: Sequence[Param], render: Render
) -> str:
    if not items:
        return text[: span.start] + "[" + ", ".join(render(value, "") for value in new) + "]" + text[span.end :]
    if not new:
        return text[: span.start] + "[]" + text[span.end :]
    gaps = [text[one.end : two.start] for one, two in pairwise(items)]
    if any("#" in gap for gap in (*gaps, text[items[-1].end : span.end])):
        raise NotWritableError("the list holds comments, and items came or went")
    texts = [text[item.start : item.end] for item in items]
    left = list(zip(old, texts, strict=True))
    parts = []
    for value in new:
        known = next((pair for pair in left if pair[0] == value), None)
        if known is not None:
            left.remove(known)
        parts.append(known[1] if known is not None else render(value, texts[0]))
    gap = gaps[0] if gaps else ", "
    return text[: items[0].start] + gap.join(parts) + text[items[-1].end :]


def _dashes(text: str, items: Sequence[Span], old: Sequence[Param], new: Sequence[Param], render: Render) -> str:
    starts = [text.rfind("\n", 0, item.start) + 1 for item in items]
    leads = [_DASH.fullmatch(text, start, item.start) for start, item in zip(starts, items, strict=True)]
    if not all(leads) or len(set(starts)) != len(starts):
        raise NotWritableError("the list is not written with one item a line")
    end = text.find("\n", items[-1].end if items[-1].end > items[-1].start else items[-1].start)
    stop = end + 1 if end >= 0 else len(text)
    chunks = [text[start:until] for start, until in zip(starts, [*starts[1:], stop], strict=True)]
    left = list(zip(old, chunks, strict=True))
    line_end = "\r\n" if chunks[0].endswith("\r\n") else "\n"
    lead = leads[0][0] if leads[0] is not None else "- "
    parts = []
    for value in new:
        known = next((pair for pair in left if pair[0] == value), None)
        if known is not None:
            left.remove(known)
        like = text[items[0].start : items[0].end]
        parts.append(known[1] if known is not None else f"{lead}{render(value, like)}{line_end}")
    remarks = [line for _, chunk in left for line in chunk.splitlines(keepends=True)[1:] if line.lstrip()[:1] == "#"]
    return text[: starts[0]] + "".join((*parts, *remarks)) + text[stop:]
