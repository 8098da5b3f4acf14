"""The proof itself: whatever is taken away from an entry, the comparison with real Hugo tells of it.

Without this, a rule that excuses too much would make "nothing is lost untold" say nothing. Outside of the proof by
design are marks such as bold, fields other than the body, and where exactly a template puts the arguments of a call.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from migrate.extract import read_site
from migrate.extract.real_hugo import RenderedSite, render_bodies
from migrate.mapping.load import load_mapping
from migrate.mapping.rules import MappingRules
from migrate.model.source import SourcePage, SourceSite
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.pipeline.rendering import rendered_names, shows_raw_html
from migrate.report.fidelity.difference import Difference
from migrate.report.fidelity.entries import SpaceEntries
from migrate.report.fidelity.site import compare_site
from migrate.transform import build_space
from tests.oracle.damages import DAMAGES, Copy, copy_of
from tests.oracle.hugo_binary import find_hugo

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PAGES = 8
"""Pages on which each damage is tried."""


@dataclass(frozen=True, slots=True)
class World:
    """The sample site, what becomes of it, and what real Hugo makes of it, with its templates and without."""

    site: SourceSite
    rules: MappingRules
    space: DesiredSpace
    entries: SpaceEntries
    shown: RenderedSite
    plain: RenderedSite

    def differences(self, page: SourcePage, changed: Mapping[str, DesiredEntry]) -> tuple[Difference, ...]:
        """Return what the proof tells of a page while the entries `changed` are in place of those with their ids."""
        entries = tuple(changed.get(entry.id, entry) for entry in self.space.entries)
        site, space = replace(self.site, pages=(page,)), replace(self.space, entries=entries)
        shown = self.shown
        return compare_site(
            site, self.rules, space, shown.bodies, shown.own_words, lambda: self.plain.bodies
        ).differences

    def documents(self) -> Iterator[tuple[SourcePage, DesiredEntry, str, Copy]]:
        """Yield each page with a document: page, entry, field of the document, and a copy to be harmed."""
        for page in self.site.pages:
            locale = self.rules.languages[page.lang]
            entry = self.entries.of_page(page, locale) if page.source else None
            field = self.entries.bodies.get(entry.content_type, "") if entry is not None else ""
            held = entry.fields.get(field) if entry is not None else None
            body = held.get(locale) if isinstance(held, Mapping) else None
            if entry is not None and isinstance(body, Mapping):
                yield page, entry, field, copy_of(body, self.entries, locale)


@pytest.fixture(scope="module")
def world() -> World:
    """Read, convert and render the sample site once."""
    rules = load_mapping(ROOT / "mappings" / "sample.yaml")
    site = read_site(ROOT / "data", now=NOW)
    space = build_space(site, rules, Target("rehearsal", "master", "", rehearsal=True), NOW)
    unsafe, hugo, kept = shows_raw_html(site, rules), find_hugo(), rendered_names(rules)
    shown = render_bodies(ROOT / "data", site, hugo, unsafe=unsafe)
    plain = render_bodies(ROOT / "data", site, hugo, unsafe=unsafe, templates=False, kept=kept)
    return World(site, rules, space, SpaceEntries(space, rules), shown, plain)


def _changed(world: World, entry: DesiredEntry, field: str, page: Copy) -> Mapping[str, DesiredEntry]:
    before = entry.fields[field]
    assert isinstance(before, Mapping)
    held = {**entry.fields, field: {**before, page.locale: page.body}}
    embedded = {key: replace(world.entries.entries[key], fields=fields) for key, fields in page.fields.items()}
    return {**embedded, entry.id: replace(entry, fields=held)}


@pytest.mark.parametrize("kind", DAMAGES)
def test_every_damage_is_detected(world: World, kind: str) -> None:
    """Each loss, addition and exchange that no finding tells of is a difference, on every page on which it is tried."""
    tried, missed = 0, []
    pages = list(world.documents())
    Random(kind).shuffle(pages)
    for page, entry, field, copied in pages:
        if tried == PAGES:
            break
        harm = DAMAGES[kind](copied, Random(f"{kind} {page.source}"))
        if not harm:
            continue
        tried += 1
        if not world.differences(page, _changed(world, entry, field, copied)):
            missed.append(f"{page.source}: {harm[:200]}")
    assert tried, "no page of the sample site has such a thing"
    assert missed == []


def test_a_page_without_its_entry_is_detected(world: World) -> None:
    """The loss of a whole page is one difference."""
    page, entry, _, _ = next(world.documents())
    less = replace(entry, sources={})
    assert [each.kind.value for each in world.differences(page, {entry.id: less})] == ["page"]


def test_undamaged_pages_do_not_differ(world: World) -> None:
    """What the test above calls detected is the damage, and not the page."""
    found = compare_site(
        world.site, world.rules, world.space, world.shown.bodies, world.shown.own_words, lambda: world.plain.bodies
    )
    assert found.differences == ()
