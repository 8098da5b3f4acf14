"""Canonical JSON and digests: the only place that turns content into bytes to compare or hash."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias

import orjson

__all__ = [
    "Json",
    "JsonObject",
    "canonical_json",
    "digest",
    "digest_bytes",
    "fingerprint_bytes",
    "quick_json",
    "read_canonical",
]

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
JsonObject: TypeAlias = Mapping[str, Json]


def _plain(value: object) -> object:
    """Return a map of another kind as the plain one that JSON is written from."""
    if isinstance(value, Mapping):
        return dict(value.items())
    raise TypeError(f"{type(value).__name__} is not JSON")


_NULL = re.compile(rb"(?:[\[:,]|\A)null")
_LONG_NUMBER = re.compile(rb"\d{19}")
_QUICK = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_OPTIONS = _QUICK | orjson.OPT_SORT_KEYS
_ENCODE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False, default=_plain
).encode


def canonical_json(value: Json) -> bytes:
    """Return the one UTF-8 encoding of `value`: sorted keys, no spaces, no ASCII escapes.

    Raises:
        ValueError: `value` holds NaN or an infinity, which JSON cannot express.

    """
    return _written(value, _OPTIONS)


def quick_json(value: Json) -> bytes:
    """Return UTF-8 JSON that `read_canonical` makes `value` of again, in a third of the time.

    As long as the canonical one, and not to be compared.

    Raises:
        ValueError: `value` holds NaN or an infinity, which JSON cannot express.

    """
    return _written(value, _QUICK)


def _written(value: Json, options: int) -> bytes:
    try:
        data = orjson.dumps(value, _plain, options)
    except orjson.JSONEncodeError:
        return _with_care(value)
    # It writes NaN as `null`; nothing else that is not JSON gets this far.
    return _with_care(value) if b"null" in data and _NULL.search(data) is not None else data


def _with_care(value: Json) -> bytes:
    """Return the same for what the fast encoder refuses: numbers of more than 64 bits, lone surrogates."""
    text = _ENCODE(value)
    # A lone surrogate cannot be encoded; it stands for a byte that was not text.
    return text.encode("utf-8", "replace")


def read_canonical(data: bytes) -> Json:
    """Return the value that `canonical_json` or `quick_json` wrote.

    Raises:
        ValueError: `data` is no JSON.

    """
    if _LONG_NUMBER.search(data) is None:
        with suppress(orjson.JSONDecodeError):
            value: Json = orjson.loads(data)
            return value
    # The fast reader rounds numbers of more than 64 bits, and refuses values that are nested deep.
    slow: Json = json.loads(data)
    return slow


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical JSON of `value` as 64 hexadecimal digits."""
    return digest_bytes(canonical_json(value))


def fingerprint_bytes(data: bytes | memoryview) -> str:
    """Return a short digest of `data` (BLAKE2b, 32 hexadecimal digits), by which equal content is known again.

    For what is compared on this machine only; what leaves it has the SHA-256 of `digest_bytes`.
    """
    return hashlib.blake2b(data, digest_size=16).hexdigest()
