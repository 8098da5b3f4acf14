"""Which front-matter keys and other sources the four dates of a page come from.

Follows https://gohugo.io/configuration/front-matter/. Does not own: reading a date (`migrate.extract.dates`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from migrate.extract.config.values import mapping, strings
from migrate.model.source import ParamMap

__all__ = ["DateRules", "read_date_rules"]

_DEFAULTS: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("date", "publishdate", "lastmod"),
    "lastmod": (":git", "lastmod", "date", "publishdate"),
    "publishdate": ("publishdate", "date"),
    "expirydate": ("expirydate",),
}
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "lastmod": ("modified",),
    "publishdate": ("pubdate", "published"),
    "expirydate": ("unpublishdate",),
}


@dataclass(frozen=True, slots=True)
class DateRules:
    """For each date, the keys and markers (``:filename``, ``:filemodtime``, ``:git``) in the order of trial."""

    date: tuple[str, ...]
    lastmod: tuple[str, ...]
    publish: tuple[str, ...]
    expiry: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The front-matter keys that hold dates."""
        return frozenset(key for key in self._every() if not key.startswith(":"))

    def uses(self, key: str) -> bool:
        """Return whether a key or a marker may date a page."""
        return key in self._every()

    def _every(self) -> tuple[str, ...]:
        return (*self.date, *self.lastmod, *self.publish, *self.expiry)


def read_date_rules(config: ParamMap) -> DateRules:
    """Return the rules of ``[frontmatter]``; Hugo's own where nothing is set."""
    found = mapping(config, "frontmatter")
    rules = {name: _expand(found, name) for name in _DEFAULTS}
    return DateRules(rules["date"], rules["lastmod"], rules["publishdate"], rules["expirydate"])


def _expand(found: ParamMap, name: str) -> tuple[str, ...]:
    order: dict[str, None] = {}
    wanted = tuple(key.lower() for key in strings(found, name)) if name in found else (":default",)
    for key in wanted:
        for each in _DEFAULTS[name] if key == ":default" else (key,):
            order.update(dict.fromkeys((each, *_ALIASES.get(each, ()))))
    return tuple(order)
