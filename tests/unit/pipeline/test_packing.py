"""Packed fields look like fields and lose nothing."""

from copy import copy
from dataclasses import fields, replace

import pytest

from migrate.model.canonical import canonical_json
from migrate.model.space import DesiredEntry, PublishState
from migrate.pipeline.packing import BrokenFieldsError, pack_fields, packed, sent, unpack_fields
from migrate.plan.sides import wanted_entry
from migrate.transform.page_result import PageResult

ENTRY = DesiredEntry(
    id="b",
    content_type="post",
    fields={"title": {"en-US": "A title – with a dash"}, "size": {"en-US": 1.5}},
    tags=("tag",),
    publish=PublishState.PUBLISHED,
    schedule=(),
    sources={"en-US": "content/b.md"},
    urls={},
    findings=(),
)


def test_packed_fields_can_be_looked_into() -> None:
    """Fields that are packed answer as fields do."""
    fields = packed(ENTRY).fields
    assert (fields["size"], sorted(fields), len(fields)) == ({"en-US": 1.5}, ["size", "title"], 2)


def test_packing_loses_nothing() -> None:
    """What was packed is unpacked."""
    fields = pack_fields(ENTRY.fields)
    assert unpack_fields(fields.data, fields.check) == ENTRY.fields


def test_what_is_not_what_was_packed_is_not_unpacked() -> None:
    """Neither damaged bytes nor those of other fields are taken for the fields."""
    fields, others = pack_fields(ENTRY.fields), pack_fields({"title": {"en-US": "Another"}})
    for data in (others.data, fields.data[:-1], b""):
        with pytest.raises(BrokenFieldsError):
            unpack_fields(data, fields.check)


def test_packed_fields_are_written_like_plain_ones() -> None:
    """An export or a request does not show how fields were kept."""
    assert canonical_json(packed(ENTRY).fields) == canonical_json(ENTRY.fields)


def test_the_digest_is_the_one_that_planning_makes() -> None:
    """Whoever compares by the digest finds what a full comparison would."""
    assert packed(ENTRY).digest == wanted_entry(ENTRY).digest()


def test_an_entry_that_was_sent_has_all_that_it_had() -> None:
    """Whatever an entry holds beside its fields is the same."""
    names = [each.name for each in fields(DesiredEntry) if each.name != "fields"]
    full = DesiredEntry(fields=ENTRY.fields, **{name: f"the {name}" for name in names})  # type: ignore[arg-type]  # told apart
    entry = sent(PageResult((full,), (), (), (), (), (), ())).entries[0]
    assert [getattr(entry, name) for name in names] == [f"the {name}" for name in names]


def test_fields_that_were_sent_are_the_fields() -> None:
    """They are read when somebody looks, and may be sent on before and after."""
    result = PageResult((ENTRY, replace(ENTRY, id="c")), (), (), (), (), (), ())
    entry, other = sent(result).entries
    # Copying goes the way of sending.
    again = copy(other.fields)
    assert (entry.fields["size"], sorted(entry.fields), len(entry.fields)) == ({"en-US": 1.5}, ["size", "title"], 2)
    assert dict(copy(entry.fields).items()) == dict(again.items()) == ENTRY.fields
    assert canonical_json(entry.fields) == canonical_json(ENTRY.fields)
    assert wanted_entry(entry).digest() == wanted_entry(ENTRY).digest()
