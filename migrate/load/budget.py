"""A budget of bytes that tasks share, so that many large files do not meet in memory.

Owns the waiting. Those who wait are served in the order in which they came.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Budget"]


class Budget:
    """So many bytes at the same time; who wants more than there are gets all of them, alone."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free = size
        self._queue = asyncio.Lock()
        self._returned = asyncio.Event()

    @asynccontextmanager
    async def part(self, wanted: int) -> AsyncIterator[None]:
        """Hold a part of the budget."""
        part = min(wanted, self._size)
        async with self._queue:
            while self._free < part:
                self._returned.clear()
                await self._returned.wait()
            self._free -= part
        try:
            yield
        finally:
            self._free += part
            self._returned.set()
