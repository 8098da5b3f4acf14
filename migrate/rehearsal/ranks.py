"""Where in a large collection a page begins, without walking over all that lies before it.

Owns the memory of it. Skipping 90,000 rows means walking over 90,000 entries of an index, each time. A walk that was
made once leaves marks, each a few hundred rows from the last, with the number of rows between them; later ones start at
the mark before the row wanted. Marks follow what this process writes, through triggers; when another process has
written, they are forgotten. Nothing of this is in the file.
"""

import sqlite3
import weakref
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

__all__ = ["ORDERS", "Collection", "Order", "Ranks", "Start", "select_from"]

_LEAST_SKIP = 400
"""Rows that are skipped by walking over them, because looking for a mark is no quicker."""
_STRETCH = 256
"""Rows between two marks; they may become twice as many before there is another mark."""
_MOST_CHANGES = 1000
"""Changes of one transaction that are followed one by one."""
_MOST_ORDERS = 16
"""Collections and orders that are remembered at a time."""
_INVERTED = bytes(255 - byte for byte in range(256))

Key = tuple[str, str]
"""What rows are ordered by: the value of the order's column, and the id."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows: by a column of time stamps, then by id.

    Attributes:
        sql: as it stands in ORDER BY.
        column: the column.
        descending: whether the latest come first; ids always ascend.

    """

    sql: str
    column: str
    descending: bool

    def sortable(self, key: Key) -> tuple[bytes, str]:
        """Return what sorts as this order does; time stamps are all of one length."""
        stamp = key[0].encode()
        return (stamp.translate(_INVERTED) if self.descending else stamp), key[1]


ORDERS = {
    order.sql: order
    for order in (Order("created_at, id", "created_at", False), Order("updated_at DESC, id", "updated_at", True))
}
"""The orders for which there are marks: those that readers of everything use, each with an index."""


@dataclass(frozen=True, slots=True)
class Collection:
    """All entities of one kind in one environment, or those of one content type."""

    env: int
    kind: str
    content_type: str | None

    @property
    def where(self) -> tuple[str, tuple[object, ...]]:
        """The condition in SQL, and its parameters."""
        if self.content_type is None:
            return "env = ? AND kind = ?", (self.env, self.kind)
        return "env = ? AND kind = ? AND content_type = ?", (self.env, self.kind, self.content_type)


@dataclass(frozen=True, slots=True)
class Start:
    """Where to begin: at the row with this key (None: the first), and skip so many from there."""

    key: Key | None
    skip: int


@dataclass(frozen=True, slots=True)
class _Change:
    env: int
    kind: str
    content_type: str
    created_at: str
    id: str
    updated_before: str | None
    updated_after: str | None

    def is_in(self, collection: Collection) -> bool:
        """Tell whether a collection holds the entity."""
        return (self.env, self.kind) == (collection.env, collection.kind) and (
            collection.content_type in (None, self.content_type)
        )

    def stamps(self, order: Order) -> tuple[str | None, str | None]:
        """Return the time stamp that an order goes by, before and after; None where there was no entity."""
        if order.column == "updated_at":
            return self.updated_before, self.updated_after
        return self.updated_before and self.created_at, self.updated_after and self.created_at


@dataclass(slots=True)
class _Marks:
    """Marks of one collection in one order; `counts` says how many rows end at each mark."""

    order: Order
    keys: list[Key] = field(default_factory=list)
    sortable: list[tuple[bytes, str]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)

    def add(self, place: int, key: Key, before: int) -> None:
        """Put a mark in front of number `place`; it takes `before` of the rows that ended there."""
        if place < len(self.counts):
            self.counts[place] -= before
        self.keys.insert(place, key)
        self.sortable.insert(place, self.order.sortable(key))
        self.counts.insert(place, before)

    def count(self, key: Key, step: int) -> None:
        """Note that a row has come (1) or gone (-1)."""
        place = bisect_right(self.sortable, self.order.sortable(key))
        if place == len(self.counts):
            return
        self.counts[place] += step
        if not self.counts[place]:
            del self.keys[place], self.sortable[place], self.counts[place]


def select_from(
    connection: sqlite3.Connection, collection: Collection, order: Order, start: Start, columns: str, limit: int
) -> list[tuple[str, str]]:
    """Return two columns of `limit` rows of a collection, from a place on."""
    where, values = collection.where
    select = f"SELECT {columns} FROM entity WHERE {where}"
    if start.key is None:
        return connection.execute(
            f"{select} ORDER BY {order.sql} LIMIT ? OFFSET ?", (*values, limit, start.skip)
        ).fetchall()
    # Two questions, because no index serves "this time stamp and from this id on, or a later one" as one.
    same = f"{order.column} = ? AND id >= ?"
    at = (*values, *start.key)
    rows = connection.execute(f"{select} AND {same} ORDER BY id LIMIT ? OFFSET ?", (*at, limit, start.skip)).fetchall()
    if len(rows) < limit:
        skip = 0
        if not rows:
            count = connection.execute(f"SELECT count(*) FROM entity WHERE {where} AND {same}", at).fetchone()[0]
            skip = start.skip - count
        beyond = f"{order.column} {'<' if order.descending else '>'} ?"
        rows += connection.execute(
            f"{select} AND {beyond} ORDER BY {order.sql} LIMIT ? OFFSET ?",
            (*values, start.key[0], limit - len(rows), skip),
        ).fetchall()
    return rows


class Ranks:
    """The marks of one connection.

    `writing` is whether the present transaction may write; what it sees may yet be undone, so nothing is learnt from
    it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.writing = False
        self._connection = connection
        self._marks: dict[tuple[Collection, Order], _Marks] = {}
        self._changes: list[_Change] = []
        self._version = 0

    def watch(self) -> None:
        """Follow what is written through the connection; the tables must be there."""
        # The garbage collector does not look into SQLite: a function that led back here would keep the connection open.
        ranks = weakref.ref(self)

        def changed(*values: object) -> None:
            here = ranks()
            if here is not None:
                here._changed(*values)

        self._connection.create_function("rank_changed", 7, changed)
        row = "{0}.env, {0}.kind, {0}.content_type, {0}.created_at, {0}.id"
        old, new = row.format("old"), row.format("new")
        for when, arguments in (
            ("INSERT ON main.entity", f"{new}, NULL, new.updated_at"),
            ("DELETE ON main.entity", f"{old}, old.updated_at, NULL"),
            ("UPDATE OF updated_at ON main.entity", f"{new}, old.updated_at, new.updated_at"),
        ):
            name = when.partition(" ")[0].lower()
            self._connection.execute(
                f"CREATE TEMP TRIGGER rank_{name} AFTER {when} BEGIN SELECT rank_changed({arguments}); END"
            )

    def start(self, collection: Collection, order: Order, skip: int) -> Start:
        """Return where to begin for row number `skip` of a collection."""
        if self.writing or skip < _LEAST_SKIP:
            return Start(None, skip)
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._marks.clear()
            self._version = version
        marks = self._marks.pop((collection, order), None) or _Marks(order)
        self._marks[collection, order] = marks
        if len(self._marks) > _MOST_ORDERS:
            del self._marks[next(iter(self._marks))]
        return self._find(collection, marks, skip)

    def commit(self) -> None:
        """Take what the transaction has changed into account."""
        if len(self._changes) > _MOST_CHANGES:
            self._marks.clear()
        elif self._marks:
            for (collection, order), marks in self._marks.items():
                for change in self._changes:
                    if change.is_in(collection):
                        _follow(marks, change.id, *change.stamps(order))
        self._changes.clear()

    def roll_back(self) -> None:
        """Forget what the transaction has changed."""
        self._changes.clear()

    def mistrust(self) -> None:
        """Forget everything: part of the transaction is being undone."""
        self._marks.clear()
        self._changes.clear()

    def _changed(self, *values: object) -> None:
        if self._marks and len(self._changes) <= _MOST_CHANGES:
            self._changes.append(_Change(*values))  # type: ignore[arg-type] # columns of `entity`, by their types

    def _find(self, collection: Collection, marks: _Marks, skip: int) -> Start:
        ends = list(accumulate(marks.counts))
        place = bisect_right(ends, skip)
        while True:
            before = ends[place - 1] if place else 0
            start = Start(marks.keys[place - 1] if place else None, skip - before)
            if start.skip < 2 * _STRETCH and (place == len(ends) or marks.counts[place] < 4 * _STRETCH):
                return start
            key = self._key_at(collection, marks.order, Start(start.key, _STRETCH))
            if key is None:
                return start
            marks.add(place, key, _STRETCH)
            ends.insert(place, before + _STRETCH)
            place += start.skip >= _STRETCH

    def _key_at(self, collection: Collection, order: Order, start: Start) -> Key | None:
        rows = select_from(self._connection, collection, order, start, f"{order.column}, id", 1)
        return rows[0] if rows else None


def _follow(marks: _Marks, entity: str, before: str | None, after: str | None) -> None:
    if before == after:
        return
    if before is not None:
        marks.count((before, entity), -1)
    if after is not None:
        marks.count((after, entity), 1)
