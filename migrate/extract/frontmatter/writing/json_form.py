"""Where values stand in JSON, and how values are written in it."""

import json
import re
from collections.abc import Iterator

from migrate.extract.frontmatter.writing.spans import Form, NotWritableError, Span
from migrate.model.source import Param

__all__ = ["JSONForm"]

_SPACE = re.compile(r"[ \t\r\n]*")


class JSONForm(Form):
    """A JSON object."""

    def spans(self, text: str) -> Span:
        """Return where the values stand."""
        try:
            root = _value(text, _skip(text, 0))
        except (ValueError, IndexError) as error:
            raise NotWritableError("the front matter is not plain JSON") from error
        if root.members is None:
            raise NotWritableError("the front matter is no JSON object")
        values = sorted(root.members.values(), key=lambda span: span.end)
        root.end_of_keys = values[-1].end if values else root.start + 1
        return root

    def scalars(self, value: Param, like: str, *, date: bool) -> Iterator[str]:
        """Yield the value; a number in quotes where the old one had them."""
        del date  # JSON has no dates
        if like.startswith('"') and isinstance(value, int | float) and not isinstance(value, bool):
            yield json.dumps(str(value))
        yield '""' if value is None else json.dumps(value, ensure_ascii=False)
        if isinstance(value, str):
            yield json.dumps(value)

    def added(self, text: str, root: Span, key: str, value: str) -> str:
        """Return `text` with a member more behind the last one, set apart as the first one is."""
        gap = text[root.start + 1 : _skip(text, root.start + 1)] if root.members else ""
        comma = "," if root.members else ""
        member = f"{comma}{gap}{json.dumps(key, ensure_ascii=False)}: {value}"
        return text[: root.end_of_keys] + member + text[root.end_of_keys :]


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _value(text: str, start: int) -> Span:
    match text[start]:
        case "{":
            return _object(text, start)
        case "[":
            return _array(text, start)
        case _:
            _, end = json.JSONDecoder().raw_decode(text, start)
            return Span(start, end)


def _object(text: str, start: int) -> Span:
    held: dict[str, Span] = {}
    position = _skip(text, start + 1)
    while text[position] != "}":
        key, position = json.JSONDecoder().raw_decode(text, position)
        position = _skip(text, position)
        if text[position] != ":":
            raise ValueError(position)
        value = _value(text, _skip(text, position + 1))
        held[str(key).lower()] = value
        position = _next(text, value.end)
    return Span(start, position + 1, held)


def _array(text: str, start: int) -> Span:
    items: list[Span] = []
    position = _skip(text, start + 1)
    while text[position] != "]":
        items.append(_value(text, position))
        position = _next(text, items[-1].end)
    return Span(start, position + 1, items=items)


def _next(text: str, position: int) -> int:
    position = _skip(text, position)
    return _skip(text, position + 1) if text[position] == "," else position
