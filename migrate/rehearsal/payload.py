"""JSON values as the server handles them: types, reading with a default, time stamps, ids, links.

Owns the vocabulary of payloads. Does not own any rule about them.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import TypeAlias, cast

__all__ = [
    "Json",
    "Object",
    "dump",
    "link",
    "list_at",
    "new_id",
    "object_at",
    "parse_object",
    "text_at",
    "timestamp",
    "user_id",
]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Object: TypeAlias = dict[str, Json]

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 22
_ID_BITS = 17 * 8

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def dump(value: Json) -> str:
    """Return `value` as compact JSON text, keys in the order in which they were given."""
    return _encode(value)


def parse_object(text: str) -> Object:
    """Return the object that a stored JSON text holds."""
    return cast(Object, json.loads(text))


def object_at(value: Json, *keys: str) -> Object:
    """Return the object at a path of keys, or an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def list_at(value: Json, *keys: str) -> list[Json]:
    """Return the list at a path of keys, or an empty one where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def text_at(value: Json, *keys: str) -> str:
    """Return the text at a path of keys, or "" where there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def link(kind: str, entity_id: str) -> Object:
    """Return a link to an entity."""
    return {"sys": {"type": "Link", "linkType": kind, "id": entity_id}}


def timestamp(moment: datetime) -> str:
    """Return `moment` the way the API writes time: ISO 8601, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """Return a fresh id in the form that the service generates."""
    return _as_id(secrets.randbits(_ID_BITS))


def user_id(token: str) -> str:
    """Return the id of the user that a token stands for: another token is another user."""
    return _as_id(int.from_bytes(hashlib.sha256(b"user:" + token.encode()).digest()[: _ID_BITS // 8], "big"))


def _as_id(number: int) -> str:
    digits = ""
    for _ in range(_ID_LENGTH):
        number, rest = divmod(number, len(_DIGITS))
        digits += _DIGITS[rest]
    return digits
