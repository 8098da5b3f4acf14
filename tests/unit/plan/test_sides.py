"""The content of an entry for a write, wherever its fields lie."""

from dataclasses import replace
from types import MappingProxyType

from migrate.model.canonical import JsonObject
from migrate.model.space import DesiredEntry, PublishState
from migrate.plan.sides import KeptPayload, wanted_entry

ENTRY = DesiredEntry(
    id="a",
    content_type="post",
    fields={"title": {"en-US": "A", "de": None}, "empty": {}, "size": {"en-US": 3}},
    tags=("second", "first"),
    publish=PublishState.PUBLISHED,
    schedule=(),
    sources={},
    urls={},
    findings=(),
)


def test_fields_that_lie_elsewhere_are_not_copied_into_the_plan() -> None:
    """A plan over a large site holds where the content is, and reads it when it is written."""
    fields: JsonObject = MappingProxyType(dict(ENTRY.fields))
    entry = replace(ENTRY, fields=fields)
    payload = wanted_entry(entry).payload()
    assert isinstance(payload, KeptPayload)
    assert payload.fields is fields


def test_both_ways_send_the_same() -> None:
    """Values that are none are left out, tags are sorted, and the digest is that of the bytes."""
    elsewhere = replace(ENTRY, fields=MappingProxyType(dict(ENTRY.fields)))
    kept = wanted_entry(elsewhere).payload()
    packed = wanted_entry(ENTRY).payload()
    assert (kept.read(), kept.digest) == (packed.read(), packed.digest)


def test_a_digest_that_is_known_is_not_made_again() -> None:
    """It is the one that would be made."""
    made = wanted_entry(ENTRY).digest()
    assert wanted_entry(replace(ENTRY, digest=made)).digest() == made
    assert wanted_entry(replace(ENTRY, digest="known")).digest() == "known"


def test_entries_with_the_same_tags_share_them() -> None:
    """A plan over a large site holds one set of tags and not one for each entry."""
    one, other = (wanted_entry(replace(ENTRY, id=id_)).side.tags for id_ in ("a", "b"))
    assert one is other
