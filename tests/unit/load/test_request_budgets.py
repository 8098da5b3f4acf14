"""Request budgets, measured on the rehearsal space's log."""

from math import ceil
from pathlib import Path

import pytest

from migrate.load.run import ApplyOptions
from migrate.rehearsal import RehearsalOptions
from tests.faults.bench import Bench, asset, dig, entry, site

CLASSIC = ApplyOptions(bulk_entries=False)


def test_first_load_is_near_the_floor(tmp_path: Path) -> None:
    """Writes of a first load: one per entry, two per asset, one upload per file, one bulk action per 200."""
    entries, assets = 450, 40
    bench = Bench(tmp_path, apply_options=CLASSIC)
    wanted = site([entry(f"e{number:03d}") for number in range(entries)], [asset(f"a{n:02d}") for n in range(assets)])
    before = len(bench.log)
    bench.sync(wanted)
    bulk = ceil((entries + assets) / 200)
    floor = entries + 2 * assets + bulk
    uploads, reads, polls = assets, 6 + 2, bulk + 1
    writes = bench.writes(before)
    assert len(writes) == floor + uploads
    assert len(bench.log) - before <= 1.05 * (floor + uploads + reads + polls)


@pytest.mark.parametrize(("count", "bulk"), [(100, False), (1000, False), (130, True), (4000, True)])
def test_second_run_costs_the_same_at_any_size(count: int, bulk: bool, tmp_path: Path) -> None:
    """An unchanged site costs six reads and no write, small or large, however it was written."""
    bench = Bench(tmp_path, options=RehearsalOptions(bulk_entry_operations=bulk))
    wanted = site([entry(f"e{number:05d}") for number in range(count)])
    bench.sync(wanted)
    before = len(bench.log)
    bench.sync(wanted)
    assert [row.method for row in list(bench.log)[before:]] == ["GET"] * 6


def test_bulk_entry_operations_save_requests(tmp_path: Path) -> None:
    """Where the space grants them, thousands of entries travel in a few requests."""
    bench = Bench(tmp_path, options=RehearsalOptions(bulk_entry_operations=True))
    wanted = site([entry(f"e{number:05d}", links=[f"e{number // 2:05d}"]) for number in range(1000)])
    before = len(bench.log)
    _, result = bench.sync(wanted)
    assert not result.partial
    assert len(bench.log) - before < 40
    assert {content["state"] for content in bench.contents().values()} == {"published"}
    before = len(bench.log)
    bench.sync(wanted)
    assert bench.writes(before) == []


def test_without_bulk_entry_operations_the_classic_way_is_taken(tmp_path: Path) -> None:
    """A space that refuses bulk entry operations is asked once and then written to entry by entry."""
    bench = Bench(tmp_path)
    before = len(bench.log)
    bench.sync(site([entry(f"e{number:03d}") for number in range(60)]))
    writes = bench.writes(before)
    assert sum("bulk_operations" in write for write in writes) == 1
    assert sum(write.startswith("PUT entries/") for write in writes) == 60


def test_bulk_updates_change_and_publish(tmp_path: Path) -> None:
    """Changed entries travel in bulk as well, with their versions."""
    bench = Bench(tmp_path, options=RehearsalOptions(bulk_entry_operations=True))
    posts = [entry(f"e{number:03d}") for number in range(120)]
    bench.sync(site(posts))
    before = len(bench.log)
    bench.sync(site([*(entry(post.id, "Edited") for post in posts[:100]), *posts[100:]]))
    assert not any(write.startswith("PUT entries/") for write in bench.writes(before))
    contents = bench.contents()
    titles = [dig(content, "fields", "title", "en-US") for content in contents.values()]
    assert titles.count("Edited") == 100
    assert {content["state"] for content in contents.values()} == {"published"}
