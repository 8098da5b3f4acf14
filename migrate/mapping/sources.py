"""The words with which a field names its source: front-matter keys and the ``$`` names of the page itself.

Owns the list of ``$`` names and the grammar of a source. Does not own how a value is fetched (`migrate.transform`).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from migrate.mapping.problems import did_you_mean

__all__ = ["HANDLED_KEYS", "PAGE_SOURCES", "SourceWord", "parse_source", "source_problem"]

PAGE_SOURCES: Mapping[str, str] = {
    "$aliases": "old paths that redirect to the page",
    "$body": "the body: Rich Text, or Markdown for a Text field",
    "$date": "the date, by Hugo's order of keys",
    "$description": "the description",
    "$draft": "true for a draft",
    "$expiryDate": "when the page goes away",
    "$images": "the images of the page bundle, in order",
    "$key": "file name or key of a data entry",
    "$keywords": "the keywords",
    "$kind": "page, home, section, taxonomy or term",
    "$lang": "Hugo's language code",
    "$lastmod": "when the page was last changed",
    "$layout": "the layout",
    "$linkTitle": "the short title",
    "$menus": "the menus that the page stands in",
    "$params": "every front-matter key that no other field takes, as an Object",
    "$parent": "the page of the section that the page stands in",
    "$path": "Hugo's path, such as /posts/my-post",
    "$permalink": "the absolute URL",
    "$publishDate": "when the page appears",
    "$resources": "all files of the page bundle, in order",
    "$section": "the first part of the path",
    "$slug": "the last part of the URL",
    "$source": "the content file",
    "$summary": "the summary: the field, else the text before the divider",
    "$terms": "terms of a taxonomy: $terms.tags",
    "$title": "the title",
    "$type": "Hugo's type",
    "$url": "the path of the URL",
    "$value": "the value from which an entry is made (author, tag)",
    "$weight": "the weight",
}
"""``$`` name → what it stands for."""
HANDLED_KEYS: frozenset[str] = frozenset(
    {
        "_build", "_merge", "_target", "aliases", "build", "cascade", "contentfulid", "draft", "headless",
        "iscjklanguage", "markup", "params", "slug", "translationkey", "url",
    }
)  # fmt: skip
"""Keys whose whole effect is in the entry whether a field takes them or not: state, URL, redirects, language."""
_WITH_PART = frozenset({"$terms"})


class SourceWord(NamedTuple):
    """One alternative of a source: its first word and the dotted rest."""

    name: str
    """A ``$`` name, or the lower-cased front-matter key."""
    rest: tuple[str, ...]
    """The lower-cased nested keys, or the taxonomy of ``$terms``."""


@lru_cache(maxsize=4096)
def parse_source(source: str) -> tuple[SourceWord, ...]:
    """Return the alternatives of a source such as ``summary | description`` or ``cover.image``."""
    words = []
    for part in source.split("|"):
        first, *rest = part.strip().split(".")
        name = first if first.startswith("$") else first.lower()
        words.append(SourceWord(name, tuple(key.lower() for key in rest)))
    return tuple(words)


def source_problem(source: str) -> tuple[str, str] | None:
    """Return what is wrong with a source and what to do about it, None when it is well formed."""
    for word in parse_source(source):
        if not word.name:
            return f"'{source}' names no front-matter key", "Write the key, such as from: subtitle"
        if not word.name.startswith("$"):
            continue
        if word.name not in PAGE_SOURCES:
            return f"there is no source '{word.name}'", did_you_mean(word.name, PAGE_SOURCES)
        if word.name in _WITH_PART and len(word.rest) != 1:
            return f"'{word.name}' needs one taxonomy", "Write $terms.tags"
        if word.rest and word.name not in _WITH_PART:
            return f"'{word.name}' has no parts", f"Write {word.name}"
    return None
