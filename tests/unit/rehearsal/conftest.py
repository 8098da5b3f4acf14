"""A rehearsal space in this process, driven by a clock that tests move by hand."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from migrate.rehearsal import RehearsalOptions, Store, create_app, open_store

MASTER = "/spaces/rehearsal/environments/master"
TOKEN = "CFPAT-rehearsal"

Payload = dict[str, Any]
"""JSON as tests write and read it."""


@dataclass(slots=True)
class Clock:
    """The present moment, moved by hand."""

    now: datetime = field(default_factory=lambda: datetime(2026, 1, 1, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Return it."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class Api:
    """A client of a space in this process, and that space's clock."""

    app: Starlette
    clock: Clock
    store: Store

    def request(
        self,
        method: str,
        path: str,
        *,
        version: int | None = None,
        content_type: str = "",
        token: str = TOKEN,
        headers: dict[str, str] | None = None,
        json: Any = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """Send one request; a path that does not begin with a slash is one of the master environment."""
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        if version is not None:
            sent["X-Contentful-Version"] = str(version)
        if content_type:
            sent["X-Contentful-Content-Type"] = content_type
        sent.update(headers or {})

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://rehearsal") as client:
                url = path if path.startswith("/") else f"{MASTER}/{path}"
                return await client.request(method, url, headers=sent, json=json, content=content)

        return asyncio.run(send())

    def get(self, path: str, **more: Any) -> Payload:
        """GET that must succeed; gives the JSON."""
        return self.done(self.request("GET", path, **more))

    def put(self, path: str, json: Any = None, **more: Any) -> Payload:
        """PUT that must succeed; gives the JSON."""
        return self.done(self.request("PUT", path, json=json, **more))

    def post(self, path: str, json: Any = None, **more: Any) -> Payload:
        """POST that must succeed; gives the JSON."""
        return self.done(self.request("POST", path, json=json, **more))

    def delete(self, path: str, **more: Any) -> Payload:
        """DELETE that must succeed; gives the JSON, empty when there is none."""
        return self.done(self.request("DELETE", path, **more))

    def refused(self, method: str, path: str, **more: Any) -> tuple[int, str, Any]:
        """Send a request that must be refused; gives status, error id and details."""
        response = self.request(method, path, **more)
        assert response.status_code >= 400, response.text
        body = response.json()
        return response.status_code, body["sys"]["id"], body.get("details")

    def activate(self, content_type: str, *fields: Payload, **more: Any) -> None:
        """Create and activate a content type."""
        listed = [{"name": one["id"], **one} for one in fields]
        self.put(f"content_types/{content_type}", {"name": content_type, "fields": listed, **more})
        self.put(f"content_types/{content_type}/published", version=1)

    def entry(self, entry: str, content_type: str, /, **fields: Any) -> Payload:
        """Create an entry; each field is given by its English value."""
        values = {name: {"en-US": value} for name, value in fields.items()}
        return self.put(f"entries/{entry}", {"fields": values}, content_type=content_type)

    def publish(self, path: str, version: int) -> Payload:
        """Publish an entry or asset."""
        return self.put(f"{path}/published", version=version)

    @staticmethod
    def done(response: httpx.Response) -> Payload:
        """Return the JSON of a response that must be a success."""
        assert response.is_success, f"{response.request.method} {response.request.url}: {response.text}"
        answer: Payload = response.json() if response.content else {}
        return answer


@pytest.fixture
def serve() -> Iterator[Callable[..., Api]]:
    """Give a function that opens a space in memory with the options it is called with."""
    stores: list[Store] = []

    def make(**options: Any) -> Api:
        clock = Clock()
        store = open_store(None)
        stores.append(store)
        return Api(create_app(store, RehearsalOptions(clock=clock, **options)), clock, store)

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def api(serve: Callable[..., Api]) -> Api:
    """Give an empty space with default options."""
    return serve()


@pytest.fixture(scope="module")
def module_api() -> Iterator[Api]:
    """Give an empty space that all tests of a module share, for tests that only read."""
    clock = Clock()
    store = open_store(None)
    yield Api(create_app(store, RehearsalOptions(clock=clock)), clock, store)
    store.close()


def link(kind: str, entity_id: str) -> Payload:
    """Return a link."""
    return {"sys": {"type": "Link", "linkType": kind, "id": entity_id}}


def symbol(field_id: str, **more: Any) -> Payload:
    """Return a short text field."""
    return {"id": field_id, "type": "Symbol", **more}
