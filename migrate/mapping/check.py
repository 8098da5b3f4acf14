"""A mapping against the site it is for: names that the site does not know are nearly always misspelt.

Owns the checks that need the site. Does not own those within the file (`compile`).
"""

from collections.abc import Iterator

from migrate.errors import MappingError, Problem
from migrate.mapping.problems import did_you_mean
from migrate.mapping.rules import ContentTypeRule, MappingRules
from migrate.mapping.sources import parse_source
from migrate.model.source import SourceSite

__all__ = ["check_mapping"]

_HUGO_KEYS = frozenset(
    {
        "aliases", "cascade", "date", "description", "draft", "expirydate", "keywords", "lastmod", "layout",
        "linktitle", "menu", "menus", "modified", "params", "pubdate", "publishdate", "published", "resources", "slug",
        "summary",
        "title", "type", "unpublishdate", "url", "weight",
    }
)  # fmt: skip
"""Keys that Hugo gives a meaning to: a site may have none of them yet."""


def check_mapping(rules: MappingRules, site: SourceSite) -> None:
    """Check that the languages and front-matter keys that `rules` names exist in `site`.

    Raises:
        MappingError: with one problem for each name that does not.

    """
    problems = (*_languages(rules, site), *_keys(rules, site))
    if problems:
        raise MappingError(problems)


def _languages(rules: MappingRules, site: SourceSite) -> Iterator[Problem]:
    known = {language.code for language in site.config.languages}
    for code in rules.languages:
        if code not in known:
            yield Problem(f"the site has no language '{code}'", rules.source, did_you_mean(code, known))


def _keys(rules: MappingRules, site: SourceSite) -> Iterator[Problem]:
    wanted = [
        (rule.source, word.name, rule.where)
        for content_type in rules.content_types
        if content_type.match is not None
        for rule in content_type.fields
        if not rule.optional and rule.source
        for word in parse_source(rule.source)[:1]
        if not word.name.startswith("$") and word.name not in _HUGO_KEYS and not _alternative(rule.source)
    ]
    wanted += [(key, key.partition(".")[0], held.where) for held, key in _conditions(rules)]
    if not wanted or not any(page.source for page in site.pages):
        # A site without any content file is no evidence of a misspelling; the safety rails deal with it.
        return
    known: set[str] = set()
    spellings: dict[str, str] = {}
    for page in site.pages:
        known.update(page.params)
        spellings.update(page.spelling)
    known.update(site.config.taxonomies)
    for source, name, where in wanted:
        if name not in known:
            names = {spellings.get(key, key) for key in known}
            hint = did_you_mean(source.partition(".")[0], names) if len(names) < 40 else _near(source, names)
            yield Problem(f"no page of the site has the front-matter key '{source}'", where, hint)


def _near(source: str, names: set[str]) -> str:
    hint = did_you_mean(source.partition(".")[0], names)
    return hint if hint.startswith("Did") else "Run `migrate scan SITE` to see its keys, or write `optional`"


def _alternative(source: str) -> bool:
    return "|" in source


def _conditions(rules: MappingRules) -> Iterator[tuple[ContentTypeRule, str]]:
    for held in rules.content_types:
        for key in held.match.where if held.match is not None else ():
            yield held, key
