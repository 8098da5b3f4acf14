"""Spaces and the one organization."""

import secrets
import string
from dataclasses import replace

from migrate.rehearsal.answers import Answer, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.environments import create_environment, delete_environment
from migrate.rehearsal.kept.beginnings import begin_space
from migrate.rehearsal.payload import Json, Object, link, text_at
from migrate.rehearsal.places import create_space, place_of
from migrate.rehearsal.query.parameters import parse_parameters

__all__ = ["ENDPOINTS"]

# Spaces and organizations come in shorter pages than content.
_PAGE = 25
# Ids of spaces are shorter than others: tools put two of them into one id of at most 64 letters.
_ID_LETTERS = string.ascii_lowercase + string.digits
_ID_LENGTH = 12


def _space_payload(call: Call, row: tuple[str, str, str, int]) -> Object:
    space, name, created_at, version = row
    return {
        "name": name,
        "sys": {
            "type": "Space",
            "id": space,
            "version": version,
            "createdBy": link("User", call.user),
            "createdAt": created_at,
            "updatedBy": link("User", call.user),
            "updatedAt": created_at,
            "organization": link("Organization", call.options.organization),
        },
    }


def _get_space(call: Call) -> Answer:
    return json_answer(_space_payload(call, _space_row(call)))


def _space_row(call: Call) -> tuple[str, str, str, int]:
    row: tuple[str, str, str, int] | None = call.transaction.execute(
        "SELECT id, name, created_at, version FROM space WHERE id = ?", (call.path["space"],)
    ).fetchone()
    if row is None:
        raise not_found("Space", call.path["space"])
    return row


def _get_spaces(call: Call) -> Answer:
    rows = call.transaction.execute("SELECT id, name, created_at, version FROM space ORDER BY created_at, id")
    return _page(call, [_space_payload(call, row) for row in rows])


def _put_space(call: Call) -> Answer:
    row = _space_row(call)
    check_version(call, {"version": row[3]})
    name = text_at(read_object(call), "name") or row[1]
    call.transaction.execute("UPDATE space SET name = ?, version = version + 1 WHERE id = ?", (name, row[0]))
    return json_answer(_space_payload(call, (row[0], name, row[2], row[3] + 1)))


def _get_organizations(call: Call) -> Answer:
    return _page(call, [_organization(call)])


def _get_organization(call: Call) -> Answer:
    if call.path["organization"] != call.options.organization:
        raise not_found("Organization", call.path["organization"])
    return json_answer(_organization(call))


def _organization(call: Call) -> Object:
    created = "2020-01-01T00:00:00.000Z"
    return {
        "name": "Rehearsal",
        "sys": {
            "type": "Organization",
            "id": call.options.organization,
            "version": 1,
            "createdAt": created,
            "updatedAt": created,
        },
    }


def _page(call: Call, items: list[Object]) -> Answer:
    limited = any(name == "limit" for name, _ in call.query)
    parameters = parse_parameters(call.query if limited else (*call.query, ("limit", str(_PAGE))))
    shown: list[Json] = [*items[parameters.skip : parameters.skip + parameters.limit]]
    paging: Object = {"total": len(items), "skip": parameters.skip, "limit": parameters.limit}
    return json_answer({"sys": {"type": "Array"}, **paging, "items": shown})


def _post_space(call: Call) -> Answer:
    sent = read_object(call)
    name = text_at(sent, "name")
    if not name:
        raise validation_failed([{"name": "required", "path": ["name"], "value": sent.get("name")}])
    space = "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
    create_space(call.transaction, space, name, call.now)
    locale = text_at(sent, "defaultLocale") or "en-US"
    create_environment(call.transaction, space, "master", call.now, locale)
    place = place_of(replace(call, path={"space": space, "environment": "master"}))
    begin_space(call.transaction, place, call.now, call.user)
    return json_answer(_space_payload(call, (space, name, call.now, 1)), 201)


def _delete_space(call: Call) -> Answer:
    space = _space_row(call)[0]
    for (env,) in call.transaction.execute("SELECT pk FROM environment WHERE space = ?", (space,)).fetchall():
        delete_environment(call.transaction, env)
    for table in ("environment_alias", "upload", "job"):
        call.transaction.execute(f"DELETE FROM {table} WHERE space = ?", (space,))
    call.transaction.execute("DELETE FROM space WHERE id = ?", (space,))
    return Answer(204)


ENDPOINTS = (
    Endpoint("GET", "/spaces", _get_spaces),
    Endpoint("POST", "/spaces", _post_space, writes=True),
    Endpoint("GET", "/spaces/{space}", _get_space),
    Endpoint("PUT", "/spaces/{space}", _put_space, writes=True),
    Endpoint("DELETE", "/spaces/{space}", _delete_space, writes=True),
    Endpoint("GET", "/organizations", _get_organizations),
    Endpoint("GET", "/organizations/{organization}", _get_organization),
    Endpoint("GET", "/organizations/{organization}/spaces", _get_spaces),
)
