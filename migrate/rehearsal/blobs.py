"""Bytes of files, each kept once under its digest."""

import hashlib

from migrate.rehearsal.database import Transaction

__all__ = ["read_blob", "store_blob"]


def store_blob(transaction: Transaction, data: bytes) -> str:
    """Keep `data` and return its digest."""
    digest = hashlib.sha256(data).hexdigest()
    transaction.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (digest, data))
    return digest


def read_blob(transaction: Transaction, digest: str) -> bytes | None:
    """Return the bytes with this digest, or None."""
    row = transaction.execute("SELECT data FROM blob WHERE hash = ?", (digest,)).fetchone()
    return bytes(row[0]) if row else None
