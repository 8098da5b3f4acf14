"""Dates of lists: home, sections, taxonomies and terms without dates take the newest ones of what they hold.

Owns: passing dates upwards. Does not own: the dates of single pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

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
        self.date = _later(self.date, dates.date)
        self.lastmod = _later(self.lastmod, dates.lastmod)
        if dates.publish is not None and dates.publish < now:
            self.publish = _later(self.publish, dates.publish)


def inherit_dates(
    pages: Iterable[tuple[PageSeed, PageDates]], members: Mapping[Place, Iterable[Place]], now: datetime
) -> dict[Place, PageDates]:
    """Return the dates of all pages, with those of lists completed.

    Args:
        pages: all pages with their own dates, sorted by path.
        members: term page → pages that name the term.
        now: dates of publication after it do not count.

    """
    seeds = list(pages)
    result = {(seed.path, seed.lang): dates for seed, dates in seeds}
    lists = {
        (s.path, s.lang): _Newest() for s, d in seeds if s.is_branch and s.kind is not Kind.TERM and _is_undated(d)
    }
    for seed, dates in seeds:
        if seed.kind is Kind.TERM or _is_undated(dates):
            continue
        for path in parent_paths(seed.path):
            newest = lists.get((path, seed.lang))
            if newest is not None:
                newest.see(dates, now)
    _settle(result, lists)
    terms = {(s.path, s.lang): _Newest() for s, d in seeds if s.kind is Kind.TERM and _is_undated(d)}
    taxonomies = {
        (s.path, s.lang): _Newest() for s, _ in seeds if s.kind is Kind.TAXONOMY and _is_undated(result[s.path, s.lang])
    }
    for seed, dates in seeds:
        if seed.kind is not Kind.TERM:
            continue
        place = (seed.path, seed.lang)
        lists_above = [terms.get(place), *(taxonomies.get((path, seed.lang)) for path in parent_paths(seed.path))]
        named_by = (result[member] for member in members.get(place, ()))
        for each in (*named_by, dates):
            for newest in lists_above:
                if newest is not None:
                    newest.see(each, now)
    _settle(result, terms)
    _settle(result, taxonomies)
    return result


def _settle(result: dict[Place, PageDates], lists: Mapping[Place, _Newest]) -> None:
    for place, newest in lists.items():
        own = result[place]
        result[place] = PageDates(newest.date, newest.lastmod, newest.publish, None, own.parsed, own.refused, own.slug)


def _is_undated(dates: PageDates) -> bool:
    return dates.date is None and dates.lastmod is None and dates.publish is None and dates.expiry is None


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return other if other > one else one
