"""One request as endpoints see it, and the routing table's row.

Owns reading a request: body, version header, path parameters. Does not own HTTP itself, which is `server`'s.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from migrate.rehearsal.answers import Answer, Refusal, bad_request, version_mismatch
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.faults import Fault
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Json, Object

__all__ = ["Call", "Endpoint", "Handler", "check_version", "read_json", "read_object", "sent_version"]


@dataclass(frozen=True, slots=True)
class Call:
    """One request inside its transaction.

    Attributes:
        transaction: everything that the request reads and writes goes through it.
        method: HTTP method.
        request_path: path of the request.
        path: parameters of the route by name; management paths always have `space` and mostly `environment`.
        query: pairs of the query string, decoded, in order.
        headers: request headers by lower-case name.
        body: request body.
        user: id of the user that the token stands for.
        now: time stamp of the request; all that one request writes carries the same.
        host: host and port by which the client reached the server.
        scheme: http or https.
        options: the server's switches.
        fault: the scripted fault that this request meets, for those that endpoints themselves bring about.

    """

    transaction: Transaction
    method: str
    request_path: str
    path: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes
    user: str
    now: str
    host: str
    scheme: str
    options: RehearsalOptions
    fault: Fault | None = None


Handler: TypeAlias = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row of the routing table.

    Attributes:
        method: HTTP method.
        template: path with parameters in braces.
        handler: what answers.
        writes: whether the transaction must be able to write.
        upload: whether it belongs to the upload host: its body may be a file, larger than a JSON request, and no rate
            limit counts it.
        open: whether it is outside the API: no token while any is accepted, no rate limit, no size limit.

    """

    method: str
    template: str
    handler: Handler
    writes: bool = False
    upload: bool = False
    open: bool = False


def read_json(call: Call) -> Json:
    """Return the request's JSON body; an absent body reads as an empty object.

    Raises:
        Refusal: 400 when the body is no JSON, 422 when it holds text that cannot be stored.

    """
    if not call.body.strip():
        return {}
    try:
        value: Json = json.loads(call.body, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise bad_request(f"The body you sent is not valid JSON: {error}") from error
    if b"\\ud" in call.body or b"\\uD" in call.body:
        _refuse_lone_surrogates(value)
    return value


def read_object(call: Call) -> Object:
    """Return the request's JSON body, which must be an object.

    Raises:
        Refusal: 400 when it is not.

    """
    value = read_json(call)
    if not isinstance(value, dict):
        raise bad_request("The body you sent is not a JSON object.")
    return value


def sent_version(call: Call) -> int | None:
    """Return the version that the client sent, or None.

    Raises:
        Refusal: 400 when the header is no number.

    """
    text = call.headers.get("x-contentful-version", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise bad_request('The header "X-Contentful-Version" is not a number.')
    return int(text)


def check_version(call: Call, sys: Object, *, required: bool = True) -> None:
    """Make sure that the client knows the present version of an entity.

    Raises:
        Refusal: 409 when the versions differ, or when one is required and none was sent.

    """
    sent = sent_version(call)
    if (sent is None and not required) or sent == sys["version"]:
        return
    raise version_mismatch()


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is not allowed")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large")
    return number


def _refuse_lone_surrogates(value: Json) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Refusal(400, "BadRequest", "The body you sent holds half of a surrogate pair.") from error
