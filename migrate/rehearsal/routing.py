"""From a path to its endpoint: a tree of path segments.

Owns matching, and the rule that a management path without an environment means `master`. A tree answers in time
proportional to the path, where a list of patterns would be tried one after another on each request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from migrate.rehearsal.call import Endpoint

__all__ = ["Match", "Router"]

_API_PREFIXES = ("delivery", "preview")


@dataclass(frozen=True, slots=True)
class Match:
    """What a path leads to: its endpoints by method, and the values of its parameters."""

    endpoints: Mapping[str, Endpoint]
    parameters: Mapping[str, str]


@dataclass(slots=True)
class _Node:
    endpoints: dict[str, Endpoint] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    children: dict[str, "_Node"] = field(default_factory=dict)
    any_child: "_Node | None" = None


class Router:
    """Endpoints by path."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self._root = _Node()
        # What exists once per space rather than once per environment.
        self._space_level: set[str] = set()
        for endpoint in endpoints:
            self._add(endpoint)

    def match(self, path: str) -> Match | None:
        """Return what `path` leads to, or None."""
        segments = self._with_environment(path.strip("/").split("/"))
        values: list[str] = []
        node = self._root
        for segment in segments:
            child = node.children.get(segment)
            if child is None:
                child = node.any_child
                values.append(segment)
            if child is None:
                return None
            node = child
        if not node.endpoints:
            return None
        return Match(node.endpoints, dict(zip(node.names, values, strict=True)))

    def _add(self, endpoint: Endpoint) -> None:
        node = self._root
        names = []
        segments = endpoint.template.strip("/").split("/")
        below = _after_space(segments)
        if below is not None:
            self._space_level.add(segments[below])
        for segment in segments:
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                node.any_child = node.any_child or _Node()
                node = node.any_child
            else:
                node = node.children.setdefault(segment, _Node())
        node.names = tuple(names)
        node.endpoints[endpoint.method] = endpoint

    def _with_environment(self, segments: list[str]) -> list[str]:
        start = _after_space(segments)
        if start is None or segments[start] in self._space_level:
            return segments
        return [*segments[:start], "environments", "master", *segments[start:]]


def _after_space(segments: list[str]) -> int | None:
    """Return where a path goes on after its space, or None."""
    start = 1 if segments[0] in _API_PREFIXES else 0
    below_space = segments[start : start + 1] == ["spaces"] and len(segments) > start + 2
    return start + 2 if below_space else None
