"""Pages that are kept hold exactly as long as reading the site would make the same ones."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.extract.frontmatter import FrontMatter
from migrate.extract.known_pages import KnownPages
from migrate.model.source import SourcePage, SourceSite
from tests.unit.extract.site_folder import write

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SITE = {
    "hugo.toml": 'baseURL = "https://here.example/"\n',
    "content/posts/a.md": "---\ntitle: A\ntags: [red]\ndate: 2026-10-01\n---\nText.\n",
    "content/posts/b.md": "---\ntitle: B\nweight: 1\ndate: 2026-12-01\n---\nText.\n",
    "content/c/index.md": "---\ntitle: C\n---\nText.\n",
    "content/c/inner.md": "---\ntitle: Inner\n---\nText.\n",
    "content/c/d.png": "a picture",
    "content/broken.md": "---\ntitle: [\n---\nText.\n",
    "static/x.png": "a picture",
}


class _Memory:
    """A `SiteMemory` in memory that counts how often its pages were taken."""

    def __init__(self) -> None:
        self.fronts: dict[str, FrontMatter] = {}
        self.held: KnownPages | None = None
        self.kept: Sequence[SourcePage] | None = None
        self.taken = 0

    def known(self, *, legacy_yaml: bool) -> Mapping[str, FrontMatter]:
        return dict(self.fronts)

    def keep(self, fronts: Mapping[str, FrontMatter], *, legacy_yaml: bool) -> None:
        self.fronts = dict(fronts)

    def known_pages(self) -> KnownPages | None:
        return self.held

    def pages(self) -> Sequence[SourcePage] | None:
        self.taken += self.kept is not None
        return self.kept

    def keep_pages(self, known: KnownPages, pages: Sequence[SourcePage]) -> None:
        self.held, self.kept = known, pages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small site."""
    return write(tmp_path, SITE)


@pytest.fixture
def memory(folder: Path) -> _Memory:
    """Return a memory that has read the site as it is."""
    memory = _Memory()
    read(folder, memory)
    return memory


def read(folder: Path, memory: _Memory | None, now: datetime = NOW) -> SourceSite:
    """Read the site."""
    return read_site(folder, now=now, memory=memory)


def put(name: str, text: str) -> Callable[[Path], object]:
    """Return what writes a file."""
    return lambda folder: write(folder, {name: text})


HOLDS: dict[str, Callable[[Path], object]] = {
    "nothing changed": lambda folder: None,
    "a body": put("content/posts/a.md", SITE["content/posts/a.md"] + "More.\n"),
    "two bodies": lambda folder: [
        put(name, SITE[name] + "More.\n")(folder) for name in ("content/posts/a.md", "content/c/index.md")
    ],
    "the body of a file inside a bundle": put("content/c/inner.md", SITE["content/c/inner.md"] + "More.\n"),
    "the bytes of a picture": put("static/x.png", "another picture"),
    "data, which is no part of pages": put("data/authors.yaml", "kim: {name: Kim}\n"),
    "times of files, where nothing is dated by them": lambda folder: os.utime(folder / "content/posts/a.md", (1, 1)),
}
CHANGES: dict[str, Callable[[Path], object]] = {
    "a title": put("content/posts/a.md", SITE["content/posts/a.md"].replace("A", "AA")),
    "a number that is true now": put("content/posts/b.md", SITE["content/posts/b.md"].replace("1\nd", "true\nd")),
    "a line more above the body": put("content/posts/a.md", SITE["content/posts/a.md"].replace("title", "\ntitle")),
    "front matter inside a bundle": put("content/c/inner.md", "---\ntitle: Inside\n---\nText.\n"),
    "a post more": put("content/posts/e.md", "---\ntitle: E\n---\n"),
    "a post less": lambda folder: (folder / "content/posts/b.md").unlink(),
    "a post under another name": lambda folder: (folder / "content/posts/b.md").rename(folder / "content/posts/f.md"),
    "a picture more in a bundle": put("content/c/e.png", "a picture"),
    "a file more that links may lead to": put("static/y.png", "a picture"),
    "a file more that is ignored as content": put("content/posts/.hidden.png", "a picture"),
    "a broken file that is mended": put("content/broken.md", "---\ntitle: Whole\n---\nText.\n"),
    "a file that is broken now": put("content/posts/a.md", "---\ntitle: [\n---\nText.\n"),
    "the configuration": put("hugo.toml", 'baseURL = "https://there.example/"\n'),
}


@pytest.mark.parametrize("change", HOLDS)
def test_pages_hold_while_nothing_changes_that_they_are_made_from(folder: Path, memory: _Memory, change: str) -> None:
    """What is kept is taken, and is what reading anew would give."""
    HOLDS[change](folder)
    held = read(folder, memory)
    made = read(folder, None)
    assert memory.taken == 1
    assert (held.pages, held.findings) == (made.pages, made.findings)


@pytest.mark.parametrize("change", CHANGES)
def test_pages_are_made_anew_where_something_changed(folder: Path, memory: _Memory, change: str) -> None:
    """Nothing that is kept is taken for what there is now."""
    before = read(folder, None)
    CHANGES[change](folder)
    held = read(folder, memory)
    made = read(folder, None)
    assert memory.taken == 0
    assert (held.pages, held.findings) == (made.pages, made.findings)
    assert repr(made.pages) != repr(before.pages) or "links may" in change or "ignored" in change


def test_a_name_stands_for_one_set_of_pages(folder: Path, memory: _Memory) -> None:
    """The name stays while bodies change, and goes with the first page that does."""
    first = read(folder, memory).print
    HOLDS["a body"](folder)
    assert first == read(folder, memory).print != ""
    CHANGES["a title"](folder)
    assert read(folder, memory).print not in ("", first)
    assert read(folder, None).print == ""


def test_a_list_is_dated_anew_once_a_post_is_published(folder: Path, memory: _Memory) -> None:
    """Time that passes without one changes nothing, be it forwards or back."""
    for days, taken in ((20, 1), (-20, 2), (40, 2), (41, 3), (0, 3)):
        now = NOW + timedelta(days=days)
        assert read(folder, memory, now).pages == read(folder, None, now).pages
        assert memory.taken == taken, days


def test_times_of_files_count_where_pages_are_dated_by_them(folder: Path) -> None:
    """A site may ask for that."""
    write(folder, {"hugo.toml": '[frontmatter]\nlastmod = [":fileModTime"]\n'})
    memory = _Memory()
    read(folder, memory)
    os.utime(folder / "content/posts/a.md", (1, 1))
    assert read(folder, memory).pages == read(folder, None).pages
    assert memory.taken == 0


def test_pages_that_cannot_be_read_back_are_made(folder: Path, memory: _Memory) -> None:
    """A memory may lose what it was given."""
    memory.kept = None
    assert read(folder, memory).pages == read(folder, None).pages
    assert memory.kept is not None


def test_pages_are_not_made_where_they_hold(folder: Path, memory: _Memory) -> None:
    """What is kept is not looked at again."""
    assert memory.kept is not None
    memory.kept = tuple(replace(page, title="from memory") for page in memory.kept)
    assert {page.title for page in read(folder, memory).pages} == {"from memory"}
