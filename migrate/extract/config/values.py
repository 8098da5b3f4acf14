"""Typed access to configuration values, with Hugo's weak conversions.

Owns: reading one key of a lower-cased map as text, flag, number, list or map. Does not own: what the keys mean.
"""

from collections.abc import Mapping, Sequence

from migrate.extract.coerce import to_bool, to_int, to_string
from migrate.model.source import Param, ParamMap

__all__ = ["flag", "items", "mapping", "nested", "number", "strings", "text"]

_NOTHING: ParamMap = {}


def text(values: ParamMap, *keys: str, default: str = "") -> str:
    """Return the first of `keys` that is set as text, else `default`."""
    for key in keys:
        found = values.get(key)
        if found is not None:
            return to_string(found)
    return default


def flag(values: ParamMap, key: str, *, default: bool = False) -> bool:
    """Return a switch; `default` when it is not set.

    The words yes and on are switches here, too: only versions before 0.152 read them, later ones stop with an error.
    """
    found = values.get(key)
    if found is None:
        return default
    return to_bool(found) or (isinstance(found, str) and found.lower() in ("yes", "on", "y"))


def number(values: ParamMap, key: str, default: int = 0) -> int:
    """Return a whole number; `default` when it is not set."""
    found = values.get(key)
    return default if found is None else to_int(found)


def items(value: Param) -> Sequence[Param]:
    """Return a list as it is, null as nothing, and anything else as a list of one."""
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    return (value,)


def strings(values: ParamMap, key: str) -> tuple[str, ...]:
    """Return a list of texts; a single value counts as a list of one."""
    return tuple(text for text in (to_string(item) for item in items(values.get(key))) if text)


def mapping(values: ParamMap, key: str) -> ParamMap:
    """Return a nested map, empty when it is missing or something else."""
    found = values.get(key)
    return found if isinstance(found, Mapping) else _NOTHING


def nested(values: ParamMap, *path: str) -> ParamMap:
    """Return the map at the end of `path`, empty when there is none."""
    for key in path:
        values = mapping(values, key)
    return values
