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
from migrate.model.findings import Finding, Severity
from migrate.model.source import SourcePage, SourceSite
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.pipeline.rendering import rendered_names, shows_raw_html
from migrate.report.fidelity.difference import Difference
from migrate.report.fidelity.entries import SpaceEntries
from migrate.report.fidelity.of_html import visible_of_html
from migrate.report.fidelity.site import compare_site
from migrate.report.fidelity.visible import signs, squeeze
from migrate.transform import build_space
from tests.oracle.damages import DAMAGES, Copy, copy_of
from tests.oracle.hugo_binary import find_hugo

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PAGES = 8
"""Pages on which each damage is tried."""
FAR = 150
"""Signs between a damage and a finding that must not excuse it."""
FEW = 8
"""Signs of a line by which its place is known."""
TOLD_ELSEWHERE = (
    "heading lost",
    "heading on another level",
    "link to the web lost",
    "link to an entry lost",
    "link to an asset lost",
    "paragraph lost",
)
"""Damages whose words a finding may have said of another place."""


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

    def line_far_from(self, page: SourcePage, harm: str) -> int:
        """Return a line of the file whose words stand far on the page from those of a damage; 0 when there is none."""
        shown = " ".join(signs(squeeze(visible_of_html(self.shown.bodies[page.path, page.lang], str).text)))
        harmed = " ".join(signs(squeeze(harm)))
        if shown.count(harmed) != 1:
            return 0
        before, _, after = shown.partition(harmed)
        body = self.site.reader.body(page)
        for number, text in enumerate(body.text.split("\n")):
            words = " ".join(signs(squeeze(text)))
            far = FAR + 2 * len(signs(harm))
            if len(words.split()) < FEW or shown.count(words) != 1:
                continue
            if len(after.partition(words)[0].split()) > far and words in after:
                return body.line + number
            if len(before.rpartition(words)[2].split()) > far and words in before:
                return body.line + number
        return 0


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


@pytest.mark.parametrize("kind", TOLD_ELSEWHERE)
def test_a_finding_elsewhere_on_the_page_excuses_no_damage(world: World, kind: str) -> None:
    """What a finding tells of another place, in the same words, explains nothing here."""
    tried, missed = 0, []
    pages = list(world.documents())
    Random(kind).shuffle(pages)
    for page, entry, field, copied in pages:
        if tried == PAGES:
            break
        harm = DAMAGES[kind](copied, Random(f"{kind} {page.source}"))
        line = world.line_far_from(page, harm) if harm else 0
        if not line:
            continue
        tried += 1
        # The other way round, so that its line alone tells where it belongs.
        text = " ".join(reversed(signs(harm)))
        told = Finding(page.source, line, 1, "html-dropped", Severity.LOSS, text, "left out")
        changed = dict(_changed(world, entry, field, copied))
        changed[entry.id] = replace(changed[entry.id], findings=(*entry.findings, told))
        if not world.differences(page, changed):
            missed.append(f"{page.source}: {harm[:200]}")
    assert tried, "no page of the sample site has such a thing with other text far from it"
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
