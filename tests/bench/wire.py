"""A client that costs next to nothing: requests over kept-alive sockets, one at a time on each.

A full HTTP client takes longer for a request than the server does, and both share the machine, so it would hide what
the server takes. Owns just what this server's answers need: HTTP/1.1 with a length.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from migrate.model.canonical import Json
from tests.bench.children import BenchError

__all__ = ["Ask", "Clients"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; a body is sent as JSON unless it is bytes."""

    method: str
    path: str
    body: Json | bytes = None
    headers: dict[str, str] = field(default_factory=dict)


class Clients:
    """As many clients as there are connections, all of one server."""

    def __init__(self, url: str, base: str, connections: Sequence[tuple[asyncio.StreamReader, asyncio.StreamWriter]]):
        self._host, self._base, self._connections = urlsplit(url).netloc, base, connections

    @classmethod
    async def connect(cls, url: str, base: str, count: int) -> "Clients":
        """Open `count` connections to the server at `url`; paths of requests are below `base`."""
        place = urlsplit(url)
        return cls(url, base, [await asyncio.open_connection(place.hostname, place.port) for _ in range(count)])

    def close(self) -> None:
        """Close the connections."""
        for _, writer in self._connections:
            writer.close()

    async def ask(self, ask: Ask) -> Any:
        """Send one request and return the JSON of its answer."""
        body = await _exchange(self._connections[0], self._encode(ask))
        return json.loads(body) if body else None

    async def seconds(self, asks: Sequence[Ask]) -> float:
        """Return how long the clients take to send all of `asks`, each taking the next one when it is free."""
        waiting = iter([self._encode(ask) for ask in asks])

        async def work(connection: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
            for request in waiting:
                await _exchange(connection, request)

        started = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for connection in self._connections:
                group.create_task(work(connection))
        return time.perf_counter() - started

    def _encode(self, ask: Ask) -> bytes:
        if isinstance(ask.body, bytes):
            body, media_type = ask.body, "application/octet-stream"
        else:
            body = b"" if ask.body is None else json.dumps(ask.body).encode()
            media_type = "application/vnd.contentful.management.v1+json"
        headers = {
            "Host": self._host,
            "Authorization": "Bearer rehearsal",
            "Content-Type": media_type,
            "Content-Length": str(len(body)),
            **ask.headers,
        }
        lines = [
            f"{ask.method} {self._base}{ask.path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body


async def _exchange(connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes) -> bytes:
    reader, writer = connection
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, found, rest = head.partition(b"content-length: ")
    body = await reader.readexactly(int(rest.partition(b"\r\n")[0])) if found else b""
    if not head.startswith(b"http/1.1 2"):
        raise BenchError(
            f"{request.partition(b' HTTP')[0].decode()} failed: {head[9:12].decode()} {body[:500].decode()}"
        )
    return body
