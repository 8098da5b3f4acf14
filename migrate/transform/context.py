"""What a body needs to know of the world while it becomes Rich Text, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from migrate.mapping.rules import BodyRules
from migrate.model.canonical import Json
from migrate.model.findings import Finding
from migrate.model.quick import quick
from migrate.model.rendered import RenderedCall
from migrate.model.richtext import Document
from migrate.model.source import ShortcodeCall, SourcePage, SourceSite

__all__ = ["AssetUse", "AssetUses", "BodyContext", "BodyResult", "EmbeddedEntry", "HugoRendering", "PageEntries"]


@quick
@dataclass(frozen=True, slots=True)
class AssetUse:
    """One use of an asset by a page; many uses make one asset."""

    id: str
    create: bool
    """False when the asset is already in the target space (a Contentful URL of the same space): only linked."""
    path: str
    """Site-relative file or ``data:`` address, or "" when `url` is set."""
    url: str
    """Absolute ``https:`` URL to fetch from; "" for a local file or an asset of the same space."""
    sha256: str
    size: int
    file_name: str
    content_type: str
    title: str
    description: str
    hints: Mapping[str, str]
    """Image-API parameters of the URL used here (w, h, fit …), which the canonical URL does not carry."""
    is_image: bool
    public_url: str = ""
    """For a local file: its address on the published site, "" when it has none."""


class AssetUses(Protocol):
    """Turns a destination into an asset; one instance serves a whole site."""

    def use(
        self, page: SourcePage, destination: str, *, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        """Return the asset that `destination` (as written in `page`) leads to.

        None when it leads to no file that can be an asset (missing, wrong scheme, remote and not wanted); the findings
        say why. `alt` and `title` become the asset's title and description where it has none yet.
        """
        ...


class PageEntries(Protocol):
    """Knows which entry a page becomes."""

    def entry_id(self, page: SourcePage) -> str | None:
        """Return the id of the entry of `page`, None when it is not migrated."""
        ...

    def at(self, lang: str, path: str) -> str | None:
        """Return the id of the entry of the page at `path` in a language, None when there is none that is migrated."""
        ...


class HugoRendering(Protocol):
    """What the real binary made of shortcodes through the site's own templates."""

    def rendered(self, page: SourcePage, call: ShortcodeCall) -> RenderedCall | None:
        """Return what became of `call` on `page`, None when it was not asked for or its shortcode has no template."""
        ...

    def digest(self, page: SourcePage) -> str:
        """Return what changes whenever something that was rendered for `page` does, "" when nothing was."""
        ...


@quick
@dataclass(frozen=True, slots=True)
class EmbeddedEntry:
    """An entry made from a part of a body. Its fields are not localized: one value, stored in the default locale."""

    id: str
    content_type: str
    fields: Mapping[str, Json]


@quick
@dataclass(frozen=True, slots=True)
class BodyContext:
    """Everything that `convert_body` may look at besides the body."""

    site: SourceSite
    page: SourcePage
    rules: BodyRules
    entry_id: str
    """Entry that holds the body; ids of embedded entries derive from it, the locale and their own content."""
    locale: str
    assets: AssetUses
    pages: PageEntries
    rendering: HugoRendering | None = None
    """For shortcode rules with the action ``hugo``; without it such calls are kept as unknown ones are."""
    share: float = 1.0
    """How much of an entry the body may take, where it stands beside translations and other fields."""


@quick
@dataclass(frozen=True, slots=True)
class BodyResult:
    """What a body became."""

    document: Document
    summary: Document | None
    """The part before ``<!--more-->``; None without a divider."""
    entries: tuple[EmbeddedEntry, ...]
    """In document order; ids are unique."""
    assets: tuple[AssetUse, ...]
    """In document order, every use."""
    findings: tuple[Finding, ...]
