"""One call of the control plane, as plain values."""

from dataclasses import dataclass

from migrate.model.canonical import JsonObject

__all__ = ["SetupCall"]


@dataclass(frozen=True, slots=True)
class SetupCall:
    """One call of the library: which resource, and what it is given."""

    proxy: str
    id: str
    attributes: JsonObject
    version: int | None
    read: bool = False
    post: bool = False
