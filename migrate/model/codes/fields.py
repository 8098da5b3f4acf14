"""Codes of findings about front matter becoming fields and references."""

from migrate.model.findings import Code

__all__ = ["ROWS"]

ROWS: tuple[Code, ...] = ()
