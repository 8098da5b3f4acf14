"""Links between entities: found in field values, and redirected where an entity keeps an older id.

Owns the walk over JSON. A link is ``{"sys": {"type": "Link", "linkType": …, "id": …}}`` wherever it stands, Rich Text
included.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from migrate.model.canonical import Json, JsonObject
from migrate.model.space import EntityKey, EntityType

__all__ = ["find_links", "redirect_links"]

_TYPES = {member.value: member for member in EntityType}


def find_links(value: Json) -> tuple[EntityKey, ...]:
    """Return the entities that `value` links to, sorted, each once."""
    return tuple(sorted(set(_walk(value))))


def _walk(value: Json) -> Iterator[EntityKey]:
    stack: list[Json] = [value]
    while stack:
        node = stack.pop()
        parts: Iterable[Json] = ()
        # Nearly all are plain maps and lists, which their class tells ten times as fast as asking for any map.
        if node.__class__ is dict or (node.__class__ is not list and isinstance(node, Mapping)):
            system = node.get("sys")
            if system is not None and isinstance(system, Mapping) and system.get("type") == "Link":
                kind = _TYPES.get(str(system.get("linkType")))
                if kind is not None:
                    yield _key(kind, str(system["id"]))
                continue
            parts = node.values()
        elif isinstance(node, list | tuple):
            parts = node
        # Texts and what is empty hold no link.
        stack += [part for part in parts if part and part.__class__ is not str]


@lru_cache(maxsize=4096)
def _key(kind: EntityType, id_: str) -> EntityKey:
    """Return one key for all links to what many link to, such as an author."""
    return EntityKey(kind, id_)


def redirect_links(value: JsonObject, renames: Mapping[str, str]) -> JsonObject:
    """Return `value` with links to renamed entries led to the ids that those keep."""
    result = _redirected(value, renames)
    return result if isinstance(result, Mapping) else value


def _redirected(value: Json, renames: Mapping[str, str]) -> Json:
    if isinstance(value, Mapping):
        if value.get("type") == "Link" and value.get("linkType") == EntityType.ENTRY and value.get("id") in renames:
            return {**value, "id": renames[str(value["id"])]}
        return {name: _redirected(part, renames) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_redirected(part, renames) for part in value]
    return value
