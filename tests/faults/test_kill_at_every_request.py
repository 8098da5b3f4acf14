"""The loader killed with SIGKILL at every single request of a run, then started again."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from migrate.load import apply, connect, observe, open_state
from migrate.model.canonical import JsonObject
from migrate.model.space import PublishState, Target
from migrate.plan import PlanPolicy, build_plan
from tests.faults.bench import TOKEN, asset, content_of, entry, files, site

WANTED = site(
    [
        *(entry(f"e{number:02d}", links=[f"e{(number + 1) % 36:02d}"], image="a0") for number in range(36)),
        entry("draft", publish=PublishState.DRAFT),
    ],
    [asset(f"a{number}") for number in range(5)],
)
REQUESTS = 60
"""Of one undisturbed run, at least; each of them is killed once."""


class KillingWire(httpx.AsyncBaseTransport):
    """Dies at one request: half of the times before it is sent, half of the times before its answer is seen."""

    def __init__(self, at: int) -> None:
        self._inner = httpx.AsyncHTTPTransport()
        self._at = at
        self.count = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request, or die."""
        number = self.count
        self.count += 1
        if number == self._at and number % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        response = await self._inner.handle_async_request(request)
        if number == self._at:
            await response.aread()
            os.kill(os.getpid(), signal.SIGKILL)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


async def load(url: str, space: str, state: Path, at: int) -> int:
    """Load the site; return the number of requests sent."""
    target = Target(space, "master", url, rehearsal=True)
    wire = KillingWire(at)
    async with connect(target, SecretStr(TOKEN), transport=wire) as there:
        with open_state(state, target, writable=True) as memory:
            remote = await observe(there.reader, memory, owner_tag=WANTED.owner_tag)
            plan = build_plan(WANTED, remote, memory.base, PlanPolicy(), target)
            await apply(plan, there, memory, files(*WANTED.assets))
    return wire.count


def load_and_die(url: str, space: str, state: Path, at: int) -> bool:
    """Load in a child process that kills itself; return whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(load(url, space, state, at))
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


async def contents(url: str, space: str) -> dict[str, JsonObject]:
    """Return what a reader of the space would find."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    found: dict[str, JsonObject] = {}
    async with httpx.AsyncClient(base_url=f"{url}/spaces/{space}/environments/master/", headers=headers) as client:
        for name in ("entries", "assets"):
            items = (await client.get(name, params={"limit": "1000"})).json()["items"]
            found |= {f"{name}/{item['sys']['id']}": content_of(item) for item in items}
    return found


@contextmanager
def server(spaces: int) -> Iterator[str]:
    """Serve from a process of its own, so that this one has a single thread and may fork."""
    command = [sys.executable, "-m", "tests.faults.kill_server", str(spaces)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait(timeout=10)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL, which this system lacks")
def test_kill_at_every_request(tmp_path: Path) -> None:
    """A run killed at any request and started again ends in the space of a run that was never killed."""
    with server(REQUESTS + 20) as url:
        total = asyncio.run(load(url, "s0", tmp_path / "whole.db", -1))
        assert total >= REQUESTS
        whole = asyncio.run(contents(url, "s0"))
        for at in range(total):
            state = tmp_path / f"{at}.db"
            assert load_and_die(url, f"s{at + 1}", state, at)
            asyncio.run(load(url, f"s{at + 1}", state, -1))
            assert asyncio.run(contents(url, f"s{at + 1}")) == whole, f"after a kill at request {at}"
