"""The way back: from a value in Contentful to the front-matter value that would give it.

Owns which fields have such a way, and the value that the post would have to hold. A field has one when it is read from
one front-matter key. Does not own how a value is written into a file (`migrate.extract.frontmatter.writing`), nor
whether reading it again gives the same: that is proved afterwards, by reading the site.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo

from migrate.mapping.rules import FieldRule, MappingRules
from migrate.mapping.sources import SourceWord, parse_source
from migrate.model.canonical import Json
from migrate.model.moments import parse_moment
from migrate.model.source import Param, SourcePage, SourceSite
from migrate.transform.coerce import plain_text
from migrate.transform.data_entries import build_data_items, data_names
from migrate.transform.dates import parse_date, zone_of
from migrate.transform.pages import PageIndex, build_page_index
from migrate.transform.references import ReferenceIndex, build_reference_index
from migrate.transform.subject import dig, is_set

__all__ = ["Names", "NoWayBackError", "WayBack", "build_names", "invert"]


class NoWayBackError(Exception):
    """A value cannot go back into front matter; the message is the reason, as a clause."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a post would have to hold."""

    path: tuple[str, ...]
    """Nested keys, lower-cased."""
    name: str
    """The first key as it is spelled."""
    value: Param
    date: bool
    """Whether the value is the text of a date."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is needed to call linked entries by the words that posts use."""

    pages: PageIndex
    references: ReferenceIndex
    shown: Mapping[str, Mapping[str, str]]
    """Entry id → field → text, of the entries that are linked to."""
    zones: Mapping[str, tzinfo]
    """Language → its time zone, in which dates without one are meant."""

    def of(self, entry_id: str, rule: FieldRule, page: SourcePage, old: Param, word: SourceWord) -> str:
        """Return the word for an entry: the one that the post uses already, else the entry's own name."""
        reference = rule.reference
        if reference is None or reference.match == "page":
            raise NoWayBackError("links to pages are not written back")
        for item in old if isinstance(old, Sequence) and not isinstance(old, str) else (old,):
            text = (plain_text(item) or "").strip()
            if text and self._meant(text, rule, page, word) == entry_id:
                return text
        name = self.shown.get(entry_id, {}).get(reference.by, "")
        if not name or self._meant(name, rule, page, word) != entry_id:
            raise NoWayBackError(f"it links to {entry_id}, for which posts have no word")
        return name

    def _meant(self, text: str, rule: FieldRule, page: SourcePage, word: SourceWord) -> str:
        taxonomy = word.rest[0] if word.name == "$terms" and word.rest else word.name
        for term in page.terms.get(taxonomy, ()):
            if term.text == text and (page.lang, term.path) in self.pages.ids:
                return self.pages.ids[page.lang, term.path]
        return self.references.resolve(rule.reference, text, {})[0] if rule.reference is not None else ""


def build_names(site: SourceSite, rules: MappingRules, shown: Mapping[str, Mapping[str, str]]) -> Names:
    """Return the words of posts for entries; `rules` are complete, `shown` is what linked entries hold."""
    pages = build_page_index(site, rules)
    data, _ = build_data_items(site, rules)
    zones = {language.code: zone_of(language.time_zone) for language in site.config.languages}
    return Names(pages, build_reference_index(site, rules, pages, data_names(data)), shown, zones)


def invert(rule: FieldRule, value: Json, page: SourcePage, names: Names) -> WayBack:
    """Return what `page` would have to hold for the field of `rule` to be `value`.

    Args:
        rule: the field.
        value: its value in Contentful in the locale of the page; None when the editor emptied it.
        page: the post.
        names: the words for linked entries.

    Raises:
        NoWayBackError: there is no way back.
    """
    _check(rule)
    word, path = _key(rule, page)
    old = dig(page.params.get(path[0]), path[1:])
    if isinstance(old, Mapping):
        raise NoWayBackError("the post holds a table there")
    name = page.spelling.get(path[0]) or _spelled(rule, word)
    if value is None:
        if rule.default is not None:
            raise NoWayBackError("the mapping fills the empty field with its default")
        empty: Param = [] if _is_list(old) else None
        return WayBack(path, name, empty, date=False)
    if rule.type == "Date":
        return WayBack(path, name, _date(value, old, names.zones.get(page.lang, UTC)), date=True)
    items = value if isinstance(value, list | tuple) else (value,)
    back = [_item(rule, item, page, names, old, word) for item in items]
    return WayBack(path, name, _many(rule, back, old) if rule.type == "Array" else _one(back[0], old), date=False)


def _check(rule: FieldRule) -> None:
    kind = rule.items if rule.type == "Array" else rule.type
    if rule.create_only:
        raise NoWayBackError("the mapping leaves the field to editors")
    if rule.constant is not None or not rule.source:
        raise NoWayBackError("the mapping gives it a constant")
    if any(word.name == "$body" for word in parse_source(rule.source)) or kind == "RichText":
        raise NoWayBackError("bodies and formatted text are not written back")
    if rule.link_type == "Asset":
        raise NoWayBackError("files are not written back")
    if kind not in ("Symbol", "Text", "Integer", "Number", "Boolean", "Date", "Link"):
        raise NoWayBackError(f"values of type {rule.type} are not written back")
    if rule.join:
        raise NoWayBackError("it is joined from a list")


_KEYS: Mapping[str, str] = {
    "$date": "date",
    "$description": "description",
    "$expiryDate": "expirydate",
    "$keywords": "keywords",
    "$lastmod": "lastmod",
    "$linkTitle": "linktitle",
    "$publishDate": "publishdate",
    "$slug": "slug",
    "$summary": "summary",
    "$title": "title",
    "$weight": "weight",
}
"""Source word → the front-matter key that it is, when the post has that key."""


def _key(rule: FieldRule, page: SourcePage) -> tuple[SourceWord, tuple[str, ...]]:
    """Return the alternative of the source that the post uses, or would use, and its keys."""
    ways = []
    for word in parse_source(rule.source):
        if not word.name.startswith("$"):
            ways.append((word, (word.name, *word.rest)))
        elif word.name == "$terms":
            ways.append((word, word.rest))
        elif _KEYS.get(word.name, "") in page.params:
            ways.append((word, (_KEYS[word.name],)))
    for word, path in ways:
        if is_set(dig(page.params.get(path[0]), path[1:])):
            return word, path
    if not ways:
        raise NoWayBackError(f"it is made from {rule.source.strip()}, which the post has no key for")
    return ways[0]


def _spelled(rule: FieldRule, word: SourceWord) -> str:
    """Return a key as the mapping spells it."""
    for part in rule.source.split("|"):
        first = part.strip().partition(".")[0]
        if first.lower() == word.name:
            return first
    return word.rest[0] if word.name == "$terms" else _KEYS.get(word.name, word.name)


def _item(rule: FieldRule, item: Json, page: SourcePage, names: Names, old: Param, word: SourceWord) -> Param:
    if isinstance(item, Mapping):
        link = item.get("sys")
        if not isinstance(link, Mapping) or rule.reference is None:
            raise NoWayBackError("it is no plain value")
        return names.of(str(link.get("id")), rule, page, old, word)
    if isinstance(item, list | tuple) or item is None:
        raise NoWayBackError("it is no plain value")
    if rule.lookup is None:
        return item
    keys = [key for key, held in rule.lookup.table.items() if held == item]
    if len(keys) > 1:
        raise NoWayBackError("several words of the mapping's table mean this value")
    if not keys and rule.lookup.default is not None:
        raise NoWayBackError("no word of the mapping's table means this value")
    return keys[0] if keys else item


def _many(rule: FieldRule, items: list[Param], old: Param) -> Param:
    if rule.split and any(isinstance(item, str) and (rule.split in item or item != item.strip()) for item in items):
        raise NoWayBackError(f"a value has {rule.split!r} in it, at which the mapping splits")
    if isinstance(old, str) and rule.split:
        spaced = f"{rule.split} " in old or rule.split not in old.strip()
        return (rule.split + (" " if spaced else "")).join(str(item) for item in items)
    if old is not None and not _is_list(old) and len(items) == 1:
        return items[0]
    return items


def _one(item: Param, old: Param) -> Param:
    if _is_list(old):
        raise NoWayBackError("the post holds a list there, and the field one value")
    return item


def _is_list(value: Param) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d\s*\Z")


def _date(value: Json, old: Param, zone: tzinfo) -> str:
    """Return a date as Hugo reads it, in the zone that the post speaks of.

    Where the post names no offset it gets none, for its dates are meant in the zone of the site. An offset that the
    editor chose stays; UTC, in which machines write, becomes the offset of the post.
    """
    moment = parse_moment(value)
    if moment is None or not isinstance(value, str):
        raise NoWayBackError("it is no date")
    if _DAY.match(value):
        return value.strip()
    before = parse_date(old, _UNNAMED)
    if before is not None and before.tzinfo is _UNNAMED:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    elif before is not None and not moment.utcoffset():
        moment = moment.astimezone(before.tzinfo)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


_UNNAMED = timezone(timedelta(0), "unnamed")
"""Stands for the zone of a date that names none."""
