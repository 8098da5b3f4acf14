"""Rehearsal servers in processes of their own, filled with published entries over HTTP."""

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from migrate.model.canonical import JsonObject
from tests.bench.children import ROOT, BenchError
from tests.bench.wire import Ask, Clients

__all__ = ["BASE", "entry_fields", "filled_space"]

BASE = "/spaces/rehearsal/environments/master"
_JOB, _ACTION = 10_000, 200
"""Most entries of a bulk operation and of a bulk action."""
_TYPE: JsonObject = {
    "name": "Post",
    "displayField": "title",
    "fields": [{"id": "title", "name": "Title", "type": "Symbol"}, {"id": "body", "name": "Body", "type": "Text"}],
}
_WORDS = "The quick brown fox jumps over the lazy dog. " * 40


def entry_fields(number: int) -> JsonObject:
    """Return the fields of an entry of content type ``post``: 2 kB."""
    return {"title": {"en-US": f"Post {number}"}, "body": {"en-US": _WORDS}}


@asynccontextmanager
async def filled_space(file: Path, entries: int) -> AsyncIterator[str]:
    """Serve a new file that holds ``post-0`` … ``post-<entries - 1>``, published; gives the server's URL."""
    command = [sys.executable, "-m", "migrate", "serve", "--port", "0", "--bulk-entry-operations"]
    with subprocess.Popen([*command, "--rehearsal", str(file)], cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            url = _announced(server)
            api = await Clients.connect(url, BASE, 1)
            await _fill(api, entries)
            api.close()
            yield url
        finally:
            server.terminate()


def _announced(server: subprocess.Popen[str]) -> str:
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if match := re.search(r"http://\S+?:\d+", line):
            return match[0]
    raise BenchError(f"the server did not start: {''.join(said)}")


async def _fill(api: Clients, entries: int) -> None:
    await api.ask(Ask("PUT", "/content_types/post", _TYPE))
    await api.ask(Ask("PUT", "/content_types/post/published", headers={"X-Contentful-Version": "1"}))
    for first in range(0, entries, _JOB):
        numbers = range(first, min(first + _JOB, entries))
        await _create(api, numbers)
        for start in range(0, len(numbers), _ACTION):
            await _publish(api, numbers[start : start + _ACTION])
    published = (await api.ask(Ask("GET", "/public/entries?limit=0")))["total"]
    if published != entries:
        raise BenchError(f"{published} entries instead of {entries} are published")


async def _create(api: Clients, numbers: Sequence[int]) -> None:
    content_type: JsonObject = {"sys": {"type": "Link", "linkType": "ContentType", "id": "post"}}
    entries: list[JsonObject] = [
        {"sys": {"id": f"post-{number}", "type": "Entry", "contentType": content_type}, "fields": entry_fields(number)}
        for number in numbers
    ]
    upload = await api.ask(Ask("POST", "/uploads", json.dumps(entries).encode()))
    link: JsonObject = {"sys": {"type": "Upload", "id": upload["sys"]["id"]}}
    await api.ask(Ask("POST", "/bulk_operations/entries/create", {"upload": link}))


async def _publish(api: Clients, numbers: Sequence[int]) -> None:
    items: list[JsonObject] = [
        {"sys": {"type": "Link", "linkType": "Entry", "id": f"post-{number}", "version": 1}} for number in numbers
    ]
    await api.ask(Ask("POST", "/bulk_actions/publish", {"entities": {"sys": {"type": "Array"}, "items": items}}))
