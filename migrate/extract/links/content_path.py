"""Hugo's reading of a path below ``content``: name, language, extension, bundle.

Owns: turning what an author wrote in a reference into the key that pages are stored under. Does not own: the lookup.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from migrate.extract.formats import CONTENT_EXTENSIONS
from migrate.extract.slugs import page_path

__all__ = ["ContentPath", "parse_content_path"]


class ContentPath(NamedTuple):
    """What a path stands for."""

    key: str
    """Hugo's ``.Path`` of the page that it would be; "" for home."""
    name: str
    """The name without extension and language; the folder's name for a bundle."""


def parse_content_path(path: str, languages: Collection[str]) -> ContentPath:
    """Read a path as Hugo reads a file below ``content``: case, spaces, extension and language do not count.

    Args:
        path: such as ``/docs/My Page.fr.md``; a missing leading slash and a final one are tolerated.
        languages: the codes that count as a language in front of the extension.

    """
    return _parsed(path, frozenset(languages))


@lru_cache(maxsize=4096)
def _parsed(path: str, languages: frozenset[str]) -> ContentPath:
    path = page_path("/" + path.strip("/"))
    folder, _, file_name = path.rpartition("/")
    parts = _identifiers(file_name)
    extension = parts[-1]
    if len(parts) == 1:
        return ContentPath(path.rstrip("/"), file_name)
    name_end = _name_end(parts, languages)
    name = ".".join(parts[:name_end])
    if extension not in CONTENT_EXTENSIONS or not name:
        # A file that is no page keeps its extension in the key: `v1.2` finds the page of that name.
        return ContentPath(path if name_end == len(parts) - 1 else f"{folder}/{name}.{extension}", name)
    if name in ("index", "_index"):
        return ContentPath(folder, folder.rpartition("/")[2])
    return ContentPath(f"{folder}/{name}", name)


def _identifiers(file_name: str) -> list[str]:
    """Cut a file name at its dots, but not within ``._language_xx_.`` wrappers."""
    parts: list[str] = []
    for part in file_name.split("."):
        if parts and parts[-1].startswith("_") and not parts[-1].endswith("_") and len(parts) > 1:
            joined = f"{parts[-1]}.{part}"
            if joined.endswith("_"):
                parts[-1] = joined
                continue
        parts.append(part)
    return parts


def _name_end(parts: list[str], languages: Collection[str]) -> int:
    """Return how many parts belong to the name: all before the extension and before the leftmost identifier."""
    end = len(parts) - 1
    language_found = False
    for position in range(len(parts) - 2, 0, -1):
        part = parts[position]
        if len(part) > 2 and part.startswith("_") and part.endswith("_"):
            end = position
        elif not language_found and part in languages:
            language_found = True
            end = position
    return end
