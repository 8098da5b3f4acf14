"""What is wanted outlives the pages that it was made from, and nothing else of them does."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrate.model.source import SourcePage
from migrate.pipeline.remembering import PageMemory
from migrate.pipeline.wanting import Wanted, want
from migrate.report.progress import SilentProgress
from migrate.settings import load_settings
from tests.unit.pipeline.remembered_site import NOW, write_small_site


@pytest.fixture
def _no_collector() -> Iterator[None]:
    """Keep the collector away: it does not look at what a run keeps."""
    gc.disable()
    yield
    gc.enable()


def wanted(tmp_path: Path) -> Wanted:
    """Return what the small site wants, with a memory."""
    flags = {"space": "s", "host": "http://127.0.0.1:1", "token": "t"}
    settings = load_settings(flags, environ={}, folder=tmp_path, needs_target=True).model_copy(update={"now": NOW})
    site = write_small_site(tmp_path / "site")
    memory = PageMemory(tmp_path / "pages.db", writable=True)
    return want(site, None, settings, settings.target, SilentProgress(), memory)


def pages() -> int:
    """Return how many pages are in memory."""
    gc.unfreeze()
    return sum(type(each) is SourcePage for each in gc.get_objects())


@pytest.mark.usefixtures("_no_collector")
def test_pages_go_before_the_plan_is_made(tmp_path: Path) -> None:
    """On a large site pages take as much memory as the plan, which needs none of them."""
    before = pages()
    held = wanted(tmp_path)
    assert pages() > before
    goal = held.goal()
    del held
    assert pages() == before
    assert len(goal.space.entries) > 0


def test_files_are_read_without_the_pages(tmp_path: Path) -> None:
    """What is uploaded, and what a post was, is known still."""
    goal = wanted(tmp_path).goal()
    source = next(iter(goal.sources.digests))
    assert goal.sources.read(source) == (tmp_path / "site" / source).read_bytes()
    assert goal.sources.read("data:text/plain,a%20b") == b"a b"
