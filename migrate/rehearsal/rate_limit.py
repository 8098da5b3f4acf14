"""Requests per second, with the headers by which Contentful tells about them.

Owns the window: a fixed second per space. Separate processes on one file count separately.
"""

from dataclasses import dataclass

from migrate.rehearsal.answers import Refusal
from migrate.rehearsal.options import Clock

__all__ = ["RateLimiter"]

_SECONDS_PER_HOUR = 3600


@dataclass(slots=True)
class _Window:
    second: int
    used: int


class RateLimiter:
    """Counts the requests of each space within a second; `limit` None lets all pass."""

    def __init__(self, limit: int | None, clock: Clock) -> None:
        self._limit = limit
        self._clock = clock
        self._windows: dict[str, _Window] = {}

    def admit(self, space: str) -> dict[str, str]:
        """Count one request and return the headers for its answer.

        Raises:
            RateLimited: the second is spent.

        """
        limit = self._limit
        if limit is None:
            return {}
        second = int(self._clock().timestamp())
        window = self._windows.get(space)
        if window is None or window.second != second:
            window = self._windows[space] = _Window(second, 0)
        if window.used >= limit:
            raise RateLimited(_headers(limit, 0, 1))
        window.used += 1
        remaining = limit - window.used
        return _headers(limit, remaining, 0 if remaining else 1)


class RateLimited(Refusal):
    """429; `headers` tell how long to wait."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__(
            429, "RateLimitExceeded", "You have exceeded the rate limit of the Organization this Space belongs to."
        )
        self.headers = headers


def _headers(limit: int, remaining: int, reset: int) -> dict[str, str]:
    hour = limit * _SECONDS_PER_HOUR
    return {
        "X-Contentful-RateLimit-Hour-Limit": str(hour),
        "X-Contentful-RateLimit-Hour-Remaining": str(hour - (limit - remaining)),
        "X-Contentful-RateLimit-Second-Limit": str(limit),
        "X-Contentful-RateLimit-Second-Remaining": str(remaining),
        "X-Contentful-RateLimit-Reset": str(reset),
    }
