"""People: users, and the memberships that follow from them.

Owns reading them. The user that a token stands for is an administrator of everything; others come into being when a
membership or an invitation names their address.
"""

from migrate.rehearsal.answers import Answer, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.kept.home import ORGANIZATION_ENV, space_place
from migrate.rehearsal.payload import Json, Object, link, text_at, user_id
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.records import Record, all_records, find, save

__all__ = ["ENDPOINTS", "meet", "user_payload"]

_BEGINNING = "2020-01-01T00:00:00.000Z"


def user_payload(user: str, email: str = "") -> Object:
    """Return the user of that id."""
    return {
        "sys": {"type": "User", "id": user, "version": 1, "createdAt": _BEGINNING, "updatedAt": _BEGINNING},
        "firstName": "Rehearsal",
        "lastName": user[:6],
        "email": email or f"{user.lower()}@example.com",
        "avatarUrl": "",
        "activated": True,
        "confirmed": True,
        "2faEnabled": False,
        "signInCount": 1,
    }


def meet(call: Call, email: str) -> str:
    """Make the user of an address known, and return the id."""
    user = user_id(email)
    if find(call.transaction, ORGANIZATION_ENV, "User", user) is None:
        sys: Object = {"id": user, "version": 1, "createdAt": call.now, "updatedAt": call.now}
        save(call.transaction, Record(ORGANIZATION_ENV, "User", user, sys, {"email": email}))
    return user


def _users(call: Call) -> list[Object]:
    known = all_records(call.transaction, ORGANIZATION_ENV, "User")
    others = [user_payload(record.id, text_at(record.body, "email")) for record in known if record.id != call.user]
    return [user_payload(call.user), *others]


def _users_of_space(call: Call) -> list[Object]:
    memberships = all_records(call.transaction, space_place(call).env, "SpaceMembership")
    members = {text_at(record.body, "user", "sys", "id") for record in memberships}
    return [user for user in _users(call) if text_at(user, "sys", "id") in {call.user, *members}]


def _members(call: Call) -> list[Object]:
    place = space_place(call)
    memberships = {
        text_at(record.body, "user", "sys", "id"): record
        for record in all_records(call.transaction, place.env, "SpaceMembership")
    }
    return [_member(place.space, user, memberships.get(text_at(user, "sys", "id"))) for user in _users_of_space(call)]


def _member(space: str, user: Object, membership: Record | None) -> Object:
    user_key = text_at(user, "sys", "id")
    related: list[Json] = [link("SpaceMembership", membership.id)] if membership else []
    return {
        "sys": {
            "type": "SpaceMember",
            "id": f"{space}-{user_key}",
            "space": link("Space", space),
            "user": link("User", user_key),
            "relatedMemberships": related,
        },
        "admin": membership.body["admin"] if membership else True,
        "roles": membership.body["roles"] if membership else [],
    }


def _organization_memberships(call: Call) -> list[Object]:
    return [_organization_membership(call, text_at(user, "sys", "id")) for user in _users(call)]


def _organization_membership(call: Call, user: str) -> Object:
    return {
        "sys": {
            "type": "OrganizationMembership",
            "id": user,
            "version": 0,
            "organization": link("Organization", call.options.organization),
            "user": link("User", user),
            "createdAt": _BEGINNING,
            "updatedAt": _BEGINNING,
        },
        "role": "owner" if user == call.user else "member",
        "status": True,
    }


def _page(call: Call, items: list[Object]) -> Answer:
    parameters = parse_parameters(call.query)
    shown: list[Json] = [*items[parameters.skip : parameters.skip + parameters.limit]]
    paging: Object = {"total": len(items), "skip": parameters.skip, "limit": parameters.limit}
    return json_answer({"sys": {"type": "Array"}, **paging, "items": shown})


def _one(call: Call, items: list[Object], kind: str) -> Answer:
    for item in items:
        if text_at(item, "sys", "id") == call.path["id"]:
            return json_answer(item)
    raise not_found(kind, call.path["id"])


def _member_named(call: Call) -> Answer:
    # A member may be asked for by the user's id alone.
    items = [
        item
        for item in _members(call)
        if call.path["id"] in (text_at(item, "sys", "id"), text_at(item, "sys", "user", "sys", "id"))
    ]
    if not items:
        raise not_found("SpaceMember", call.path["id"], call.path["space"])
    return json_answer(items[0])


ENDPOINTS = (
    Endpoint("GET", "/users/me", lambda call: json_answer(user_payload(call.user))),
    Endpoint("GET", "/organizations/{organization}/users", lambda call: _page(call, _users(call))),
    Endpoint("GET", "/organizations/{organization}/users/{id}", lambda call: _one(call, _users(call), "User")),
    Endpoint(
        "GET",
        "/organizations/{organization}/organization_memberships",
        lambda call: _page(call, _organization_memberships(call)),
    ),
    Endpoint(
        "GET",
        "/organizations/{organization}/organization_memberships/{id}",
        lambda call: _one(call, _organization_memberships(call), "OrganizationMembership"),
    ),
    Endpoint("GET", "/spaces/{space}/users", lambda call: _page(call, _users_of_space(call))),
    Endpoint("GET", "/spaces/{space}/users/{id}", lambda call: _one(call, _users_of_space(call), "User")),
    Endpoint("GET", "/spaces/{space}/space_members", lambda call: _page(call, _members(call))),
    Endpoint("GET", "/spaces/{space}/space_members/{id}", _member_named),
)
