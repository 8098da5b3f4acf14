"""What Hugo publishes besides pages and files: output formats, feeds, sitemaps, pages of a list.

Owns: recognising them, so that links to them are neither pages nor broken. Does not own: their content.
"""

import re

from migrate.extract.output_formats import output_names, outputs_of
from migrate.model.source import SiteConfig, SourcePage

__all__ = ["has_output", "is_generated"]

_GENERATED_FILES = frozenset(("404.html", "robots.txt", "sitemap.xml"))
_LIST_FILE = re.compile(r"(?:index|feed|rss)\.(?:xml|json)\Z|page/\d+\Z")
"""What stands below a list: its feed, and its second and further pages."""


def has_output(page: SourcePage, name: str, config: SiteConfig) -> bool:
    """Return whether `page` is published in the output format `name` (https://gohugo.io/configuration/outputs/)."""
    return name.lower() in outputs_of(config.raw).names(page.kind, output_names(page.params.get("outputs")))


def is_generated(path: str) -> tuple[str, str] | None:
    """Split a server-relative path into a list and what Hugo makes below it; None when it is nothing of that kind.

    The list's path comes first: ``("/tags/go", "index.xml")``; ``("", "sitemap.xml")`` needs no list.
    """
    if path.strip("/") in _GENERATED_FILES:
        return "", path.strip("/")
    match = _LIST_FILE.search(path.strip("/"))
    if match is None or not (match.start() == 0 or path.strip("/")[match.start() - 1] == "/"):
        return None
    return "/" + path.strip("/")[: match.start()].rstrip("/"), match.group()
