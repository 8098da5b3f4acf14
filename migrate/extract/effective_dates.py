"""The four dates of a page, by the order of trial that the configuration sets.

Owns: which key, file name, file time or commit gives which date. Does not own: reading a value (`dates`).
Follows https://gohugo.io/configuration/front-matter/#dates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from migrate.extract.config import DateRules
from migrate.extract.dates import date_from_name, is_zero_date, parse_date
from migrate.model.quick import quick
from migrate.model.source import Param, ParamMap

__all__ = ["DateReading", "DateSources", "PageDates", "read_dates"]


@quick
@dataclass(frozen=True, slots=True)
class DateSources:
    """What besides the values of a page may date it."""

    base_name: str
    zone: tzinfo
    json: bool
    modified: Callable[[], datetime | None]
    """Time of the last change of the file."""
    committed: Callable[[], datetime | None]
    """Author date of the last commit of the file; None without git information."""


@quick
@dataclass(frozen=True, slots=True)
class PageDates:
    """The dates of a page."""

    date: datetime | None
    lastmod: datetime | None
    publish: datetime | None
    expiry: datetime | None


@quick
@dataclass(frozen=True, slots=True)
class DateReading:
    """The dates of a page and what reading them found out."""

    dates: PageDates
    parsed: Mapping[str, Param]
    """Front-matter keys whose values were read as dates, with the dates."""
    refused: tuple[str, ...]
    """Keys with values that are no dates."""
    slug: str
    """The rest of the file name after its date, where that date was used; else ""."""


@dataclass(slots=True)
class _Reading:
    """The values of one page while its dates are read: a date found for one key serves the next ones."""

    params: ParamMap
    sources: DateSources
    parsed: dict[str, Param] = field(default_factory=dict)
    implied: dict[str, datetime] = field(default_factory=dict)
    refused: dict[str, None] = field(default_factory=dict)
    slug: str = ""

    def first(self, name: str, order: tuple[str, ...]) -> datetime | None:
        for key in order:
            found = self._try(key)
            if found is not None:
                if name not in self.params:
                    self.implied.setdefault(name, found)
                return None if is_zero_date(found) else found
        return None

    def _try(self, key: str) -> datetime | None:
        match key:
            case ":filename":
                return self._from_name()
            case ":filemodtime":
                return self.sources.modified()
            case ":git":
                return self.sources.committed()
            case _:
                return self._from_key(key)

    def _from_name(self) -> datetime | None:
        found = date_from_name(self.sources.base_name, self.sources.zone)
        if found is None:
            return None
        self.slug = found[1]
        return found[0]

    def _from_key(self, key: str) -> datetime | None:
        value = self.params.get(key, self.implied.get(key))
        if value is None or value == "":
            return None
        known = self.parsed.get(key)
        if isinstance(known, datetime):
            return known
        if key in self.refused:
            return None
        if key in self.implied and key not in self.params:
            return self.implied[key]
        found = parse_date(value, self.sources.zone, json=self.sources.json)
        if found is None:
            self.refused[key] = None
        else:
            self.parsed[key] = found
        return found


def read_dates(params: ParamMap, rules: DateRules, sources: DateSources) -> DateReading:
    """Return the dates of a page with the effective values `params`, keys in lower case."""
    reading = _Reading(params, sources)
    # The order matters: each date may serve the next ones.
    dates = PageDates(
        date=reading.first("date", rules.date),
        lastmod=reading.first("lastmod", rules.lastmod),
        publish=reading.first("publishdate", rules.publish),
        expiry=reading.first("expirydate", rules.expiry),
    )
    return DateReading(
        dates if dates != _NO_DATES else _NO_DATES,
        reading.parsed,
        tuple(reading.refused),
        "" if "slug" in params else reading.slug,
    )


_NO_DATES = PageDates(None, None, None, None)
