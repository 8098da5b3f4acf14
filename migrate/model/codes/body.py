"""Codes of findings about bodies becoming Rich Text."""

from migrate.model.findings import Code

__all__ = ["ROWS"]

ROWS: tuple[Code, ...] = ()
