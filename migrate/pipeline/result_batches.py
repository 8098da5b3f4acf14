"""Results of pages in the file in which they are remembered, many to a row.

A row of its own for each takes twice as long to read: what all results have in common is then named in each of them.
Owns the rows. Does not own the fields of entries, nor the file (`page_store`).
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from migrate.pipeline.plain_values import PlainValueError, read_plain, write_plain
from migrate.pipeline.store_file import StoredFields, StoreFile, is_whole, told
from migrate.transform.asking import Asked
from migrate.transform.page_result import PageResult

__all__ = ["MOST_RESULTS", "SCHEMA", "Made", "ResultBatches"]

SCHEMA = """
CREATE TABLE page (key TEXT PRIMARY KEY, first INTEGER NOT NULL, bodies INTEGER NOT NULL, batch INTEGER NOT NULL);
CREATE TABLE batch (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, made BLOB NOT NULL, crc INTEGER NOT NULL);
"""
MOST_RESULTS = 100
"""Most results of one row."""

_STORED: Mapping[type, Callable[[StoredFields], tuple[type, tuple[int, int]]]] = {
    # Which store it is, whoever reads it knows.
    StoredFields: lambda value: (StoredFields, (value.row, value.check)),
}


class Made(NamedTuple):
    """What a page became, and what it asked of the rest of the site."""

    result: PageResult
    asked: Asked


class ResultBatches:
    """The results in an open file that has the tables of `SCHEMA`.

    Every method raises PageStoreError where SQLite fails, and BrokenFileError where the file is damaged.

    Args:
        file: the file, with a transaction under way where something is put into it.
    """

    def __init__(self, file: StoreFile) -> None:
        self._file, self._connection = file, file.connection
        self._open: dict[str, Made] = {}
        """Those that are in no row yet."""
        self._open_batch = 0
        """The row in which they will be, 0 where there are none."""
        self._last_batch = 0
        """The last row that was begun, 0 before the first."""
        self._looked: tuple[int, Mapping[str, Made]] = (0, {})
        """The row that was looked at last: who asks for one result asks for its neighbour next."""

    def get(self, key: str) -> Made | None:
        """Return what is stored under `key`; None when nothing is, or nothing that can be trusted."""
        with told():
            row = self._connection.execute("SELECT batch FROM page WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        if row[0] == self._open_batch:
            return self._open.get(key)
        if row[0] != self._looked[0]:
            with told():
                query = "SELECT made, crc FROM batch WHERE id = ?"
                found = self._connection.execute(query, row).fetchone()
            self._looked = (row[0], dict(self._results(*found)) if found is not None else {})
        return self._looked[1].get(key)

    def all(self, keys: set[str]) -> Iterator[tuple[str, Made]]:
        """Yield what is stored under any of `keys`."""
        with told():
            batches = self._batches()
            for batch, made, crc in self._connection.execute("SELECT id, made, crc FROM batch"):
                for key, held in self._results(made, crc):
                    # What was put in its place, or is gone, may still stand in its old row.
                    if key in keys and batches.get(key) == batch:
                        yield key, held
        yield from ((key, held) for key, held in self._open.items() if key in keys)

    def put(self, key: str, made: Made, first: int, bodies: int) -> None:
        """Store `made` under `key`.

        Args:
            key: what it is known by.
            made: the result, its fields in the file.
            first: the row of the first of them.
            bodies: how many there are.
        """
        with told():
            batch = self._next_batch()
            self._connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", (key, first, bodies, batch))
        self._add(key, made)

    def keep_only(self, keys: set[str]) -> list[tuple[int, int]]:
        """Forget what is stored under other keys, and write down all others.

        Returns:
            the first row of the fields of each that is gone, and how many rows there are.
        """
        with told():
            rows = self._connection.execute("SELECT key, first, bodies FROM page").fetchall()
            gone = [(key, first, count) for key, first, count in rows if key not in keys]
            self._connection.executemany("DELETE FROM page WHERE key = ?", ((key,) for key, _, _ in gone))
        self._flush()
        self._gather()
        return [(first, count) for _, first, count in gone]

    def _batches(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT key, batch FROM page"))

    def _next_batch(self) -> int:
        if not self._open_batch:
            if not self._last_batch:
                # Of rows that were deleted too: nobody may take what comes for what was.
                query = "SELECT max(ifnull((SELECT max(id) FROM batch), 0), ifnull((SELECT max(batch) FROM page), 0))"
                self._last_batch = self._connection.execute(query).fetchone()[0]
            self._last_batch += 1
            self._open_batch = self._last_batch
        return self._open_batch

    def _add(self, key: str, made: Made) -> None:
        self._open[key] = made
        if len(self._open) >= MOST_RESULTS:
            self._flush()

    def _flush(self) -> None:
        if not self._open:
            return
        data = write_plain([(key, made.result, *made.asked) for key, made in self._open.items()], _STORED)
        with told():
            row = (self._open_batch, len(self._open), data, zlib.crc32(data))
            self._connection.execute("INSERT INTO batch VALUES (?, ?, ?, ?)", row)
        self._open, self._open_batch = {}, 0

    def _gather(self) -> None:
        """Put what is left of rows that are half empty into rows of their own."""
        with told():
            batches = self._batches()
            sizes = self._connection.execute("SELECT id, size FROM batch").fetchall()
        held = Counter(batches.values())
        for batch, size in sizes:
            left = held[batch]
            if 2 * left >= size:
                continue
            with told():
                query = "SELECT made, crc FROM batch WHERE id = ?"
                found = self._connection.execute(query, (batch,)).fetchone() if left else None
                self._connection.execute("DELETE FROM batch WHERE id = ?", (batch,))
            for key, made in self._results(*found) if found is not None else ():
                if batches.get(key) == batch:
                    with told():
                        moved = (self._next_batch(), key)
                        self._connection.execute("UPDATE page SET batch = ? WHERE key = ?", moved)
                    self._add(key, made)
        self._flush()

    def _results(self, data: bytes, crc: int) -> Iterator[tuple[str, Made]]:
        """Yield the results in a row, none where they are not as they were written."""
        if not is_whole(data, crc):
            return
        try:
            for key, result, *asked in read_plain(data, {"StoredFields": self._file.stored}):
                yield key, Made(result, Asked(*asked))
        except (PlainValueError, TypeError, ValueError):
            return
