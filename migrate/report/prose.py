"""Rich Text and long texts as lines of prose, and the difference of two of them as a person reads it.

Owns the readable form only; it is never parsed back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from migrate.model.canonical import Json

__all__ = ["DiffLine", "Piece", "is_prose", "is_rich_text", "prose_changes", "prose_diff", "prose_lines"]

_WORDS = re.compile(r"\s+|[^\s]+")
_CONTEXT = 8
"""Words shown around a change inside a long line."""
_MOST_COMPARED = 1_000_000
"""Words of one line before times words of it after, up to which each is compared with each."""
_LONG = 72
"""Characters from which on the change of a text is shown by words; a shorter one is shown whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a changed line."""

    kind: str
    """``del``: only before; ``ins``: only after; "": in both."""
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that differs."""

    sign: str
    """``-`` gone, ``+`` new, ``~`` changed by words."""
    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return f"{self.sign} " + "".join(_MARKS[piece.kind].format(piece.text) for piece in self._marked())

    def _marked(self) -> tuple[Piece, ...]:
        return self.pieces if self.sign == "~" else tuple(Piece("", piece.text) for piece in self.pieces)


_MARKS = {"": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}


def is_prose(before: Json, after: Json) -> bool:
    """Tell whether a change is read by its words: between two documents, or two texts of which one is long."""
    if isinstance(before, str) and isinstance(after, str):
        return any(len(text) > _LONG or "\n" in text.strip() for text in (before, after))
    return is_rich_text(before) and is_rich_text(after)


def is_rich_text(value: Json) -> bool:
    """Return whether a field value is a Rich Text document."""
    return isinstance(value, dict) and value.get("nodeType") == "document"


def prose_lines(document: Json) -> list[str]:
    """Return one line per block: headings with ``#``, items with ``-``, quotes with ``>``, embeds in brackets.

    A text has the lines that it has; anything else has none.
    """
    if isinstance(document, str):
        return document.splitlines()
    if not isinstance(document, dict) or not is_rich_text(document):
        return []
    return list(_blocks(document, ""))


def prose_diff(before: Json, after: Json) -> list[str]:
    """Return the changed lines: ``- gone``, ``+ new``, and ``~ line`` with ``[-old-]{+new+}`` words."""
    return [str(line) for line in prose_changes(before, after)]


def prose_changes(before: Json, after: Json) -> list[DiffLine]:
    """Return the changed lines in their pieces."""
    old, new = prose_lines(before), prose_lines(after)
    lines: list[DiffLine] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and i2 - i1 == j2 - j1:
            lines += [DiffLine("~", _word_diff(a, b)) for a, b in zip(old[i1:i2], new[j1:j2], strict=True)]
        else:
            lines += [DiffLine("-", (Piece("del", line),)) for line in old[i1:i2]]
            lines += [DiffLine("+", (Piece("ins", line),)) for line in new[j1:j2]]
    same = "line ends" if isinstance(after, str) else "formatting, links or embeds"
    return lines or [DiffLine("~", (Piece("", f"{same} changed; the words are the same"),))]


def _blocks(node: dict[str, Any], lead: str) -> Iterator[str]:
    for child in node["content"]:
        kind: str = child["nodeType"]
        if kind == "paragraph":
            line = _inline(child)
            if line:
                yield lead + line
        elif kind.startswith("heading-"):
            yield f"{lead}{'#' * int(kind[-1])} {_inline(child)}"
        elif kind == "hr":
            yield f"{lead}---"
        elif kind == "blockquote":
            yield from _blocks(child, f"{lead}> ")
        elif kind.startswith("embedded-"):
            yield f"{lead}{_embed(child)}"
        elif kind == "table-row":
            cells = [" ".join(_blocks(cell, "")) for cell in child["content"]]
            yield f"{lead}| {' | '.join(cells)} |"
        elif kind in ("ordered-list", "unordered-list"):
            sign = "1. " if kind == "ordered-list" else "- "
            for item in child["content"]:
                for number, line in enumerate(_blocks(item, "")):
                    yield f"{lead}{sign if number == 0 else ' ' * len(sign)}{line}"
        else:
            yield from _blocks(child, lead)


def _inline(node: dict[str, Any]) -> str:
    parts: list[str] = []
    for child in node["content"]:
        kind = child["nodeType"]
        if kind == "text":
            parts.append(child["value"])
        elif kind.startswith("embedded-"):
            parts.append(_embed(child))
        elif kind == "hyperlink":
            parts.append(f"{_inline(child)} ({child['data'].get('uri', '')})")
        else:
            parts.append(f"{_inline(child)} ({_link(child)})")
    return "".join(parts)


def _embed(node: dict[str, Any]) -> str:
    return f"[{_link(node)}]"


def _link(node: dict[str, Any]) -> str:
    target = node["data"].get("target", {}).get("sys", {})
    return f"{str(target.get('linkType', 'resource')).lower()} {target.get('id', target.get('urn', '?'))}"


def _word_diff(before: str, after: str) -> tuple[Piece, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[Piece] = []
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        if tag == "equal":
            parts.append(Piece("", _shorten(old[i1:i2], first=i1 == 0, last=i2 == len(old))))
            continue
        changed = (Piece("del", "".join(old[i1:i2])), Piece("ins", "".join(new[j1:j2])))
        parts += [piece for piece in changed if piece.text]
    return tuple(parts)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what `SequenceMatcher` says of two lists of words, whose ends are compared at once.

    What is left between the ends is one change where it is so long that looking into it would take seconds.
    """
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    most -= head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    end_old, end_new = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    if (end_old - head) * (end_new - head) > _MOST_COMPARED:
        yield "replace", head, end_old, head, end_new
    else:
        middle = SequenceMatcher(a=old[head:end_old], b=new[head:end_new], autojunk=False)
        for tag, i1, i2, j1, j2 in middle.get_opcodes():
            yield tag, head + i1, head + i2, head + j1, head + j2
    if tail:
        yield "equal", end_old, len(old), end_new, len(new)


def _shorten(words: Sequence[str], *, first: bool, last: bool) -> str:
    keep = 2 * _CONTEXT
    if len(words) <= 2 * keep:
        return "".join(words)
    head = "" if first else "".join(words[:keep])
    tail = "" if last else "".join(words[-keep:])
    return f"{head}…{tail}"
