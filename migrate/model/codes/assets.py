"""Codes of findings about images and files becoming assets."""

from migrate.model.findings import Code

__all__ = ["ROWS"]

ROWS: tuple[Code, ...] = ()
