"""The validations of a field, one function per keyword, found through `KEYWORDS`.

Owns every keyword that looks at the value alone. Those that look at a link's target stand in `links`, those of Rich
Text in `richtext_options`, `unique` in `publishing`, because it looks at other entries.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from migrate.rehearsal.payload import Json, Object, object_at, text_at
from migrate.rehearsal.rules.values import Path

__all__ = ["KEYWORDS", "Check", "finding", "size_findings"]

Check = Callable[[Json, Json, Path], Iterator[Object]]
"""Keyword's argument, value, path of the value → findings."""


def finding(name: str, path: Path, details: str, **more: Json) -> Object:
    """Return one finding."""
    return {"name": name, "details": details, "path": list(path), **more}


def size_findings(argument: Json, size: int, path: Path) -> Iterator[Object]:
    """Yield a finding when `size` is outside the bounds of a ``size`` validation."""
    least, most = _bounds(argument)
    if (least is not None and size < least) or (most is not None and size > most):
        yield finding("size", path, f"Size must be {_between(least, most)}", **_given(least, most))


def _size(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    if isinstance(value, dict) and value.get("nodeType") == "document":
        yield from size_findings(argument, _text_length(value), path)
    elif isinstance(value, str | list | dict):
        yield from size_findings(argument, len(value), path)


def _range(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    least, most = _bounds(argument)
    if (least is not None and value < least) or (most is not None and value > most):
        yield finding("range", path, f"The value must be {_between(least, most)}", value=value, **_given(least, most))


def _date_range(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    moment = _moment(value)
    earliest = _moment(object_at(argument).get("min")) or _moment(object_at(argument).get("after"))
    latest = _moment(object_at(argument).get("max")) or _moment(object_at(argument).get("before"))
    if moment is None:
        return
    if (earliest and moment < earliest) or (latest and moment > latest):
        yield finding("dateRange", path, "The date is outside the allowed range", value=value)


def _regexp(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    pattern = _pattern(text_at(argument, "pattern"), text_at(argument, "flags"))
    if isinstance(value, str) and pattern is not None and not pattern.search(value):
        yield finding("regexp", path, f"Does not match /{text_at(argument, 'pattern')}/", value=value)


def _prohibit_regexp(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    pattern = _pattern(text_at(argument, "pattern"), text_at(argument, "flags"))
    if isinstance(value, str) and pattern is not None and pattern.search(value):
        yield finding("prohibitRegexp", path, f"Must not match /{text_at(argument, 'pattern')}/", value=value)


def _in(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    if isinstance(argument, list) and value not in argument:
        yield finding("in", path, "Value must be one of expected values", value=value, expected=argument)


def _elsewhere(argument: Json, value: Json, path: Path) -> Iterator[Object]:
    yield from ()


KEYWORDS: Mapping[str, Check] = {
    "size": _size,
    "range": _range,
    "dateRange": _date_range,
    "regexp": _regexp,
    "prohibitRegexp": _prohibit_regexp,
    "in": _in,
    # Of no effect on a value that is there, or checked where more than the value is known.
    **dict.fromkeys(("present", "linkField", "relationshipType", "unique"), _elsewhere),
    **dict.fromkeys(("linkContentType", "linkMimetypeGroup", "assetFileSize", "assetImageDimensions"), _elsewhere),
    **dict.fromkeys(("enabledMarks", "enabledNodeTypes", "nodes"), _elsewhere),
}


@lru_cache(maxsize=512)
def _pattern(pattern: str, flags: str) -> re.Pattern[str] | None:
    """Return a JavaScript pattern as Python's; None when it cannot be told in Python, and then nothing is refused."""
    translated = re.sub(r"\(\?<([A-Za-z_]\w*)>", r"(?P<\1>", pattern)
    translated = re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda match: re.escape(chr(int(match[1], 16))), translated)
    options = re.IGNORECASE if "i" in flags else 0
    options |= re.MULTILINE if "m" in flags else 0
    options |= re.DOTALL if "s" in flags else 0
    # In JavaScript $ is the very end, in Python also the place before a last line feed.
    if "m" not in flags:
        translated = re.sub(r"(?<!\\)\$$", r"\\Z", translated)
    try:
        return re.compile(translated, options | re.ASCII)
    except (re.error, OverflowError, ValueError):
        return None


def _bounds(argument: Json) -> tuple[float | None, float | None]:
    least, most = (object_at(argument).get(side) for side in ("min", "max"))
    return (
        least if isinstance(least, int | float) else None,
        most if isinstance(most, int | float) else None,
    )


def _between(least: float | None, most: float | None) -> str:
    if least is None:
        return f"at most {most}"
    return f"at least {least}" if most is None else f"between {least} and {most}"


def _given(least: float | None, most: float | None) -> Object:
    return {key: value for key, value in (("min", least), ("max", most)) if value is not None}


def _moment(value: Json) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text_length(document: Object) -> int:
    length = 0
    waiting: list[Json] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            length += len(text_at(node, "value"))
            content = node.get("content")
            waiting.extend(content if isinstance(content, list) else ())
    return length
