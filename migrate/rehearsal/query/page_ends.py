"""Remembering where pages ended, so that reading a large collection to its end costs the same per page throughout.

Owns the memory. Skipping 90,000 rows means walking over 90,000 index entries; a reader that goes from page to page
instead starts where its last page ended. That is right only while nothing was written in between, which SQLite tells.
"""

from collections.abc import Sequence

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.query.compare import Where

__all__ = ["ORDER", "after_last_page", "remember_page"]

ORDER = "created_at, id"
"""The one order for which ends are kept: the stable one that readers of everything use."""

_MOST = 64


def after_last_page(transaction: Transaction, where: Where, skip: int) -> tuple[object, ...] | None:
    """Return creation date and id of the row before row `skip`, when a page of the same query ended there."""
    return transaction.page_ends.get((_state(transaction), where, skip)) if skip else None


def remember_page(transaction: Transaction, where: Where, end: int, last: Sequence[object]) -> None:
    """Note that row number `end` - 1 of a query is `last`, given by its creation date and id."""
    if len(transaction.page_ends) >= _MOST:
        transaction.page_ends.pop(next(iter(transaction.page_ends)))
    transaction.page_ends[_state(transaction), where, end] = tuple(last)


def _state(transaction: Transaction) -> tuple[int, int]:
    """Return what changes with every write: by this connection, and by others."""
    return transaction.total_changes, int(transaction.execute("PRAGMA data_version").fetchone()[0])
