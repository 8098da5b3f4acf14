"""Hugo's coercions of front-matter values: what a reserved field makes of a value of any type."""

from migrate.model.source import Param

__all__ = ["to_bool", "to_int", "to_string", "to_strings", "to_terms"]


def to_string(value: Param) -> str:
    """Return a scalar as text; "" for lists, maps and null."""
    raise NotImplementedError


def to_bool(value: Param) -> bool:
    """Return what a boolean field such as ``draft`` makes of `value`; False for anything that cannot be read."""
    raise NotImplementedError


def to_int(value: Param) -> int:
    """Return what a number field such as ``weight`` makes of `value`; 0 for anything that cannot be read."""
    raise NotImplementedError


def to_strings(value: Param) -> tuple[str, ...]:
    """Return what a list field such as ``keywords`` or ``aliases`` makes of `value`; a string is split at white space."""
    raise NotImplementedError


def to_terms(value: Param) -> tuple[str, ...]:
    """Return the terms that a taxonomy field names; a string is one term."""
    raise NotImplementedError
