"""Contentful's words: the space as the site wants it (`transform`) and as it is (`load`), both as plain values.

Field values are ``{field: {locale: value}}`` exactly as the management API takes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from migrate.model.canonical import JsonObject
from migrate.model.findings import Finding
from migrate.model.quick import quick

__all__ = [
    "DesiredAsset",
    "DesiredContentType",
    "DesiredEntry",
    "DesiredLocale",
    "DesiredSpace",
    "DesiredTag",
    "EntityKey",
    "EntityType",
    "FileOrigin",
    "PublishState",
    "Redirect",
    "RemoteEntity",
    "Schedule",
    "Target",
]


@dataclass(frozen=True, slots=True)
class Target:
    """Where things go; no secret is in it."""

    space: str
    environment: str
    host: str
    """Base URL such as ``https://api.contentful.com``; "" when nothing is sent."""
    rehearsal: bool


class EntityType(StrEnum):
    """The two things that are migrated in bulk; the values are Contentful's ``linkType``."""

    ASSET = "Asset"
    ENTRY = "Entry"


@quick
@dataclass(frozen=True, slots=True, order=True)
class EntityKey:
    """The identity of an entry or asset inside one environment."""

    type: EntityType
    id: str


class PublishState(StrEnum):
    """The planned state of an entity."""

    PUBLISHED = "published"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, order=True)
class Schedule:
    """A scheduled action that the entry shall have."""

    action: str
    """``publish`` or ``unpublish``."""
    at: str
    """ISO 8601 with offset."""


@dataclass(frozen=True, slots=True)
class DesiredLocale:
    """A locale of the environment; exactly one is the default."""

    code: str
    name: str
    fallback: str | None
    default: bool


@dataclass(frozen=True, slots=True)
class DesiredTag:
    """A tag of the environment."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DesiredContentType:
    """A content type as the API takes it."""

    id: str
    payload: JsonObject
    """``name``, ``description``, ``displayField``, ``fields``; no ``sys``."""
    editor_interface: JsonObject | None
    """``controls`` …; None leaves Contentful's default."""


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """Where the bytes of an asset come from: exactly one of `path` and `url` is set."""

    path: str
    """Relative to the site; or a ``data:`` address, which holds the bytes itself."""
    url: str
    """Absolute ``https:`` URL that Contentful fetches by itself."""
    sha256: str
    """"" for a URL."""
    size: int
    """Bytes; 0 for a URL."""
    public_url: str = ""
    """Where the file of `path` stands on the published site, "" when it does not."""


@dataclass(frozen=True, slots=True)
class DesiredAsset:
    """An asset with one file in the default locale."""

    id: str
    fields: JsonObject
    """``title``, ``description``, ``file``; `file` holds ``fileName``, ``contentType`` and for a URL ``upload``."""
    origin: FileOrigin
    tags: tuple[str, ...]
    publish: PublishState
    findings: tuple[Finding, ...]

    @property
    def key(self) -> EntityKey:
        """The identity of the asset."""
        return EntityKey(EntityType.ASSET, self.id)


@quick
@dataclass(frozen=True, slots=True)
class DesiredEntry:
    """An entry as the site wants it."""

    id: str
    content_type: str
    fields: JsonObject
    tags: tuple[str, ...]
    publish: PublishState
    schedule: tuple[Schedule, ...]
    sources: Mapping[str, str]
    """Locale → source file; empty for an entry made from values (author, tag)."""
    urls: Mapping[str, str]
    """Locale → server-relative URL of the Hugo page; empty for one without a page."""
    findings: tuple[Finding, ...]
    create_only: frozenset[str] = frozenset()
    """Fields that belong to editors once the entry exists."""
    page: str = ""
    """Key of the page that this entry belongs to, embedded entries included; "" for shared ones."""
    digest: str = field(default="", compare=False)
    """Digest of everything that is wanted, where it is known already; "" when it has to be made from the rest."""

    @property
    def key(self) -> EntityKey:
        """The identity of the entry."""
        return EntityKey(EntityType.ENTRY, self.id)


@dataclass(frozen=True, slots=True, order=True)
class Redirect:
    """An old URL and where it leads now, both server-relative."""

    source: str
    target: str
    status: int = 301
    host: str = ""
    """Scheme and host of both where each language has its own, such as ``https://de.example.org``."""
    public: bool = True
    """False while the page that it leads to is not published."""


@dataclass(frozen=True, slots=True)
class DesiredSpace:
    """Everything that the site wants to be in the environment.

    `assets` and `entries` are sorted by id and have unique ids. They are sequences and not necessarily tuples: a large
    site keeps them on disk.
    """

    locales: tuple[DesiredLocale, ...]
    tags: tuple[DesiredTag, ...]
    content_types: tuple[DesiredContentType, ...]
    assets: Sequence[DesiredAsset]
    entries: Sequence[DesiredEntry]
    redirects: tuple[Redirect, ...]
    findings: tuple[Finding, ...]
    """Findings that belong to no asset or entry, those of `extract` included."""
    owner_tag: str
    """Id of the tag by which we know what we made; every asset and entry carries it."""
    pages: int
    """Pages read."""


@dataclass(frozen=True, slots=True)
class RemoteEntity:
    """An entry or asset as the space holds it."""

    key: EntityKey
    content_type: str
    """"" for an asset."""
    version: int
    published_version: int | None
    archived_version: int | None
    updated_at: str
    updated_by: str
    fields: JsonObject
    tags: tuple[str, ...]

    @property
    def state(self) -> PublishState:
        """The state as `PublishState`; changed-after-publish counts as published."""
        if self.archived_version is not None:
            return PublishState.ARCHIVED
        return PublishState.DRAFT if self.published_version is None else PublishState.PUBLISHED

    @property
    def changed(self) -> bool:
        """True when published and edited since (version ≥ published version + 2)."""
        return self.published_version is not None and self.version >= self.published_version + 2
