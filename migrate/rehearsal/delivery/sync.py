"""The Sync API: everything published, then only what changed, page by page.

Owns tokens and pages. A token is the number of the last change that the client has seen, with what it asked for.
"""

import base64
import binascii
from dataclasses import dataclass

from migrate.rehearsal.answers import Answer, Refusal, bad_request
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.delivery.localized import ALL_LOCALES, Reader
from migrate.rehearsal.delivery.read import delivered, reader_for
from migrate.rehearsal.payload import Json, Object, dump, parse_object, text_at
from migrate.rehearsal.places import Place, place_of

__all__ = ["ENDPOINTS"]

_PAGE = 1000
_KINDS = {
    "": ("Entry", "Asset"),
    "all": ("Entry", "Asset"),
    "Entry": ("Entry",),
    "Asset": ("Asset",),
    "Deletion": (),
    "DeletedEntry": (),
    "DeletedAsset": (),
}
_DELETIONS = {
    "": ("Entry", "Asset"),
    "all": ("Entry", "Asset"),
    "Entry": (),
    "Asset": (),
    "Deletion": ("Entry", "Asset"),
    "DeletedEntry": ("Entry",),
    "DeletedAsset": ("Asset",),
}


@dataclass(frozen=True, slots=True)
class _Token:
    """Where a client stands: the last change seen, what it wants, and whether the first round still runs."""

    seen: int
    initial: bool
    kind: str = ""
    content_type: str = ""
    limit: int = _PAGE

    def text(self) -> str:
        parts: Object = {"n": self.seen, "i": self.initial, "k": self.kind, "c": self.content_type, "l": self.limit}
        return base64.urlsafe_b64encode(dump(parts).encode()).decode().rstrip("=")


def _read_token(text: str) -> _Token:
    try:
        parts = parse_object(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
        seen, limit = parts["n"], parts["l"]
        if not isinstance(seen, int) or not isinstance(limit, int):
            raise TypeError(text)
        return _Token(seen, parts["i"] is True, text_at(parts, "k"), text_at(parts, "c"), limit)
    except (binascii.Error, ValueError, LookupError, TypeError, AttributeError):
        raise bad_request("The sync token is not valid.", {"errors": []}) from None


def _sync(call: Call) -> Answer:
    place = place_of(call)
    token = _wanted(dict(call.query))
    reader = reader_for(call, place, ALL_LOCALES)
    rows = call.transaction.execute(
        "SELECT s.pk, s.kind, s.id, s.at, s.published, e.public_sys, e.public_body, e.content_type FROM sync_change s"
        " LEFT JOIN entity e ON e.env = s.env AND e.kind = s.kind AND e.id = s.id"
        " WHERE s.env = ? AND s.pk > ? ORDER BY s.pk LIMIT ?",
        (place.env, token.seen, token.limit + 1),
    ).fetchall()
    more = len(rows) > token.limit
    page = rows[: token.limit]
    items: list[Json] = [item for row in page if (item := _item(place, reader, token, row)) is not None]
    seen = page[-1][0] if page else token.seen
    following = _Token(seen, token.initial and more, token.kind, token.content_type, token.limit)
    url = f"{call.scheme}://{call.host}{call.request_path}?sync_token={following.text()}"
    answer: Object = {"sys": {"type": "Array"}, "items": items}
    answer["nextPageUrl" if more else "nextSyncUrl"] = url
    return delivered(answer)


def _wanted(query: dict[str, str]) -> _Token:
    if "sync_token" in query:
        return _read_token(query["sync_token"])
    if query.get("initial") != "true":
        raise bad_request("Either initial=true or a sync_token is needed.", {"errors": []})
    kind = query.get("type", "")
    if kind not in _KINDS:
        raise bad_request(f'Unknown type "{kind}".', {"errors": []})
    limit = query.get("limit", str(_PAGE))
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit[:6]) <= _PAGE:
        raise Refusal(400, "InvalidQuery", f"limit must be between 1 and {_PAGE}.", {"errors": []})
    return _Token(0, True, kind, query.get("content_type", ""), int(limit))


def _item(
    place: Place,
    reader: Reader,
    token: _Token,
    row: tuple[int, str, str, str, int, str | None, str | None, str | None],
) -> Object | None:
    _, kind, entity, at, published, sys, body, content_type = row
    if published and sys is not None and body is not None:
        if kind not in _KINDS[token.kind] or (token.content_type and content_type != token.content_type):
            return None
        return reader.entity(parse_object(sys), parse_object(body))
    if token.initial or kind not in _DELETIONS[token.kind]:
        return None
    return {
        "sys": {
            "type": f"Deleted{kind}",
            "id": entity,
            "space": {"sys": {"type": "Link", "linkType": "Space", "id": place.space}},
            "environment": {"sys": {"type": "Link", "linkType": "Environment", "id": place.environment}},
            "revision": 1,
            "createdAt": at,
            "updatedAt": at,
            "deletedAt": at,
        }
    }


ENDPOINTS = (Endpoint("GET", "/delivery/spaces/{space}/environments/{environment}/sync", _sync),)
