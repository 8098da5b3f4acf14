"""A small site, a rehearsal server with its log, and the command line run in process."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from migrate.cli import run
from migrate.rehearsal import LoggedRequest, RehearsalOptions, create_app, open_store, request_log, serve_in_thread
from tests.cli.editor import Editor

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Result:
    """What one command did."""

    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in an empty folder with nothing set from outside; return code, stdout and stderr."""
    for name in ("SPACE_ID", "ENVIRONMENT_ID", "HOST", "UPLOAD_HOST", "MANAGEMENT_TOKEN"):
        monkeypatch.delenv(f"CONTENTFUL_{name}", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def call(*arguments: str | Path) -> Result:
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@dataclass(frozen=True)
class Server:
    """A rehearsal space that listens, and what it was asked."""

    url: str
    log: Callable[[], Sequence[LoggedRequest]]

    def writes(self) -> list[str]:
        """Return the requests so far that could change something, as ``METHOD path``."""
        return [f"{row.method} {row.path}" for row in self.log() if row.method not in ("GET", "HEAD")]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Iterator[Server]:
    """Serve an empty space called ``blog`` and point the environment at it."""
    app = create_app(open_store(None, ("blog",)), RehearsalOptions())
    with serve_in_thread(app) as url:
        monkeypatch.setenv("CONTENTFUL_HOST", url)
        monkeypatch.setenv("CONTENTFUL_SPACE_ID", "blog")
        yield Server(url, lambda: request_log(app))


@pytest.fixture
def editor(server: Server) -> Iterator[Editor]:
    """Return somebody who works in the space that `server` serves."""
    somebody = Editor.at(server.url)
    with somebody.http:
        yield somebody


MAPPING = """\
version: 1
languages:
  en: en-US
contentTypes:
  post:
    match: {section: posts}
    displayField: title
    fields:
      title: Symbol, required
      slug: Symbol from $slug, required
      publishedAt: Date from date
      author: Entry(author) from author, by name
      tags: Symbol[] from tags, split ","
      body: RichText from $body
  author:
    displayField: name
    fields:
      name: Symbol from $value, required
"""

POSTS = {
    "first": "A plain paragraph.\n\n![A boat](/img/boat.png)\n",
    "second": 'Words with a [link]({{< relref "first.md" >}}).\n\n```go\nfmt.Println()\n```\n',
    "third": "* one\n* two\n",
}


def write_site(folder: Path) -> Path:
    """Write a blog of three posts with one image and return its folder."""
    posts = folder / "content" / "posts"
    posts.mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://blog.example/"\ntitle = "Blog"\n')
    for number, (name, body) in enumerate(POSTS.items(), 1):
        (posts / f"{name}.md").write_text(
            f'+++\ntitle = "The {name} post"\ndate = "2016-11-0{number}T10:00:00-04:00"\n'
            f'author = "Ada Example"\ntags = "boats,trains"\n+++\n{body}'
        )
    images = folder / "static" / "img"
    images.mkdir(parents=True)
    shutil.copy(next((ROOT / "data").rglob("*.png")), images / "boat.png")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a fresh small blog."""
    return write_site(tmp_path / "site")


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    """Return the mapping of the small blog."""
    path = tmp_path / "blog.yaml"
    path.write_text(MAPPING)
    return path
