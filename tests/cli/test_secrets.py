"""The token is in nothing that a run writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.rehearsal import RehearsalOptions, create_app, open_store, serve_in_thread
from tests.cli.conftest import ROOT, Cli

TOKEN = "CFPAT-secret-0123456789abcdef"


def written(folder: Path) -> list[Path]:
    """Return the files under a folder that hold the token."""
    return [path for path in folder.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]


def test_token_is_in_nothing_that_a_run_writes(
    cli: Cli, site: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every verb with a token set: neither what is printed nor any file holds it, the server's database included."""
    folder = Path.cwd()
    store = open_store(folder / "rehearsal.db", ("blog",))
    monkeypatch.setenv("CONTENTFUL_MANAGEMENT_TOKEN", TOKEN)
    monkeypatch.setenv("CONTENTFUL_SPACE_ID", "blog")
    post = site / "content" / "posts" / "third.md"
    printed = []
    with serve_in_thread(create_app(store, RehearsalOptions(token=TOKEN))) as url:
        monkeypatch.setenv("CONTENTFUL_HOST", url)
        printed.append(cli("plan", site, "-m", mapping, "--out", "p.json", "--markdown", "p.md", "--html", "p.html"))
        printed.append(cli("run", site, "-m", mapping, "--yes", "--json", "run.json"))
        post.write_text(post.read_text() + "More.\n")
        printed.append(cli("sync", site, "-m", mapping, "--json", "sync.json"))
        printed.append(cli("verify", site, "-m", mapping, "--json", "verify.json"))
        printed.append(cli("status", "--drift", "--accept", "--json", "status.json"))
        printed.append(cli("rollback", "none"))
    store.close()
    assert [result.code for result in printed] == [0, 0, 0, 0, 0, 4]
    assert all(TOKEN not in result.out + result.err for result in printed)
    assert {"p.json", "p.md", "p.html", "run.json", "rehearsal.db"} <= {path.name for path in folder.iterdir()}
    assert written(folder) == []


def test_token_is_not_in_what_a_wrong_token_says(
    cli: Cli, site: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that the space refuses is not repeated in the complaint."""
    monkeypatch.setenv("CONTENTFUL_MANAGEMENT_TOKEN", TOKEN)
    monkeypatch.setenv("CONTENTFUL_SPACE_ID", "blog")
    store = open_store(None, ("blog",))
    with serve_in_thread(create_app(store, RehearsalOptions(token="another"))) as url:
        monkeypatch.setenv("CONTENTFUL_HOST", url)
        result = cli("run", site, "-m", mapping, "--yes")
    assert result.code == 4, result.err
    assert TOKEN not in result.out + result.err
    assert written(Path.cwd()) == []


def test_token_is_in_no_traceback(site: Path, mapping: Path, tmp_path: Path) -> None:
    """Even a fault of the program, with Python's own debugging switched on, shows no token and no value of it."""
    script = (
        "import sys, migrate.pipeline.running as running\n"
        "def broken(*_args, **_more):\n"
        "    raise RuntimeError('a fault of the program')\n"
        "running.compare = broken\n"
        "from migrate.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    token_file = tmp_path / "token"
    token_file.write_text(TOKEN + "\n")
    with serve_in_thread(create_app(open_store(None, ("blog",)), RehearsalOptions(token=TOKEN))) as url:
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "default", "-c", script, "run", str(site), "-m", str(mapping), "--yes",
             "--token-file", str(token_file)],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("CONTENTFUL_")},
                "PYTHONPATH": str(ROOT), "PYTHONASYNCIODEBUG": "1", "HTTPX_LOG_LEVEL": "trace",
                "CONTENTFUL_HOST": url, "CONTENTFUL_SPACE_ID": "blog",
            },
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    assert "a fault of the program" in done.stderr
    assert TOKEN not in done.stdout + done.stderr
    assert written(tmp_path) == [token_file]
