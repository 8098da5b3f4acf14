"""Dates of lists: home, sections, taxonomies and terms without dates take the newest ones of what they hold.

Owns: passing dates upwards. Does not own: the dates of single pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from migrate.extract.effective_dates import PageDates
from migrate.extract.pages import PageSeed, parent_paths
from migrate.model.source import Kind

__all__ = ["Place", "inherit_dates"]

Place = tuple[str, str]
"""Path and language."""


@dataclass(slots=True)
class _Newest:
    """The newest dates seen so far."""

    date: datetime | None = None
    lastmod: datetime | None = None
    publish: datetime | None = None

    def see(self, dates: PageDates, now: datetime) -> None:
        # Without a call each: this is asked for every page and every list above it.
        date, lastmod, publish = dates.date, dates.lastmod, dates.publish
        if date is not None and (self.date is None or date > self.date):
            self.date = date
        if lastmod is not None and (self.lastmod is None or lastmod > self.lastmod):
            self.lastmod = lastmod
        if publish is not None and (self.publish is None or publish > self.publish) and publish < now:
            self.publish = publish

    def dates(self) -> PageDates:
        return PageDates(self.date, self.lastmod, self.publish, None)


def inherit_dates(
    pages: Sequence[tuple[PageSeed, PageDates]], members: Mapping[Place, Sequence[int]], now: datetime
) -> dict[Place, PageDates]:
    """Return the dates of the lists that have none of their own.

    Args:
        pages: all pages with their own dates, sorted by path.
        members: term page → positions in `pages` of the pages that name the term.
        now: dates of publication after it do not count.

    """
    lists = {_place(s): _Newest() for s, d in pages if s.is_branch and s.kind is not Kind.TERM and _is_undated(d)}
    above: dict[Place, tuple[_Newest, ...]] = {}
    for seed, dates in pages:
        if seed.kind is not Kind.TERM and not _is_undated(dates):
            for newest in _lists_above(seed.path, seed.lang, lists, above):
                newest.see(dates, now)
    result = {place: newest.dates() for place, newest in lists.items()}
    terms = [(seed, dates) for seed, dates in pages if seed.kind is Kind.TERM]
    late = {_place(seed): _Newest() for seed, dates in terms if _is_undated(dates)}
    for seed, _ in pages:
        if seed.kind is Kind.TAXONOMY and _is_undated(result.get(_place(seed), _DATED)):
            late[_place(seed)] = _Newest()
    for seed, dates in terms:
        named_by = (pages[position] for position in members.get(_place(seed), ()))
        for each in (*(result.get(_place(page), own) for page, own in named_by), dates):
            for path in (seed.path, *parent_paths(seed.path)):
                undated = late.get((path, seed.lang))
                if undated is not None:
                    undated.see(each, now)
    result.update((place, newest.dates()) for place, newest in late.items())
    return result


_DATED = PageDates(None, None, None, datetime.max.replace(tzinfo=UTC))


def _place(seed: PageSeed) -> Place:
    return (seed.path, seed.lang)


def _lists_above(
    path: str, lang: str, lists: Mapping[Place, _Newest], known: dict[Place, tuple[_Newest, ...]]
) -> tuple[_Newest, ...]:
    """Return the undated lists on the way from `path` to home; pages of one folder share the answer."""
    if path == "/":
        return ()
    parent = path.rpartition("/")[0] or "/"
    found = known.get((parent, lang))
    if found is None:
        own = lists.get((parent, lang))
        found = _lists_above(parent, lang, lists, known)
        found = found if own is None else (own, *found)
        known[parent, lang] = found
    return found


def _is_undated(dates: PageDates) -> bool:
    return dates.date is None and dates.lastmod is None and dates.publish is None and dates.expiry is None
