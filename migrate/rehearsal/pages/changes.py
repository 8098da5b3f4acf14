"""What differs between two states of an entry, line by line, for people to read."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at

__all__ = ["Change", "Line", "changes_between"]

_MAX_LINES = 2000
_BLOCKS = ("paragraph", "heading", "list-item", "blockquote", "table-cell", "table-header-cell")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `sign` is ``+``, ``-`` or a space."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field in one locale that differs."""

    field: str
    locale: str
    lines: tuple[Line, ...]


def changes_between(before: Object, after: Object) -> tuple[Change, ...]:
    """Return the fields that differ, in the order of the later state, then what is gone."""
    places = [
        (field, locale)
        for field in {**after, **before}
        for locale in {**object_at(after, field), **object_at(before, field)}
    ]
    values = [
        (field, locale, object_at(before, field).get(locale), object_at(after, field).get(locale))
        for field, locale in places
    ]
    return tuple(Change(field, locale, tuple(_lines(then, now))) for field, locale, then, now in values if then != now)


def _lines(before: Json, after: Json) -> Iterator[Line]:
    old, new = (list(_text_lines(value))[:_MAX_LINES] for value in (before, after))
    begun = False
    for line in difflib.unified_diff(old, new, lineterm="", n=2):
        if line.startswith(("---", "+++")):
            continue
        if line.startswith("@@"):
            if begun:
                yield Line("…", "")
        else:
            begun = True
            yield Line(line[0], line[1:])


def _text_lines(value: Json) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, str):
        yield from value.splitlines() or [""]
    elif isinstance(value, dict) and value.get("nodeType") == "document":
        yield from _document_lines(value)
    else:
        yield from json.dumps(value, ensure_ascii=False, indent=1).splitlines()


def _document_lines(document: Object) -> Iterator[str]:
    """Yield one line per block; nodes without text show what they link to."""
    waiting: list[Json] = [document]
    while waiting:
        node = waiting.pop()
        kind = text_at(node, "nodeType")
        target = object_at(node, "data", "target", "sys")
        if kind.startswith(_BLOCKS) and all(not _is_block(child) for child in list_at(node, "content")):
            yield f"{_prefix(kind)}{_plain(node)}"
            continue
        if target:
            yield f"[{kind} {text_at(target, 'id')}]"
        elif kind == "hr":
            yield "――"
        waiting.extend(reversed(list_at(node, "content")))


def _is_block(node: Json) -> bool:
    return text_at(node, "nodeType").startswith((*_BLOCKS, "ordered", "unordered", "table", "hr", "embedded-asset"))


def _prefix(kind: str) -> str:
    return "#" * int(kind[-1]) + " " if kind.startswith("heading-") else ""


def _plain(node: Json) -> str:
    parts: list[str] = []
    waiting = [node]
    while waiting:
        item = waiting.pop()
        parts.append(text_at(item, "value"))
        target = text_at(item, "data", "target", "sys", "id") or text_at(item, "data", "uri")
        if target:
            parts.append(f"[{target}]")
        waiting.extend(reversed(list_at(item, "content")))
    return "".join(parts)
