"""Hugo's words: what `extract` reads from a site and `transform` takes as its input.

`SourceSite` holds what must be known of all pages at once. Bodies and files stay on disk behind the `SiteReader`
port, so that a site of 100,000 pages is streamed and not held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from migrate.model.findings import Finding
from migrate.model.goldmark import Goldmark
from migrate.model.quick import quick
from migrate.model.templates import ShortcodeTemplate

__all__ = [
    "NO_TARGET",
    "BodyFormat",
    "BodyPart",
    "BodyText",
    "BundleType",
    "Descent",
    "Kind",
    "Language",
    "LinkTarget",
    "Param",
    "ParamMap",
    "Resource",
    "ShortcodeCall",
    "SiteConfig",
    "SiteReader",
    "SourceBody",
    "SourceFile",
    "SourcePage",
    "SourceSite",
    "SummaryDivider",
    "TermRef",
]

Param: TypeAlias = bool | int | float | str | datetime | Sequence["Param"] | Mapping[str, "Param"] | None
"""A front-matter value: what YAML, TOML, JSON and Org can express after Hugo's own reading of it."""
ParamMap: TypeAlias = Mapping[str, Param]


class Kind(StrEnum):
    """Hugo's page kinds (https://gohugo.io/methods/page/kind/)."""

    PAGE = "page"
    HOME = "home"
    SECTION = "section"
    TAXONOMY = "taxonomy"
    TERM = "term"


class BundleType(StrEnum):
    """Hugo's bundle types (https://gohugo.io/methods/page/bundletype/)."""

    NONE = ""
    LEAF = "leaf"
    BRANCH = "branch"


class BodyFormat(StrEnum):
    """What the text of a body is written in, after `extract` has rendered the formats that others render."""

    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site, in Hugo's order of weight."""

    code: str
    """Hugo's key, lower-case, such as ``pt-br``."""
    name: str
    """``languageName``/``label``, "" when not set."""
    locale: str
    """``languageCode``/``locale`` as written in the configuration; "" when not set."""
    title: str
    base_url: str
    prefix: str
    """URL path prefix without slashes: "" or ``fr``."""
    content_dir: str
    time_zone: str
    weight: int
    params: ParamMap
    menus: ParamMap = field(default_factory=dict)
    """Menus of the configuration; a language's own replace those of the site."""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What the site's configuration says, after themes, environments and defaults (https://gohugo.io/configuration/)."""

    source: str
    """The main configuration file, relative to the site; "" when there is none."""
    title: str
    base_url: str
    languages: tuple[Language, ...]
    """The enabled languages; never empty."""
    default_language: str
    taxonomies: Mapping[str, str]
    """plural → singular."""
    hugo_version: tuple[int, int] | None
    """The version that the site was made for, such as (0, 18), set or guessed from evidence; None = today's."""
    hugo_version_evidence: str
    """Where the version comes from, such as ``netlify.toml:3``; "" when unknown."""
    blackfriday: bool
    """True when the site was made for the Blackfriday engine (Hugo before 0.60, or the handler was asked for)."""
    goldmark: Goldmark
    enable_emoji: bool
    summary_length: int
    ref_links_error_level: str
    params: ParamMap
    menus: ParamMap
    """Those of the default language."""
    raw: ParamMap
    """The merged configuration with lower-cased keys, for what no field above says."""
    blackfriday_guessed: bool = False
    """True when only the age of other settings or of a theme tells of Blackfriday: no version, no setting of it."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the site that a page may show or link to: bundle resource, static file or asset."""

    path: str
    """Relative to the site, forward slashes; the identity of the file."""
    size: int
    """Bytes."""
    sha256: str
    media_type: str
    width: int = 0
    """Pixels; 0 when not an image or unknown."""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Resource:
    """A bundle resource with its metadata (https://gohugo.io/content-management/page-resources/)."""

    name: str
    title: str
    type: str
    """Hugo's ResourceType: image, page, text, …"""
    media_type: str
    path: str
    """File path relative to the site."""
    params: ParamMap


@quick
@dataclass(frozen=True, slots=True)
class TermRef:
    """A page's membership in one term of one taxonomy."""

    text: str
    """The author's spelling on this page."""
    path: str
    """Hugo's path of the term page, such as ``/tags/go``; equal for all spellings that Hugo merges."""
    rel_permalink: str


@quick
@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as Hugo sees it (https://gohugo.io/methods/page/); values are effective, cascade included."""

    source: str
    """Content file relative to the site; "" for a page that Hugo makes without one (home, sections, terms)."""
    path: str
    """Hugo's ``.Path``: ``/posts/my-post``; the same for all translations of one file."""
    key: str
    """What translations share: ``translationKey`` if set, else `path`. Unique per language."""
    lang: str
    kind: Kind
    bundle: BundleType
    section: str
    type: str
    layout: str
    title: str
    link_title: str
    description: str
    summary: str
    """The ``summary`` front-matter field; "" when not set."""
    keywords: tuple[str, ...]
    slug: str
    """The ``slug`` front-matter field; "" when not set."""
    base_name: str
    """``.File.ContentBaseName``: the name that stands for the page when it has no slug."""
    date: datetime | None
    lastmod: datetime | None
    publish_date: datetime | None
    expiry_date: datetime | None
    draft: bool
    weight: int
    aliases: tuple[str, ...]
    """Server-relative paths, resolved as Hugo publishes them."""
    permalink: str
    rel_permalink: str
    """ "" for a page without a URL (``build.render: never``, headless)."""
    params: ParamMap
    """``.Params``: keys lower-cased at every depth, except those of maps inside lists, which Hugo leaves as written."""
    spelling: Mapping[str, str]
    """Lower-cased top-level key → the author's spelling, for display."""
    key_lines: Mapping[str, int]
    """Lower-cased top-level front-matter key → 1-based line in `source`, as far as known."""
    terms: Mapping[str, tuple[TermRef, ...]]
    """Taxonomy plural → terms, in the order written."""
    parent: str
    """Path of the parent section, "" for home."""
    resources: tuple[Resource, ...]
    markup: str
    """``markdown``, ``html``, ``org``, ``asciidoc``, ``rst``, ``pandoc``."""
    body_offset: int
    """Byte offset of the body in the file."""
    body_line: int
    """1-based line on which the body starts."""
    listed: bool = True
    """False when ``build.list`` is never (headless)."""
    digest: str = ""
    """Fingerprint of the whole content file, by which a later run knows that it is the same; "" without a file."""


@quick
@dataclass(frozen=True, slots=True)
class BodyText:
    """Text between shortcodes, escapes such as ``{{</* x */>}}`` already undone."""

    text: str
    line: int
    """1-based line of the source file on which this text starts."""


@dataclass(frozen=True, slots=True)
class SummaryDivider:
    """``<!--more-->`` (only the first one; later ones are removed, as Hugo does)."""

    line: int


@quick
@dataclass(frozen=True, slots=True)
class ShortcodeCall:
    """One shortcode call with its inner content (https://gohugo.io/content-management/shortcodes/)."""

    name: str
    markdown: bool
    """Whether the output is pasted into the Markdown source: ``{{% %}}``, unless only the inner text is read so."""
    positional: tuple[bool | int | float | str, ...]
    named: Mapping[str, bool | int | float | str]
    inner: tuple["BodyPart", ...] | None
    """None when the call has no inner content; () when it is empty."""
    source: str
    """The verbatim source of the whole call, opening tag to closing tag."""
    line: int
    column: int
    own_line: bool
    """True when nothing but white space stands before the opening and after the end on their lines."""
    template: str
    """Path of the site's own template for it, relative to the site; "" for built-in or unknown ones."""


BodyPart: TypeAlias = BodyText | ShortcodeCall | SummaryDivider


@quick
@dataclass(frozen=True, slots=True)
class SourceBody:
    """The body of a page, lexed: the concatenation of its parts is what Hugo renders."""

    format: BodyFormat
    parts: tuple[BodyPart, ...]
    text: str
    """The body exactly as in the file (for offsets, verbatim copies and searching), decoded as UTF-8."""
    line: int
    """1-based line of the source file on which `text` starts."""
    findings: tuple[Finding, ...]
    """Shortcode errors, undecodable bytes, formats whose converter is missing …"""


NO_TARGET = "no page or file"
"""The error of a destination that leads to nothing that there is."""


@quick
@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a link destination of a page leads to; `page` and `file` exclude each other."""

    page: SourcePage | None = None
    file: SourceFile | None = None
    url: str = ""
    """The destination as the published page would carry it, fragment included."""
    fragment: str = ""
    """Without ``#``; "" when there is none."""
    query: str = ""
    internal: bool = False
    """True when the destination is meant to be on this site, found or not."""
    error: str = ""
    """Why an internal destination was not found ("no page or file", "ambiguous: /a/x, /b/x"), "" when it was."""


class SiteReader(Protocol):
    """Access to what stays on disk. Every method is deterministic and safe to call from worker processes."""

    def body(self, page: SourcePage) -> SourceBody:
        """Return the body of `page`; an empty one for a page without a file. Never raises on content."""
        ...

    def ref(self, page: SourcePage, reference: str, lang: str = "") -> LinkTarget:
        """Resolve the argument of ``ref``/``relref`` by Hugo's order (page-relative, root, unique base name)."""
        ...

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Resolve a link or image destination of Markdown, HTML or front matter.

        Pages are found by relative file path (``../a.md``), by published path, by alias and by absolute URL of the
        site's own host; files in the bundle, in ``static`` and in ``assets``. Anything else is external.
        """
        ...

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Tell whether `link` answers every page in the language of `page` alike."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the site.

        Raises:
            MigrateError: the file cannot be read or lies outside the site.

        """
        ...


@dataclass(frozen=True, slots=True)
class Descent:
    """From which reading of a site the pages of another one were taken over."""

    print: str
    """`SourceSite.print` of the earlier reading."""
    changed: frozenset[str]
    """Paths of the pages that differ from those of then in more than their bodies, or were not there."""


@dataclass(frozen=True, slots=True)
class SourceSite:
    """A Hugo site as read from disk."""

    root: str
    """The site's folder as the user named it (for messages only)."""
    config: SiteConfig
    pages: Sequence[SourcePage]
    """Every page, drafts, future and expired ones included, sorted by (path, position of the language)."""
    data: ParamMap
    """``data/``: folder and file names without extension as keys, keys as written."""
    data_sources: Mapping[str, str]
    """Dotted data path (``authors.jane``) → file, relative to the site."""
    shortcodes: Mapping[str, ShortcodeTemplate]
    """Templates of the site and its themes by lower-cased name."""
    findings: tuple[Finding, ...]
    """Everything found while reading configuration and front matter, sorted."""
    reader: SiteReader
    print: str = ""
    """Names all of `pages` together with the names of the site's files: two readings of a site with the same one differ
    in bodies, in bytes of files and in data only. "" where nothing is remembered that could be compared."""
    names: str = ""
    """Names the names of all files that a link may lead to; "" as above."""
    descent: Descent | None = None
    """Where most pages are as they were at an earlier reading: which one, and which pages are not."""
