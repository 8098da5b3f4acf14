"""Seeded misfortune: which request fails how, when an editor meddles, and when the process dies."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import httpx

from tests.faults.bench import Bench, copy_state

__all__ = ["Fault", "KilledError", "Schedule", "Trouble"]


class KilledError(BaseException):
    """The process died here. No `except Exception` may catch it."""


class Fault(StrEnum):
    """What may happen to a request."""

    RATE_LIMITED = "rate limited"
    SERVER_ERROR = "server error, nothing done"
    FAILED_AFTER = "server error, done all the same"
    NO_CONNECTION = "no connection"
    LOST_BEFORE = "connection lost, nothing done"
    LOST_AFTER = "connection lost, done all the same"
    SLOW = "slow"
    EDITOR = "an editor saves an entry"
    EDITOR_PUBLISHES = "an editor saves and publishes an entry"
    KILLED_BEFORE = "killed before it was sent"
    KILLED_AFTER = "killed after it was done"


KILLS = (Fault.KILLED_BEFORE, Fault.KILLED_AFTER)
EDITS = (Fault.EDITOR, Fault.EDITOR_PUBLISHES)


@dataclass(slots=True)
class Schedule:
    """What happens to which request of all runs together, decided by a seed alone."""

    seed: int
    ids: Sequence[str]
    """Entries that an editor may meddle with."""
    share: float = 0.12
    """Part of the requests that meet a fault."""
    kinds: Sequence[Fault] = tuple(Fault)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def next(self) -> Fault | None:
        """Return what happens to the next request."""
        if self._random.random() >= self.share:
            return None
        return self._random.choice(tuple(self.kinds))

    def entry(self) -> str:
        """Return an entry for the editor."""
        return self._random.choice(tuple(self.ids))

    def seconds(self) -> float:
        """Return how long something takes."""
        return self._random.uniform(0.1, 5.0)


@dataclass(slots=True)
class Trouble:
    """Carries a schedule out on a bench's wire, until it is told to stop."""

    bench: Bench
    schedule: Schedule
    edits: dict[str, str] = field(default_factory=dict)
    """Entry → note that the editor left on it last."""
    story: list[str] = field(default_factory=list)
    active: bool = True
    dead: bool = False
    """Set by a kill, and unset by whoever starts the process again: the dead send nothing."""
    _edit: int = 0

    async def __call__(
        self, number: int, request: httpx.Request, send: Callable[[httpx.Request], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        """Meddle with one request."""
        if self.dead:
            raise KilledError(str(number))
        fault = self.schedule.next() if self.active else None
        if fault is None:
            return await send(request)
        self.story.append(f"{number} {request.method} {request.url.path.rpartition('/master/')[2]}: {fault.value}")
        return await self._befall(fault, number, request, send)

    async def _befall(
        self,
        fault: Fault,
        number: int,
        request: httpx.Request,
        send: Callable[[httpx.Request], Awaitable[httpx.Response]],
    ) -> httpx.Response:
        match fault:
            case Fault.RATE_LIMITED:
                headers = {"X-Contentful-RateLimit-Reset": "1", "X-Contentful-RateLimit-Second-Limit": "7"}
                return httpx.Response(429, headers=headers, json={"sys": {"type": "Error", "id": "RateLimitExceeded"}})
            case Fault.SERVER_ERROR:
                return httpx.Response(503, text="")
            case Fault.FAILED_AFTER:
                await send(request)
                return httpx.Response(502, text="<html>bad gateway</html>")
            case Fault.NO_CONNECTION:
                raise httpx.ConnectError("refused")
            case Fault.LOST_BEFORE:
                raise httpx.ReadTimeout("")
            case Fault.LOST_AFTER:
                await send(request)
                raise httpx.ReadError("")
            case Fault.SLOW:
                await self.bench.clock.sleep(self.schedule.seconds())
                return await send(request)
            case Fault.EDITOR | Fault.EDITOR_PUBLISHES:
                await self._let_edit(publish=fault is Fault.EDITOR_PUBLISHES)
                return await send(request)
            case Fault.KILLED_BEFORE | Fault.KILLED_AFTER:
                self.dead = True
                if fault is Fault.KILLED_AFTER:
                    await send(request)
                copy_state(self.bench.state_path, self.bench.folder / "killed.db")
                raise KilledError(str(number))

    async def _let_edit(self, *, publish: bool) -> None:
        id_ = self.schedule.entry()
        async with self.bench.raw() as client:
            item = await client.get(f"entries/{id_}")
        if item.status_code != 200 or "archivedVersion" in item.json()["sys"]:
            return
        self._edit += 1
        note = f"edit {self._edit}"
        if await self.bench.edit_now(id_, publish=publish, note=note):
            self.edits[id_] = note
