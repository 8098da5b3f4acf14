"""The schema of a saved plan, as pydantic models: strict, and closed to unknown keys.

Owns the words of the file. Turning plans into these and back is `migrate.plan.codec`'s.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

__all__ = [
    "SavedChange",
    "SavedForecast",
    "SavedItem",
    "SavedLink",
    "SavedMemory",
    "SavedOrigin",
    "SavedPlan",
    "SavedSchedule",
    "SavedSetup",
    "SavedTarget",
]


class _Strict(BaseModel):
    # Built when a plan is read, which few runs do.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class SavedChange(_Strict):
    """One field in one locale."""

    field: str
    locale: str
    before: Any
    after: Any
    base: Any
    kept: Literal["ours", "theirs"]


class SavedSchedule(_Strict):
    """A scheduled action."""

    action: str
    at: str


class SavedOrigin(_Strict):
    """Where the bytes of an asset come from."""

    path: str
    url: str
    sha256: str
    size: int


class SavedLink(_Strict):
    """An entity that has to be there first."""

    type: Literal["Entry", "Asset"]
    id: str


class SavedMemory(_Strict):
    """What is to be remembered of an entity."""

    ours: str
    base: dict[str, Any] | None
    state: Literal["published", "draft", "archived"] | None
    schedule: list[SavedSchedule]
    page: str
    urls: list[str]
    file: str
    exclusive: bool
    certain: bool = True


class SavedItem(_Strict):
    """What happens to one entry or asset."""

    type: Literal["Entry", "Asset"]
    id: str
    contentType: str  # noqa: N815 -- the words of the format are Contentful's
    label: str
    action: Literal[
        "create",
        "update",
        "publish",
        "unpublish",
        "archive",
        "delete",
        "adopt",
        "rename",
        "conflict",
        "drift",
        "unchanged",
    ]
    reason: str
    changes: list[SavedChange]
    version: int | None
    was: Literal["published", "draft", "archived"] | None
    payload: dict[str, Any] | None
    step: Literal["none", "publish", "unpublish", "archive", "unarchive", "delete"]
    schedule: list[SavedSchedule] | None
    origin: SavedOrigin | None
    sources: list[str]
    links: list[SavedLink]
    memory: SavedMemory | None
    renamedFrom: str  # noqa: N815 -- as above


class SavedSetup(_Strict):
    """What happens to one part of the content model."""

    kind: Literal["locale", "tag", "contentType", "editorInterface"]
    id: str
    action: Literal["create", "update", "publish"]
    reason: str
    changes: list[SavedChange]
    version: int | None
    payload: dict[str, Any]
    publish: bool
    wanted: dict[str, Any] | None


class SavedTarget(_Strict):
    """Where the plan is for."""

    space: str
    environment: str
    host: str
    rehearsal: bool


class SavedForecast(_Strict):
    """What applying will cost."""

    requests: int
    seconds: float
    webhookEvents: int  # noqa: N815 -- as above


class SavedPlan(_Strict):
    """A plan of `migrate`, to be applied exactly as it stands."""

    format_version: str
    target: SavedTarget
    ownerTag: str  # noqa: N815 -- as above
    setup: list[SavedSetup]
    items: list[SavedItem]
    unchanged: dict[str, int]
    findings: dict[str, int]
    forecast: SavedForecast
    refusals: list[str]
    renames: dict[str, str]
    defaultLocale: str = ""  # noqa: N815 -- as above; since 1.1
