"""A bench for loading: small sites, a rehearsal space in the same process, virtual time, a wire that misbehaves."""

import asyncio
import selectors
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.types import Message, Scope

from migrate.load import ApplyOptions, ApplyResult, HttpSpace, State, apply, connect, observe, open_state
from migrate.load.retry import RetryPolicy
from migrate.model.canonical import Json, JsonObject, digest_bytes
from migrate.model.plan import Plan
from migrate.model.space import (
    DesiredAsset,
    DesiredContentType,
    DesiredEntry,
    DesiredLocale,
    DesiredSpace,
    DesiredTag,
    EntityKey,
    EntityType,
    FileOrigin,
    PublishState,
    Schedule,
    Target,
)
from migrate.plan import PlanPolicy, build_plan, require_safe
from migrate.plan.merge import edited_tag
from migrate.rehearsal import LoggedRequest, RehearsalOptions, create_app, open_store, request_log

OWNER = "migrated-from-hugo"
EDITED = edited_tag(OWNER)
HOST = "http://127.0.0.1:9"
TARGET = Target("rehearsal", "master", HOST, rehearsal=True)
TOKEN = "CFPAT-of-the-tests"
EDITOR = "CFPAT-of-an-editor"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

T = TypeVar("T")


# --- a site -----------------------------------------------------------------------------------------------------------


def entry(
    id_: str,
    title: str = "",
    *,
    links: Sequence[str] = (),
    image: str = "",
    publish: PublishState = PublishState.PUBLISHED,
    schedule: tuple[Schedule, ...] = (),
    url: str = "",
    **fields: Json,
) -> DesiredEntry:
    """Return a post."""
    values: dict[str, Json] = {"title": {"en-US": title or f"About {id_}"}, "slug": {"en-US": id_}}
    if links:
        values["related"] = {"en-US": [link("Entry", target) for target in links]}
    if image:
        values["image"] = {"en-US": link("Asset", image)}
    values |= {name: {"en-US": value} for name, value in fields.items() if value is not None}
    return DesiredEntry(
        id=id_,
        content_type="post",
        fields=values,
        tags=(OWNER,),
        publish=publish,
        schedule=schedule,
        sources={"en-US": f"content/{id_}.md"},
        urls={"en-US": url or f"/{id_}/"},
        findings=(),
    )


def asset(id_: str, data: bytes = b"", *, publish: PublishState = PublishState.PUBLISHED) -> DesiredAsset:
    """Return an asset made from the bytes of a local file."""
    content = data or f"the file {id_}".encode()
    _CONTENT[digest_bytes(content)] = content
    file: Json = {"fileName": f"{id_}.txt", "contentType": "text/plain"}
    return DesiredAsset(
        id=id_,
        fields={"title": {"en-US": id_}, "file": {"en-US": file}},
        origin=FileOrigin(f"static/{id_}.txt", "", digest_bytes(content), len(content)),
        tags=(OWNER,),
        publish=publish,
        findings=(),
    )


def link(type_: str, id_: str) -> JsonObject:
    """Return a link."""
    return {"sys": {"type": "Link", "linkType": type_, "id": id_}}


def site(entries: Sequence[DesiredEntry], assets: Sequence[DesiredAsset] = ()) -> DesiredSpace:
    """Return what a site wants."""
    return DesiredSpace(
        locales=(DesiredLocale("en-US", "English (United States)", None, default=True),),
        tags=(DesiredTag(OWNER, "Migrated from Hugo"),),
        content_types=(DesiredContentType("post", POST, None),),
        assets=sorted(assets, key=lambda one: one.id),
        entries=sorted(entries, key=lambda one: one.id),
        redirects=(),
        findings=(),
        owner_tag=OWNER,
        pages=len(entries),
    )


def _field(id_: str, type_: str, **more: Json) -> JsonObject:
    return {"id": id_, "name": id_.title(), "type": type_, "localized": False, "required": False, **more}


POST: JsonObject = {
    "name": "Post",
    "description": "",
    "displayField": "title",
    "fields": [
        _field("title", "Symbol"),
        _field("slug", "Symbol"),
        _field("note", "Symbol"),
        _field("related", "Array", items={"type": "Link", "linkType": "Entry", "validations": []}),
        _field("image", "Link", linkType="Asset"),
    ],
}


def files(*assets: DesiredAsset) -> Callable[[str], bytes]:
    """Return a reader of the files that `asset` makes up."""
    table = {one.origin.path: _CONTENT[one.origin.sha256] for one in assets}
    return lambda path: table[path]


_CONTENT: dict[str, bytes] = {}
"""Hash → bytes of every file that `asset` made up."""


def dig(value: Json, *path: str) -> Json:
    """Return what stands at a path of keys inside JSON, None where the path ends early."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


# --- virtual time -----------------------------------------------------------------------------------------------------


class _NoWaiting(selectors.DefaultSelector):
    """Never waits: hands the time that it was asked to wait to the loop instead."""

    def __init__(self, skip: Callable[[float], None]) -> None:
        super().__init__()
        self._skip = skip

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Look at once; time passes by as much as the caller would have waited."""
        ready = super().select(0)
        if not ready and timeout:
            self._skip(timeout)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next thing to do."""

    def __init__(self) -> None:
        self.virtual = 0.0
        super().__init__(_NoWaiting(self._pass))

    def _pass(self, seconds: float) -> None:
        self.virtual += seconds

    def time(self) -> float:
        """Return virtual seconds."""
        return self.virtual


@dataclass(slots=True)
class VirtualClock:
    """The loop's time, as `load` and the rehearsal space see it."""

    start: float = 0.0
    elapsed: float = 0.0

    def now(self) -> datetime:
        """Return the virtual moment."""
        return EPOCH + timedelta(seconds=self.start + self.monotonic())

    def monotonic(self) -> float:
        """Return virtual seconds."""
        try:
            self.elapsed = asyncio.get_running_loop().time()
        except RuntimeError:
            # Asked between two loops: time stands still there.
            return self.elapsed
        return self.elapsed

    async def sleep(self, seconds: float) -> None:
        """Wait virtually."""
        await asyncio.sleep(seconds)


def run_virtually(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` on a loop whose time is virtual."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


# --- a space ----------------------------------------------------------------------------------------------------------


Misbehave = Callable[
    [int, httpx.Request, Callable[[httpx.Request], Awaitable[httpx.Response]]], Awaitable[httpx.Response]
]
"""Called with the number of the request, the request, and how to send it."""


class InProcess(httpx.AsyncBaseTransport):
    """Carries requests to an ASGI application on the same loop, without the ceremony of `httpx.ASGITransport`."""

    def __init__(self, app: Starlette) -> None:
        self._app = app.state.server

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request."""
        scope: Scope = {
            "type": "http",
            "method": request.method,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path,
            "query_string": request.url.query,
            "server": (request.url.host, request.url.port),
            "client": ("127.0.0.1", 1),
            "root_path": "",
        }
        body = await request.aread()
        answer: dict[str, Any] = {"body": b"", "headers": [], "status": 500}

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            answer["body"] += message.get("body", b"")
            answer["status"] = message.get("status", answer["status"])
            answer["headers"] = message.get("headers", answer["headers"])

        await self._app(scope, receive, send)
        return httpx.Response(answer["status"], headers=answer["headers"], content=answer["body"], request=request)


class BentWire(httpx.AsyncBaseTransport):
    """Lets a test meddle with each request on its way to the rehearsal space."""

    def __init__(self, app: Starlette, meddle: Misbehave | None = None) -> None:
        self._inner = InProcess(app)
        self._meddle = meddle
        self.count = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request."""
        number = self.count
        self.count += 1
        if self._meddle is None:
            return await self._inner.handle_async_request(request)
        return await self._meddle(number, request, self._inner.handle_async_request)


class DirectClient:
    """Sends requests without the layers of httpx's own client, which take a third of the time of a simulated run."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
        content: bytes | None,
        auth: httpx.Auth,
    ) -> httpx.Response:
        """Send one request."""
        place = httpx.URL(f"{url}?{urlencode(params)}" if params else url)
        request = next(auth.auth_flow(httpx.Request(method, place, headers=headers, content=content)))
        answer = await self._transport.handle_async_request(request)
        answer.request = request
        return answer


@dataclass(slots=True)
class Bench:
    """A rehearsal space and a state file."""

    folder: Path
    options: RehearsalOptions = field(default_factory=RehearsalOptions)
    clock: VirtualClock = field(default_factory=VirtualClock)
    apply_options: ApplyOptions = field(default_factory=ApplyOptions)
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    meddle: Misbehave | None = None
    direct: bool = False
    """Whether requests skip httpx's client, where thousands of runs are played."""
    app: Starlette = field(init=False)

    def __post_init__(self) -> None:
        self.options = replace(self.options, clock=self.clock.now)
        self.app = create_app(open_store(None), self.options)
        run_virtually(self._prepare())

    @property
    def state_path(self) -> Path:
        """Where the state file is."""
        return self.folder / "state.db"

    @property
    def log(self) -> Sequence[LoggedRequest]:
        """Every request that the space answered."""
        return request_log(self.app)

    def writes(self, since: int = 0) -> list[str]:
        """Return the writes in the log as ``METHOD path below the environment``."""
        return [
            f"{row.method} {row.path.partition('/environments/master/')[2]}"
            for row in list(self.log)[since:]
            if row.method not in ("GET", "HEAD")
        ]

    async def _prepare(self) -> None:
        """Make the content model as the control plane would; its library needs a socket."""
        async with self.raw() as client:
            for tag in (OWNER, EDITED):
                answer = await client.put(f"tags/{tag}", json={"name": tag, "sys": {"id": tag}})
                assert answer.status_code == 201, answer.text
            answer = await client.put("content_types/post", json=POST)
            assert answer.status_code == 201, answer.text
            answer = await client.put("content_types/post/published", headers={"X-Contentful-Version": "1"})
            assert answer.status_code == 200, answer.text

    @asynccontextmanager
    async def raw(self) -> AsyncIterator[httpx.AsyncClient]:
        """Open a plain client on the environment, for an editor or for looking."""
        base = f"{HOST}/spaces/rehearsal/environments/master/"
        headers = {"Authorization": f"Bearer {EDITOR}", "Content-Type": "application/vnd.contentful.management.v1+json"}
        transport = InProcess(self.app)
        async with httpx.AsyncClient(base_url=base, headers=headers, transport=transport) as client:
            yield client

    @asynccontextmanager
    async def space(self) -> AsyncIterator[HttpSpace]:
        """Connect as the loader does."""
        transport = BentWire(self.app, self.meddle)
        async with connect(
            TARGET,
            SecretStr(TOKEN),
            transport=transport,
            client=DirectClient(transport) if self.direct else None,
            clock=self.clock,
            policy=self.policy,
        ) as space:
            yield space

    def sync(
        self, wanted: DesiredSpace, policy: PlanPolicy | None = None, *, state: Path | None = None
    ) -> tuple[Plan, ApplyResult]:
        """Observe, plan and apply."""
        return run_virtually(self._sync(wanted, policy or PlanPolicy(), state or self.state_path))

    async def _sync(self, wanted: DesiredSpace, policy: PlanPolicy, path: Path) -> tuple[Plan, ApplyResult]:
        async with self.space() as space:
            with open_state(path, TARGET, writable=True, clock=self.clock) as state:
                remote = await observe(space.reader, state, owner_tag=wanted.owner_tag)
                plan = build_plan(wanted, remote, state.base, policy, TARGET)
                require_safe(plan)
                result = await apply(plan, space, state, files(*wanted.assets), options=self.apply_options)
                return plan, result

    def plan(self, wanted: DesiredSpace, policy: PlanPolicy | None = None) -> Plan:
        """Plan without writing anything."""

        async def work() -> Plan:
            async with self.space() as space:
                with open_state(self.state_path, TARGET, writable=False, clock=self.clock) as state:
                    remote = await observe(space.reader, state, owner_tag=wanted.owner_tag)
                    return build_plan(wanted, remote, state.base, policy or PlanPolicy(), TARGET)

        return run_virtually(work())

    def with_state(self, work: Callable[[HttpSpace, State], Awaitable[T]]) -> T:
        """Do something with an open space and state."""

        async def inside() -> T:
            async with self.space() as space:
                with open_state(self.state_path, TARGET, writable=True, clock=self.clock) as state:
                    return await work(space, state)

        return run_virtually(inside())

    def contents(self) -> dict[EntityKey, JsonObject]:
        """Return what a reader of the space would find: fields, tags and publish state of everything."""
        self.clock.start += 2  # A space with a rate limit has forgotten the run by then.
        return run_virtually(self._contents())

    async def _contents(self) -> dict[EntityKey, JsonObject]:
        found: dict[EntityKey, JsonObject] = {}
        async with self.raw() as client:
            for type_, name in ((EntityType.ENTRY, "entries"), (EntityType.ASSET, "assets")):
                items = (await client.get(name, params={"limit": "1000"})).json()["items"]
                found |= {EntityKey(type_, item["sys"]["id"]): content_of(item) for item in items}
        return found

    def edit(self, id_: str, **fields: str) -> None:
        """Let an editor change fields of an entry, without publishing."""
        assert run_virtually(self.edit_now(id_, publish=False, **fields))

    async def edit_now(self, id_: str, *, publish: bool, **fields: str) -> bool:
        """Let an editor change fields of an entry; return whether it was saved."""
        async with self.raw() as client:
            there = await client.get(f"entries/{id_}")
            if there.status_code != 200:
                return False
            item = there.json()
            body = {
                "fields": {**item["fields"], **{name: {"en-US": value} for name, value in fields.items()}},
                "metadata": item["metadata"],
            }
            version = item["sys"]["version"]
            headers = {"X-Contentful-Version": str(version)}
            answer = await client.put(f"entries/{id_}", json=body, headers=headers)
            if answer.status_code in (409, 429):
                return False
            assert answer.status_code == 200, answer.text
            if publish:
                headers = {"X-Contentful-Version": str(version + 1)}
                answer = await client.put(f"entries/{id_}/published", headers=headers)
                # While a load is under way, links may lead to what is not there yet, or somebody may be faster.
                assert answer.status_code in (200, 409, 422, 429), answer.text
            return True

    def act(self, method: str, path: str) -> None:
        """Let an editor do something else, such as ``DELETE entries/x/published``."""

        async def work() -> None:
            async with self.raw() as client:
                there = await client.get(path.removesuffix("/published").removesuffix("/archived"))
                version = str(there.json()["sys"]["version"])
                answer = await client.request(method, path, headers={"X-Contentful-Version": version})
                assert answer.status_code < 300, answer.text

        run_virtually(work())


def content_of(item: dict[str, Any]) -> JsonObject:
    """Return what a reader would find in an entity: fields, tags and publish state, no versions and times."""
    system = item["sys"]
    fields = dict(item["fields"])
    if system["type"] == "Asset" and "file" in fields:
        # The URL holds a hash that another upload of the same bytes may change.
        fields["file"] = {
            locale: {
                "fileName": file["fileName"],
                "contentType": file["contentType"],
                "size": file.get("details", {}).get("size"),
                "ready": "url" in file,
            }
            for locale, file in fields["file"].items()
        }
    state = "archived" if "archivedVersion" in system else "draft"
    if "publishedVersion" in system:
        state = "changed" if system["version"] > system["publishedVersion"] + 1 else "published"
    return {"fields": fields, "tags": sorted(tag["sys"]["id"] for tag in item["metadata"]["tags"]), "state": state}


def copy_state(source: Path, target: Path) -> None:
    """Copy a state file as a killed process leaves it, its log included."""
    for suffix in ("", "-wal", "-shm"):
        there = source.with_name(source.name + suffix)
        if there.exists():
            shutil.copyfile(there, target.with_name(target.name + suffix))


__all__ = [
    "EDITED",
    "OWNER",
    "TARGET",
    "TOKEN",
    "Bench",
    "BentWire",
    "VirtualClock",
    "asset",
    "content_of",
    "copy_state",
    "dig",
    "entry",
    "files",
    "link",
    "run_virtually",
    "site",
]
