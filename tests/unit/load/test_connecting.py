"""Connecting, retrying and failing: what a user is told, and that a token never shows."""

import asyncio
import logging
import socket
import ssl
import traceback
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from migrate.errors import ConfigurationError, MigrateError, TemporaryError
from migrate.load import connect
from migrate.load.failures import StaleError
from migrate.load.retry import RetryPolicy
from migrate.model.space import EntityKey, EntityType, Target
from tests.faults.bench import TARGET, TOKEN, Bench, VirtualClock, entry, run_virtually, site

KEY = EntityKey(EntityType.ENTRY, "a")
Handler = Callable[[httpx.Request], httpx.Response]


def read(handler: Handler, target: Target = TARGET) -> object:
    """Read an entry through a handler of requests."""

    async def work() -> object:
        transport = httpx.MockTransport(handler)
        async with connect(target, SecretStr(TOKEN), transport=transport, clock=VirtualClock()) as space:
            return await space.reader.find(KEY)

    return run_virtually(work())


def error(status: int, code: str, **headers: str) -> httpx.Response:
    """Return an error as the management API gives it."""
    body = {"sys": {"type": "Error", "id": code}, "message": f"about {TOKEN}", "requestId": "req-1"}
    return httpx.Response(status, json=body, headers=headers)


def test_a_wrong_token_is_a_configuration_error() -> None:
    """A refused token ends with exit code 4, the host and the request id."""
    with pytest.raises(ConfigurationError, match="token") as caught:
        read(lambda _request: error(401, "AccessTokenInvalid"))
    assert caught.value.exit_code == 4
    assert "req-1" in str(caught.value)
    assert "CONTENTFUL_MANAGEMENT_TOKEN" in caught.value.hint


def test_a_server_that_is_down_is_a_temporary_error() -> None:
    """Nobody listening ends with exit code 5, and soon."""

    def down(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    clock = VirtualClock()
    with pytest.raises(TemporaryError, match="no connection") as caught:
        read(down)
    assert caught.value.exit_code == 5
    assert clock.monotonic() < 10


def test_a_server_that_is_really_down() -> None:
    """The same over a real socket that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    target = replace(TARGET, host=f"http://127.0.0.1:{port}")

    async def work() -> None:
        async with connect(target, SecretStr(TOKEN), policy=RetryPolicy(first_wait=0.01)) as space:
            await space.reader.environment()

    with pytest.raises(TemporaryError):
        asyncio.run(work())


def test_a_missing_space_is_a_configuration_error(tmp_path: Path) -> None:
    """A space that the token does not see ends with exit code 4 and names the space."""
    bench = Bench(tmp_path)

    async def work() -> None:
        target = replace(TARGET, space="elsewhere")
        async with bench.raw():
            pass
        from tests.faults.bench import BentWire

        async with connect(target, SecretStr(TOKEN), transport=BentWire(bench.app), clock=bench.clock) as space:
            await space.reader.environment()

    with pytest.raises(ConfigurationError, match="elsewhere"):
        run_virtually(work())


@pytest.mark.parametrize("host", ["http://example.org", "ftp://example.org", "", "https://"])
def test_hosts_that_cannot_be_used(host: str) -> None:
    """Plain http to another machine, other schemes and no host at all are refused before anything is sent."""
    with pytest.raises(ConfigurationError):
        read(lambda _request: error(500, "ServerError"), replace(TARGET, host=host))


def test_server_errors_are_tried_again_and_waited_for() -> None:
    """A 503 that passes is no error; the waits grow."""
    answers = iter([503, 502, 200])

    def flaky(_request: httpx.Request) -> httpx.Response:
        status = next(answers)
        return httpx.Response(status, json={"sys": {"id": "a", "type": "Entry", "version": 1}, "fields": {}})

    assert read(flaky) is not None


def test_a_429_waits_as_long_as_it_asks() -> None:
    """The reset header decides how long nothing is sent."""
    clock = VirtualClock()
    seen: list[float] = []

    def limited(_request: httpx.Request) -> httpx.Response:
        seen.append(clock.monotonic())
        if len(seen) == 1:
            return error(429, "RateLimitExceeded", **{"X-Contentful-RateLimit-Reset": "30"})
        return error(404, "NotFound")

    async def work() -> object:
        async with connect(TARGET, SecretStr(TOKEN), transport=httpx.MockTransport(limited), clock=clock) as space:
            return await space.reader.find(KEY)

    assert run_virtually(work()) is None
    assert seen[1] - seen[0] == 30


def test_an_hourly_limit_ends_the_run() -> None:
    """A 429 that asks for most of an hour is not waited for."""
    with pytest.raises(TemporaryError, match="rate limit") as caught:
        read(lambda _request: error(429, "RateLimitExceeded", **{"X-Contentful-RateLimit-Reset": "2727"}))
    assert "45 min" in caught.value.hint


def test_patience_ends() -> None:
    """A server that never recovers ends with exit code 5 after a bounded time."""
    with pytest.raises(TemporaryError):
        read(lambda _request: error(503, "ServerError"))


def test_a_lost_create_is_settled_by_reading(tmp_path: Path) -> None:
    """A create that was carried out without an answer is recognised, and not refused as stale."""
    bench = Bench(tmp_path)
    lost: list[str] = []

    async def lose(_number: int, request: httpx.Request, send: object) -> httpx.Response:
        assert callable(send)
        answer = await send(request)
        assert isinstance(answer, httpx.Response)
        if request.method == "PUT" and request.url.path not in lost:
            lost.append(request.url.path)
            raise httpx.ReadError("")
        return answer

    bench.meddle = lose
    _, result = bench.sync(site([entry("a"), entry("b")]))
    assert not result.partial
    assert len(lost) == 4
    assert {content["state"] for content in bench.contents().values()} == {"published"}


def test_a_create_that_somebody_else_made_is_stale(tmp_path: Path) -> None:
    """An id that is taken meanwhile with other content is not overwritten."""
    bench = Bench(tmp_path)

    async def work() -> None:
        async with bench.raw() as client:
            headers = {"X-Contentful-Content-Type": "post"}
            body = {"fields": {"title": {"en-US": "Mine"}}, "metadata": {"tags": []}}
            assert (await client.put("entries/a", json=body, headers=headers)).status_code == 201
        async with bench.space() as space:
            await space.writer.put(KEY, "post", {"fields": {}, "metadata": {"tags": []}}, None)

    with pytest.raises(StaleError):
        run_virtually(work())


def test_the_token_shows_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """No representation, log line, traceback or state file holds the token."""
    caplog.set_level(logging.DEBUG)
    bench = Bench(tmp_path)
    texts: list[str] = []

    async def work() -> None:
        async with bench.space() as space:
            texts.extend(repr(thing) for thing in (space, space.reader, space.writer, space.wire, vars(space.wire)))

    run_virtually(work())
    bench.sync(site([entry("a")]))
    for status, code in ((401, "AccessTokenInvalid"), (503, "ServerError"), (400, "BadRequest")):
        try:
            read(lambda _request, status=status, code=code: error(status, code))  # type: ignore[misc]  # bound per loop
        except MigrateError as failure:
            texts += [str(failure), repr(failure), "".join(traceback.format_exception(failure))]
    texts.append(caplog.text)
    assert len(texts) > 10
    assert not any(TOKEN in text for text in texts)
    assert TOKEN.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_many_429s_are_waited_out() -> None:
    """Others may use up the rate for a while; as long as the deadline has not passed, that ends nothing."""
    answers = iter([error(429, "RateLimitExceeded", **{"X-Contentful-RateLimit-Reset": "1"})] * 30)
    assert read(lambda _request: next(answers, httpx.Response(404, json={}))) is None


def test_an_answer_that_leads_elsewhere_is_no_success() -> None:
    """A redirect, as of a proxy that wants a login, is told and not taken for a yes."""
    with pytest.raises(MigrateError, match="could not read entry a"):
        read(lambda _request: httpx.Response(302, headers={"Location": "https://login.example"}))


def test_an_answer_that_cannot_be_unpacked_is_tried_again() -> None:
    """A body that breaks on the way counts as a lost answer."""
    answers = iter([httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Broken())])
    assert read(lambda _request: next(answers, httpx.Response(404, json={}))) is None


class Broken(httpx.AsyncByteStream):
    """What claims to be packed, and is not."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield it."""
        yield b"not packed"


@pytest.mark.parametrize(
    ("host", "upload_host", "asks_nobody"),
    [
        ("http://127.0.0.1:9", "", True),
        ("http://127.0.0.1:9", "https://upload.contentful.com", False),
        ("https://api.contentful.com", "", False),
    ],
)
def test_certificates_are_loaded_where_a_host_shows_one(
    monkeypatch: pytest.MonkeyPatch, host: str, upload_host: str, *, asks_nobody: bool
) -> None:
    """Loading what the world trusts takes time; without it nobody is trusted, and nothing goes unchecked."""
    made: list[object] = []
    client = httpx.AsyncClient

    def noted(**settings: Any) -> httpx.AsyncClient:
        made.append(settings["verify"])
        return client(**settings)

    monkeypatch.setattr(httpx, "AsyncClient", noted)

    async def work() -> None:
        async with connect(replace(TARGET, host=host), SecretStr(TOKEN), upload_host=upload_host):
            pass

    asyncio.run(work())
    [verify] = made
    if not asks_nobody:
        assert verify is True
        return
    assert isinstance(verify, ssl.SSLContext)
    assert verify.verify_mode is ssl.CERT_REQUIRED
    assert verify.cert_store_stats()["x509_ca"] == 0
