"""The sites on which speed is measured: a synthetic one, and real ones where they are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from migrate.extract import read_site
from tests.bench.hugo import with_least_layout
from tests.bench.options import CORPUS, Options
from tests.bench.sites import write_site

__all__ = ["Ground", "grounds"]

_MANY = 250
"""Real sites with fewer files say more about starting than about speed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One site in the two forms in which it is read."""

    name: str
    for_us: Path
    for_hugo: Path


def grounds(options: Options) -> Iterator[Ground]:
    """Yield the sites."""
    folder = options.folder / f"synthetic-{options.pages}"
    if not folder.exists():
        write_site(folder, options.pages, images=options.pages // 10)
    yield Ground(f"{options.pages:,} posts", folder, folder)
    for root in sorted(CORPUS.iterdir()) if CORPUS.is_dir() else ():
        if sum(1 for _ in root.glob("content/**/*.*")) < _MANY:
            continue
        stripped = options.folder / f"stripped-{root.name}"
        if not stripped.exists():
            with_least_layout(root, read_site(root, now=datetime(2026, 11, 1, tzinfo=UTC)), stripped)
        yield Ground(root.name, root, stripped)
