"""Memberships of all spaces, as the organization lists them."""

from collections.abc import Callable

from migrate.rehearsal.answers import Answer, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.payload import Json, Object, parse_object, text_at
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.records import full_text

__all__ = ["ENDPOINTS"]


def _all(call: Call, kind: str) -> list[Object]:
    """Return the things of a kind in every space; copies of environments hold copies of them, which do not count."""
    if call.path["organization"] != call.options.organization:
        raise not_found("Organization", call.path["organization"])
    rows = call.transaction.execute(
        "SELECT sys, body FROM entity WHERE kind = ? AND env IN (SELECT min(pk) FROM environment GROUP BY space)"
        " ORDER BY created_at, id",
        (kind,),
    )
    return [parse_object(full_text(*row)) for row in rows]


def _list(kind: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        parameters = parse_parameters(call.query)
        items: list[Json] = [
            item
            for item in _all(call, kind)
            if all(text_at(item, *one.path.split(".")) in one.values for one in parameters.conditions)
        ]
        shown = items[parameters.skip : parameters.skip + parameters.limit]
        paging: Object = {"total": len(items), "skip": parameters.skip, "limit": parameters.limit}
        return json_answer({"sys": {"type": "Array"}, **paging, "items": shown})

    return handler


def _one(kind: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        for item in _all(call, kind):
            if text_at(item, "sys", "id") == call.path["id"]:
                return json_answer(item)
        raise not_found(kind, call.path["id"])

    return handler


def _endpoints(kind: str, name: str) -> tuple[Endpoint, ...]:
    path = f"/organizations/{{organization}}/{name}"
    return Endpoint("GET", path, _list(kind)), Endpoint("GET", f"{path}/{{id}}", _one(kind))


ENDPOINTS = (
    *_endpoints("SpaceMembership", "space_memberships"),
    *_endpoints("TeamSpaceMembership", "team_space_memberships"),
)
