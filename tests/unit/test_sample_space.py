"""What the sample site becomes by its mapping: the example must show every rule at work and lose nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.mapping.accept import is_accepted
from migrate.mapping.load import load_mapping
from migrate.mapping.rules import MappingRules
from migrate.model.canonical import Json
from migrate.model.findings import Finding, Severity
from migrate.model.source import BodyPart, ShortcodeCall, SourceSite
from migrate.model.space import DesiredEntry, DesiredSpace, PublishState, Target
from migrate.transform import build_space
from tests.unit.transform.space_rules import broken_space_rules

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def site() -> SourceSite:
    """Read the sample site."""
    return read_site(ROOT / "data", now=NOW)


@pytest.fixture(scope="module")
def rules() -> MappingRules:
    """Load its mapping."""
    return load_mapping(ROOT / "mappings" / "sample.yaml")


@pytest.fixture(scope="module")
def space(site: SourceSite, rules: MappingRules) -> DesiredSpace:
    """Make of it what it becomes."""
    return build_space(site, rules, Target("rehearsal", "master", "", rehearsal=True), NOW)


def _findings(space: DesiredSpace) -> list[Finding]:
    found = [*space.findings]
    for asset in space.assets:
        found += asset.findings
    for entry in space.entries:
        found += entry.findings
    return found


def _entry(space: DesiredSpace, entry_id: str) -> DesiredEntry:
    return next(entry for entry in space.entries if entry.id == entry_id)


def _texts(value: Json) -> Iterator[str]:
    """Yield the text of every text node below `value` that is not marked as code."""
    if isinstance(value, dict):
        if value.get("nodeType") == "text":
            if {"type": "code"} not in (value.get("marks") or []):
                yield str(value["value"])
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _calls(parts: tuple[BodyPart, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part.name.lower()
            yield from _calls(part.inner or ())


def test_nothing_breaks_a_rule_of_the_space(space: DesiredSpace) -> None:
    """Contentful would take every entity as it is."""
    assert list(broken_space_rules(space)) == []


def test_no_shortcode_is_left_as_source(space: DesiredSpace) -> None:
    """No call shows up as text in a document."""
    found = [
        f"{entry.id}: {text}"
        for entry in space.entries
        for text in _texts(dict(entry.fields))
        if re.search(r"\{\{[<%]", text)
    ]
    assert found == []


def test_every_loss_is_accepted_with_a_reason(space: DesiredSpace, rules: MappingRules) -> None:
    """`--strict` lets the sample pass."""
    lost = [found for found in _findings(space) if found.severity is Severity.LOSS]
    assert lost
    assert [found for found in lost if not is_accepted(found, rules.accept)] == []


def test_every_content_type_of_the_mapping_has_entries(space: DesiredSpace, rules: MappingRules) -> None:
    """A type that nothing becomes would be a wrong example."""
    made = {entry.content_type for entry in space.entries}
    assert [held.id for held in rules.content_types if held.id not in made] == []


def test_every_field_of_the_mapping_is_filled_somewhere(space: DesiredSpace, rules: MappingRules) -> None:
    """A field that no entry has would be a wrong example."""
    filled = {(entry.content_type, name) for entry in space.entries for name in entry.fields}
    wanted = [(held.id, field.id) for held in rules.content_types for field in held.fields]
    assert [pair for pair in wanted if pair not in filled] == []


def test_every_shortcode_rule_is_needed(site: SourceSite, rules: MappingRules) -> None:
    """Each rule has a call that it serves."""
    called = {name for page in site.pages for name in _calls(site.reader.body(page).parts)}
    assert sorted(set(rules.body.shortcodes) - called) == []


def test_every_html_rule_is_needed(space: DesiredSpace, rules: MappingRules) -> None:
    """Each selector finds something."""
    told = " ".join(found.action for found in _findings(space))
    assert [rule.select for rule in rules.body.html if rule.select not in told and rule.reason not in told] == []


@pytest.mark.parametrize(
    ("entry_id", "state"),
    [
        ("posts.wobbly-table", PublishState.PUBLISHED),
        ("posts.case-for-buttons", PublishState.DRAFT),
        ("posts.whoever-opens-the-box", PublishState.SCHEDULED),
        ("posts.hot-water-bottles", PublishState.ARCHIVED),
    ],
)
def test_state_of_a_page_is_that_of_its_entry(space: DesiredSpace, entry_id: str, state: PublishState) -> None:
    """Published, draft, future and expired pages keep their state."""
    assert _entry(space, entry_id).publish is state


def test_translations_share_an_entry(space: DesiredSpace) -> None:
    """A post in two languages is one entry with two locales, with the translator where she differs."""
    entry = _entry(space, "posts.visible-mending")
    assert sorted(entry.sources) == ["en-US", "fr-FR"]
    author = entry.fields["author"]
    assert isinstance(author, dict)
    assert author["en-US"] != author["fr-FR"]


def test_tags_in_one_string_are_separate_tags(space: DesiredSpace) -> None:
    """The comma-separated string of the older posts becomes a link for each tag."""
    tags = _entry(space, "posts.wobbly-table").fields["tags"]
    assert isinstance(tags, dict)
    held = tags["en-US"]
    assert isinstance(held, list)
    assert len(held) == 4


def test_author_is_filled_from_data(space: DesiredSpace) -> None:
    """The name in a post leads to the entry that the data file fills."""
    author = _entry(space, "author--imogen-vale")
    assert author.fields["role"] == {"en-US": "editor"}
