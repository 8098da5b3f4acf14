"""The writing side of a space over HTTP.

Owns what an answer to a write means, and settling writes whose answer was lost: the entity is read, and counts as
written when it is at the version and has the content that the write would have given it.
"""

from collections.abc import Mapping, Sequence

import httpx

from migrate.load import requests
from migrate.load.failures import (
    NOT_GRANTED,
    LostResponseError,
    RefusedError,
    StaleError,
    error_id,
    explain,
    request_id,
)
from migrate.load.parsing import as_mapping, body_of, parse_bulk, parse_entity, parse_head, parse_job
from migrate.load.port import (
    BulkAction,
    BulkResult,
    EntityHead,
    EntryJob,
    JobResult,
    ScheduledAction,
    Versioned,
)
from migrate.load.reading import HttpReader
from migrate.load.setup import ControlPlane
from migrate.load.state.seen import head_of
from migrate.load.wire import Wire
from migrate.model.canonical import JsonObject, digest
from migrate.model.plan import SetupItem
from migrate.model.space import EntityKey, EntityType, RemoteEntity, Schedule
from migrate.plan.sides import FILE, Side, side_of_remote
from migrate.plan.threeway import same_json

__all__ = ["HttpWriter", "payload_digest", "same_content", "same_side_digest"]

_HANDLED = frozenset({400, 404, 409, 413, 415, 422})
_NOT_GRANTED = frozenset({403, 404, 405, 409})
_BULK_FULL = frozenset({409})
_BULK_PATIENCE = 60


class HttpWriter:
    """Writes to one environment. An implementation of `SpaceWriter`."""

    def __init__(self, wire: Wire, reader: HttpReader, control_plane: ControlPlane) -> None:
        self._wire = wire
        self._reader = reader
        self._control_plane = control_plane
        self.lost_uploads = 0
        """Uploads that may be left without anybody knowing their ids."""

    async def put(self, key: EntityKey, content_type: str, payload: JsonObject, version: int | None) -> RemoteEntity:
        """Create or replace an entity."""
        request = requests.put_entity(key, content_type, payload, version)
        answer = await self._wire.send(request, allowed=_HANDLED)
        if answer.response.status_code < 400:
            return parse_entity(body_of(answer.response))
        if answer.response.status_code == 409:
            # Either an answer of ours was lost, or somebody was faster; the same content needs no second write.
            entity = await self._reader.find(key)
            if entity is not None and entity.version == (version or 0) + 1 and same_content(entity, payload):
                return entity
        raise _refusal(request, answer.response)

    async def publish(self, key: EntityKey, version: int) -> EntityHead:
        """Publish one entity."""
        return await self._change(requests.change_state(key, "PUT", "published", version), key, version)

    async def unpublish(self, key: EntityKey, version: int) -> EntityHead:
        """Unpublish one entity."""
        return await self._change(requests.change_state(key, "DELETE", "published", version), key, version)

    async def archive(self, key: EntityKey, version: int) -> EntityHead:
        """Archive an entity."""
        return await self._change(requests.change_state(key, "PUT", "archived", version), key, version)

    async def unarchive(self, key: EntityKey, version: int) -> EntityHead:
        """Bring an archived entity back."""
        return await self._change(requests.change_state(key, "DELETE", "archived", version), key, version)

    async def delete(self, key: EntityKey, version: int) -> None:
        """Delete an entity."""
        request = requests.change_state(key, "DELETE", "", version)
        answer = await self._wire.send(request, allowed=_HANDLED)
        if answer.response.status_code >= 400 and answer.response.status_code != 404:
            raise _refusal(request, answer.response)

    async def upload(self, data: bytes) -> str:
        """Upload bytes."""
        answer = await self._wire.send(requests.upload(data))
        # Nobody will ever know the id of the one that got no answer.
        self.lost_uploads += answer.repeated
        return str(as_mapping(body_of(answer.response).get("sys")).get("id", ""))

    async def discard_upload(self, upload: str) -> None:
        """Delete an upload; one that is gone is fine."""
        await self._wire.send(requests.discard_upload(upload), allowed=frozenset({404}))

    async def process(self, key: EntityKey, locale: str, version: int) -> None:
        """Start the processing of a file."""
        request = requests.process(key, locale, version)
        answer = await self._wire.send(request, allowed=_HANDLED)
        # After a lost answer the file may be on its way or ready; whoever polls will see.
        if answer.response.status_code >= 400 and not answer.repeated:
            raise _refusal(request, answer.response)

    async def start_bulk(self, action: BulkAction, items: Sequence[Versioned]) -> str:
        """Start a bulk action."""
        request = requests.start_bulk(action, items)
        for _ in range(_BULK_PATIENCE):
            answer = await self._wire.send(request, allowed=_HANDLED | _NOT_GRANTED)
            if answer.response.status_code not in _BULK_FULL:
                break
            await self._wire.clock.sleep(1.0)
        if answer.response.status_code in (403, 405):
            raise RefusedError(f"could not {request.what}: {explain(answer.response)}", code=NOT_GRANTED)
        if answer.response.status_code >= 400:
            raise _refusal(request, answer.response)
        return str(as_mapping(body_of(answer.response).get("sys")).get("id", ""))

    async def bulk_result(self, bulk: str, action: BulkAction) -> BulkResult:
        """Return how a bulk action stands."""
        answer = await self._wire.send(requests.bulk_result(bulk))
        return parse_bulk(body_of(answer.response), action, request_id(answer.response))

    async def start_job(self, job: EntryJob, upload: str, count: int) -> str | None:
        """Start a bulk entry operation."""
        answer = await self._wire.send(requests.start_job(job, upload, count), allowed=_NOT_GRANTED)
        if answer.response.status_code >= 400:
            return None
        return str(as_mapping(body_of(answer.response).get("sys")).get("id", ""))

    async def job_result(self, job: str) -> JobResult:
        """Return how a bulk entry operation stands."""
        answer = await self._wire.send(requests.job_result(job))
        return parse_job(body_of(answer.response))

    async def schedule(self, key: EntityKey, schedule: Schedule) -> None:
        """Add a scheduled action."""
        target = self._wire.target
        request = requests.schedule(target.space, target.environment, key, schedule)
        try:
            answer = await self._wire.send(request, allowed=_HANDLED)
        except LostResponseError:
            there = await self._reader.scheduled_actions([key])
            if not any(action.schedule == schedule for action in there):
                raise
            return
        if answer.response.status_code >= 400:
            raise _refusal(request, answer.response)

    async def unschedule(self, action: ScheduledAction) -> None:
        """Cancel a scheduled action."""
        target = self._wire.target
        request = requests.cancel_schedule(target.space, target.environment, action.id)
        await self._wire.send(request, allowed=frozenset({404}))

    async def set_up(self, item: SetupItem) -> None:
        """Create or change a part of the content model."""
        await self._control_plane.apply(item)

    async def _change(self, request: requests.Request, key: EntityKey, version: int) -> EntityHead:
        answer = await self._wire.send(request, allowed=_HANDLED)
        if answer.response.status_code < 400:
            return parse_head(body_of(answer.response))
        if answer.repeated and answer.response.status_code in (400, 409):
            entity = await self._reader.find(key)
            if entity is not None and entity.version == version + 1 and _reached(request, entity, version):
                return head_of(entity)
        raise _refusal(request, answer.response)


def same_content(entity: RemoteEntity, payload: JsonObject) -> bool:
    """Return whether an entity holds what a write would have given it.

    Files are left out, for the server adds to them.
    """
    one, other = side_of_remote(entity), Side.from_json(payload)
    if entity.key.type is EntityType.ASSET:
        one, other = _without_file(one), _without_file(other)
    return same_json(one.to_json(), other.to_json())


def same_side_digest(entity: RemoteEntity) -> str:
    """Return the digest by which `same_content` can be decided later, when the payload is gone."""
    return _side_digest(side_of_remote(entity), entity.key)


def payload_digest(key: EntityKey, payload: JsonObject) -> str:
    """Return the `same_side_digest` that an entity will have after a write."""
    return _side_digest(Side.from_json(payload), key)


def _side_digest(side: Side, key: EntityKey) -> str:
    return digest((_without_file(side) if key.type is EntityType.ASSET else side).to_json())


def _without_file(side: Side) -> Side:
    return Side({name: values for name, values in side.fields.items() if name != FILE}, side.tags)


def _reached(request: requests.Request, entity: RemoteEntity, version: int) -> bool:
    reached: Mapping[tuple[str, str], bool] = {
        ("PUT", "published"): entity.published_version == version,
        ("DELETE", "published"): entity.published_version is None,
        ("PUT", "archived"): entity.archived_version == version,
        ("DELETE", "archived"): entity.archived_version is None,
    }
    return reached[request.method, request.path.rpartition("/")[2]]


def _refusal(request: requests.Request, response: httpx.Response) -> StaleError | RefusedError:
    why = f"could not {request.what}: {explain(response)}"
    if response.status_code in (404, 409):
        return StaleError(why, hint="It was changed in Contentful meanwhile; plan again")
    return RefusedError(why, code=error_id(response))
