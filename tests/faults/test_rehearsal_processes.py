import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
WRITERS, ROUNDS = 16, 3
CLIENTS, ENTRIES, RESTARTS = 8, 40, 2
MASTER = "/spaces/rehearsal/environments/master"
ENTRIES_PER_ROUND = 4
HEADERS = {"Authorization": "Bearer x", "X-Contentful-Content-Type": "post"}


def test_sixteen_processes_may_write_one_file(tmp_path: Path) -> None:
    """All end their work, nothing is lost, and the file is sound."""
    command = [sys.executable, "-m", "tests.faults.rehearsal_crowd", str(tmp_path / "space.db")]
    done = subprocess.run([*command, str(WRITERS), str(ROUNDS)], cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report == {"exits": [0] * WRITERS, "entries": WRITERS * ROUNDS * ENTRIES_PER_ROUND, "problems": []}


def test_a_server_may_be_restarted_under_load(tmp_path: Path) -> None:
    """Clients that ask again when their connection broke find all that they made, once each; stopping says nothing."""
    said, entries = asyncio.run(load_with_restarts(tmp_path))
    wanted = {f"entry-{number}": 1 for number in range(ENTRIES * (RESTARTS + 1))}
    assert (entries, [text for text in said if "Traceback" in text]) == (wanted, [])


async def load_with_restarts(folder: Path) -> tuple[list[str], dict[str, int]]:
    """Return what the servers said on standard error when they stopped, and the versions of all entries."""
    server, port = start(folder, 0)
    said = []
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}{MASTER}", headers=HEADERS) as api:
        fields = [{"id": "title", "name": "Title", "type": "Symbol"}]
        await api.put("/content_types/post", json={"name": "Post", "fields": fields})
        await api.put("/content_types/post/published", headers={"X-Contentful-Version": "1"})
        load = Load(api)
        async with asyncio.TaskGroup() as group:
            for _ in range(CLIENTS):
                group.create_task(load.client())
            for number in range(RESTARTS):
                await load.until(ENTRIES * (number + 1))
                load.up.clear()
                said.append(await asyncio.to_thread(stop, server))
                server, _ = await asyncio.to_thread(start, folder, port)
                load.up.set()
        found = (await api.get("/entries", params={"limit": 1000})).json()["items"]
    said.append(stop(server))
    return said, {item["sys"]["id"]: item["sys"]["version"] for item in found}


def start(folder: Path, port: int) -> tuple[subprocess.Popen[str], int]:
    """Run ``migrate serve``; gives it and its port."""
    command = [sys.executable, "-m", "migrate", "serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    said = ""
    while not (match := re.search(r"http://127\.0\.0\.1:(\d+)", said)):
        line = server.stderr.readline()
        assert line, f"the server did not start: {said}"
        said += line
    return server, int(match[1])


def stop(server: subprocess.Popen[str]) -> str:
    """Interrupt a server as Ctrl-C does; gives what it says."""
    server.send_signal(signal.SIGINT)
    return server.communicate(timeout=60)[1]


class Load:
    """Clients that create entries, and ask again once a server that went away is back."""

    def __init__(self, api: httpx.AsyncClient) -> None:
        self.up = asyncio.Event()
        self.up.set()
        self._api = api
        self._waiting = iter(range(ENTRIES * (RESTARTS + 1)))
        self._made = 0
        self._changed = asyncio.Condition()

    async def client(self) -> None:
        """Create entries until there are enough."""
        for number in self._waiting:
            while not await self._is_made(f"entry-{number}"):
                await self.up.wait()
            async with self._changed:
                self._made += 1
                self._changed.notify_all()

    async def _is_made(self, entry: str) -> bool:
        """Ask for an entry to be made; what is there already was made by a request whose answer was lost."""
        try:
            answer = await self._api.put(f"/entries/{entry}", json={"fields": {"title": {"en-US": entry}}})
        except httpx.TransportError:
            return False
        assert answer.status_code in (201, 409), answer.text
        return True

    async def until(self, count: int) -> None:
        """Wait until so many entries are there."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._made >= count)
