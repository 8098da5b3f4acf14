"""By what the result of a page is known again: everything that it is made from, as one short digest.

Owns what counts: the page as it was read, the bytes of its file, the mapping, the configuration, the clock as far as it
decides a state, and what Hugo printed for it. What a page asks of other pages and files is `lookups`'s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from operator import attrgetter

from migrate.model.canonical import fingerprint_bytes
from migrate.model.source import SourcePage, TermRef
from migrate.model.written_out import written_out
from migrate.transform.publish import publication
from migrate.transform.world import PageGroup, World

__all__ = [
    "fingerprint_answers",
    "fingerprint_front",
    "fingerprint_group",
    "fingerprint_site",
    "fingerprint_source",
    "fingerprint_world",
]

_MARKUPS = ("markdown", "html")
"""Bodies of other formats are made by programs outside, whose versions nobody knows here."""
_ELSEWHERE = frozenset({"kind", "bundle", "terms", "digest"})
"""Fields of a page that take long to write out as they are, and the one that tells of its body."""
_rest = attrgetter(*(each.name for each in fields(SourcePage) if each.name not in _ELSEWHERE))
_place = attrgetter("lang", "path", "key", "source", "permalink", "rel_permalink", "aliases", "resources")
"""Fields of a page by which others find it, and the files that it holds."""
_of_term = attrgetter(*(each.name for each in fields(TermRef)))


def fingerprint_world(world: World) -> str:
    """Return what changes whenever something does that every page is made with."""
    target = world.target
    everything = (
        world.rules,
        world.site.config,
        sorted(world.site.shortcodes.items()),
        (target.space, target.environment, target.rehearsal),
        world.default_locale,
        f"{world.convert.__module__}.{world.convert.__qualname__}",
    )
    return _fingerprint(written_out(everything))


def fingerprint_site(world: World, shared: str) -> str:
    """Return what changes whenever an answer about pages, names or the places of files might; "" = nobody can tell.

    Args:
        world: the run.
        shared: `fingerprint_world` of it.
    """
    site = world.site
    return _fingerprint(repr((site.print, shared, site.data))) if site.print else ""


def fingerprint_answers(world: World, shared: str) -> str:
    """Return what changes whenever an answer to a page's question might, bytes of files aside; "" = nobody can tell.

    It stays the same while titles, dates and texts change: an answer tells who and where a page is (`asking`). While it
    does, `fingerprint_front` is another one only for pages that are.

    Args:
        world: the run.
        shared: `fingerprint_world` of it.
    """
    site, pages, names = world.site, world.pages, world.references
    if not site.names:
        return ""
    places = [(*_place(page), page.kind.value, page.bundle.value) for page in site.pages]
    entries = [*zip(pages.ids.items(), map(pages.types.get, pages.ids.values()), strict=True)]
    known = [(content_type, list(held.items())) for content_type, held in sorted(names.known.items())]
    named = (known, sorted(names.prefixes.items()), [*names.terms.items()])
    return _fingerprint(repr((site.names, shared, site.data, places, entries, named)))


def fingerprint_source(page: SourcePage) -> str:
    """Return what a page is, its body left aside; "" when that cannot be told."""
    # Python's own text tells values of different types apart, and is written in a third of the time of a pickle.
    try:
        text = repr(_everything(page))
    except ValueError:
        # A number with more digits than Python writes out.
        return ""
    return _fingerprint(text)


def fingerprint_front(world: World, shared: str, group: PageGroup, sources: Sequence[str]) -> str:
    """Return what a page and its translations are, bodies left aside; "" when that cannot be told.

    It stays the same while `fingerprint_site` does.

    Args:
        world: the run.
        shared: `fingerprint_world` of it.
        group: the translations.
        sources: `fingerprint_source` of each.
    """
    if not all(sources):
        return ""
    entry_id = world.pages.ids[group[0].lang, group[0].path]
    terms = [world.references.terms.get(page.path) for page in group]
    return _fingerprint(repr((shared, entry_id, world.pages.types[entry_id], sources, terms)))


def fingerprint_group(world: World, front: str, group: PageGroup) -> str | None:
    """Return what a page and its translations are known by; None when that cannot be told.

    Args:
        world: the run.
        front: `fingerprint_front` of them.
        group: the translations.
    """
    if not front or any(page.source and (not page.digest or page.markup not in _MARKUPS) for page in group):
        return None
    rendering = world.rendering
    parts = [front]
    for page in group:
        parts += (page.digest, rendering.digest(page) if rendering is not None else "", *_state(world, page))
    return _fingerprint(" ".join(parts))


def _everything(page: SourcePage) -> object:
    """Return all fields of a page but the digest of its file, so that equal pages have equal texts."""
    terms = [(taxonomy, [_of_term(term) for term in held]) for taxonomy, held in page.terms.items()]
    return (_rest(page), page.kind.value, page.bundle.value, terms)


def _state(world: World, page: SourcePage) -> Iterator[str]:
    asked = publication(page, world.now, world.rules.publish)
    yield asked.state
    for step in asked.schedule:
        yield step.action
        yield step.at


def _fingerprint(text: str) -> str:
    return fingerprint_bytes(text.encode("utf-8", "surrogatepass"))
