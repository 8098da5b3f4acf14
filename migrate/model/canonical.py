"""Canonical JSON and digests: the only place that turns content into bytes to compare or hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

__all__ = ["Json", "JsonObject", "canonical_json", "digest", "digest_bytes"]

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
JsonObject: TypeAlias = Mapping[str, Json]


_ENCODE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


def canonical_json(value: Json) -> bytes:
    """Return the one UTF-8 encoding of `value`: sorted keys, no spaces, no ASCII escapes.

    Raises:
        ValueError: `value` holds NaN or an infinity, which JSON cannot express.

    """
    text = _ENCODE(value)
    # A lone surrogate cannot be encoded; it stands for a byte that was not text.
    return text.encode("utf-8", "replace")


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical JSON of `value` as 64 hexadecimal digits."""
    return digest_bytes(canonical_json(value))
