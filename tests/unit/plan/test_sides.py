"""The content of an entry for a write, wherever its fields lie."""

from dataclasses import replace
from types import MappingProxyType

from migrate.model.canonical import JsonObject, canonical_json
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


def body(entry: DesiredEntry) -> bytes:
    """Return the canonical bytes of what an entry wants."""
    return canonical_json(wanted_entry(entry).side.to_json())


def test_fields_that_lie_elsewhere_are_not_copied_into_the_plan() -> None:
    """A plan over a large site holds where the content is, and reads it when it is written."""
    fields: JsonObject = MappingProxyType(dict(ENTRY.fields))
    entry = replace(ENTRY, fields=fields)
    payload = wanted_entry(entry).payload(body(entry))
    assert isinstance(payload, KeptPayload)
    assert payload.fields is fields


def test_both_ways_send_the_same() -> None:
    """Values that are none are left out, tags are sorted, and the digest is that of the bytes."""
    elsewhere = replace(ENTRY, fields=MappingProxyType(dict(ENTRY.fields)))
    kept = wanted_entry(elsewhere).payload(body(elsewhere))
    packed = wanted_entry(ENTRY).payload(body(ENTRY))
    assert (kept.read(), kept.digest) == (packed.read(), packed.digest)
