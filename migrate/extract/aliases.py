"""Aliases of a page as the server-relative paths under which Hugo publishes them.

Owns: resolving the ``aliases`` field (https://gohugo.io/content-management/urls/#aliases). Does not own: redirects.
"""

from collections.abc import Sequence

from migrate.extract.gourl import join_path
from migrate.extract.urls import PageFacts, PageUrl, UrlSettings

__all__ = ["resolve"]


def resolve(aliases: Sequence[str], facts: PageFacts, url: PageUrl, settings: UrlSettings) -> tuple[str, ...]:
    """Return the ``aliases`` field resolved against the page: server-relative, base path and language included.

    A relative alias stands beside the page's own folder. Case and characters stay as written, percent-encoding is
    not applied, a final slash is dropped: Hugo publishes ``ALIAS/index.html``, or ``ALIAS`` itself for ``.html``.
    """
    ugly = settings.is_ugly(facts.section)
    return tuple(_resolved(alias, url, settings, ugly) for alias in aliases if alias)


def _resolved(alias: str, url: PageUrl, settings: UrlSettings, ugly: bool) -> str:
    if alias.startswith("/"):
        path = join_path("/", settings.prefix, alias)
    else:
        folder = url.resources
        if settings.multihost and f"{folder}/".startswith(f"/{settings.folder}/"):
            # Where each language has its own host, its folder is the root of that host.
            folder = folder.removeprefix(f"/{settings.folder}")
        path = join_path("/", folder, "..", alias)
    if ugly and not path.endswith((".html", ".htm")):
        path += ".html"
    return settings.base_path + path
