"""The pace of requests: never above the space's rate, and hardly below it."""

import asyncio
from pathlib import Path

import httpx
import pytest

from migrate.load.pace import Crowd, Pace
from migrate.rehearsal import RehearsalOptions
from tests.faults.bench import Bench, VirtualClock, entry, run_virtually, site


@pytest.mark.parametrize("limit", [7, 10])
def test_full_rate_without_a_429(limit: int, tmp_path: Path) -> None:
    """A load uses at least 95 % of the space's rate and is never refused."""
    bench = Bench(tmp_path, options=RehearsalOptions(rate_limit=limit))

    async def slow(_number: int, request: httpx.Request, send: object) -> httpx.Response:
        assert callable(send)
        await asyncio.sleep(0.15)
        answer = await send(request)
        assert isinstance(answer, httpx.Response)
        return answer

    bench.meddle = slow
    bench.clock.start += 10  # What prepared the space is over.
    _, result = bench.sync(site([entry(f"e{number:03d}") for number in range(500)]))
    assert result.throttled == 0
    assert result.requests / result.seconds >= 0.95 * limit


def test_a_share_leaves_room(tmp_path: Path) -> None:
    """With half of the rate as our share, half of the rate is used."""

    async def work() -> float:
        clock = VirtualClock()
        pace = Pace(clock, share=0.5, assumed=10)
        for _ in range(100):
            await pace.turn()
        return 100 / clock.monotonic()

    assert 4.5 < run_virtually(work()) <= 5.3


def test_no_window_of_a_second_is_too_full() -> None:
    """However requests come, no second holds more than the limit."""

    async def work() -> list[float]:
        clock = VirtualClock()
        pace = Pace(clock, assumed=7)
        times = []

        async def one(start: float) -> None:
            await clock.sleep(start)
            await pace.turn()
            times.append(clock.monotonic())

        await asyncio.gather(*(one(number * 0.05) for number in range(100)))
        return sorted(times)

    times = run_virtually(work())
    assert all(later - sooner >= 1.0 for sooner, later in zip(times, times[7:], strict=False))


def test_a_429_stops_everybody() -> None:
    """After a pause nobody leaves before it is over."""

    async def work() -> float:
        clock = VirtualClock()
        pace = Pace(clock, assumed=None)
        await pace.turn()
        pace.pause(5)
        await pace.turn()
        return clock.monotonic()

    assert run_virtually(work()) == 5


def test_the_crowd_adapts() -> None:
    """The number of requests under way grows while the house is full and halves when the space struggles."""

    async def work() -> tuple[int, int]:
        crowd = Crowd(start=4, most=40)

        async def one() -> None:
            async with crowd.place():
                await asyncio.sleep(0.1)
                crowd.went_well()

        await asyncio.gather(*(one() for _ in range(200)))
        grown = crowd.size
        crowd.struggled()
        return grown, crowd.size

    grown, shrunk = run_virtually(work())
    assert grown > 8
    assert shrunk == grown // 2
