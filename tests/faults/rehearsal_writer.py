"""A writer that gives a rehearsal space as much to do as one process can, and says what was acknowledged.

Owns the life that its entities lead, and so what each of their versions must look like: see `rehearsal_soundness`.
"""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.types import Message

from migrate.rehearsal import RehearsalOptions, create_app, open_store

__all__ = ["BULK", "Acknowledge", "prepare", "title_of", "write"]

MASTER = "/spaces/rehearsal/environments/master"
BULK = 3
"""Entries that are published together."""
_PAGES_BETWEEN_CHECKPOINTS = 40
"""Few, so that some kills fall into the moment when the log is written back into the file."""

Acknowledge = Callable[[str, int], None]
"""Takes an entity and the version that a response has told of; 0 when it is gone."""


def title_of(entity: str, save: int) -> str:
    """Return what stands in an entry after its first, second … save; long enough to need several pages."""
    return f"{entity} {save} " * 300


def prepare(path: Path) -> None:
    """Make a file with the content type of the entries."""
    store = open_store(path)
    asyncio.run(_Writer(create_app(store, RehearsalOptions()), "", lambda *_: None).make_content_type())
    store.close()


def write(path: Path, name: str, acknowledge: Acknowledge, rounds: int | None = None) -> None:
    """Create, publish, change and delete entries, so many rounds or for ever."""
    store = open_store(path)
    with store.read() as transaction:
        transaction.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_BETWEEN_CHECKPOINTS}")
    asyncio.run(_Writer(create_app(store, RehearsalOptions()), name, acknowledge).work(rounds))


class _Writer:
    def __init__(self, app: Starlette, name: str, acknowledge: Acknowledge) -> None:
        self._app, self._name, self._acknowledge = app, name, acknowledge

    async def make_content_type(self) -> None:
        fields = [
            {"id": "title", "name": "Title", "type": "Text"},
            {"id": "slug", "name": "Slug", "type": "Symbol", "validations": [{"unique": True}]},
            {"id": "previous", "name": "Previous", "type": "Link", "linkType": "Entry"},
        ]
        await self._ask("PUT", "/content_types/post", {"name": "Post", "fields": fields})
        await self._ask("PUT", "/content_types/post/published", None, 1)

    async def work(self, rounds: int | None) -> None:
        number = 0
        while number != rounds:
            entry = f"{self._name}-{number}"
            await self._save(entry, 1, previous=f"{self._name}-{number - 1}" if number else "")
            await self._publish(entry)
            await self._save(entry, 2, version=2)
            await self._together([f"{entry}-b{part}" for part in range(BULK)])
            await self._delete(f"{entry}-gone")
            number += 1

    async def _save(self, entry: str, save: int, *, version: int = 0, previous: str = "") -> None:
        fields: dict[str, Any] = {"title": {"en-US": title_of(entry, save)}, "slug": {"en-US": entry}}
        if previous:
            link = {"sys": {"type": "Link", "linkType": "Entry", "id": previous}}
            fields["previous"] = {"en-US": link}
        saved = await self._ask("PUT", f"/entries/{entry}", {"fields": fields}, version)
        self._acknowledge(entry, saved["sys"]["version"])

    async def _publish(self, entry: str) -> None:
        published = await self._ask("PUT", f"/entries/{entry}/published", None, 1)
        self._acknowledge(entry, published["sys"]["version"])

    async def _together(self, entries: list[str]) -> None:
        for entry in entries:
            await self._save(entry, 1)
        links = [{"sys": {"type": "Link", "linkType": "Entry", "id": entry, "version": 1}} for entry in entries]
        started = await self._ask("POST", "/bulk_actions/publish", {"entities": {"items": links}})
        done = await self._ask("GET", f"/bulk_actions/actions/{started['sys']['id']}")
        if done["sys"]["status"] != "succeeded":
            raise RuntimeError(f"the entries were not published: {done}")
        for entry in entries:
            self._acknowledge(entry, 2)

    async def _delete(self, entry: str) -> None:
        await self._save(entry, 1)
        await self._ask("DELETE", f"/entries/{entry}")
        self._acknowledge(entry, 0)

    async def _ask(self, method: str, path: str, payload: object = None, version: int = 0) -> dict[str, Any]:
        """Ask the application itself: a client would only make it wait."""
        headers = [(b"authorization", b"Bearer x"), (b"x-contentful-content-type", b"post")]
        if version:
            headers.append((b"x-contentful-version", str(version).encode()))
        scope = {
            "type": "http",
            "method": method,
            "path": MASTER + path,
            "query_string": b"",
            "headers": headers,
            "scheme": "http",
        }
        answer: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"" if payload is None else json.dumps(payload).encode()}

        async def send(message: Message) -> None:
            answer.append(message)

        await self._app(scope, receive, send)
        if answer[0]["status"] >= 300:
            raise RuntimeError(f"{method} {path}: {answer[1]['body']}")
        told: dict[str, Any] = json.loads(answer[1]["body"] or b"{}")
        return told
