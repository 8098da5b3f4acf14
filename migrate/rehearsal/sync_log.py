"""The log of what was published and unpublished, which the Sync API reads. It keeps the last change of each entity."""

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.records import Record

__all__ = ["note_change"]


def note_change(transaction: Transaction, record: Record, now: str, *, published: bool) -> None:
    """Note that the public state of an entity has changed."""
    transaction.execute(
        "INSERT OR REPLACE INTO sync_change (env, kind, id, at, published) VALUES (?, ?, ?, ?, ?)",
        (record.env, record.kind, record.id, now, int(published)),
    )
