"""What was read of a site comes back from the file as it was, or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.infer import infer_mapping, render_mapping
from migrate.mapping.rules import MappingRules
from migrate.model.source import SourcePage, SourceSite
from migrate.pipeline import site_memory
from migrate.pipeline.page_store import PageStore
from migrate.pipeline.site_memory import StoredSite
from migrate.pipeline.store_file import PageStoreError
from tests.unit.pipeline.remembered_site import write_small_site

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


def kept(store: PageStore) -> Sequence[SourcePage] | None:
    """Return the pages that are kept."""
    memory = StoredSite(store, writable=True)
    return memory.pages() if memory.known_pages() is not None else None


def test_pages_come_back_as_they_were(store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value of every page, in order, however many parts they lie in."""
    monkeypatch.setattr(site_memory, "_PART", 20)
    first = read(store)
    assert len(list(store.parts("pages"))) > 3
    pages = kept(store)
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
    assert kept(store) is not None


def edited(pages: Sequence[SourcePage], place: int) -> list[SourcePage]:
    """Return `pages` with another title at `place`."""
    return [replace(page, title="Another") if number == place else page for number, page in enumerate(pages)]


@pytest.mark.parametrize("gone", [None, 0, 20, 39], ids=["none gone", "the first gone", "first of a part", "the last"])
def test_parts_in_which_no_page_changed_stay(
    store: PageStore, monkeypatch: pytest.MonkeyPatch, gone: int | None
) -> None:
    """All pages come back as they were given, and only the part of the one that changed is written."""
    monkeypatch.setattr(site_memory, "_PART", 20)
    first = read(store)
    before = list(store.parts("pages"))
    memory = StoredSite(store, writable=True)
    known, held = memory.known_pages(), memory.pages()
    assert known is not None
    assert held is not None
    place = 45
    pages = [page for number, page in enumerate(edited(held, place)) if number != gone]
    memory.keep_pages(replace(known, count=len(pages)), pages, {held[place].path})
    assert repr(kept(store)) == repr(pages)
    written = {number for number, (old, new) in enumerate(zip(before, store.parts("pages"), strict=True)) if old != new}
    assert written == {2} | ({gone // 20} if gone is not None else set())
    assert len(first.pages) > 60


def test_all_pages_are_written_once_the_old_ones_were_let_go(store: PageStore) -> None:
    """Nothing tells any more which parts may stay."""
    read(store)
    memory = StoredSite(store, writable=True)
    known, held = memory.known_pages(), memory.pages()
    assert known is not None
    assert held is not None
    memory.let_go()
    pages = edited(held, 3)
    memory.keep_pages(known, pages, set())
    assert repr(kept(store)) == repr(pages)


def test_pages_of_a_write_that_failed_half_way_are_not_believed(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two parts one is new and one is old; nothing tells which."""
    monkeypatch.setattr(site_memory, "_PART", 20)
    first = read(store)
    memory = StoredSite(store, writable=True)
    known, held = memory.known_pages(), memory.pages()
    assert known is not None
    assert held is not None
    put, puts = store.put_part, iter((True, False))

    def failing(name: str, number: int, data: bytes) -> None:
        if not next(puts):
            raise PageStoreError("full")
        put(name, number, data)

    monkeypatch.setattr(store, "put_part", failing)
    memory.keep_pages(known, edited(edited(held, 3), 45), {held[3].path, held[45].path})
    assert kept(store) is None
    assert read(store).pages == first.pages


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


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("title: B", "title: Bee", False),
        ("Back", "Forth", False),
        ("title: B", "title: B\ncover: /x.png", True),
        ("[Red, blue]", "Red", True),
        ("---\ntitle: B", "---\ndraft: true\ntitle: B", True),
    ],
    ids=["a title", "a body", "a key more", "a list that is none any more", "another first key"],
)
def test_a_mapping_is_inferred_again_where_an_edit_may_change_it(
    store: PageStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, *, again: bool
) -> None:
    """It is what it would be without a memory, after this edit and after the one that takes it back."""
    folder = write_small_site(tmp_path / "site")
    asked: list[str] = []

    def counted(site: SourceSite) -> str:
        asked.append(site.print)
        return render_mapping(site)

    def mapping() -> MappingRules:
        memory = StoredSite(store, writable=True)
        return memory.mapping(read_site(folder, now=NOW, memory=memory))

    mapping()
    monkeypatch.setattr(site_memory, "render_mapping", counted)
    post = folder / "content/posts/b.md"
    before = post.read_text(encoding="utf-8")
    for text in (before.replace(old, new, 1), before):
        post.write_text(text, encoding="utf-8")
        assert mapping() == infer_mapping(read_site(folder, now=NOW))
    assert bool(asked) is again


def test_a_mapping_is_inferred_again_where_pages_come_and_go(store: PageStore, tmp_path: Path) -> None:
    """A page less may be the one for which a field was made."""
    folder = write_small_site(tmp_path / "site")
    odd = folder / "content/posts/odd.md"
    odd.write_text("---\ntitle: Odd\nodd: true\n---\n", encoding="utf-8")
    for step in (lambda: None, odd.unlink, lambda: odd.write_text("---\ntitle: Odd\neven: 1\n---\n", encoding="utf-8")):
        step()
        memory = StoredSite(store, writable=True)
        site = read_site(folder, now=NOW, memory=memory)
        assert memory.mapping(site) == infer_mapping(site)
