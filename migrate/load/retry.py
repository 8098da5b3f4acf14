"""The retry policy: the only place that decides whether a request is sent again, and the only one that knows tenacity.

Owns what counts as temporary (429, 5xx, connection, time-out), how long to wait, and when to give up. Whether a write
may be repeated at all is said by the request.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_any
from tenacity.stop import stop_base

from migrate.errors import TemporaryError
from migrate.load.clock import Clock
from migrate.load.failures import LostResponseError, explain

__all__ = ["Answer", "RetryPolicy", "TransientError", "classify", "send_with_retries"]


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The limits of patience."""

    attempts: int = 8
    first_attempts: int = 3
    """While nothing was ever answered: a wrong host should be told soon."""
    deadline: float = 180.0
    """Seconds from the first attempt of one request."""
    first_wait: float = 0.5
    longest_wait: float = 20.0
    longest_pause: float = 120.0
    """A 429 that asks for more than this is an hourly limit; it ends the run."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The final answer to a request, success or not."""

    response: httpx.Response
    repeated: bool
    """An earlier attempt got no answer and may have been carried out."""


class TransientError(Exception):
    """One attempt failed in a way that may pass."""

    def __init__(self, reason: str, *, sent: bool, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sent = sent
        """Whether the space may have carried the request out."""
        self.pause = pause
        """For a 429: seconds that the answer asks for."""


def classify(response: httpx.Response) -> TransientError | None:
    """Return why an answer calls for another attempt, None when it is final."""
    if response.status_code == 429:
        return TransientError(f"the rate limit was exceeded, {explain(response)}", sent=False, pause=_reset(response))
    if response.status_code >= 500:
        return TransientError(f"the server answered {response.status_code}, {explain(response)}", sent=True)
    return None


def _reset(response: httpx.Response) -> float:
    try:
        # 0 means "at once" in an answer that succeeded; after a 429 a second is the least that helps.
        return max(float(response.headers.get("X-Contentful-RateLimit-Reset", "1")), 1.0)
    except ValueError:
        return 1.0


async def send_with_retries(
    attempt: Callable[[], Awaitable[httpx.Response]],
    *,
    policy: RetryPolicy,
    clock: Clock,
    repeatable: bool,
    known: Callable[[], bool],
    what: str,
    on_retry: Callable[[TransientError], None],
) -> Answer:
    """Send a request until it has a final answer.

    Args:
        attempt: sends it once; raises `TransientError`.
        policy: the limits of patience.
        clock: the source of time.
        repeatable: whether it may be sent again when its fate is unknown.
        known: tells whether the space has ever answered.
        what: the request in words, for messages.
        on_retry: told of each failed attempt.

    Raises:
        TemporaryError: patience is at an end.
        LostResponseError: the fate is unknown and the request is not repeatable.
    """
    started = clock.monotonic()
    sent_before = False

    class Deadline(stop_base):
        def __call__(self, state: RetryCallState) -> bool:
            if clock.monotonic() - started + _wait(state) > policy.deadline:
                return True
            # Others may use up the rate for a while; that says nothing against the next attempt.
            most = policy.attempts if known() else policy.first_attempts
            return _failure(state).pause is None and state.attempt_number >= most

    class Hopeless(stop_base):
        def __call__(self, state: RetryCallState) -> bool:
            failure = _failure(state)
            return (failure.pause or 0.0) > policy.longest_pause or (failure.sent and not repeatable)

    def _wait(state: RetryCallState) -> float:
        failure = _failure(state)
        if failure.pause is not None:
            return 0.0  # The pace holds everybody back, this request included.
        spread = 0.75 + 0.5 * ((state.attempt_number * 0.618) % 1.0)
        wait: float = min(policy.first_wait * 2 ** (state.attempt_number - 1), policy.longest_wait) * spread
        return wait

    try:
        async for trial in AsyncRetrying(
            sleep=clock.sleep,
            wait=_wait,
            stop=stop_any(Hopeless(), Deadline()),
            retry=retry_if_exception_type(TransientError),
            reraise=True,
        ):
            with trial:
                try:
                    response = await attempt()
                except TransientError as failure:
                    sent_before = sent_before or failure.sent
                    on_retry(failure)
                    raise
                return Answer(response, repeated=sent_before)
    except TransientError as failure:
        if failure.sent and not repeatable:
            raise LostResponseError(f"{what}: {failure.reason}", hint="Run the same command again") from failure
        raise _giving_up(failure, what) from failure
    raise AssertionError("unreachable: the loop returns or raises")


def _failure(state: RetryCallState) -> TransientError:
    failure = state.outcome.exception() if state.outcome is not None else None
    if not isinstance(failure, TransientError):
        raise TypeError("tenacity asks about an outcome that is no TransientError")
    return failure


def _giving_up(failure: TransientError, what: str) -> TemporaryError:
    if failure.pause is not None:
        minutes = max(1, round(failure.pause / 60))
        return TemporaryError(
            f"{what}: {failure.reason}",
            hint=f"Run the same command again in {minutes} min; it goes on where it stopped",
        )
    return TemporaryError(
        f"{what}: {failure.reason}", hint="Run the same command again later; it goes on where it stopped"
    )
