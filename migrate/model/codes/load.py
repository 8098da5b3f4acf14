"""Codes of findings about planning and loading."""

from migrate.model.findings import Code

__all__ = ["ROWS"]

ROWS: tuple[Code, ...] = ()
