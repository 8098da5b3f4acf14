"""What a run of the benchmarks is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Row

__all__ = ["CORPUS", "Options", "Section"]

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
"""Real sites, used where they are there."""


@dataclass(frozen=True, slots=True)
class Options:
    """Sizes and repeats of a run."""

    folder: Path
    """A folder for everything that is written; gone afterwards."""
    pages: int
    """Pages of the synthetic site of the speed sections."""
    repeats: int
    """How often each is measured, in turn with what it is compared with."""
    sizes: tuple[int, ...]
    """Pages of the sites on which it is shown that size does not matter, smallest first."""


Section = Callable[[Options], Iterable[Row]]
"""Measures one thing and yields its rows as they are known."""
