"""Real Hugo builds the sample site: without it the sample would prove nothing about Hugo."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.oracle.hugo_binary import find_hugo

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data"
HOST = "https://kettleandthread.example"


def _build(target: Path, *flags: str) -> None:
    """Build the sample site into `target` with warnings as errors; the source folder is not touched."""
    source = target.with_name("source")
    shutil.copytree(SAMPLE, source, ignore=shutil.ignore_patterns("public", "resources", ".hugo_build.lock"))
    command = [
        find_hugo(),
        "--source",
        str(source),
        "--destination",
        str(target),
        "--panicOnWarning",
        "--printPathWarnings",
    ]
    done = subprocess.run([*command, *flags], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site as its readers see it."""
    target = tmp_path_factory.mktemp("sample") / "public"
    _build(target)
    return target


def test_builds_as_published(public: Path) -> None:
    """The published site has the home page of each language."""
    assert (public / "index.html").is_file()
    assert (public / "fr" / "index.html").is_file()


def test_builds_with_drafts_expired_and_future_pages(tmp_path: Path) -> None:
    """What is not published builds too, so that it can be migrated."""
    target = tmp_path / "public"
    _build(target, "--buildDrafts", "--buildExpired", "--buildFuture")
    for url in ("2021/02/case-for-buttons", "2016/12/hot-water-bottles", "2099/05/whoever-opens-the-box"):
        assert (target / url / "index.html").is_file()


def test_holds_back_what_is_not_published(public: Path) -> None:
    """A draft, an expired and a future post are in the site but not in its build."""
    for url in ("2021/02/case-for-buttons", "2016/12/hot-water-bottles", "2099/05/whoever-opens-the-box"):
        assert not (public / url).exists()


def test_links_lead_somewhere(public: Path) -> None:
    """Every link and image of the site's own leads to a file of the build, so a dead one is the migration's fault."""
    dead = []
    for page in sorted(public.rglob("*.html")):
        for found in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            url = urlsplit(found.removeprefix(HOST))
            if url.scheme or url.netloc or not url.path:
                continue
            target = (
                (public / unquote(url.path).lstrip("/"))
                if url.path.startswith("/")
                else page.parent / unquote(url.path)
            )
            if not (target.is_file() or (target / "index.html").is_file()):
                dead.append(f"{page.relative_to(public)}: {found}")
    assert dead == []
