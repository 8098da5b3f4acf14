"""The requests of the management API that we send: method, path, query, headers, body. Pure.

Owns how a request looks, after
https://www.contentful.com/developers/docs/references/content-management-api/. Sending is `migrate.load.wire`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrate.load.port import BulkAction, EntryJob, Versioned
from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.space import EntityKey, EntityType, Schedule

__all__ = [
    "MOST_PER_PAGE",
    "Request",
    "bulk_result",
    "cancel_schedule",
    "change_state",
    "collection",
    "discard_upload",
    "entity_collection",
    "find",
    "job_result",
    "list_schedules",
    "process",
    "put_entity",
    "schedule",
    "start_bulk",
    "start_job",
    "upload",
    "user",
]

MEDIA_TYPE = "application/vnd.contentful.management.v1+json"
MOST_PER_PAGE = 1000
_PLURAL: Mapping[EntityType, str] = {EntityType.ENTRY: "entries", EntityType.ASSET: "assets"}


@dataclass(frozen=True, slots=True)
class Request:
    """One request, before it has a host and a token."""

    method: str
    path: str
    """Below the environment, or below the host when it begins with ``/``."""
    what: str
    """In words, for messages: "publish entry x"."""
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    repeatable: bool = True
    """Whether sending it twice does no more than sending it once."""
    to_upload_host: bool = False

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method != "GET"


def collection(name: str, params: Mapping[str, str]) -> Request:
    """Read a page of a collection such as ``entries`` or ``locales``."""
    return Request("GET", name, f"read {name.replace('_', ' ')}", params=params)


def entity_collection(type_: EntityType, params: Mapping[str, str]) -> Request:
    """Read a page of entries or assets."""
    return collection(_PLURAL[type_], params)


def find(key: EntityKey) -> Request:
    """Read one entity."""
    return Request("GET", _path(key), f"read {_name(key)}")


def user() -> Request:
    """Ask whose token this is."""
    return Request("GET", "/users/me", "read the user of the token")


def put_entity(key: EntityKey, content_type: str, body: JsonObject, version: int | None) -> Request:
    """Create or replace an entity."""
    headers = {"Content-Type": MEDIA_TYPE}
    if version is not None:
        headers["X-Contentful-Version"] = str(version)
    if content_type:
        headers["X-Contentful-Content-Type"] = content_type
    verb = "create" if version is None else "update"
    return Request("PUT", _path(key), f"{verb} {_name(key)}", headers=headers, body=canonical_json(body))


def change_state(key: EntityKey, method: str, place: str, version: int) -> Request:
    """Publish, unpublish, archive, unarchive or delete.

    Args:
        key: the entity.
        method: ``PUT`` or ``DELETE``.
        place: ``published``, ``archived``, or "" for the entity itself.
        version: the version expected; a server that needs none checks it all the same.
    """
    verb = _VERBS[method, place]
    headers = {"Content-Type": MEDIA_TYPE, "X-Contentful-Version": str(version)}
    path = f"{_path(key)}/{place}" if place else _path(key)
    return Request(method, path, f"{verb} {_name(key)}", headers=headers)


_VERBS: Mapping[tuple[str, str], str] = {
    ("PUT", "published"): "publish",
    ("DELETE", "published"): "unpublish",
    ("PUT", "archived"): "archive",
    ("DELETE", "archived"): "unarchive",
    ("DELETE", ""): "delete",
}


def upload(data: bytes) -> Request:
    """Upload bytes. A repeated upload leaves one behind that Contentful deletes within a day."""
    headers = {"Content-Type": "application/octet-stream"}
    return Request("POST", "uploads", "upload a file", headers=headers, body=data, to_upload_host=True)


def discard_upload(id_: str) -> Request:
    """Delete an upload."""
    return Request("DELETE", f"uploads/{id_}", f"delete upload {id_}", to_upload_host=True)


def process(key: EntityKey, locale: str, version: int) -> Request:
    """Start the processing of a file."""
    headers = {"Content-Type": MEDIA_TYPE, "X-Contentful-Version": str(version)}
    return Request("PUT", f"{_path(key)}/files/{locale}/process", f"process {_name(key)}", headers=headers)


def start_bulk(action: BulkAction, items: Sequence[Versioned]) -> Request:
    """Publish or unpublish up to 200 entities in one action."""
    links: list[Json] = [_bulk_link(item, action) for item in items]
    body: JsonObject = {"entities": {"sys": {"type": "Array"}, "items": links}}
    return Request(
        "POST",
        f"bulk_actions/{action.value}",
        f"{action.value} {len(items)} entities",
        headers={"Content-Type": MEDIA_TYPE},
        body=canonical_json(body),
        repeatable=False,
    )


def _bulk_link(item: Versioned, action: BulkAction) -> Json:
    system: dict[str, Json] = {"type": "Link", "linkType": item.key.type.value, "id": item.key.id}
    if action is BulkAction.PUBLISH:
        system["version"] = item.version
    return {"sys": system}


def bulk_result(id_: str) -> Request:
    """Ask how a bulk action stands."""
    return Request("GET", f"bulk_actions/actions/{id_}", "read a bulk action")


def start_job(job: EntryJob, upload_id: str, count: int) -> Request:
    """Create or update up to 10,000 entries from an upload."""
    body: JsonObject = {"upload": {"sys": {"type": "Upload", "id": upload_id}}}
    return Request(
        "POST",
        f"bulk_operations/entries/{job.value}",
        f"{job.value} {count} entries",
        headers={"Content-Type": MEDIA_TYPE},
        body=canonical_json(body),
        repeatable=False,
    )


def job_result(id_: str) -> Request:
    """Ask how a bulk entry operation stands."""
    return Request("GET", f"bulk_operations/{id_}", "read a bulk operation")


def list_schedules(space: str, environment: str, ids: Sequence[str]) -> Request:
    """Read the scheduled actions that wait for some entities."""
    params = {
        "environment.sys.id": environment,
        "entity.sys.id[in]": ",".join(ids),
        "sys.status[in]": "scheduled",
        "limit": "500",
    }
    return Request("GET", f"/spaces/{space}/scheduled_actions", "read scheduled actions", params=params)


def schedule(space: str, environment: str, key: EntityKey, item: Schedule) -> Request:
    """Schedule an action for an entity."""
    body: JsonObject = {
        "entity": {"sys": {"type": "Link", "linkType": key.type.value, "id": key.id}},
        "environment": {"sys": {"type": "Link", "linkType": "Environment", "id": environment}},
        "scheduledFor": {"datetime": item.at},
        "action": item.action,
    }
    return Request(
        "POST",
        f"/spaces/{space}/scheduled_actions",
        f"schedule {_name(key)}",
        params={"environment.sys.id": environment},
        headers={"Content-Type": MEDIA_TYPE},
        body=canonical_json(body),
        repeatable=False,
    )


def cancel_schedule(space: str, environment: str, id_: str) -> Request:
    """Cancel a scheduled action."""
    return Request(
        "DELETE",
        f"/spaces/{space}/scheduled_actions/{id_}",
        "cancel a scheduled action",
        params={"environment.sys.id": environment},
    )


def _path(key: EntityKey) -> str:
    return f"{_PLURAL[key.type]}/{key.id}"


def _name(key: EntityKey) -> str:
    return f"{key.type.value.lower()} {key.id}"
