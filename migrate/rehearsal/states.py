"""The endpoints that entries and assets share: publish, unpublish, archive, unarchive, delete."""

from collections.abc import Callable

from migrate.rehearsal.answers import Answer, bad_request, json_answer, not_found, unprocessable
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, list_at
from migrate.rehearsal.places import place_of
from migrate.rehearsal.publication import Actor, archive, publish, unarchive, unpublish
from migrate.rehearsal.records import Record, delete_record, find, to_payload

__all__ = ["actor_of", "find_entity", "locales_in_change", "state_endpoints"]


def actor_of(call: Call) -> Actor:
    """Return who sends this request."""
    return Actor(call.user, call.now, call.options.links)


def find_entity(call: Call, kind: str) -> Record:
    """Return the entry or asset that the path names.

    Raises:
        Refusal: 404 when there is none.

    """
    place = place_of(call)
    entity_id = call.path[kind.lower()]
    record = find(call.transaction, place.env, kind, entity_id)
    if record is None:
        raise not_found(kind, entity_id, place.space, place.environment)
    return record


def locales_in_change(change: Json) -> list[str]:
    """Return the locales that ``{"fields": {"*": […]}}`` names.

    Raises:
        Refusal: 422 when it names none.

    """
    locales = [locale for locale in list_at(change, "fields", "*") if isinstance(locale, str)]
    if not locales:
        raise unprocessable(
            "ValidationFailed",
            "Locales must be named.",
            [{"name": "any.required", "path": ["add", "fields", "*"], "details": "Locales are required"}],
        )
    return locales


def state_endpoints(kind: str, one: str) -> tuple[Endpoint, ...]:
    """Return the rows of the routing table for `kind`; `one` is the path of a single entity."""

    def publish_it(call: Call) -> Answer:
        record = find_entity(call, kind)
        check_version(call, record.sys)
        sent = read_object(call)
        if "remove" in sent:
            changed = unpublish(call.transaction, record, actor_of(call), only=locales_in_change(sent["remove"]))
        else:
            only = locales_in_change(sent["add"]) if "add" in sent else None
            changed = publish(call.transaction, record, actor_of(call), only=only)
        return json_answer(to_payload(changed))

    def get_published(call: Call) -> Answer:
        record = find_entity(call, kind)
        if record.public_sys is None or record.public_body is None:
            raise not_found(kind, record.id, call.path["space"], call.path["environment"])
        return json_answer({"sys": record.public_sys, **record.public_body})

    def delete_it(call: Call) -> Answer:
        record = find_entity(call, kind)
        check_version(call, record.sys, required=False)
        if record.published:
            raise bad_request("Cannot delete published")
        delete_record(call.transaction, record)
        return Answer(204)

    return (
        Endpoint("DELETE", one, delete_it, writes=True),
        Endpoint("GET", f"{one}/published", get_published),
        Endpoint("PUT", f"{one}/published", publish_it, writes=True),
        Endpoint("DELETE", f"{one}/published", _changer(kind, unpublish), writes=True),
        Endpoint("PUT", f"{one}/archived", _changer(kind, archive), writes=True),
        Endpoint("DELETE", f"{one}/archived", _changer(kind, unarchive), writes=True),
    )


def _changer(kind: str, change: Callable[[Transaction, Record, Actor], Record]) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        record = find_entity(call, kind)
        check_version(call, record.sys, required=False)
        return json_answer(to_payload(change(call.transaction, record, actor_of(call))))

    return handler
