"""How the work on pages is done: the step that makes one page, and who calls it for all of them.

Owns the port through which `migrate.pipeline` spreads the work, and remembers its results. Does not own the work itself
(`entries`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from migrate.model.source import LinkTarget
from migrate.model.space import DesiredEntry
from migrate.transform.entries import transform_page
from migrate.transform.lookups import Question
from migrate.transform.page_result import PageResult
from migrate.transform.world import PageGroup, World

__all__ = ["AssetTexts", "InOrder", "PageStep", "PageWork"]

AssetTexts = Mapping[str, tuple[str, str]]
"""Asset id → title and description that it has got from earlier pages."""


@dataclass(frozen=True, slots=True)
class PageStep:
    """`transform_page` bound to its world; a value, so that it can be sent to a process."""

    world: World

    def __call__(self, group: PageGroup, texts: AssetTexts | None = None) -> PageResult:
        """Return what the translations in `group` become."""
        return transform_page(self.world, group, texts)

    def traced(
        self, group: PageGroup, texts: AssetTexts | None = None
    ) -> tuple[PageResult, Mapping[Question, LinkTarget | str]]:
        """Return the same, and what was asked of the rest of the site for it."""
        self.world.trace.take()
        result = self(group, texts)
        return result, self.world.trace.take()


class PageWork(Protocol):
    """Does the work on pages, and keeps what comes of it."""

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup]) -> Iterable[PageResult]:
        """Yield the results for all of `groups`, in their order."""
        ...

    def again(self, step: PageStep, group: PageGroup, texts: AssetTexts) -> PageResult:
        """Return the result for a page that has to know what earlier pages called its assets."""
        ...

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Take all entries once, in any order, and return them sorted by id."""
        ...


class InOrder:
    """One page after the other, in this process, in memory."""

    def map_pages(self, step: PageStep, groups: Sequence[PageGroup]) -> Iterable[PageResult]:
        """Yield the results one by one."""
        return map(step, groups)

    def again(self, step: PageStep, group: PageGroup, texts: AssetTexts) -> PageResult:
        """Make the page."""
        return step(group, texts)

    def collect(self, entries: Iterable[DesiredEntry]) -> Sequence[DesiredEntry]:
        """Sort them."""
        return tuple(sorted(entries, key=lambda entry: entry.id))
