"""A run that is killed and run again leaves the same space as one that was not."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.cli.conftest import MAPPING, ROOT, write_site

STAMPS = {
    "createdAt",
    "updatedAt",
    "publishedAt",
    "firstPublishedAt",
    "version",
    "publishedVersion",
    "publishedCounter",
}
ENVIRON = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1790000000", "CONTENTFUL_SPACE_ID": "blog"}


class CountRequests:
    """Calls `reached` when the server is asked for the n-th time, before it answers."""

    def __init__(self, app: ASGIApp, at: int, reached: Callable[[], None]) -> None:
        self._app = app
        self._left = at
        self._reached = reached

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count and pass on."""
        if scope["type"] == "http":
            self._left -= 1
            if self._left == 0:
                self._reached()
        await self._app(scope, receive, send)


def start(url: str, site: Path, mapping: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start `migrate run` in a process of its own."""
    command = [sys.executable, "-m", "migrate", "run", str(site), "-m", str(mapping), "--yes"]
    return subprocess.Popen(
        command, env={**ENVIRON, "CONTENTFUL_HOST": url}, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def content(url: str) -> object:
    """Return everything in the space that does not tell the time or count the writes."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key not in STAMPS}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return value

    with httpx.Client(base_url=f"{url}/spaces/blog/environments/master", headers={"Authorization": "Bearer t"}) as http:
        kinds = ("locales", "tags", "content_types", "assets", "entries")
        texts = {kind: http.get(f"/{kind}?limit=1000&order=sys.id").text for kind in kinds}
    # Files are served by the same server, whose port differs from run to run.
    host = url.removeprefix("http:")
    answers = {kind: json.loads(text.replace(host, "//host"))["items"] for kind, text in texts.items()}
    states = {
        item["sys"]["id"]: item["sys"]["version"] - item["sys"].get("publishedVersion", 0)
        for kind in ("assets", "entries")
        for item in answers[kind]
    }
    for locale in answers["locales"]:
        del locale["sys"]["id"]  # made up by the server
    return plain(answers), states


def load(folder: Path, kill_at: int) -> object:
    """Run the migration, killed at the n-th request (0 = never) and run again, and return what the space holds."""
    site = write_site(folder / "site")
    mapping = folder / "blog.yaml"
    mapping.write_text(MAPPING)
    running: list[subprocess.Popen[bytes]] = []
    app = create_app(open_store(None, ("blog",)), RehearsalOptions())
    app.add_middleware(CountRequests, at=kill_at, reached=lambda: running[0].send_signal(signal.SIGKILL))
    with serve_in_thread(app) as url:
        running.append(start(url, site, mapping, folder))
        running[0].communicate()
        if kill_at:
            assert running[0].returncode == -signal.SIGKILL
            running.append(start(url, site, mapping, folder))
            running[1].communicate()
        assert running[-1].returncode == 0
        return content(url)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Return what an undisturbed run leaves."""
    return load(tmp_path_factory.mktemp("undisturbed"), 0)


@pytest.mark.parametrize("at", [9, 17, 26])
def test_killed_and_run_again(at: int, undisturbed: object, tmp_path: Path) -> None:
    """SIGKILL at the n-th request, then a second run: the same space as an undisturbed run leaves."""
    assert load(tmp_path, at) == undisturbed
