"""Sending requests: pace, crowd, retries, token and counters around one pooled HTTP client.

Owns the way from a `Request` to an `Answer`. The token enters here, in an object that does not show it, and leaves in
the ``Authorization`` header only.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from migrate.errors import MigrateError
from migrate.load.clock import Clock
from migrate.load.failures import configuration_failure, explain
from migrate.load.pace import Crowd, Pace
from migrate.load.requests import Request
from migrate.load.retry import Answer, RetryPolicy, TransientError, classify, send_with_retries
from migrate.model.loopback import OPENS_LOCAL, is_loopback
from migrate.model.space import Target

__all__ = ["Bearer", "Sender", "Wire", "without_secret"]

USER_AGENT = "app migrate; platform python;"
_FATAL = frozenset({401})


class Bearer(httpx.Auth):
    """Puts the token into the header, at the last moment."""

    def __init__(self, token: SecretStr) -> None:
        self._token = token

    @property
    def secret(self) -> bytes:
        """The token as it would show in an answer."""
        return self._token.get_secret_value().encode()

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]  # httpx types the generator's send side too
        """Add the header."""
        request.headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        yield request

    def __repr__(self) -> str:
        return "Bearer(**********)"


class Sender(Protocol):
    """What is needed of an HTTP client: `httpx.AsyncClient` is one."""

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
        content: bytes | None,
        auth: httpx.Auth,
    ) -> httpx.Response:
        """Send one request and return its answer, whatever its status; raises `httpx.TransportError`."""
        ...


class Wire:
    """The one way to the space."""

    def __init__(
        self,
        client: Sender,
        target: Target,
        *,
        upload_base: str,
        token: SecretStr,
        pace: Pace,
        policy: RetryPolicy,
        clock: Clock,
    ) -> None:
        self._client = client
        self._auth = Bearer(token)
        self._upload_base = upload_base
        self._policy = policy
        self._answered = False
        self._local = is_loopback(target.host)
        self.target = target
        self.clock = clock
        self.pace = pace
        self.crowd = Crowd()
        self.requests = 0
        self.writes = 0
        self.retries = 0
        self.throttled = 0

    @property
    def statistics(self) -> Mapping[str, float]:
        """What was sent so far."""
        return {
            "requests": self.requests,
            "writes": self.writes,
            "retries": self.retries,
            "throttled": self.throttled,
            "waited": self.pace.waited,
        }

    async def send(self, request: Request, *, allowed: frozenset[int] = frozenset()) -> Answer:
        """Send a request and return its final answer, which is a success or one of `allowed`.

        Raises:
            ConfigurationError: the token is refused.
            TemporaryError: it could not be sent within the policy's patience.
            LostResponseError: a request that must not be repeated got no answer.
            MigrateError: the answer is neither a success nor allowed.
        """
        answer = await send_with_retries(
            lambda: self._attempt(request),
            policy=self._policy,
            clock=self.clock,
            repeatable=request.repeatable,
            known=lambda: self._answered,
            what=f"could not {request.what} at {urlsplit(self.target.host).netloc}",
            on_retry=self.note_failure,
        )
        status = answer.response.status_code
        if 200 <= status < 300 or (status in allowed and status not in _FATAL):
            return answer
        failure = configuration_failure(answer.response, self.target.space, self.target.environment)
        if failure is not None:
            raise failure
        raise MigrateError(f"could not {request.what}: the space answered {explain(answer.response)}")

    async def admit(self, *, write: bool) -> None:
        """Wait for a turn and count a request that is sent by somebody else (the control plane's library)."""
        await self.pace.turn()
        self.requests += 1
        self.writes += write

    async def _attempt(self, request: Request) -> httpx.Response:
        url = self._url(request)
        async with self.crowd.place():
            await self.admit(write=request.writes)
            try:
                response = await self._client.request(
                    request.method,
                    url,
                    params=dict(request.params) or None,
                    headers=dict(request.headers),
                    content=request.body,
                    auth=self._auth,
                )
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
                raise TransientError(f"no connection ({error or type(error).__name__})", sent=False) from error
            except httpx.RequestError as error:
                raise TransientError(f"the connection broke ({error or type(error).__name__})", sent=True) from error
        self._answered = True
        response = without_secret(response, self._auth.secret)
        self._learn(response)
        failure = classify(response)
        if failure is not None:
            raise failure
        self.crowd.went_well()
        return response

    def _url(self, request: Request) -> str:
        base = self._upload_base if request.to_upload_host else self.target.host.rstrip("/")
        if request.path.startswith("/"):
            return base + request.path
        return f"{base}/spaces/{self.target.space}/environments/{self.target.environment}/{request.path}"

    def _learn(self, response: httpx.Response) -> None:
        text = response.headers.get("X-Contentful-RateLimit-Second-Limit", "")
        if text.isdigit():
            self.pace.learn(float(text))
        elif self._local:
            # A server on this machine that names no limit has none; Contentful always names one.
            self.pace.unlimit()

    def note_failure(self, failure: TransientError) -> None:
        """Count a failed attempt, and slow everybody down accordingly."""
        self.retries += 1
        if failure.pause is not None:
            self.throttled += 1
            self.pace.pause(min(failure.pause, self._policy.longest_pause))
        else:
            self.crowd.struggled()


def without_secret(response: httpx.Response, secret: bytes) -> httpx.Response:
    """Return an answer that does not echo the token: the texts of errors end in messages and journals."""
    if response.status_code < 400 or secret == OPENS_LOCAL.encode() or secret not in response.content:
        return response
    kept = [
        (name, value) for name, value in response.headers.items() if name not in ("content-length", "content-encoding")
    ]
    return httpx.Response(
        response.status_code,
        headers=kept,
        content=response.content.replace(secret, b"[token]"),
        request=response.request,
    )
