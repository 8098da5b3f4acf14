"""The lookup tables over all pages of a site.

Owns: what keys lead to a page. Does not own: in which order they are tried (`references`, `destinations`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from migrate.extract.gourl import unescape
from migrate.extract.links.hosts import OwnHosts
from migrate.model.source import SiteConfig, SourcePage

__all__ = ["LanguageTables", "Tables", "build_tables", "names_of", "url_key"]


@dataclass(slots=True)
class LanguageTables:
    """Keys of the pages in one language → position in the site's pages."""

    by_path: dict[str, int] = field(default_factory=dict)
    """Hugo's ``.Path``; "" is home."""
    by_name: dict[str, int | tuple[int, ...]] = field(default_factory=dict)
    """Last element of the path; several pages make it ambiguous."""


@dataclass(slots=True)
class Tables:
    """Every way in which a page can be named."""

    languages: dict[str, LanguageTables]
    by_source: dict[str, int]
    """Content file, relative to the site → the first page that it feeds."""
    by_url: dict[str, int]
    """`url_key` of the RelPermalink, led by `OwnHosts.scope`."""
    by_alias: dict[str, int]
    """`url_key` of an alias, led by `OwnHosts.scope`."""


def build_tables(pages: Iterable[SourcePage], config: SiteConfig) -> Tables:
    """Read all pages once. Where two pages share a key, the first one keeps it, except for names."""
    hosts = OwnHosts(config)
    tables = Tables({language.code: LanguageTables() for language in config.languages}, {}, {}, {})
    for position, page in enumerate(pages):
        language = tables.languages.setdefault(page.lang, LanguageTables())
        path = "" if page.path == "/" else page.path
        language.by_path.setdefault(path, position)
        name = path.rpartition("/")[2]
        known = language.by_name.get(name)
        if known is None:
            language.by_name[name] = position
        else:
            language.by_name[name] = (*(known if isinstance(known, tuple) else (known,)), position)
        if page.source:
            tables.by_source.setdefault(page.source, position)
        if page.rel_permalink:
            tables.by_url.setdefault(hosts.scope(page.lang) + url_key(page.rel_permalink), position)
        for alias in page.aliases:
            tables.by_alias.setdefault(hosts.scope(page.lang) + url_key(alias), position)
    return tables


def url_key(path: str) -> str:
    """Return the form of a server-relative path under which all its spellings meet.

    ``/a/``, ``/a`` and ``/a/index.html`` are one address, and percent-encoding does not count. Case does.
    """
    key = unescape(path)
    key = key.removesuffix("index.html") if key.endswith("/index.html") else key
    return key.rstrip("/")


def names_of(positions: Sequence[int], pages: Sequence[SourcePage]) -> str:
    """Return the paths of some pages for a message."""
    return ", ".join(pages[position].path for position in positions)
