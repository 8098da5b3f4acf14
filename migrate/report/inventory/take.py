"""Takes the inventory: one pass over the pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from migrate.model.source import SourcePage, SourceSite
from migrate.report.inventory.bodies import BodyCounts
from migrate.report.inventory.keys import count_keys
from migrate.report.inventory.values import Inventory

__all__ = ["page_state", "take_inventory"]


def page_state(page: SourcePage, now: datetime) -> str:
    """Return ``draft``, ``expired``, ``future`` or ``published``, by Hugo's order of questions."""
    if page.draft:
        return "draft"
    if page.expiry_date is not None and page.expiry_date <= now:
        return "expired"
    if page.publish_date is not None and page.publish_date > now:
        return "future"
    return "published"


def take_inventory(site: SourceSite, now: datetime) -> Inventory:
    """Read every page of `site` once and count what is in it."""
    bodies = BodyCounts(site)
    files = [page for page in site.pages if page.source]
    for page in files:
        bodies.take(page)
    urls: dict[str, list[str]] = defaultdict(list)
    for page in site.pages:
        if page.rel_permalink:
            urls[page.rel_permalink].append(page.source or page.path)
    terms: dict[str, set[str]] = defaultdict(set)
    for page in site.pages:
        for taxonomy, refs in page.terms.items():
            terms[taxonomy].update(ref.path for ref in refs)
    findings = {*site.findings, *bodies.findings}
    return Inventory(
        pages=len(site.pages),
        files=len(files),
        sections=_ranked(page.section or "(root)" for page in files),
        types=_ranked(page.type for page in files),
        languages=_ranked(page.lang for page in files),
        states=_ranked(page_state(page, now) for page in files),
        markups=_ranked(page.markup for page in files),
        keys=count_keys(files),
        taxonomies={name: len(paths) for name, paths in sorted(terms.items())},
        shortcodes=_by_count(bodies.shortcodes),
        shortcode_pages=_by_count(bodies.shortcode_pages),
        shortcode_place=bodies.shortcode_place,
        html_tags=_by_count(bodies.tags),
        html_place=bodies.tag_place,
        images=_by_count(bodies.images),
        missing_images=tuple(sorted(bodies.missing)),
        links=_by_count(bodies.links),
        broken_links=tuple(sorted(bodies.broken)),
        duplicate_urls={url: tuple(pages) for url, pages in sorted(urls.items()) if len(pages) > 1},
        findings=tuple(sorted(findings)),
    )


def _ranked(values: Iterable[str]) -> dict[str, int]:
    return _by_count(Counter(values))


def _by_count(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))
