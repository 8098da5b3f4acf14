"""The second user of a scripted version race: saves an entity just before the request that will then be stale."""

from dataclasses import replace

from migrate.rehearsal.call import Call
from migrate.rehearsal.payload import Object, link, user_id
from migrate.rehearsal.places import place_of
from migrate.rehearsal.records import find, save_state

__all__ = ["SECOND_USER", "write_as_second_user"]

SECOND_USER = user_id("second writer of the rehearsal")

_KINDS = {"entry": "Entry", "asset": "Asset", "content_type": "ContentType"}


def write_as_second_user(call: Call) -> None:
    """Raise the version of the entity that the request is about; does nothing when there is none yet."""
    if "environment" not in call.path:
        return
    env = place_of(call).env
    for parameter, kind in _KINDS.items():
        record = find(call.transaction, env, kind, call.path.get(parameter, ""))
        if record is not None:
            changed: Object = {
                "version": record.version + 1,
                "updatedAt": call.now,
                "updatedBy": link("User", SECOND_USER),
            }
            save_state(call.transaction, replace(record, sys={**record.sys, **changed}))
