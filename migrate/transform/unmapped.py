"""Keys of front matter, data and menus that no field takes: which they are, so that nothing is left out in silence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migrate.mapping.rules import ContentTypeRule, FieldRule
from migrate.mapping.sources import HANDLED_KEYS, parse_source
from migrate.model.source import SourcePage
from migrate.transform.subject import DataSubject, is_set

__all__ = ["UnmappedKey", "taken_keys", "unmapped_keys", "unmapped_values"]

_STATE_KEYS = frozenset({"expirydate", "pubdate", "publishdate", "published", "type", "unpublishdate"})
"""Keys that are heard without a field: they decide the state of the entry or its content type."""
_KEYS_OF_WORDS: Mapping[str, tuple[str, ...]] = {
    "$date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "$lastmod": ("lastmod", "modified"),
    "$menus": ("menu", "menus"),
    "$linkTitle": ("linktitle",),
    "$images": ("resources",),
    "$resources": ("resources",),
}


@dataclass(frozen=True, slots=True)
class UnmappedKey:
    """A key that no field takes."""

    key: str
    """As the author wrote it."""
    content_type: str
    source: str
    line: int
    holder: str = "page"
    """What has the key, for people."""


def taken_keys(fields: Iterable[FieldRule]) -> frozenset[str]:
    """Return the front-matter keys that the fields of a type take."""
    keys: set[str] = set()
    for rule in fields:
        for word in parse_source(rule.source) if rule.source else ():
            if word.name == "$terms":
                keys.add(word.rest[0])
            elif word.name.startswith("$"):
                keys.update(_KEYS_OF_WORDS.get(word.name, (word.name[1:].lower(),)))
            else:
                keys.add(word.name)
    return frozenset(keys)


def unmapped_keys(page: SourcePage, content_type: ContentTypeRule, taken: frozenset[str]) -> Iterator[UnmappedKey]:
    """Yield the keys that the author of `page` wrote and that neither a field nor Hugo's own rules hear."""
    if "params" in taken:
        return
    for key, value in page.params.items():
        if key in taken or key in HANDLED_KEYS or key in _STATE_KEYS or not is_set(value) or key not in page.key_lines:
            continue
        yield UnmappedKey(page.spelling.get(key, key), content_type.id, page.source, page.key_lines[key])


def unmapped_values(subject: DataSubject, content_type: str) -> Iterator[UnmappedKey]:
    """Yield the keys of data, of a menu item or of a value that no field takes; the one that names it is heard."""
    if "params" in subject.taken:
        return
    for key, value in subject.values.items():
        if key.lower() not in subject.taken and is_set(value) and value not in (subject.name, subject.key):
            yield UnmappedKey(key, content_type, subject.source, 0, "entry")
