"""Spaces, and finding the environment that a request means.

Owns spaces, organizations, users and the resolution of environment ids and aliases.
"""

from dataclasses import dataclass

from migrate.rehearsal.answers import Answer, Refusal, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, Object, link, text_at

__all__ = ["ENDPOINTS", "ORGANIZATION", "Place", "create_space", "place_of", "space_exists"]

ORGANIZATION = "rehearsal-organization"


@dataclass(frozen=True, slots=True)
class Place:
    """An environment: its space, its own id (behind an alias) and its number in the file."""

    space: str
    environment: str
    env: int


def space_exists(transaction: Transaction, space: str) -> bool:
    """Tell whether there is such a space."""
    return transaction.execute("SELECT 1 FROM space WHERE id = ?", (space,)).fetchone() is not None


def create_space(transaction: Transaction, space: str, now: str) -> None:
    """Add a space that has no environment yet."""
    transaction.execute("INSERT INTO space VALUES (?, ?, ?, 1)", (space, space, now))


def place_of(call: Call) -> Place:
    """Return the environment that a management path names.

    Raises:
        Refusal: 404 when space or environment do not exist.

    """
    space, environment = call.path["space"], call.path["environment"]
    row = call.transaction.execute(
        "SELECT pk, id FROM environment WHERE space = ?1 AND id = coalesce("
        "(SELECT environment FROM environment_alias WHERE space = ?1 AND id = ?2), ?2)",
        (space, environment),
    ).fetchone()
    if row is None:
        if not space_exists(call.transaction, space):
            raise not_found("Space", space)
        raise not_found("Environment", environment, space)
    return Place(space, row[1], row[0])


def _space_payload(row: tuple[str, str, str, int]) -> Object:
    space, name, created_at, version = row
    return {
        "name": name,
        "sys": {
            "type": "Space",
            "id": space,
            "version": version,
            "createdAt": created_at,
            "updatedAt": created_at,
            "organization": link("Organization", ORGANIZATION),
        },
    }


def _get_space(call: Call) -> Answer:
    return json_answer(_space_payload(_space_row(call)))


def _space_row(call: Call) -> tuple[str, str, str, int]:
    row: tuple[str, str, str, int] | None = call.transaction.execute(
        "SELECT id, name, created_at, version FROM space WHERE id = ?", (call.path["space"],)
    ).fetchone()
    if row is None:
        raise not_found("Space", call.path["space"])
    return row


def _get_spaces(call: Call) -> Answer:
    rows = call.transaction.execute("SELECT id, name, created_at, version FROM space ORDER BY created_at, id")
    return json_answer(_array([_space_payload(row) for row in rows]))


def _put_space(call: Call) -> Answer:
    row = _space_row(call)
    check_version(call, {"version": row[3]})
    name = text_at(read_object(call), "name") or row[1]
    call.transaction.execute("UPDATE space SET name = ?, version = version + 1 WHERE id = ?", (name, row[0]))
    return json_answer(_space_payload((row[0], name, row[2], row[3] + 1)))


def _get_me(call: Call) -> Answer:
    return json_answer(_user_payload(call.user))


def _user_payload(user: str) -> Object:
    return {
        "sys": {
            "type": "User",
            "id": user,
            "version": 1,
            "createdAt": "2020-01-01T00:00:00.000Z",
            "updatedAt": "2020-01-01T00:00:00.000Z",
        },
        "firstName": "Rehearsal",
        "lastName": user[:6],
        "email": f"{user.lower()}@example.com",
        "avatarUrl": "",
        "activated": True,
        "confirmed": True,
        "signInCount": 1,
    }


def _get_organizations(call: Call) -> Answer:
    return json_answer(_array([_organization()]))


def _get_organization(call: Call) -> Answer:
    if call.path["organization"] != ORGANIZATION:
        raise not_found("Organization", call.path["organization"])
    return json_answer(_organization())


def _organization() -> Object:
    created = "2020-01-01T00:00:00.000Z"
    return {
        "name": "Rehearsal",
        "sys": {"type": "Organization", "id": ORGANIZATION, "version": 1, "createdAt": created, "updatedAt": created},
    }


def _array(items: list[Json]) -> Object:
    return {"sys": {"type": "Array"}, "total": len(items), "skip": 0, "limit": 100, "items": items}


def _post_space(call: Call) -> Answer:
    raise Refusal(
        403,
        "AccessDenied",
        "A rehearsal server has the spaces that it was started with.",
        {"reasons": "Name the space when you start the server."},
    )


ENDPOINTS = (
    Endpoint("GET", "/spaces", _get_spaces),
    Endpoint("POST", "/spaces", _post_space),
    Endpoint("GET", "/spaces/{space}", _get_space),
    Endpoint("PUT", "/spaces/{space}", _put_space, writes=True),
    Endpoint("GET", "/users/me", _get_me),
    Endpoint("GET", "/organizations", _get_organizations),
    Endpoint("GET", "/organizations/{organization}", _get_organization),
)
