"""Dates of lists: home, sections, taxonomies and terms without dates take the newest ones of what they hold.

Owns: passing dates upwards. Does not own: the dates of single pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from migrate.extract.effective_dates import PageDates
from migrate.extract.pages import PageSeed, parent_paths
from migrate.model.source import Kind

__all__ = ["Place", "inherit_dates"]

Place = tuple[str, str]
"""Path and language."""


_NO_DATE = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Newest:
    """The newest dates seen so far; those before Hugo's "no date", which a zone may make of the year 1, are none."""

    date: datetime = _NO_DATE
    lastmod: datetime = _NO_DATE
    publish: datetime = _NO_DATE

    def see(self, dates: PageDates, now: datetime) -> None:
        # Without a call each: this is asked for every page and every list above it.
        date, lastmod, publish = dates.date, dates.lastmod, dates.publish
        if date is not None and date > self.date:
            self.date = date
        if lastmod is not None and lastmod > self.lastmod:
            self.lastmod = lastmod
        if publish is not None and publish > self.publish and publish < now:
            self.publish = publish

    def dates(self) -> PageDates:
        return PageDates(_known(self.date), _known(self.lastmod), _known(self.publish), None)


def _known(date: datetime) -> datetime | None:
    return None if date is _NO_DATE else date


def inherit_dates(
    pages: Sequence[tuple[PageSeed, PageDates]], members: Mapping[Place, Sequence[int]], now: datetime
) -> dict[Place, PageDates]:
    """Return the dates of the lists that have none of their own.

    Args:
        pages: all pages with their own dates, sorted by path.
        members: term page → positions in `pages` of the pages that name the term.
        now: dates of publication after it do not count.

    """
    branches = [(seed, dates) for seed, dates in pages if seed.is_branch]
    lists = {_place(s): _Newest() for s, d in branches if s.kind is not Kind.TERM and _is_undated(d)}
    for (folder, lang), newest in _by_folder(pages, now).items():
        _pass_up(newest, (folder, *parent_paths(folder)), lang, lists, now)
    result = {place: newest.dates() for place, newest in lists.items()}
    terms = [(seed, dates) for seed, dates in branches if seed.kind is Kind.TERM]
    late = {_place(seed): _Newest() for seed, dates in terms if _is_undated(dates)}
    for seed, _ in branches:
        if seed.kind is Kind.TAXONOMY and _is_undated(result.get(_place(seed), _DATED)):
            late[_place(seed)] = _Newest()
    for seed, dates in terms:
        above = tuple(parent_paths(seed.path))
        held = [dates]
        for position in members.get(_place(seed), ()):
            page, own = pages[position]
            found = result.get(_place(page), own) if page.is_branch else own
            if page.kind is Kind.HOME:
                # Hugo shows it to the taxonomy, and not to the term that it names.
                _pass_up(found, above, seed.lang, late, now)
            else:
                held.append(found)
        _pass_up(_newest(held, now), (seed.path, *above), seed.lang, late, now)
    result.update((place, newest.dates()) for place, newest in late.items())
    return result


_DATED = PageDates(None, None, None, datetime.max.replace(tzinfo=UTC))


def _newest(seen: Iterable[PageDates], now: datetime) -> PageDates:
    newest = _Newest()
    for dates in seen:
        newest.see(dates, now)
    return newest.dates()


def _pass_up(
    newest: PageDates, paths: Iterable[str], lang: str, undated: Mapping[Place, _Newest], now: datetime
) -> None:
    """Show dates to the lists at `paths` that have none."""
    for path in paths:
        held = undated.get((path, lang))
        if held is not None:
            held.see(newest, now)


def _place(seed: PageSeed) -> Place:
    return (seed.path, seed.lang)


def _by_folder(pages: Sequence[tuple[PageSeed, PageDates]], now: datetime) -> Mapping[Place, PageDates]:
    """Return the newest dates of the pages right in each folder: most pages stand in few folders."""
    folders: dict[Place, list[PageDates]] = {}
    for seed, dates in pages:
        if seed.kind is not Kind.TERM and seed.path != "/":
            folders.setdefault((seed.path.rpartition("/")[0] or "/", seed.lang), []).append(dates)
    return {place: _newest(held, now) for place, held in folders.items()}


def _is_undated(dates: PageDates) -> bool:
    return dates.date is None and dates.lastmod is None and dates.publish is None and dates.expiry is None
