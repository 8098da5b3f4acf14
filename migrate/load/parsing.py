"""Answers of the management API turned into our values.

Owns the reading of JSON: what is not as documented is an error that names the place, never a guess.
"""

from collections.abc import Mapping, Sequence

import httpx

from migrate.errors import MigrateError
from migrate.load.port import BulkAction, BulkFailure, BulkResult, EntityHead, JobItem, JobResult, ScheduledAction
from migrate.model.canonical import Json, JsonObject
from migrate.model.space import EntityKey, EntityType, RemoteEntity, Schedule
from migrate.plan.views import SetupFact

__all__ = [
    "as_mapping",
    "as_sequence",
    "body_of",
    "parse_bulk",
    "parse_entity",
    "parse_head",
    "parse_job",
    "parse_scheduled",
    "parse_setup",
    "total_of",
]


def body_of(response: httpx.Response) -> JsonObject:
    """Return the body of an answer.

    Raises:
        MigrateError: it is no JSON object.
    """
    try:
        body = response.json()
    except ValueError as error:
        raise MigrateError(
            f"{response.request.url.path} answered something that is no JSON", hint="Is the host right?"
        ) from error
    if not isinstance(body, Mapping):
        raise MigrateError(f"{response.request.url.path} answered no JSON object", hint="Is the host right?")
    return body


def as_mapping(value: Json) -> JsonObject:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def as_sequence(value: Json) -> Sequence[Json]:
    """Return `value` if it is an array, else an empty one."""
    return value if isinstance(value, list | tuple) else ()


def total_of(body: JsonObject) -> int:
    """Return the ``total`` of a collection."""
    total = body.get("total")
    return total if isinstance(total, int) else len(as_sequence(body.get("items")))


def parse_head(item: Json) -> EntityHead:
    """Return an entry or asset without its fields."""
    thing = as_mapping(item)
    system = as_mapping(thing.get("sys"))
    return EntityHead(
        key=EntityKey(EntityType(str(system["type"])), str(system["id"])),
        content_type=_link_id(system.get("contentType")),
        version=_integer(system.get("version")) or 0,
        published_version=_integer(system.get("publishedVersion")),
        archived_version=_integer(system.get("archivedVersion")),
        updated_at=str(system.get("updatedAt") or ""),
        updated_by=_link_id(system.get("updatedBy")),
        tags=tuple(sorted(_link_id(tag) for tag in as_sequence(as_mapping(thing.get("metadata")).get("tags")))),
    )


def parse_entity(item: Json) -> RemoteEntity:
    """Return an entry or asset with its fields."""
    head = parse_head(item)
    return RemoteEntity(
        key=head.key,
        content_type=head.content_type,
        version=head.version,
        published_version=head.published_version,
        archived_version=head.archived_version,
        updated_at=head.updated_at,
        updated_by=head.updated_by,
        fields=as_mapping(as_mapping(item).get("fields")),
        tags=head.tags,
    )


def parse_setup(item: Json) -> SetupFact:
    """Return a locale, tag, content type or editor interface."""
    thing = as_mapping(item)
    system = as_mapping(thing.get("sys"))
    version = _integer(system.get("version")) or 0
    published = _integer(system.get("publishedVersion"))
    is_type = system.get("type") == "ContentType"
    id_ = str(system.get("id", ""))
    if system.get("type") == "EditorInterface":
        id_ = _link_id(system.get("contentType"))
    return SetupFact(
        id=id_,
        version=version,
        published=not is_type or (published is not None and version == published + 1),
        payload={name: value for name, value in thing.items() if name != "sys"},
    )


def parse_bulk(body: JsonObject, action: BulkAction, request_id: str) -> BulkResult:
    """Return how a bulk action stands."""
    status = str(as_mapping(body.get("sys")).get("status"))
    error = as_mapping(body.get("error"))
    errors = as_sequence(as_mapping(error.get("details")).get("errors"))
    failures = []
    for item in errors:
        link = as_mapping(as_mapping(as_mapping(item).get("entity")).get("sys"))
        why = as_mapping(as_mapping(item).get("error"))
        if link.get("id"):
            key = EntityKey(EntityType(str(link.get("linkType"))), str(link["id"]))
            failures.append(BulkFailure(key, str(as_mapping(why.get("sys")).get("id", "")), _reason(why)))
    succeeded = status == "succeeded"
    done = succeeded or status == "failed"
    message = "" if not done or succeeded else f"{action.value}: {error.get('message') or status} ({request_id})"
    return BulkResult(done, succeeded, tuple(failures), message)


def parse_job(body: JsonObject) -> JobResult:
    """Return how a bulk entry operation stands."""
    system = as_mapping(body.get("sys"))
    status = system.get("status")
    name = str(as_mapping(as_mapping(status).get("sys")).get("id")) if isinstance(status, Mapping) else str(status)
    done = name in {"completed", "succeeded", "failed"}
    items = []
    for item in as_sequence(as_mapping(body.get("result")).get("items")):
        thing = as_mapping(item)
        entity = as_mapping(as_mapping(thing.get("entity")).get("sys"))
        ok = thing.get("status") == "succeeded"
        why = as_mapping(thing.get("error"))
        text = "" if ok else _reason(why) or str(as_mapping(why.get("sys")).get("id") or "it failed")
        items.append(JobItem(EntityKey(EntityType.ENTRY, str(entity.get("id"))), text, _integer(entity.get("version"))))
    return JobResult(done, tuple(items), _reason(as_mapping(body.get("error"))))


def parse_scheduled(item: Json) -> ScheduledAction:
    """Return a scheduled action."""
    thing = as_mapping(item)
    system = as_mapping(thing.get("sys"))
    entity = as_mapping(as_mapping(thing.get("entity")).get("sys"))
    return ScheduledAction(
        id=str(system.get("id")),
        version=_integer(system.get("version")) or 0,
        key=EntityKey(EntityType(str(entity.get("linkType"))), str(entity.get("id"))),
        schedule=Schedule(str(thing.get("action")), str(as_mapping(thing.get("scheduledFor")).get("datetime"))),
    )


def _reason(error: JsonObject) -> str:
    parts = [str(error["message"])] if error.get("message") else []
    for detail in as_sequence(as_mapping(error.get("details")).get("errors"))[:2]:
        thing = as_mapping(detail)
        path = ".".join(str(part) for part in as_sequence(thing.get("path")))
        parts.append(" ".join(str(part) for part in (path, thing.get("name"), thing.get("details")) if part))
    return "; ".join(parts)


def _link_id(value: Json) -> str:
    return str(as_mapping(as_mapping(value).get("sys")).get("id") or "")


def _integer(value: Json) -> int | None:
    return value if isinstance(value, int) else None
