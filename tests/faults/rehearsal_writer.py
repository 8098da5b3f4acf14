"""A process that writes entries until it is killed, telling after each answer what was acknowledged.

Arguments: the database file, a number that keeps the runs' ids apart.
"""

import asyncio
import sys
from pathlib import Path

import httpx

from migrate.rehearsal import RehearsalOptions, create_app, open_store

MASTER = "/spaces/rehearsal/environments/master"


async def write(path: Path, run: str) -> None:
    """Create and publish entries, one after another, for ever."""
    app = create_app(open_store(path), RehearsalOptions())
    headers = {"Authorization": "Bearer x", "X-Contentful-Content-Type": "post"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x", headers=headers) as client:
        fields = [{"id": "title", "name": "Title", "type": "Symbol"}]
        await client.put(f"{MASTER}/content_types/post", json={"name": "Post", "fields": fields})
        publish = {"X-Contentful-Version": "1"}
        await client.put(f"{MASTER}/content_types/post/published", headers=publish)
        number = 0
        while True:
            entry = f"r{run}-{number}"
            body = {"fields": {"title": {"en-US": entry * 20}}}
            made = await client.put(f"{MASTER}/entries/{entry}", json=body)
            print(f"{entry} {made.json()['sys']['version']}", flush=True)
            done = await client.put(f"{MASTER}/entries/{entry}/published", headers=publish)
            print(f"{entry} {done.json()['sys']['version']}", flush=True)
            number += 1


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), sys.argv[2]))
