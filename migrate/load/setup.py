"""The control plane: locales, tags, content types and editor interfaces of an environment.

Owns which calls bring each of them about, and what a refusal means. Does not own the library that sends them
(`library`): it has no time-out and blocks, so each call runs in a worker thread under a deadline.
"""

import asyncio
from collections.abc import Mapping
from typing import assert_never

import httpx
from pydantic import SecretStr

from migrate.errors import MigrateError
from migrate.load.failures import RefusedError, StaleError, configuration_failure, error_id, explain
from migrate.load.parsing import parse_setup
from migrate.load.reading import HttpReader
from migrate.load.retry import RetryPolicy, TransientError, classify, send_with_retries
from migrate.load.setup_call import SetupCall
from migrate.load.wire import Wire, without_secret
from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import SetupItem, SetupKind
from migrate.plan.views import SetupFact

__all__ = ["ControlPlane"]

_TIMEOUT = 60.0


class ControlPlane:
    """Applies the setup part of a plan to one environment."""

    def __init__(self, wire: Wire, reader: HttpReader, token: SecretStr, policy: RetryPolicy) -> None:
        self._wire = wire
        self._reader = reader
        self._token = token
        self._policy = policy
        self._editors: dict[str, SetupFact] | None = None
        """Editor interfaces as they came into being, by content type: read together, and taken out one by one."""
        self._activated: set[str] = set()
        """Content types activated here: the version of their editor interface may have risen by one."""

    async def apply(self, item: SetupItem) -> None:
        """Create or change one thing.

        Raises:
            StaleError: it was changed in Contentful meanwhile.
            RefusedError: Contentful refuses it.
        """
        match item.kind:
            case SetupKind.LOCALE:
                await self._locale(item)
            case SetupKind.TAG:
                await self._tag(item)
            case SetupKind.CONTENT_TYPE:
                await self._content_type(item)
            case SetupKind.EDITOR_INTERFACE:
                await self._editor_interface(item)
            case _:
                assert_never(item.kind)

    async def _locale(self, item: SetupItem) -> None:
        if item.version is None:
            response = await self._call(item, SetupCall("locales", "", item.payload, None, post=True), allowed={422})
            if response.status_code == 422 and not await self._has_locale(item):
                raise _refused(item, response)
            return
        there = await self._find_locale(item)
        await self._call(item, SetupCall("locales", str(there), item.payload, item.version))

    async def _tag(self, item: SetupItem) -> None:
        attributes: JsonObject = {
            "name": item.payload["name"],
            "sys": {"id": item.id, "type": "Tag", "visibility": "private"},
        }
        response = await self._call(item, SetupCall("tags", item.id, attributes, None), allowed={409})
        if response.status_code == 409:
            # There already: an earlier answer was lost, or somebody was faster. Either way it is what we need.
            await self._call(item, SetupCall("tags", item.id, {}, None, read=True))

    async def _content_type(self, item: SetupItem) -> None:
        version = item.version
        if item.changes or version is None:
            response = await self._call(item, SetupCall("content_types", item.id, item.payload, version), allowed={409})
            if response.status_code == 409:
                response = await self._settled(item, response)
            version = _version(response)
        if item.publish:
            self._activated.add(item.id)
            call = SetupCall("content_types", f"{item.id}/published", {}, version)
            response = await self._call(item, call, allowed={409})
            if response.status_code == 409:
                there = await self._call(item, SetupCall("content_types", item.id, {}, None, read=True))
                system = _body(there).get("sys")
                if not isinstance(system, Mapping) or system.get("publishedVersion") != version:
                    raise _stale(item, response)

    async def _settled(self, item: SetupItem, conflict: httpx.Response) -> httpx.Response:
        """Return the content type as it is, if it is what we would have written."""
        there = await self._call(item, SetupCall("content_types", item.id, {}, None, read=True), allowed={404})
        if there.status_code != 200 or not _contains(_body(there), item.payload):
            raise _stale(item, conflict)
        return there

    async def _editor_interface(self, item: SetupItem) -> None:
        if item.version is None:
            # It comes into being with the first activation of its content type, with what Contentful gives it.
            there = await self._new_editor(item)
        elif item.id in self._activated:
            there = await self._read_editor(item)
        else:
            there = SetupFact(item.id, item.version, published=True, payload={})
        if item.version is not None and there.version not in (item.version, item.version + 1):
            _require_done(item, there)
            return
        call = SetupCall("editor_interfaces", item.id, {**there.payload, **item.payload}, there.version)
        response = await self._call(item, call, allowed={409})
        if response.status_code == 409:
            _require_done(item, await self._read_editor(item))

    async def _new_editor(self, item: SetupItem) -> SetupFact:
        """Return an editor interface that has just come into being; all of them are read with one request."""
        if self._editors is None:
            self._editors = {fact.id: fact for fact in await self._reader.editor_interfaces()}
        there = self._editors.pop(item.id, None)
        return there if there is not None else await self._read_editor(item)

    async def _read_editor(self, item: SetupItem) -> SetupFact:
        response = await self._call(item, SetupCall("editor_interfaces", item.id, {}, None, read=True))
        return parse_setup(_body(response))

    async def _has_locale(self, item: SetupItem) -> bool:
        return await self._find_locale(item) is not None

    async def _find_locale(self, item: SetupItem) -> str | None:
        response = await self._call(item, SetupCall("locales", "", {}, None, read=True))
        items = _body(response).get("items")
        for locale in items if isinstance(items, list) else ():
            if isinstance(locale, Mapping) and locale.get("code") == item.id:
                system = locale.get("sys")
                return str(system.get("id")) if isinstance(system, Mapping) else None
        return None

    async def _call(
        self, item: SetupItem, call: SetupCall, *, allowed: set[int] | frozenset[int] = frozenset()
    ) -> httpx.Response:
        what = f"set up {item.kind.value} {item.id}"
        target = self._wire.target

        # Loaded here: most runs have nothing to set up, and the library takes a tenth of a second.
        from migrate.load.library import send_call

        async def attempt() -> httpx.Response:
            await self._wire.admit(write=not call.read)
            try:
                sending = asyncio.to_thread(send_call, call, target, self._token.get_secret_value())
                response = await asyncio.wait_for(sending, _TIMEOUT)
            except TimeoutError as error:
                raise TransientError(f"no answer within {_TIMEOUT:g} s", sent=True) from error
            response = without_secret(response, self._token.get_secret_value().encode())
            failure = classify(response)
            if failure is not None:
                raise failure
            return response

        answer = await send_with_retries(
            attempt,
            policy=self._policy,
            clock=self._wire.clock,
            repeatable=True,
            known=lambda: True,
            what=f"could not {what}",
            on_retry=self._wire.note_failure,
        )
        response = answer.response
        if response.status_code < 400 or response.status_code in allowed:
            return response
        failure = configuration_failure(response, target.space, target.environment)
        if failure is not None and response.status_code in (401, 403):
            raise failure
        raise _stale(item, response) if response.status_code == 409 else _refused(item, response)


def _version(response: httpx.Response) -> int:
    system = _body(response).get("sys")
    version = system.get("version") if isinstance(system, Mapping) else None
    return version if isinstance(version, int) else 0


def _body(response: httpx.Response) -> JsonObject:
    try:
        body = response.json()
    except ValueError as error:
        raise MigrateError("the space answered something that is no JSON", hint="Is the host right?") from error
    return body if isinstance(body, Mapping) else {}


def _contains(there: Json, wanted: Json) -> bool:
    """Return whether the space's value holds everything that is wanted; it may hold defaults besides."""
    if isinstance(wanted, Mapping):
        return isinstance(there, Mapping) and all(_contains(there.get(name), value) for name, value in wanted.items())
    if isinstance(wanted, list | tuple):
        return (
            isinstance(there, list | tuple)
            and len(there) == len(wanted)
            and all(_contains(one, other) for one, other in zip(there, wanted, strict=True))
        )
    return there == wanted


def _require_done(item: SetupItem, there: SetupFact) -> None:
    """Let an editor interface pass that is at another version than expected, if it is as we want it."""
    if not _contains(there.payload, item.payload):
        raise StaleError(
            f"{item.kind.value} {item.id} was changed in Contentful meanwhile: it is at version {there.version}",
            hint="Plan again",
        )


def _stale(item: SetupItem, response: httpx.Response) -> StaleError:
    return StaleError(
        f"{item.kind.value} {item.id} was changed in Contentful meanwhile: {explain(response)}", hint="Plan again"
    )


def _refused(item: SetupItem, response: httpx.Response) -> RefusedError:
    return RefusedError(
        f"Contentful refuses {item.kind.value} {item.id}: {explain(response)}",
        code=error_id(response),
        hint="Change the mapping accordingly",
    )
