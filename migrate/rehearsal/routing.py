"""From a path to its endpoint: a tree of path segments.

Owns matching, and the rule that a management path without an environment means `master`. A tree answers in time
proportional to the path, where a list of patterns would be tried one after another on each request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from migrate.rehearsal.call import Endpoint

__all__ = ["Match", "Router"]

# What exists once per space rather than once per environment.
_SPACE_LEVEL = frozenset(
    {"environments", "environment_aliases", "scheduled_actions", "webhook_definitions", "webhooks", "roles"}
    | {"api_keys", "preview_api_keys", "space_memberships", "space_members", "upload_credentials", "teams"}
)
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
        for endpoint in endpoints:
            self._add(endpoint)

    def match(self, path: str) -> Match | None:
        """Return what `path` leads to, or None."""
        segments = _with_environment(path.strip("/").split("/"))
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
        for segment in endpoint.template.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                node.any_child = node.any_child or _Node()
                node = node.any_child
            else:
                node = node.children.setdefault(segment, _Node())
        node.names = tuple(names)
        node.endpoints[endpoint.method] = endpoint


def _with_environment(segments: list[str]) -> list[str]:
    start = 1 if segments[0] in _API_PREFIXES else 0
    below_space = segments[start + 2 : start + 3]
    if segments[start : start + 1] != ["spaces"] or not below_space:
        return segments
    if below_space[0] in _SPACE_LEVEL:
        return segments
    return [*segments[: start + 2], "environments", "master", *segments[start + 2 :]]
