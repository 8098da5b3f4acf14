"""``contentful space import`` and ``space export``, which speak nothing but TLS, against ``migrate serve``."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import TOKEN, NodeClients
from tests.clients.content import content_file

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Run ``migrate serve`` in a folder; gives host and port of its HTTPS listener."""
    command = [sys.executable, "-m", "migrate", "serve", "--port", "0", "--https-port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            said = ""
            while not (match := re.search(r"https://127\.0\.0\.1:(\d+)", said)):
                line = server.stderr.readline()
                assert line, f"the server did not start: {said}"
                said += line
            yield f"localhost:{match[1]}"
        finally:
            server.terminate()


def contentful(clients: NodeClients, folder: Path, *arguments: str) -> None:
    """Run a command of the official command line, which must succeed."""
    (folder / "home").mkdir(exist_ok=True)
    certificate = folder / ".migrate" / "certificate" / "rehearsal.pem"
    done = subprocess.run(
        [clients.node, str(clients.modules / "contentful-cli" / "bin" / "contentful.js"), *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=folder,
        # Its settings are in the home folder.
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "NODE_EXTRA_CA_CERTS": str(certificate),
            "CI": "1",
            "NO_COLOR": "1",
        },
        check=False,
    )
    assert done.returncode == 0, f"{arguments} failed\n{done.stdout[-8000:]}\n{done.stderr[-8000:]}"


@pytest.fixture(scope="module")
def carried(clients: NodeClients, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Import a content file and export the space again; gives both contents."""
    folder = tmp_path_factory.mktemp("cli")
    file = content_file(folder, 5, 2)
    with served(folder) as host:
        space = ("--space-id", "rehearsal", "--management-token", TOKEN, "--host", host)
        contentful(clients, folder, "space", "import", *space, "--content-file", str(file))
        contentful(clients, folder, "space", "export", *space, "--content-file", "exported.json")
    sent, received = (json.loads(path.read_text(encoding="utf-8")) for path in (file, folder / "exported.json"))
    return sent, received


@pytest.mark.parametrize("kind", ["entries", "tags"])
def test_space_import_and_space_export_carry_content(carried: tuple[dict[str, Any], dict[str, Any]], kind: str) -> None:
    """All that was imported is exported again."""
    sent, received = (
        {item["sys"]["id"]: [item.get("fields"), item.get("metadata"), item.get("name")] for item in content[kind]}
        for content in carried
    )
    assert sent == received


def test_space_import_publishes(carried: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Entries and assets are published in the version that they have; drafts would not be exported."""
    published = [
        item["sys"]["id"]
        for kind in ("entries", "assets")
        for item in carried[1][kind]
        if item["sys"]["version"] == item["sys"]["publishedVersion"] + 1
    ]
    assert sorted(published) == ["asset0", "asset1", *(f"entry{number}" for number in range(5))]
