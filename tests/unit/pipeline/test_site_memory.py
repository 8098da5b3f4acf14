"""What was read of a site comes back from the file as it was, or not at all."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.infer import infer_mapping, render_mapping
from migrate.model.source import SourceSite
from migrate.pipeline import site_memory
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.site_memory import StoredSite

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SAMPLE = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    """Return a file that is open for writing."""
    return PageStore.open(tmp_path / "pages.db", "code")


def read(store: PageStore | None, *, writable: bool = True) -> SourceSite:
    """Read the sample site, which has pages of every kind."""
    memory = StoredSite(store, writable=writable) if store is not None else None
    return read_site(SAMPLE, now=NOW, memory=memory)


def test_pages_come_back_as_they_were(store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value of every page, in order, however many parts they lie in."""
    monkeypatch.setattr(site_memory, "_PART", 20)
    first = read(store)
    assert len(list(store.parts("pages"))) > 3
    pages = StoredSite(store, writable=True).pages()
    assert pages is not None
    assert repr(pages) == repr(list(first.pages))
    again = read(store)
    assert (repr(again.pages), again.findings, again.print) == (repr(first.pages), first.findings, first.print)


@pytest.mark.parametrize("name", ["pages", "known pages"])
def test_what_is_damaged_is_read_from_the_site(store: PageStore, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A part that is gone, or is none, costs time and nothing else."""
    monkeypatch.setattr(site_memory, "_PART", 20)
    first = read(store)
    store.add_part(name, b"no pickle", instead=name == "known pages")
    assert read(store).pages == first.pages
    store.add_part(name, next(store.parts(name)), instead=True)
    assert read(store).pages == first.pages
    assert StoredSite(store, writable=True).pages() is not None


def test_a_dry_run_keeps_nothing(store: PageStore) -> None:
    """Looking leaves no trace."""
    site = read(store, writable=False)
    StoredSite(store, writable=False).mapping(site)
    assert not any(list(store.parts(name)) for name in ("pages", "known pages", "inferred mapping", "front matter"))


def test_a_mapping_is_inferred_once(store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same as without a memory, and inferred again where pages or data are others."""
    site = read(store)
    memory = StoredSite(store, writable=True)
    assert memory.mapping(site) == infer_mapping(site)
    asked: list[str] = []

    def counted(site: SourceSite) -> str:
        asked.append(site.print)
        return render_mapping(site)

    monkeypatch.setattr(site_memory, "render_mapping", counted)
    assert memory.mapping(read(store)) == infer_mapping(site)
    assert asked == []
    for other in (replace(site, print="others"), replace(site, data={}), replace(site, print="")):
        assert memory.mapping(other) == infer_mapping(other)
    assert asked == ["others", site.print, ""]
