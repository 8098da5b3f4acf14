"""The `select` parameter: which parts of an entity are shown."""

from collections.abc import Sequence

from migrate.rehearsal.payload import Object

__all__ = ["select_parts"]


def select_parts(payload: Object, select: Sequence[str]) -> Object:
    """Return only the selected paths of `payload`; without any path, all of it."""
    if not select:
        return payload
    shown: Object = {}
    for path in select:
        _copy(payload, shown, path.split("."))
    return shown


def _copy(source: Object, target: Object, keys: Sequence[str]) -> None:
    first, rest = keys[0], keys[1:]
    if first not in source:
        return
    value = source[first]
    if not rest:
        target[first] = value
        return
    if isinstance(value, dict):
        inner = target.setdefault(first, {})
        if isinstance(inner, dict) and inner is not value:
            _copy(value, inner, rest)
