"""Single pages are taken over exactly where making them anew would give the same ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from migrate.extract import made_pages
from migrate.extract.fields import PageFields, read_fields
from migrate.extract.pages import PageSeed
from tests.unit.extract.remembered_reading import SITE, Remembering, changed, put, read_again
from tests.unit.extract.site_folder import write

A, B, KEYED, POSTS = (f"content/posts/{name}.md" for name in ("a", "b", "keyed", "_index"))


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


TAKEN: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a title": (changed(A, "A", "AA"), {"/posts/a"}),
    "a number that is true now": (changed(B, "1\nd", "true\nd"), {"/posts/b"}),
    "a line more above the body": (changed(A, "title", "\ntitle"), {"/posts/a"}),
    "a date, which dates lists": (changed(A, "10-01", "10-02"), {"/", "/posts", "/posts/a", "/tags", "/tags/red"}),
    "an address": (changed(A, "A", "A\nurl: /elsewhere/"), {"/posts/a"}),
    "a tag more": (changed(A, "red", "red, blue"), {"/posts/a", "/tags/blue"}),
    "another tag": (changed(A, "red", "blue"), {"/posts/a", "/tags/blue"}),
    "front matter inside a bundle": (changed("content/c/inner.md", "Inner", "Inside"), {"/", "/c"}),
    "a post more": (put("content/posts/e.md", "---\ntitle: E\n---\n"), {"/posts/e"}),
    "the newest post less": (lambda folder: (folder / B).unlink(), {"/", "/posts"}),
    "a translation more": (put("content/c/index.de.md", "---\ntitle: C\n---\n"), {"/c"}),
    "a picture more in a bundle": (put("content/c/e.png", "a picture"), {"/", "/c"}),
    "a picture less in a bundle": (lambda folder: (folder / "content/c/d.png").unlink(), {"/c"}),
    "a file more that links may lead to": (put("static/y.png", "a picture"), set()),
    "a file more that is ignored as content": (put("content/posts/.hidden.png", "a picture"), set()),
    "a broken file that is mended": (put("content/broken.md", "---\ntitle: Whole\n---\nText.\n"), {"/broken"}),
    "a file that is broken now": (changed(B, "B", "["), {"/", "/posts"}),
}
"""Edit → paths of the pages that are not as they were, or may own a file that is not."""
NONE_TAKEN: dict[str, Callable[[Path], object]] = {
    "the configuration": put("hugo.toml", 'baseURL = "https://there.example/"\n'),
    "a section, which stands above others": changed(POSTS, "Posts", "Writing"),
    "a section more": put("content/posts/deep/_index.md", "---\ntitle: Deep\n---\n"),
    "what a section hands down": changed(POSTS, "Posts", "Posts\ncascade: {color: red}"),
    "a key of translations": changed(KEYED, "/k", "other"),
    "a key of translations that is another page's": changed(A, "A", "A\ntranslationKey: /k"),
    "a page at what is a key of translations": put("content/k.md", "---\ntitle: K\n---\n"),
    "a page that owns the files of another one": put("content/posts/pictures.md", "---\ntitle: P\n---\n"),
    "a page that is a section now": lambda folder: (folder / "content/c/index.md").rename(
        folder / "content/c/_index.md"
    ),
}


@pytest.mark.parametrize("change", TAKEN)
def test_pages_are_taken_over_where_others_changed(folder: Path, memory: Remembering, change: str) -> None:
    """All pages are those that reading anew gives, and those that changed are named."""
    before = read_again(folder, memory).print
    edit, paths = TAKEN[change]
    edit(folder)
    held, made = read_again(folder, memory), read_again(folder, None)
    assert (repr(held.pages), held.findings) == (repr(made.pages), made.findings)
    assert held.descent is not None
    assert held.descent.print == before
    assert set(held.descent.changed) == paths
    assert held.print not in ("", before)


@pytest.mark.parametrize("change", NONE_TAKEN)
def test_no_page_is_taken_over_where_others_show_what_changed(folder: Path, memory: Remembering, change: str) -> None:
    """All pages are made anew."""
    NONE_TAKEN[change](folder)
    before = memory.gone
    held, made = read_again(folder, memory), read_again(folder, None)
    assert (repr(held.pages), held.findings) == (repr(made.pages), made.findings)
    assert held.descent is None
    # The pages of then are as large as all that is made now.
    assert memory.gone == before + 1


def test_the_values_of_a_page_that_is_taken_over_are_not_read_again(
    folder: Path, memory: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is what takes the time."""
    read: list[str] = []

    def noted(seed: PageSeed, *rest: object) -> PageFields:
        read.append(seed.path)
        return read_fields(seed, *rest)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(made_pages, "read_fields", noted)
    TAKEN["a title"][0](folder)
    read_again(folder, memory)
    assert "/posts/a" in read
    assert "/posts/b" not in read


def test_few_pages_are_not_looked_for_where_most_changed(folder: Path, memory: Remembering) -> None:
    """Then making all of them is as fast."""
    for name in (A, B, "content/c/index.md"):
        changed(name, "title: ", "title: Now ")(folder)
    held = read_again(folder, memory)
    assert held.descent is None
    assert held.pages == read_again(folder, None).pages
