"""The plan: what would change in the space and why, as a value that can be printed, saved, reviewed and applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from migrate.model.canonical import Json, JsonObject
from migrate.model.space import EntityKey, FileOrigin, PublishState, Schedule, Target

__all__ = [
    "Action",
    "Change",
    "Forecast",
    "Memory",
    "Outcome",
    "Payload",
    "Plan",
    "PlanItem",
    "PublishStep",
    "Settled",
    "SetupItem",
    "SetupKind",
    "Status",
]


class Action(StrEnum):
    """What happens to one entity, seen from its owner."""

    CREATE = "create"
    UPDATE = "update"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    DELETE = "delete"
    ADOPT = "adopt"
    """It is there already; from now on it is ours. A payload only adds what it lacks, such as the owner tag."""
    RENAME = "rename"
    """The source file moved; the entry stays and may change its fields too."""
    CONFLICT = "conflict"
    """Both sides changed the same field; nothing is written to it unless told so."""
    DRIFT = "drift"
    """Only the space changed; it is kept and told."""
    UNCHANGED = "unchanged"


class PublishStep(StrEnum):
    """What follows the write of the fields, if anything."""

    NONE = "none"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """One field in one locale; None stands for an absent value."""

    field: str
    """Field id; ``$tags``, ``$state``, ``$schedule`` and ``$file`` for what is no field."""
    locale: str
    """"" for what has no locale."""
    before: Json
    after: Json
    base: Json = None
    """What we wrote last; only told for conflicts and drift."""
    kept: str = "ours"
    """Which side stands after the run: ``ours`` or ``theirs``."""


class Payload(Protocol):
    """The body of a write, which may be kept on disk."""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        ...

    def read(self) -> JsonObject:
        """Return ``{"fields": …, "metadata": …}``."""
        ...


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One entry or asset that changes, or that a person should hear of."""

    key: EntityKey
    content_type: str
    """"" for an asset."""
    label: str
    """What a person calls it: title or file name."""
    action: Action
    reason: str
    """One clause, such as "the post changed" or "new on the site"."""
    changes: Sequence[Change]
    version: int | None
    """Precondition: ``sys.version`` in the space; None = it must not exist."""
    payload: Payload | None
    """What to write; None when only the publish state changes or nothing is written."""
    step: PublishStep
    schedule: tuple[Schedule, ...] | None
    """The scheduled actions that shall stand afterwards; None leaves them alone."""
    origin: FileOrigin | None
    """The file to upload or fetch, for an asset whose file is to be (re)made."""
    sources: tuple[str, ...]
    links: tuple[EntityKey, ...]
    """Entities that must exist (and be published) before this one is published."""
    memory: "Memory | None" = None
    """What to remember once the item is done; None when nothing was learnt."""
    was: PublishState | None = None
    """State in the space before; None when the space does not hold it."""
    renamed_from: str = ""
    """For a moved source file: the id that the site would give now, while `key` is the one that the entry keeps."""

    @property
    def writes(self) -> bool:
        """True when applying the item sends a write."""
        return (
            self.payload is not None
            or self.step is not PublishStep.NONE
            or self.origin is not None
            or self.schedule is not None
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What the next run must know of an entity that was written or found in step."""

    ours: str
    """Digest of what the site wanted, publish state and file included: equal next time = nothing to look at."""
    base: Payload | None
    """``{"ours": …, "theirs": …}``: both sides as they stand reconciled; None = both as written."""
    state: PublishState | None
    """The state that both sides are reconciled to; None when they never were."""
    schedule: tuple[Schedule, ...] = ()
    page: str = ""
    urls: tuple[str, ...] = ()
    file: str = ""
    """Identity of the asset's file: ``sha256:…`` or the URL it is fetched from."""
    exclusive: bool = True
    """False when the entity also holds unpublished changes of an editor, which no later run may publish."""
    certain: bool = True
    """False when it is only what the space held once the state file was lost, and somebody else had written to it."""


class SetupKind(StrEnum):
    """What the control plane sets up, in the order of application."""

    LOCALE = "locale"
    TAG = "tag"
    CONTENT_TYPE = "contentType"
    EDITOR_INTERFACE = "editorInterface"


@dataclass(frozen=True, slots=True)
class SetupItem:
    """One locale, tag, content type or editor interface that is created or changed."""

    kind: SetupKind
    id: str
    action: Action
    reason: str
    changes: tuple[Change, ...]
    version: int | None
    payload: JsonObject
    publish: bool = True
    """Whether a content type is activated after the write."""
    wanted: JsonObject | None = None
    """The site's side as it is remembered; `payload` also holds what only the space has. None = the payload."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An entity that was found in step without a write, so that the next run need not compare it again."""

    key: EntityKey
    memory: Memory


@dataclass(frozen=True, slots=True)
class Forecast:
    """What applying the plan will cost."""

    requests: int
    seconds: float
    """At the rate of the space."""
    webhook_events: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that applying would do, in the order in which it would be done."""

    target: Target
    setup: tuple[SetupItem, ...]
    items: Sequence[PlanItem]
    unchanged: Mapping[str, int]
    """``Entry`` and ``Asset`` → how many need nothing."""
    findings: Mapping[str, int]
    """Finding code → count."""
    forecast: Forecast
    owner_tag: str
    refusals: tuple[str, ...] = ()
    """Sentences of the safety rails that speak against applying; applying raises `SafetyError` while there are any."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Entry id that the site would give now → id of the entry that it keeps, for moved source files."""
    default_locale: str = ""
    """Default locale of a rehearsal space that is made for the plan; "" = any."""
    settled: Sequence[Settled] = ()
    """Not part of the saved plan: a saving of work, without a meaning of its own."""

    @property
    def changes_anything(self) -> bool:
        """False when applying would send no write."""
        return bool(self.setup) or any(item.writes for item in self.items)


class Status(StrEnum):
    """What became of one item."""

    DONE = "done"
    STALE = "stale"
    """The precondition did not hold; the item was not touched."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Something that it depends on failed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one item of the plan."""

    key: EntityKey
    action: Action
    status: Status
    version: int | None
    error: str
    """One sentence with the request id; "" when done."""
