"""The one error of reading front matter, data and configuration text."""

from migrate.errors import MigrateError

__all__ = ["FrontMatterError"]


class FrontMatterError(MigrateError):
    """Front matter, data or configuration text that Hugo would refuse, too; `where` is ``path:line``."""
