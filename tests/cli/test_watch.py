"""``sync --watch``: looks for changes, syncs again, goes on after an error in a post, and ends with Ctrl-C."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migrate import pipeline
from migrate.pipeline import watching
from tests.cli.conftest import Cli
from tests.cli.editor import Editor


def moments(*steps: Callable[[], object]) -> Callable[[], None]:
    """Return a waiter at which one thing happens after the other, and then somebody presses Ctrl-C."""
    left: Iterator[Callable[[], object]] = iter(steps)

    def wait() -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return wait


def nothing() -> None:
    """Let a moment pass."""


def seen_with(site: Path, *steps: Callable[[], object]) -> list[tuple[str, ...]]:
    """Return the changes that are told while things happen."""
    found: list[tuple[str, ...]] = []
    with pytest.raises(KeyboardInterrupt):
        found.extend(_each(pipeline.changes(site, None, wait=moments(*steps)), found))
    return found


def _each(told: Iterator[tuple[str, ...]], found: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for changed in told:
        found.append(changed)
        yield from ()


def test_edited_new_and_gone_files_are_told(site: Path) -> None:
    """Each is told once, with its path in the site."""
    posts = site / "content" / "posts"
    assert seen_with(
        site,
        lambda: (posts / "first.md").write_text("longer than it ever was before " * 20),
        nothing,
        lambda: (posts / "new.md").write_text("x"),
        nothing,
        lambda: (posts / "new.md").unlink(),
        nothing,
        nothing,
    ) == [("content/posts/first.md",), ("content/posts/new.md",), ("content/posts/new.md",)]


def test_files_that_are_still_changing_are_waited_for(site: Path) -> None:
    """Many files in a row, as git writes them, are one change."""
    posts = site / "content" / "posts"
    steps = [lambda name=name: (posts / name).write_text("x") for name in ("a.md", "b.md", "c.md")]
    assert seen_with(site, *steps, nothing) == [("content/posts/a.md", "content/posts/b.md", "content/posts/c.md")]


@pytest.mark.parametrize("name", ["public/index.html", ".git/index", "resources/x", "content/.swp"])
def test_what_programs_write_is_no_change(name: str, site: Path) -> None:
    """Hugo's output, git's own files and an editor's swap files start nothing."""

    def write() -> None:
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("x")

    assert seen_with(site, write, nothing, nothing) == []


def test_mapping_is_watched_too(site: Path, mapping: Path) -> None:
    """A change of the mapping counts, wherever the file is."""
    told = pipeline.changes(site, mapping, wait=moments(lambda: mapping.write_text("version: 1\n"), nothing))
    assert next(told) == (str(mapping),)


def test_watch_syncs_again_and_survives_a_broken_mapping(
    cli: Cli, site: Path, mapping: Path, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit is brought over, a broken mapping is told and corrected, and Ctrl-C ends with 130 and a sentence."""
    post = site / "content" / "posts" / "third.md"
    good = mapping.read_text()
    steps = moments(
        lambda: post.write_text(post.read_text().replace("The third post", "Changed")),
        nothing,
        lambda: mapping.write_text(good + "nonsense: 1\n"),
        nothing,
        lambda: mapping.write_text(good),
        nothing,
    )
    monkeypatch.setattr(watching, "_pause", steps)
    result = cli("sync", site, "-m", mapping, "--watch")
    assert result.code == 130
    assert "interrupted" in result.err
    assert "content/posts/third.md changed" in result.err
    assert "nonsense" in result.err
    assert result.out.count("Done: ") == 2
    assert "Nothing changed" in result.out
    assert editor.value("posts.third", "title") == "Changed"
