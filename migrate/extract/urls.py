"""What the URL of a page depends on, and the settings that decide it.

Owns: the facts, the settings read from the configuration, base URLs and language prefixes. `permalinks` makes the URL.
"""

from dataclasses import dataclass
from datetime import datetime

from migrate.model.source import BundleType, Kind, Language, ParamMap

__all__ = ["PageFacts", "PageUrl", "SectionFacts", "UrlSettings", "url_settings"]


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section above a page (or the section itself): a top-level folder, or one with ``_index.md``."""

    path: str
    """Hugo's ``.Path``: ``/docs/guide``."""
    title: str = ""
    """``.Title``, automatic ones included."""
    slug: str = ""
    """The ``slug`` of its ``_index.md``."""
    disk_path: str = ""
    """As on disk (``/Docs/My Guide``); "" = `path`. Matters only with ``disablePathToLower``."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything that the URL of one page depends on."""

    kind: Kind
    path: str
    """Hugo's ``.Path``: ``/posts/my-post``, ``/tags/go``, ``/`` for home."""
    disk_path: str = ""
    """`path` as written on disk (case and spaces kept), without extension, language and ``index``; "" = `path`."""
    file_name: str = ""
    """``.File.TranslationBaseName`` (``my-post``, ``index``, ``_index``), "" for a page without a file."""
    bundle: BundleType = BundleType.NONE
    sections: tuple[SectionFacts, ...] = ()
    """Sections from the top one down to ``.CurrentSection``, home left out; a section, taxonomy or term page itself is
    the last (for a term: taxonomy, then term)."""
    title: str = ""
    slug: str = ""
    url: str = ""
    """The ``url`` field as written."""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageUrl:
    """Where one page is published."""

    rel_permalink: str
    permalink: str
    target: str
    """File below the publish folder, leading slash: ``/posts/a/index.html``."""
    resources: str
    """Folder below the publish folder that bundle files go to: ``/posts/a``, "" for the root."""


@dataclass(frozen=True, slots=True)
class UrlSettings:
    """The settings of one language that shape its URLs."""

    base_url: str = "https://example.org/"
    """Ends with a slash."""
    prefix: str = ""
    """Language prefix within the base URL, no slashes."""
    multihost: bool = False
    """Every language has a base URL of its own: `prefix` is then only a folder on disk, not part of the URL."""


def url_settings(
    language: Language,
    raw: ParamMap,
    *,
    multihost: bool = False,
    environment: str = "production",
    hugo_version: tuple[int, int] | None = None,
) -> UrlSettings:
    """Return the URL settings of `language`.

    Args:
        language: with `base_url` and `prefix` as they take effect.
        raw: the configuration merged for this language, keys lower-cased: ``permalinks``, ``uglyurls``,
            ``disablepathtolower``, ``removepathaccents``, ``canonifyurls`` are read.
        multihost: whether the languages have base URLs of their own.
        environment: Hugo's environment, for permalink targets.
        hugo_version: the version that the site is read as; None = today's.

    Raises:
        ConfigurationError: ``permalinks`` holds something that Hugo refuses.

    """
    raise NotImplementedError
