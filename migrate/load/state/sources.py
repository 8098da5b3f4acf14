"""Which files of the site entries were made from last; tells a post that changed from one that only depends on others.

Owns the table ``source``. It came later than the others, so it is made wherever it is not there.
"""

import sqlite3
from collections.abc import Iterable

__all__ = ["SourceTable"]


class SourceTable:
    """Path of a file of the site → digest of its bytes when its entries were in step last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            "CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID"
        )

    def digest(self, path: str) -> str:
        """Return the digest of a file as it was, "" when it is not known."""
        row = self._connection.execute("SELECT digest FROM source WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row is not None else ""

    def remember(self, digests: Iterable[tuple[str, str]]) -> None:
        """Store paths and digests."""
        self._connection.executemany("INSERT OR REPLACE INTO source VALUES (?, ?)", digests)
