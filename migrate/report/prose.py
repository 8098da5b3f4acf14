"""Rich Text as lines of prose, and the difference of two documents as a person reads it.

Owns the readable form only; it is never parsed back.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from migrate.model.canonical import Json

__all__ = ["is_rich_text", "prose_diff", "prose_lines"]

_WORDS = re.compile(r"\s+|[^\s]+")
_CONTEXT = 8
"""Words shown around a change inside a long line."""


def is_rich_text(value: Json) -> bool:
    """Return whether a field value is a Rich Text document."""
    return isinstance(value, dict) and value.get("nodeType") == "document"


def prose_lines(document: Json) -> list[str]:
    """Return one line per block: headings with ``#``, items with ``-``, quotes with ``>``, embeds in brackets."""
    if not isinstance(document, dict) or not is_rich_text(document):
        return []
    return list(_blocks(document, ""))


def prose_diff(before: Json, after: Json) -> list[str]:
    """Return the changed lines: ``- gone``, ``+ new``, and ``~ line`` with ``[-old-]{+new+}`` words."""
    old, new = prose_lines(before), prose_lines(after)
    lines: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and i2 - i1 == j2 - j1:
            lines += [f"~ {_word_diff(a, b)}" for a, b in zip(old[i1:i2], new[j1:j2], strict=True)]
        else:
            lines += [f"- {line}" for line in old[i1:i2]]
            lines += [f"+ {line}" for line in new[j1:j2]]
    return lines or ["~ formatting, links or embeds changed; the words are the same"]


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


def _word_diff(before: str, after: str) -> str:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(_shorten(old[i1:i2], first=i1 == 0, last=i2 == len(old)))
            continue
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        parts.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return "".join(parts)


def _shorten(words: Sequence[str], *, first: bool, last: bool) -> str:
    keep = 2 * _CONTEXT
    if len(words) <= 2 * keep:
        return "".join(words)
    head = "" if first else "".join(words[:keep])
    tail = "" if last else "".join(words[-keep:])
    return f"{head}…{tail}"
