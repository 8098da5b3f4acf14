"""The budget of bytes that files share."""

import asyncio

from migrate.load.budget import Budget
from tests.faults.bench import run_virtually


def test_no_more_than_the_budget_is_held() -> None:
    """However many large files wait, those held at once fit the budget, and one that is too large is held alone."""
    held, most = 0, 0

    async def one(budget: Budget, size: int) -> None:
        nonlocal held, most
        async with budget.part(size):
            held += size
            most = max(most, held)
            await asyncio.sleep(1)
            held -= size

    async def work() -> None:
        budget = Budget(100)
        await asyncio.gather(*(one(budget, size) for size in (60, 50, 40, 30, 500, 20)))

    run_virtually(work())
    assert most == 500


def test_everybody_is_served() -> None:
    """Nobody waits for ever, in whatever order parts come back."""

    async def work() -> float:
        budget = Budget(10)

        async def one(size: int) -> None:
            async with budget.part(size):
                await asyncio.sleep(1)

        await asyncio.gather(*(one(size) for size in (10, 1, 10, 5, 5, 0)))
        return asyncio.get_running_loop().time()

    assert run_virtually(work()) == 4
