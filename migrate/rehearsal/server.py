"""The server itself: from an HTTP request to an answer, with everything that surrounds an endpoint.

Owns the order in which a request is dealt with: log, route, token, rate limit, faults, size, due work, transaction,
headers. Does not own what an endpoint does.
"""

import asyncio
import base64
import binascii
import hmac
import logging
import sqlite3
import uuid
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

from starlette.types import Message, Receive, Scope, Send

from migrate.errors import ConfigurationError
from migrate.rehearsal.answers import Answer, Refusal, bad_request, json_answer, unknown_route
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.cors import allow_origin, preflight
from migrate.rehearsal.database import Store, as_told
from migrate.rehearsal.fault_runner import FaultRunner
from migrate.rehearsal.faults import Fault
from migrate.rehearsal.files import from_placeholder
from migrate.rehearsal.jobs import JobRunner, run_due_jobs
from migrate.rehearsal.kept.api_keys import opens
from migrate.rehearsal.not_emulated import no_such_route
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import timestamp, user_id
from migrate.rehearsal.rate_limit import RateLimiter
from migrate.rehearsal.routing import Router
from migrate.rehearsal.second_writer import write_as_second_user

__all__ = ["LoggedRequest", "Server"]

_LOG = logging.getLogger(__name__)

MAX_REQUEST = 1024 * 1024
MAX_UPLOAD = 1000 * 1024 * 1024
MAX_RESPONSE = 7 * 1024 * 1024
MAX_URI = 7600
_LOG_LENGTH = 1_000_000
# Keys of a space open these APIs beside the server's own token.
_KEYS = {"delivery": "ApiKey", "preview": "PreviewApiKey"}


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request that the server answered; `status` is 0 when the answer was withheld by a fault."""

    method: str
    path: str
    status: int
    at: float = 0.0
    """When it arrived, in seconds of the server's clock."""


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    path: str
    raw_query: str
    headers: dict[str, str]
    scheme: str


class Server:
    """An ASGI application that serves one store."""

    def __init__(
        self, store: Store, options: RehearsalOptions, endpoints: Sequence[Endpoint], runners: Mapping[str, JobRunner]
    ) -> None:
        self.log: deque[LoggedRequest] = deque(maxlen=_LOG_LENGTH)
        self._store = store
        self._options = options
        self._router = Router(endpoints)
        self._runners = runners
        self._faults = FaultRunner(options.faults)
        self._limits = {
            "": RateLimiter(options.rate_limit, options.clock),
            "delivery": RateLimiter(options.delivery_rate_limit, options.clock),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = _read_scope(scope)
        arrived = self._options.clock().timestamp()
        fault = self._faults.next_fault(request.method, request.path)
        if fault and fault.kind == "timeout":
            await asyncio.sleep(fault.seconds)
            await self._break_off(send, request)
            return
        answer = await self._answer(request, receive, fault)
        if fault and fault.kind == "lost-response":
            await self._break_off(send, request)
            return
        self.log.append(LoggedRequest(request.method, request.path, answer.status, arrived))
        await _send(send, answer, request.method)

    async def _answer(self, request: _Request, receive: Receive, fault: Fault | None) -> Answer:
        request_id = str(uuid.uuid4())
        extra = {"X-Contentful-Request-Id": request_id}
        try:
            answer = await self._respond(request, receive, fault, extra)
        except Refusal as refusal:
            answer = json_answer(refusal.body(request_id), refusal.status, **refusal.headers)
        except RecursionError:
            answer = json_answer(bad_request("The body you sent is nested too deeply.").body(request_id), 400)
        except sqlite3.DatabaseError as error:
            # What to do does not stand in a traceback. Where the same would happen to every request from here on, it is
            # no 5xx, which clients repeat for a minute.
            told = as_told(error, self._store.path)
            status = 400 if isinstance(told, ConfigurationError) else 500
            _LOG.error("%s %s failed: %s", request.method, request.path, told)
            failure = Refusal(status, "ServerError" if status == 500 else "BadRequest", str(told))
            answer = json_answer(failure.body(request_id), status)
        except Exception:  # noqa: BLE001 - a fault of this server must reach the client as one, and the log
            _LOG.exception("%s %s failed", request.method, request.path)
            failure = Refusal(500, "ServerError", "The rehearsal server failed; its log says why.")
            answer = json_answer(failure.body(request_id), failure.status)
        guarded = self._options.token is not None
        answer = allow_origin(answer, request.headers.get("origin", ""), guarded=guarded)
        return Answer(answer.status, answer.body, answer.media_type, {**extra, **answer.headers})

    async def _respond(self, request: _Request, receive: Receive, fault: Fault | None, extra: dict[str, str]) -> Answer:
        if len(request.path) + len(request.raw_query) > MAX_URI:
            raise Refusal(414, "BadRequest", f"The request URI is longer than {MAX_URI} characters.")
        if request.method == "OPTIONS" and request.path.startswith(("/delivery/", "/preview/")):
            return preflight(request.headers)
        match = self._router.match(request.path)
        if match is None:
            raise no_such_route(request.path)
        endpoint = match.endpoints.get("GET" if request.method == "HEAD" else request.method)
        if endpoint is None:
            raise unknown_route()
        token = self._check_token(request, endpoint, match.parameters.get("space", ""))
        if not endpoint.open and not endpoint.upload:
            limits = self._limits["delivery" if endpoint.template.startswith(("/delivery", "/preview")) else ""]
            extra.update(limits.admit(match.parameters.get("space", "")))
        if fault and fault.kind in ("rate-limited", "server-error"):
            return _scripted_answer(fault, extra)
        body = await _read_body(receive, MAX_UPLOAD if endpoint.upload else MAX_REQUEST)
        now = self._options.clock()
        run_due_jobs(self._store, timestamp(now), self._options, self._runners)
        host = request.headers.get("host") or "localhost"
        transaction = self._store.write if endpoint.writes else self._store.read
        call = partial(
            Call,
            method=request.method,
            request_path=request.path,
            path=match.parameters,
            query=tuple(parse_qsl(request.raw_query, keep_blank_values=True)),
            headers=request.headers,
            body=body,
            user=user_id(token),
            now=timestamp(now),
            host=host,
            scheme=request.scheme,
            options=self._options,
            fault=fault,
        )
        if fault and fault.kind == "version-race":
            # In a transaction of its own: the refusal that follows undoes only the request's.
            with self._store.write() as connection:
                write_as_second_user(call(transaction=connection))
        with transaction() as connection:
            answer = endpoint.handler(call(transaction=connection))
        return _finished(answer, endpoint, host)

    def _check_token(self, request: _Request, endpoint: Endpoint, space: str) -> str:
        token = _token_of(request)
        expected = self._options.token
        if expected is None and (token or endpoint.open):
            return token
        if endpoint.template == "/health":
            return token
        if expected is not None and hmac.compare_digest(token.encode(), expected.encode()):
            return token
        kind = _KEYS.get(endpoint.template.split("/")[1])
        if kind is not None and token:
            with self._store.read() as transaction:
                if opens(transaction, kind, space, token):
                    return token
        refusal = Refusal(401, "AccessTokenInvalid", "The access token you sent could not be found or is invalid.")
        if endpoint.open:
            # Pages are for browsers, which then ask for a password.
            refusal.headers = {"WWW-Authenticate": 'Basic realm="rehearsal space", charset="UTF-8"'}
        raise refusal

    async def _break_off(self, send: Send, request: _Request) -> None:
        """Begin an answer and never end it, so that the connection breaks in the client's hands."""
        self.log.append(LoggedRequest(request.method, request.path, 0))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})


def _read_scope(scope: Scope) -> _Request:
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers[name.decode("latin-1").lower()] = value.decode("latin-1")
    path = scope["path"]
    if path.startswith("/spaces/"):
        path = _api_of(headers) + path
    return _Request(
        scope["method"], path, scope["query_string"].decode("latin-1"), headers, scope.get("scheme", "http")
    )


def _api_of(headers: dict[str, str]) -> str:
    """Return the prefix of the API that a request means: by the host's first name, or by the media type it names."""
    host = headers.get("host", "")
    if host.startswith("preview."):
        return "/preview"
    # Clients of the delivery API name its media type in every request, those of the management API another one.
    named = headers.get("content-type", "").startswith("application/vnd.contentful.delivery.")
    return "/delivery" if named or host.startswith("cdn.") else ""


def _token_of(request: _Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        # Browsers can only ask for a name and a password; the password is the token.
        try:
            return base64.b64decode(token, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    if token:
        return token.strip()
    return next((value for name, value in parse_qsl(request.raw_query) if name == "access_token"), "")


async def _read_body(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message: Message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise Refusal(413, "RequestEntityTooLarge", f"The request body is larger than {limit} bytes.")
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _scripted_answer(fault: Fault, headers: dict[str, str]) -> Answer:
    if fault.kind == "server-error":
        raise Refusal(fault.status, "ServerError", "An error that the fault script asked for.")
    headers["X-Contentful-RateLimit-Reset"] = str(max(1, round(fault.seconds)))
    headers["X-Contentful-RateLimit-Second-Remaining"] = "0"
    raise Refusal(
        429, "RateLimitExceeded", "You have exceeded the rate limit of the Organization this Space belongs to."
    )


def _finished(answer: Answer, endpoint: Endpoint, host: str) -> Answer:
    if not answer.media_type.startswith("application/"):
        return answer
    body = from_placeholder(answer.body, host)
    if len(body) > MAX_RESPONSE and not endpoint.open:
        raise Refusal(
            400,
            "BadRequest",
            f"Response size too big. Maximum allowed response size: {MAX_RESPONSE}B.",
            {"type": "Size"},
        )
    return Answer(answer.status, body, answer.media_type, answer.headers)


async def _send(send: Send, answer: Answer, method: str) -> None:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
    if answer.status != 204:
        headers.append((b"content-type", answer.media_type.encode("latin-1")))
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
