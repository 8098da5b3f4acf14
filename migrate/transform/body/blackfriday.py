"""Markdown as Blackfriday read it (Hugo before 0.60), rewritten for the engine of today.

Filled in below `as_commonmark`.
"""

from migrate.transform.body.parts import Pieces

__all__ = ["as_commonmark", "smarten"]


def as_commonmark(text: str, pieces: Pieces) -> str:
    """Return `text` such that today's engine gives what the old one gave."""
    return text


def smarten(html: str, pieces: Pieces) -> str:
    """Return `html` with the fractions and signs that the old engine wrote."""
    return html
