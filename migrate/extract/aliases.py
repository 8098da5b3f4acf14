"""Aliases of a page as the server-relative paths under which Hugo publishes them."""

from collections.abc import Sequence

from migrate.extract.urls import PageFacts, PageUrl, UrlSettings

__all__ = ["resolve"]


def resolve(aliases: Sequence[str], facts: PageFacts, url: PageUrl, settings: UrlSettings) -> tuple[str, ...]:
    """Return the ``aliases`` field resolved against the page: server-relative, base path and language included."""
    raise NotImplementedError
