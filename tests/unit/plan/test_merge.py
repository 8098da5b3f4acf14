"""Merging what the site wants into what the space holds: files that were not processed when a run ended."""

import pytest

from migrate.model.canonical import Json, JsonObject
from migrate.model.space import RemoteEntity
from migrate.plan.merge import Merged, Remembered, merge
from migrate.plan.policy import OnConflict
from migrate.plan.sides import side_of_remote, wanted_asset
from tests.faults.bench import OWNER, asset


def _remote(**file: Json) -> RemoteEntity:
    held = asset("a", b"bytes")
    plain: JsonObject = {"fileName": "a.txt", "contentType": "text/plain", **file}
    fields: JsonObject = {**held.fields, "file": {"en-US": plain}}
    return RemoteEntity(held.key, "", 2, None, None, "", "somebody", fields, (OWNER,))


def _merged(before: RemoteEntity, now: RemoteEntity, *, same_bytes: bool = True) -> Merged:
    held = asset("a", b"bytes" if same_bytes else b"other bytes")
    was = wanted_asset(asset("a", b"bytes"))
    remembered = Remembered(was.side, side_of_remote(before), was.file)
    return merge(wanted_asset(held), now, remembered, touched=False, known_fields=None, on_conflict=OnConflict.THEIRS)


_PROCESSED: JsonObject = {"url": "//files.test/a.txt", "details": {"size": 5}}


def test_a_file_that_was_processed_meanwhile_is_no_edit() -> None:
    """A run ended between the write and the processing: what Contentful made of our upload is ours."""
    merged = _merged(_remote(upload="x"), _remote(**_PROCESSED))
    assert (merged.drifts, merged.conflicts, merged.write) == (0, 0, False)
    assert merged.theirs.value("file", "en-US") == side_of_remote(_remote(**_PROCESSED)).value("file", "en-US")


def test_a_file_that_changed_on_the_site_since_is_made_anew() -> None:
    """What was never seen processed does not stand in the way."""
    merged = _merged(_remote(upload="x"), _remote(**_PROCESSED), same_bytes=False)
    assert (merged.drifts, merged.conflicts, merged.file) == (0, 0, True)


@pytest.mark.parametrize("file", [{"details": {"size": 6}}, {"fileName": "b.txt"}])
def test_another_file_is_an_edit(file: JsonObject) -> None:
    """Its name or size says that somebody put it there."""
    merged = _merged(_remote(upload="x"), _remote(**{**_PROCESSED, **file}))
    assert (merged.drifts, merged.write) == (1, False)
