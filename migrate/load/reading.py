"""The reading side of a space over HTTP.

Owns paging. It holds no method that could write, which is what makes a dry run one.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import TypeVar

from migrate.errors import MigrateError
from migrate.load import requests
from migrate.load.failures import explain
from migrate.load.parsing import (
    as_mapping,
    as_sequence,
    body_of,
    parse_entity,
    parse_head,
    parse_scheduled,
    parse_setup,
    total_of,
)
from migrate.load.port import EntityHead, HeadPage, ScheduledAction
from migrate.load.wire import Wire
from migrate.model.canonical import Json, JsonObject
from migrate.model.space import EntityKey, EntityType, RemoteEntity, Target
from migrate.plan.views import Environment, SetupFact

__all__ = ["HttpReader"]

Item = TypeVar("Item")

_HEADS = "sys,metadata"
_STABLE = "sys.createdAt,sys.id"
"""New entities come last, so that a page that was read stays as it was."""
_LATEST = "-sys.updatedAt,sys.id"
_MOST_IDS = 100
_LONGEST_IDS = 6000
"""Characters of ids in one query; a whole URL may have 7,600."""


class HttpReader:
    """Reads one environment. An implementation of `SpaceReader`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._page_sizes: dict[EntityType, int] = dict.fromkeys(EntityType, requests.MOST_PER_PAGE)

    @property
    def target(self) -> Target:
        """Where this reads."""
        return self._wire.target

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._wire.requests

    @property
    def writes(self) -> int:
        """Requests sent so far that could change something."""
        return self._wire.writes

    async def environment(self) -> Environment:
        """Return the control plane."""
        locales = await self._setup("locales")
        tags = await self._setup("tags")
        types = await self._setup("content_types")
        # Each belongs to a content type, so where there is none there is nothing to ask for.
        editors = await self.editor_interfaces() if types else ()
        return Environment(
            locales={str(fact.payload.get("code")): fact for fact in locales},
            tags={fact.id: fact for fact in tags},
            content_types={fact.id: fact for fact in types},
            editor_interfaces={fact.id: fact for fact in editors},
            requests_per_second=self._wire.pace.requests_per_second,
            user="",
        )

    async def editor_interfaces(self) -> Sequence[SetupFact]:
        """Return the editor interfaces of all content types."""
        return await self._setup("editor_interfaces")

    async def user(self) -> str:
        """Return the user behind the token."""
        answer = await self._wire.send(requests.user())
        return str(as_mapping(body_of(answer.response).get("sys")).get("id", ""))

    async def heads(self, type_: EntityType, *, skip: int, limit: int) -> HeadPage:
        """Return a page of heads, the one changed last first."""
        params = {"select": _HEADS, "order": _LATEST, "skip": str(skip), "limit": str(limit)}
        return await self._head_page(type_, params)

    async def heads_by_id(self, type_: EntityType) -> AsyncIterator[HeadPage]:
        """Iterate over all heads."""
        skip = 0
        while True:
            params = {"select": _HEADS, "order": _STABLE, "skip": str(skip), "limit": str(requests.MOST_PER_PAGE)}
            page = await self._head_page(type_, params)
            yield page
            skip += len(page.items)
            if skip >= page.total or not page.items:
                return

    async def entities(self, type_: EntityType) -> AsyncIterator[tuple[RemoteEntity, ...]]:
        """Iterate over all entities with their content."""
        skip = 0
        while True:
            items, total = await self._page(type_, {"order": _STABLE, "skip": str(skip)}, parse_entity)
            yield items
            skip += len(items)
            if skip >= total or not items:
                return

    async def some_entities(self, keys: Sequence[EntityKey]) -> AsyncIterator[tuple[RemoteEntity, ...]]:
        """Iterate over the entities named."""
        for type_ in EntityType:
            for ids in _batches([key.id for key in keys if key.type is type_]):
                skip = 0
                while True:
                    params = {"sys.id[in]": ",".join(ids), "order": "sys.id", "skip": str(skip)}
                    items, total = await self._page(type_, params, parse_entity)
                    yield items
                    skip += len(items)
                    if skip >= total or not items:
                        break

    async def find(self, key: EntityKey) -> RemoteEntity | None:
        """Return one entity."""
        answer = await self._wire.send(requests.find(key), allowed=frozenset({404}))
        return parse_entity(body_of(answer.response)) if answer.response.status_code == 200 else None

    async def scheduled_actions(self, keys: Sequence[EntityKey]) -> tuple[ScheduledAction, ...]:
        """Return the scheduled actions that wait."""
        found: list[ScheduledAction] = []
        for ids in _batches([key.id for key in keys]):
            answer = await self._wire.send(requests.list_schedules(self.target.space, self.target.environment, ids))
            found += [parse_scheduled(item) for item in as_sequence(body_of(answer.response).get("items"))]
        wanted = set(keys)
        return tuple(action for action in found if action.key in wanted)

    async def _setup(self, name: str) -> list[SetupFact]:
        facts: list[SetupFact] = []
        while True:
            params = {"skip": str(len(facts)), "limit": str(requests.MOST_PER_PAGE)}
            answer = await self._wire.send(requests.collection(name, params), allowed=frozenset({400, 404}))
            if answer.response.status_code == 404 and name == "tags":
                # Users without the feature get "not found"; then there are none.
                return []
            if answer.response.status_code >= 400:
                answer = await self._wire.send(requests.collection(name, {**params, "limit": "100"}))
            body = body_of(answer.response)
            items = as_sequence(body.get("items"))
            facts += [parse_setup(item) for item in items]
            if len(facts) >= total_of(body) or not items:
                return facts

    async def _head_page(self, type_: EntityType, params: Mapping[str, str]) -> HeadPage:
        answer = await self._wire.send(requests.entity_collection(type_, params))
        body = body_of(answer.response)
        heads: tuple[EntityHead, ...] = tuple(parse_head(item) for item in as_sequence(body.get("items")))
        return HeadPage(heads, total_of(body))

    async def _page(
        self, type_: EntityType, params: Mapping[str, str], parse: Callable[[Json], Item]
    ) -> tuple[tuple[Item, ...], int]:
        """Return a page that is as large as the limit on responses lets it be."""
        while True:
            limit = self._page_sizes[type_]
            request = requests.entity_collection(type_, {**params, "limit": str(limit)})
            answer = await self._wire.send(request, allowed=frozenset({400}))
            if answer.response.status_code == 200:
                body: JsonObject = body_of(answer.response)
                return tuple(parse(item) for item in as_sequence(body.get("items"))), total_of(body)
            if "response size" not in explain(answer.response).lower() or limit == 1:
                raise MigrateError(f"could not {request.what}: the space answered {explain(answer.response)}")
            self._page_sizes[type_] = max(1, limit // 2)


def _batches(ids: Sequence[str]) -> list[list[str]]:
    batches: list[list[str]] = []
    length = 0
    for id_ in ids:
        if not batches or len(batches[-1]) == _MOST_IDS or length + len(id_) > _LONGEST_IDS:
            batches.append([])
            length = 0
        batches[-1].append(id_)
        length += len(id_) + 3
    return batches
