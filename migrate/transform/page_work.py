"""How the work on pages is done: the step that makes one page, and who calls it for all of them.

Owns the port through which `migrate.pipeline` spreads the work, and remembers its results. Does not own the work itself
(`entries`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from migrate.model.source import LinkTarget
from migrate.model.space import DesiredEntry
from migrate.transform.entries import transform_page
from migrate.transform.lookups import Question
from migrate.transform.page_result import PageResult
from migrate.transform.world import PageGroup, World

__all__ = ["AssetTexts", "InOrder", "PageStep", "PageWork", "Revise"]

AssetTexts = Mapping[str, tuple[str, str]]
"""Asset id → title and description that it has got from earlier pages."""


@dataclass(frozen=True, slots=True)
class PageStep:
    """`transform_page` bound to its world; a value, so that it can be sent to a process."""

    world: World

    def __call__(self, group: PageGroup, texts: AssetTexts | None = None, /) -> PageResult:
        """Return what the translations in `group` become."""
        return transform_page(self.world, group, texts)

    def traced(
        self, group: PageGroup, texts: AssetTexts | None = None
    ) -> tuple[PageResult, Mapping[Question, LinkTarget | str]]:
        """Return the same, and what was asked of the rest of the site for it."""
        self.world.trace.take()
        result = self(group, texts)
        return result, self.world.trace.take()


Revise = Callable[[PageGroup, PageResult], AssetTexts | None]
"""Takes note of the first result of a page, and says what it has to know to be made again; None when it is right.

Called once for each page, in the order of the pages: an earlier page may have called an asset otherwise.
"""


class PageWork(Protocol):
    """Does the work on pages, and keeps what comes of it."""

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup], revise: Revise) -> Iterable[PageResult]:
        """Yield the results for all of `groups`, in their order, those made again that `revise` asks for."""
        ...

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Take all entries once, in any order, and return them sorted by id."""
        ...


class InOrder:
    """One page after the other, in this process, in memory."""

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup], revise: Revise) -> Iterable[PageResult]:
        """Yield the results one by one."""
        for group in groups:
            result = step(group)
            texts = revise(group, result)
            yield result if texts is None else step(group, texts)

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Sort them."""
        return tuple(sorted(entries, key=lambda entry: entry.id))
