"""Front matter that is remembered comes back as it was, and does not pile up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from migrate.extract.frontmatter import FrontMatter
from migrate.pipeline.front_memory import StoredFronts
from migrate.pipeline.page_store import PageStore

FRONT = FrontMatter(
    params={"title": "A", "date": datetime(2026, 1, 2, tzinfo=UTC), "nested": {"list": [1, 2.5, None, True, "x"]}},
    spelling={"title": "Title"},
    key_lines={"title": 2},
    format="yaml",
    body_offset=20,
    body_line=4,
    clashes=("title",),
    digest="d0",
)
FRONTS = {f"d{number}": replace(FRONT, digest=f"d{number}") for number in range(40)}


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    """Return a file that is open for writing."""
    return PageStore.open(tmp_path / "pages.db", "code")


def parts(store: PageStore) -> int:
    """Return in how many parts front matter lies in the file."""
    return len(list(store.parts("front matter")))


def kept(store: PageStore, fronts: dict[str, FrontMatter], *, legacy: bool = False) -> None:
    """Remember these as a run does."""
    memory = StoredFronts(store, writable=True)
    memory.known(legacy_yaml=legacy)
    memory.keep(fronts, legacy_yaml=legacy)


def test_front_matter_comes_back_whole(store: PageStore) -> None:
    """Values of every kind come back, with their zones."""
    odd = replace(FRONT, params={"date": datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=5)))})
    kept(store, {"d0": FRONT, "d1": odd})
    assert StoredFronts(store, writable=True).known(legacy_yaml=False) == {"d0": FRONT, "d1": odd}


def test_what_was_read_by_other_rules_is_not_known(store: PageStore) -> None:
    """The same bytes mean something else to Hugo before 0.152."""
    kept(store, FRONTS)
    assert StoredFronts(store, writable=True).known(legacy_yaml=True) == {}


def test_equal_keys_are_one_object(store: PageStore) -> None:
    """A large site has the same keys on every page."""
    kept(store, FRONTS)
    held = StoredFronts(store, writable=True).known(legacy_yaml=False)
    assert held["d1"].spelling is held["d2"].spelling


def test_one_file_more_is_written_by_itself(store: PageStore) -> None:
    """After one edit not everything is written again."""
    kept(store, FRONTS)
    kept(store, {**FRONTS, "new": replace(FRONT, digest="new")})
    assert parts(store) == 2
    assert len(StoredFronts(store, writable=True).known(legacy_yaml=False)) == 41


def test_what_is_gone_does_not_pile_up(store: PageStore) -> None:
    """After many edits the file holds little more than what the site has."""
    fronts = dict(FRONTS)
    for number in range(200):
        del fronts[next(iter(fronts))]
        fronts[f"e{number}"] = replace(FRONT, digest=f"e{number}")
        kept(store, fronts)
        held = StoredFronts(store, writable=True).known(legacy_yaml=False)
        assert all(held[key] == fronts[key] for key in fronts)
        assert len(held) <= len(fronts) * 1.5
    assert parts(store) < 60


def test_a_dry_run_remembers_nothing(store: PageStore) -> None:
    """Looking leaves no trace."""
    memory = StoredFronts(store, writable=False)
    memory.known(legacy_yaml=False)
    memory.keep(FRONTS, legacy_yaml=False)
    assert parts(store) == 0


def test_a_part_that_is_damaged_is_not_known(store: PageStore) -> None:
    """What cannot be trusted is parsed again."""
    store.add_part("front matter", b"no pickle", instead=True)
    assert StoredFronts(store, writable=True).known(legacy_yaml=False) == {}
