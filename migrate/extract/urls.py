"""What the URL of a page depends on: facts of the page, settings of its language.

Owns: reading those settings from the configuration, base URLs and language prefixes. Does not own: making URLs
(`permalinks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from migrate.extract.gourl import escape_path, parse
from migrate.extract.output_formats import Outputs, outputs_of
from migrate.extract.permalink_rules import PermalinkRule, permalink_rules
from migrate.model.quick import quick
from migrate.model.source import BundleType, Kind, Language, Param, ParamMap

__all__ = ["DEFAULT_BASE_URL", "PageFacts", "PageUrl", "SectionFacts", "UrlSettings", "base_path", "url_settings"]

DEFAULT_BASE_URL = "https://example.org/"
"""What Hugo uses for a site without ``baseURL``."""


@quick
@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section above a page (or the section itself): a top-level folder, or one with ``_index.md``."""

    path: str
    """Hugo's ``.Path``: ``/docs/guide``."""
    title: str = ""
    """``.Title``, automatic ones included."""
    slug: str = ""
    """The ``slug`` of its ``_index.md``."""


@quick
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
    outputs: tuple[str, ...] = ()
    """The ``outputs`` field, lower-cased; () = what the site says for the kind."""

    @property
    def section(self) -> str:
        """Hugo's ``.Section``: the first path element, "" for home and for pages in the root."""
        first, slash, _ = self.path.removeprefix("/").partition("/")
        return first if slash or self.kind is not Kind.PAGE else ""


@quick
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

    base_url: str = DEFAULT_BASE_URL
    """Ends with a slash."""
    base_path: str = ""
    """Path of `base_url` that RelPermalink starts with: "" or ``/blog``; always "" with ``canonifyURLs``."""
    lang: str = ""
    prefix: str = ""
    """Language prefix within the base URL, no slashes."""
    folder: str = ""
    """First folder below the publish folder: `prefix`, or the language code where each language has its own host."""
    multihost: bool = False
    environment: str = "production"
    rules: tuple[PermalinkRule, ...] = ()
    outputs: Outputs = field(default_factory=lambda: outputs_of({}))
    ugly: bool | Mapping[str, bool] = False
    lower: bool = True
    remove_accents: bool = False
    section_slugs: bool = True
    """Hugo 0.167 and later: the slug of a section replaces its folder's name in all URLs below it."""
    title_slash: bool = True
    """Hugo 0.166 and later: a slash in a title becomes a hyphen in ``:title``."""

    def is_ugly(self, section: str) -> bool:
        """Return whether pages of `section` (first path element) get ``name.html`` URLs."""
        return self.ugly if isinstance(self.ugly, bool) else self.ugly.get(section, False)


def url_settings(
    language: Language,
    raw: ParamMap,
    *,
    whole: ParamMap | None = None,
    multihost: bool = False,
    environment: str = "production",
    hugo_version: tuple[int, int] | None = None,
) -> UrlSettings:
    """Return the URL settings of `language`.

    Args:
        language: with `base_url` and `prefix` as they take effect.
        raw: the configuration merged for this language, keys lower-cased: ``permalinks``, ``uglyurls``,
            ``disablepathtolower``, ``removepathaccents``, ``canonifyurls``, ``outputs``, ``outputformats`` are read.
        whole: the configuration of the whole site, which alone can set ``uglyURLs``; None = `raw`.
        multihost: whether the languages have base URLs of their own.
        environment: Hugo's environment, for permalink targets.
        hugo_version: the version that the site is read as; None = today's.

    Raises:
        ConfigurationError: ``permalinks`` holds something that Hugo refuses.

    """
    base_url = language.base_url or DEFAULT_BASE_URL
    if not base_url.endswith("/"):
        base_url += "/"
    return UrlSettings(
        base_url=_escaped(base_url),
        base_path="" if _flag(raw.get("canonifyurls")) else base_path(base_url),
        lang=language.code,
        prefix="" if multihost else language.prefix,
        folder=language.code if multihost else language.prefix,
        multihost=multihost,
        environment=environment,
        rules=permalink_rules(raw.get("permalinks")),
        outputs=outputs_of(raw),
        ugly=_ugly((raw if whole is None else whole).get("uglyurls")),
        lower=not _flag(raw.get("disablepathtolower")),
        remove_accents=_flag(raw.get("removepathaccents")),
        section_slugs=hugo_version is None or hugo_version >= (0, 167),
        title_slash=hugo_version is None or hugo_version >= (0, 166),
    )


def _escaped(base_url: str) -> str:
    """Return a base URL with its path percent-encoded, as Hugo writes it."""
    scheme, separator, rest = base_url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host}{slash}{escape_path(path)}" if separator else escape_path(base_url)


def base_path(base_url: str) -> str:
    """Return the path of a base URL without its final slash: "" for ``https://x.org/``, ``/blog`` below it."""
    return parse(base_url).path.rstrip("/")


def _ugly(value: Param) -> bool | dict[str, bool]:
    if isinstance(value, Mapping):
        return {section.strip("/").lower(): _flag(flag) for section, flag in value.items()}
    return _flag(value)


def _flag(value: Param) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in ("true", "1", "t")) or value == 1
