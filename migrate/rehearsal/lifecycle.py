"""The arithmetic of `sys`: what creating, saving, publishing and archiving do to versions, counters and dates.

Owns section "versioning" of the API: every change raises the version by one; publishing notes the version before as
`publishedVersion`, so that an entity is published while ``version == publishedVersion + 1`` and changed beyond.
"""

from collections.abc import Collection
from typing import Protocol

from migrate.rehearsal.payload import Json, Object, link, object_at
from migrate.rehearsal.places import Place

__all__ = [
    "Moment",
    "archived_sys",
    "field_status",
    "first_sys",
    "next_sys",
    "published_locales",
    "published_sys",
    "unarchived_sys",
    "unpublished_sys",
]


# What has a name that holds across spaces.
_COLLECTIONS = {"Entry": "entries", "Asset": "assets", "ContentType": "content_types"}


class Moment(Protocol):
    """Who changes something, and when."""

    @property
    def user(self) -> str:
        """Id of the user."""

    @property
    def now(self) -> str:
        """The time stamp of the change."""


def first_sys(call: Moment, place: Place, kind: str, entity_id: str) -> Object:
    """Return the `sys` of a new entity; entries add their content type."""
    user = link("User", call.user)
    sys: Object = {
        "space": link("Space", place.space),
        "id": entity_id,
        "type": kind,
        "createdAt": call.now,
        "updatedAt": call.now,
        "environment": link("Environment", place.environment),
        "createdBy": user,
        "updatedBy": user,
        "publishedCounter": 0,
        "version": 1,
    }
    if kind in ("Entry", "Asset"):
        sys["automationTags"] = []
    collection = _COLLECTIONS.get(kind)
    if collection is not None:
        sys["urn"] = (
            f"crn:contentful:::content:spaces/{place.space}/environments/{place.environment}/{collection}/{entity_id}"
        )
    return sys


def next_sys(call: Moment, sys: Object) -> Object:
    """Return `sys` after a save."""
    return _touched(call.now, call.user, sys)


def published_sys(now: str, user: str, sys: Object) -> Object:
    """Return `sys` after publishing."""
    counter = sys.get("publishedCounter")
    return {
        **_touched(now, user, sys),
        "publishedAt": now,
        "firstPublishedAt": sys.get("firstPublishedAt", now),
        "publishedBy": link("User", user),
        "publishedCounter": (counter if isinstance(counter, int) else 0) + 1,
        "publishedVersion": sys["version"],
    }


def unpublished_sys(now: str, user: str, sys: Object) -> Object:
    """Return `sys` after unpublishing; first date and counter stay."""
    return _without(_touched(now, user, sys), ("publishedVersion", "publishedAt", "publishedBy"))


def archived_sys(now: str, user: str, sys: Object) -> Object:
    """Return `sys` after archiving."""
    return {
        **_touched(now, user, sys),
        "archivedAt": now,
        "archivedBy": link("User", user),
        "archivedVersion": sys["version"],
    }


def unarchived_sys(now: str, user: str, sys: Object) -> Object:
    """Return `sys` after taking an entity out of the archive."""
    return _without(_touched(now, user, sys), ("archivedVersion", "archivedAt", "archivedBy"))


def field_status(
    locales: Collection[str], published: Collection[str], body: Object, public_body: Object | None
) -> Object:
    """Return the status of each locale: draft, changed or published. Tags do not count, only fields do.

    Args:
        locales: the locales of the environment.
        published: those in which the entity is published.
        body: the present state.
        public_body: the published state.

    """
    now, then = object_at(body, "fields"), object_at(public_body, "fields")
    statuses: Object = {}
    for locale in locales:
        if locale not in published:
            statuses[locale] = "draft"
        else:
            statuses[locale] = "published" if _values_in(now, locale) == _values_in(then, locale) else "changed"
    return {"*": statuses}


def published_locales(sys: Object) -> list[str]:
    """Return the locales in which an entity is published, from its `sys`."""
    return [locale for locale, status in object_at(sys, "fieldStatus", "*").items() if status != "draft"]


def _values_in(fields: Object, locale: str) -> dict[str, Json]:
    return {field: values[locale] for field, values in fields.items() if isinstance(values, dict) and locale in values}


def _touched(now: str, user: str, sys: Object) -> Object:
    version = sys["version"]
    assert isinstance(version, int)  # noqa: S101 - every record is made with one
    return {**sys, "version": version + 1, "updatedAt": now, "updatedBy": link("User", user)}


def _without(sys: Object, keys: Collection[str]) -> Object:
    return {key: value for key, value in sys.items() if key not in keys}
