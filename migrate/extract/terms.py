"""Taxonomies: which terms the pages name, and the term pages that Hugo makes for them.

Owns: merging of spellings, term pages without a file. Does not own: titles and URLs.
Follows https://gohugo.io/content-management/taxonomies/.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from migrate.extract.coerce import to_terms
from migrate.extract.config import LanguageRules
from migrate.extract.content import path_key
from migrate.extract.fields import PageFields
from migrate.extract.fronts import EMPTY_FRONT
from migrate.extract.pages import PageSeed
from migrate.model.quick import quick
from migrate.model.source import BundleType, Kind

__all__ = ["TermUse", "find_terms", "plant_terms", "term_name"]


@quick
@dataclass(frozen=True, slots=True)
class TermUse:
    """A page names a term."""

    taxonomy: str
    """Plural, as configured."""
    text: str
    path: str


def find_terms(fields: PageFields, rules: LanguageRules, shared: dict[object, TermUse]) -> tuple[TermUse, ...]:
    """Return the terms that a page names, each once, in the order written.

    Args:
        fields: the page.
        rules: the configuration of its language.
        shared: uses found so far, so that equal ones are one object; completed by this call.

    """
    if Kind.TERM in rules.disabled or not fields.rendered:
        return ()
    found: dict[str, TermUse] = {}
    for plural in rules.taxonomies:
        value = fields.params.get(plural.lower())
        if value is None:
            continue
        for text in to_terms(value):
            use = shared.get((plural, text))
            if use is None:
                path = path_key(f"/{plural}/{text}").rstrip("/")
                use = shared[plural, text] = TermUse(plural, text, path)
            found.setdefault(use.path, use)
    return tuple(found.values())


def term_name(seed: PageSeed, rules: LanguageRules) -> str:
    """Return the term that a page without a file is for, as its title begins: what follows the taxonomy in its path.

    Hugo takes the first taxonomy that the path begins with, letter by letter: below ``/tagsfoo`` it may be ``tags``.
    """
    plural = next((plural for plural in sorted(rules.taxonomies) if seed.path.startswith(path_key(f"/{plural}"))), "")
    return seed.disk_path.removeprefix(f"/{plural}").removeprefix("/")


def plant_terms(
    pages: Iterable[tuple[PageSeed, Sequence[TermUse]]], known: Collection[tuple[str, str]]
) -> list[PageSeed]:
    """Return the term pages that no file makes: the first spelling in the order of `pages` names each.

    Args:
        pages: pages with the terms that they name.
        known: path and language of the branch pages that are there.

    """
    planted: dict[tuple[str, str], PageSeed] = {}
    for seed, uses in pages:
        for use in uses:
            place = (use.path, seed.lang)
            if place not in known and place not in planted:
                disk_path = f"/{use.taxonomy}/{use.text}"
                planted[place] = PageSeed(
                    use.path, seed.lang, Kind.TERM, BundleType.BRANCH, None, EMPTY_FRONT, disk_path
                )
    return list(planted.values())
