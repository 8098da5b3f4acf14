"""What the server answers: JSON bodies, and refusals in the shapes that clients parse.

Owns the error ids, statuses and bodies of the API. The official Python client fails on a 422 without
``details.errors``, a 403 without ``details.reasons`` and a 404 whose details lack ``type``, so these are always sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrate.rehearsal.payload import Json, Object, dump

__all__ = [
    "MANAGEMENT_TYPE",
    "Answer",
    "Refusal",
    "bad_request",
    "conflict",
    "forbidden",
    "invalid_entry",
    "invalid_query",
    "json_answer",
    "not_found",
    "precondition_failed",
    "unknown_route",
    "unprocessable",
    "validation_failed",
    "version_mismatch",
]

MANAGEMENT_TYPE = "application/vnd.contentful.management.v1+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response: `body` is complete, `headers` are added to those that every response has."""

    status: int
    body: bytes = b""
    media_type: str = MANAGEMENT_TYPE
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):  # noqa: N818 - an answer of the API, not a failure of this program
    """A request that the API refuses; raising it undoes the transaction."""

    def __init__(self, status: int, error_id: str, message: str = "", details: Json = None) -> None:
        super().__init__(f"{status} {error_id}: {message}")
        self.status = status
        self.error_id = error_id
        self.message = message
        self.details = details
        self.headers: Mapping[str, str] = {}

    def body(self, request_id: str) -> Object:
        """Return the error as the API writes it; `message` and `details` are left out when there are none."""
        body: Object = {"sys": {"type": "Error", "id": self.error_id}}
        if self.message:
            body["message"] = self.message
        if self.details is not None:
            body["details"] = self.details
        body["requestId"] = request_id
        return body


def json_answer(value: Json, status: int = 200, **headers: str) -> Answer:
    """Answer with `value` as JSON."""
    return Answer(status, dump(value).encode(), headers=headers)


def bad_request(message: str, details: Json = None) -> Refusal:
    """400: the request makes no sense in the present state."""
    return Refusal(400, "BadRequest", message, details)


def invalid_query(message: str, errors: Sequence[Object] = ()) -> Refusal:
    """400: the query string cannot be understood."""
    return Refusal(400, "InvalidQuery", message, {"errors": list(errors)} if errors else None)


def not_found(kind: str, entity_id: str, space: str = "", environment: str = "") -> Refusal:
    """404: no such thing; details name it."""
    details: Object = {"type": kind, "id": entity_id}
    if environment:
        details["environment"] = environment
    if space:
        details["space"] = space
    return Refusal(404, "NotFound", "The resource could not be found.", details)


def unknown_route() -> Refusal:
    """404: there is no such path, or it does not support this method."""
    return Refusal(404, "UnknownRoute", "The path you tried to reach is unknown or doesn't support this HTTP method.")


def forbidden(reason: str) -> Refusal:
    """403: the space is not entitled."""
    return Refusal(403, "AccessDenied", "Access denied.", {"reasons": reason})


def version_mismatch() -> Refusal:
    """409 in its recorded form, which has no message."""
    return Refusal(409, "VersionMismatch")


def conflict(message: str) -> Refusal:
    """409: something else stands in the way."""
    return Refusal(409, "Conflict", message)


def unprocessable(error_id: str, message: str, errors: Sequence[Object]) -> Refusal:
    """422 with its list of errors."""
    return Refusal(422, error_id, message, {"errors": list(errors)})


def invalid_entry(errors: Sequence[Object]) -> Refusal:
    """422: an entry or asset breaks its rules."""
    return unprocessable("InvalidEntry", "Validation error", errors)


def validation_failed(
    errors: Sequence[Object], message: str = "The resource you sent in the body is invalid."
) -> Refusal:
    """422: a content type, locale, tag or webhook breaks its rules."""
    return unprocessable("ValidationFailed", message, errors)


def precondition_failed(message: str, errors: Sequence[Object]) -> Refusal:
    """422: the entity is in use."""
    return unprocessable("ActionPreconditionsFailed", message, errors)
