"""What the fields of an entry are read from: a page, an entry of ``data/``, or a bare value.

Owns the meaning of source words (`migrate.mapping.sources`). Does not own what becomes of the values (`fields`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple, Protocol, TypeAlias
from urllib.parse import unquote

from migrate.mapping.sources import HANDLED_KEYS, SourceWord
from migrate.model.quick import quick
from migrate.model.source import Kind, Param, ParamMap, SourcePage, SourceSite
from migrate.transform.dates import zone_of

__all__ = ["DataSubject", "PageSubject", "Place", "Subject", "dig", "is_set"]


class Place(NamedTuple):
    """Where a value stands, for findings."""

    source: str
    line: int


class Subject(Protocol):
    """Something that has values."""

    def value(self, word: SourceWord) -> Param:
        """Return the value that `word` names; None when there is none."""
        ...

    def place(self, word: SourceWord) -> Place:
        """Return where that value stands."""
        ...

    @property
    def zone(self) -> tzinfo:
        """The time zone of dates without one."""
        ...


def is_set(value: Param) -> bool:
    """Tell whether somebody wrote a value: not null, not blank text, not a list of nothing else, not an empty map."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (bool, int, float, datetime)):
        return True
    if isinstance(value, (list, tuple)):
        return any(map(is_set, value))
    return bool(value)


def dig(value: Param, keys: Iterable[str]) -> Param:
    """Return what stands under nested `keys`, in any spelling; None when there is nothing."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        if key in value:
            value = value[key]
            continue
        folded = [name for name in value if name.lower() == key.lower()]
        value = value[folded[0]] if folded else None
    return value


_PageReader: TypeAlias = Callable[["PageSubject", SourceWord], Param]

_PAGE_VALUES: Mapping[str, _PageReader] = {
    "$aliases": lambda s, _: s.page.aliases,
    "$date": lambda s, _: s.page.date,
    "$description": lambda s, _: s.page.description or None,
    "$draft": lambda s, _: s.page.draft,
    "$expiryDate": lambda s, _: s.page.expiry_date,
    "$images": lambda s, _: s.files("image"),
    "$keywords": lambda s, _: s.page.keywords,
    "$kind": lambda s, _: s.page.kind.value,
    "$lang": lambda s, _: s.page.lang,
    "$lastmod": lambda s, _: s.page.lastmod,
    "$layout": lambda s, _: s.page.layout or None,
    "$linkTitle": lambda s, _: s.page.link_title or None,
    "$menus": lambda s, _: s.page.params.get("menus", s.page.params.get("menu")),
    "$params": lambda s, _: {
        s.page.spelling.get(key, key): value
        for key, value in s.page.params.items()
        if key not in s.taken and key not in HANDLED_KEYS and is_set(value)
    },
    "$parent": lambda s, _: s.page.parent or ("/" if s.page.path != "/" else None),
    "$path": lambda s, _: s.page.path,
    "$permalink": lambda s, _: s.page.permalink or None,
    "$publishDate": lambda s, _: s.page.publish_date,
    "$resources": lambda s, _: s.files(""),
    "$section": lambda s, _: s.page.section or None,
    "$slug": lambda s, _: s.slug,
    "$source": lambda s, _: s.page.source or None,
    "$summary": lambda s, _: s.page.summary or None,
    "$terms": lambda s, word: tuple(term.text for term in s.page.terms.get(word.rest[0], ())),
    "$title": lambda s, _: s.page.title or None,
    "$type": lambda s, _: s.page.type or None,
    "$url": lambda s, _: s.page.rel_permalink or None,
    "$value": lambda s, _: s.name or s.page.title or None,
    "$key": lambda s, _: s.page.base_name or None,
    "$weight": lambda s, _: s.page.weight,
}
"""``$`` word → value. ``$body`` is not here: it is no value but a stream."""


@quick
@dataclass(frozen=True, slots=True)
class PageSubject:
    """A page as the source of fields."""

    site: SourceSite
    page: SourcePage
    taken: frozenset[str] = frozenset()
    """Front-matter keys that a field takes, which ``$params`` leaves out."""
    name: str = ""
    """For a term: the first author's spelling."""

    @property
    def slug(self) -> str:
        """The last step of the URL; what stands for the page when it has none."""
        if self.page.kind is Kind.HOME:
            return "home"
        steps = unquote(self.page.rel_permalink).strip("/").split("/")
        last = steps[-1].removesuffix(".html") if steps[-1] != "index.html" else (steps[-2] if len(steps) > 1 else "")
        return last or self.page.slug or self.page.base_name or self.page.path.strip("/").rpartition("/")[2]

    def files(self, kind: str) -> tuple[ParamMap, ...]:
        """Return the files of the bundle as tables of ``src`` and ``title``; `kind` "" means all but pages."""
        folder = self.page.source.rpartition("/")[0] + "/"
        return tuple(
            {
                "src": held.path.removeprefix(folder) if held.path.startswith(folder) else held.name,
                # A resource without metadata is titled by its own file name, which is no text that somebody wrote.
                "alt": held.title if held.title not in (held.name, held.path) else "",
            }
            for held in self.page.resources
            if (held.type == kind if kind else held.type != "page")
        )

    @property
    def zone(self) -> tzinfo:
        """The time zone of the page's language."""
        return zone_of(next((lang.time_zone for lang in self.site.config.languages if lang.code == self.page.lang), ""))

    def value(self, word: SourceWord) -> Param:
        """Return the value that `word` names; None when there is none."""
        if word.name.startswith("$"):
            return _PAGE_VALUES[word.name](self, word)
        return dig(self.page.params.get(word.name), word.rest)

    def place(self, word: SourceWord) -> Place:
        """Return where that value stands."""
        return Place(self.page.source, self.page.key_lines.get(word.name.removeprefix("$").lower(), 0))


@dataclass(frozen=True, slots=True)
class DataSubject:
    """An entry of ``data/``, a menu item, or the value of a reference, as the source of fields."""

    values: ParamMap
    key: str
    """What ``$key`` gives: file name or key of the map."""
    name: str
    """What ``$value`` gives: the value by which the entry is referred to."""
    slug: str
    source: str
    zone: tzinfo
    taken: frozenset[str] = frozenset()
    """Keys that a field takes, which ``$params`` leaves out."""

    def value(self, word: SourceWord) -> Param:
        """Return the value that `word` names; None when there is none, as for words about pages."""
        match word.name:
            case "$key":
                return self.key or None
            case "$value" | "$title":
                return self.name or None
            case "$slug":
                return self.slug or None
            case "$params":
                return {key: held for key, held in self.values.items() if key.lower() not in self.taken}
            case _:
                return None if word.name.startswith("$") else dig(self.values, (word.name, *word.rest))

    def place(self, word: SourceWord) -> Place:
        """Return where that value stands."""
        return Place(self.source, 0)
