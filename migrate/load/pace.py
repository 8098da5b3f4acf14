"""The pace of requests: one shared window per space, fed by the answers, and how many may be under way at once.

Owns when the next request may leave. A 429 stops everybody until the time that the answer names; retrying is
`migrate.load.retry`'s.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from migrate.load.clock import Clock

__all__ = ["DEFAULT_LIMIT", "Crowd", "Pace"]

DEFAULT_LIMIT = 7.0
"""Requests per second of a free space; taken until an answer tells."""
_SLACK = 1.02
"""A window is longer than a second by what requests may bunch up on their way, so that none arrives too early."""
_MOST_SLACK = 1.5
_FORGETTING = 0.999


class Pace:
    """Lets at most as many requests through in any window of a second as the space allows us.

    Args:
        clock: the source of time.
        share: part of the space's rate that we may use, 0 < share ≤ 1.
        assumed: requests per second until an answer tells; None = as many as we like.
    """

    def __init__(self, clock: Clock, *, share: float = 1.0, assumed: float | None = DEFAULT_LIMIT) -> None:
        self._clock = clock
        self._share = share
        self._limit = assumed
        self._told = False
        self._slack = _SLACK
        self._sent: deque[float] = deque()
        self._paused_until = 0.0
        self._queue = asyncio.Lock()
        self.waited = 0.0

    @property
    def requests_per_second(self) -> float:
        """What we may send; 0 when nothing limits us."""
        return self._limit * self._share if self._limit is not None else 0.0

    def learn(self, limit: float | None) -> None:
        """Take the limit that an answer names; each answer lets us forget a little of an earlier 429."""
        self._slack = max(_SLACK, self._slack * _FORGETTING)
        if limit is not None and limit > 0:
            self._limit = limit
            self._told = True

    def unlimit(self) -> None:
        """Send as fast as we can, unless an answer has named a limit."""
        if not self._told:
            self._limit = None

    def pause(self, seconds: float) -> None:
        """Stop everybody for some seconds, and be a little slower from now on."""
        self._paused_until = max(self._paused_until, self._clock.monotonic() + seconds)
        self._slack = min(self._slack * 1.05, _MOST_SLACK)

    async def turn(self) -> None:
        """Wait until one request may leave. Those who wait are served in the order in which they came."""
        async with self._queue:
            wait = self._wait()
            while wait > 0:
                self.waited += wait
                await self._clock.sleep(wait)
                wait = self._wait()
            if self._limit is not None:
                self._sent.append(self._clock.monotonic())

    def _wait(self) -> float:
        now = self._clock.monotonic()
        wait = self._paused_until - now
        if self._limit is not None:
            rate = self._limit * self._share
            most = max(1, round(rate))
            window = self._slack * most / rate
            while len(self._sent) > most:
                self._sent.popleft()
            if len(self._sent) == most:
                wait = max(wait, self._sent[0] + window - now)
        return wait


class Crowd:
    """How many requests may be under way: grows while all is well, halves when the space struggles."""

    def __init__(self, *, start: int = 8, most: int = 40) -> None:
        self._size = float(start)
        self._most = most
        self._inside = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def size(self) -> int:
        """The number that may be under way now."""
        return int(self._size)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold a place for one request."""
        while self._inside >= self.size:
            place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            try:
                await place
            finally:
                if place in self._waiting:
                    self._waiting.remove(place)
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            self._call()

    def went_well(self) -> None:
        """Note an answer; a full house may grow by one per round."""
        if self._waiting or self._inside >= self.size:
            self._size = min(self._size + 1 / self._size, self._most)
            self._call()

    def struggled(self) -> None:
        """Note a time-out, a lost connection or a server error."""
        self._size = max(1.0, self._size / 2)

    def _call(self) -> None:
        free = self.size - self._inside
        while self._waiting and free > 0:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                free -= 1
