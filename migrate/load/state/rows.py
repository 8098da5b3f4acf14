"""How values stand in the columns of the state file.

Owns the packing of JSON and of key columns, nothing about what they mean.
"""

import json
import zlib
from collections.abc import Sequence

from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.plan import Memory, Payload
from migrate.model.space import EntityKey, EntityType, PublishState, Schedule
from migrate.plan.payload import PackedPayload, pack

__all__ = [
    "key_of",
    "pack_json",
    "pack_memory",
    "pack_payload",
    "pack_schedule",
    "pack_strings",
    "unpack_json",
    "unpack_memory",
    "unpack_schedule",
    "unpack_strings",
]

_TYPES = {type_.value: type_ for type_ in EntityType}


def key_of(type_: str, id_: str) -> EntityKey:
    """Return the key that two columns hold."""
    return EntityKey(_TYPES[type_], id_)


def pack_json(value: Json) -> bytes:
    """Return `value` as a blob."""
    return zlib.compress(canonical_json(value), 1)


def pack_payload(payload: Payload) -> bytes:
    """Return a payload as a blob, without unpacking it where it is packed already."""
    return payload.packed if isinstance(payload, PackedPayload) else pack_json(payload.read())


def unpack_json(blob: bytes) -> JsonObject:
    """Return the object that a blob holds."""
    value: JsonObject = json.loads(zlib.decompress(blob))
    return value


def pack_strings(values: Sequence[str]) -> str:
    """Return strings as one column."""
    return json.dumps(list(values), ensure_ascii=False) if values else "[]"


def unpack_strings(text: str) -> tuple[str, ...]:
    """Return the strings of one column."""
    return tuple(json.loads(text)) if text != "[]" else ()


def pack_schedule(schedule: Sequence[Schedule]) -> str:
    """Return scheduled actions as one column."""
    return json.dumps([[item.action, item.at] for item in schedule]) if schedule else "[]"


def unpack_schedule(text: str) -> tuple[Schedule, ...]:
    """Return the scheduled actions of one column."""
    return tuple(Schedule(action, at) for action, at in json.loads(text)) if text != "[]" else ()


def pack_memory(memory: Memory) -> bytes:
    """Return a memory as a blob."""
    return pack_json(
        {
            "ours": memory.ours,
            "base": memory.base.read() if memory.base is not None else None,
            "state": memory.state,
            "schedule": pack_schedule(memory.schedule),
            "page": memory.page,
            "urls": list(memory.urls),
            "file": memory.file,
            "exclusive": memory.exclusive,
            "certain": memory.certain,
        }
    )


def unpack_memory(blob: bytes) -> Memory:
    """Return the memory that a blob holds."""
    value = json.loads(zlib.decompress(blob))
    return Memory(
        ours=value["ours"],
        base=pack(value["base"]) if value["base"] is not None else None,
        state=PublishState(value["state"]) if value["state"] is not None else None,
        schedule=unpack_schedule(value["schedule"]),
        page=value["page"],
        urls=tuple(value["urls"]),
        file=value["file"],
        exclusive=value["exclusive"],
        # Files that an earlier version wrote have none.
        certain=value.get("certain", True),
    )
