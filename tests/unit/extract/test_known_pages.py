"""Pages that are kept hold exactly as long as reading the site would make the same ones."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.extract.remembered_reading import NOW, SITE, Remembering, changed, put, read_again
from tests.unit.extract.site_folder import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small site."""
    return write(tmp_path, SITE)


@pytest.fixture
def memory(folder: Path) -> Remembering:
    """Return a memory that has read the site as it is."""
    memory = Remembering()
    read_again(folder, memory)
    return memory


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


@pytest.mark.parametrize("change", HOLDS)
def test_pages_hold_while_nothing_changes_that_they_are_made_from(
    folder: Path, memory: Remembering, change: str
) -> None:
    """What is kept is taken, and is what reading anew would give."""
    HOLDS[change](folder)
    held = read_again(folder, memory)
    made = read_again(folder, None)
    assert memory.written == 1
    assert (held.pages, held.findings) == (made.pages, made.findings)


def test_a_name_stands_for_one_set_of_pages(folder: Path, memory: Remembering) -> None:
    """The name stays while bodies change, and goes with the first page that does."""
    first = read_again(folder, memory).print
    HOLDS["a body"](folder)
    assert first == read_again(folder, memory).print != ""
    changed("content/posts/a.md", "A", "AA")(folder)
    assert read_again(folder, memory).print not in ("", first)
    assert read_again(folder, None).print == ""


def test_a_list_is_dated_anew_once_a_post_is_published(folder: Path, memory: Remembering) -> None:
    """Time that passes without one changes nothing, be it forwards or back."""
    for days, written in ((20, 1), (-20, 1), (40, 2), (41, 2), (0, 3)):
        now = NOW + timedelta(days=days)
        assert read_again(folder, memory, now).pages == read_again(folder, None, now).pages
        assert memory.written == written, days


def test_times_of_files_count_where_pages_are_dated_by_them(folder: Path) -> None:
    """A site may ask for that."""
    write(folder, {"hugo.toml": '[frontmatter]\nlastmod = [":fileModTime"]\n'})
    memory = Remembering()
    read_again(folder, memory)
    os.utime(folder / "content/posts/a.md", (1, 1))
    assert read_again(folder, memory).pages == read_again(folder, None).pages
    assert memory.written == 2


def test_pages_that_cannot_be_read_back_are_made(folder: Path, memory: Remembering) -> None:
    """A memory may lose what it was given."""
    memory.kept = None
    assert read_again(folder, memory).pages == read_again(folder, None).pages
    assert memory.kept is not None


def test_pages_are_not_made_where_they_hold(folder: Path, memory: Remembering) -> None:
    """What is kept is not looked at again."""
    assert memory.kept is not None
    memory.kept = tuple(replace(page, title="from memory") for page in memory.kept)
    assert {page.title for page in read_again(folder, memory).pages} == {"from memory"}
