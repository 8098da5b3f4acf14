"""Codes of findings about reading the site."""

from migrate.model.findings import Code

__all__ = ["ROWS"]

ROWS: tuple[Code, ...] = ()
