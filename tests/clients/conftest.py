"""Official clients for the rehearsal space: installed once per lock file into a cache folder, then run unmodified."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.npm import install_packages, node_program

HERE = Path(__file__).parent
PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
TOKEN = "rehearsal-token"


@dataclass(frozen=True, slots=True)
class NodeClients:
    """Node with the npm packages of this folder."""

    node: str
    modules: Path

    def run(self, script: str, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        """Run a script of `scripts/` and return what it printed; fails the test when it fails."""
        # The clients leave error logs in the folder that they run in.
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [self.node, str(HERE / "scripts" / script), *arguments],
                capture_output=True,
                text=True,
                timeout=300,
                cwd=folder,
                env={**os.environ, "NODE_PATH": str(self.modules), "NO_COLOR": "1", "CI": "1", **(environment or {})},
                check=False,
            )
        assert done.returncode == 0, f"{script} failed\n{done.stdout[-8000:]}\n{done.stderr[-8000:]}"
        return done.stdout


@dataclass(frozen=True, slots=True)
class Space:
    """A served rehearsal space."""

    url: str
    app: Starlette

    @property
    def host(self) -> str:
        """Host and port, as the clients want them."""
        return self.url.partition("://")[2]


@pytest.fixture(scope="session")
def clients() -> NodeClients:
    """Install the npm packages of this folder, unless the cache has them for this very lock file."""
    cache = install_packages(HERE, PACKAGE_FILES, "migrate-client-tests")
    return NodeClients(node_program("node"), cache / "node_modules")


@pytest.fixture
def space() -> Iterator[Space]:
    """Serve an empty rehearsal space over HTTP."""
    store = open_store(None)
    app = create_app(store, RehearsalOptions())
    with serve_in_thread(app) as url:
        yield Space(url, app)
    store.close()
