"""Changes that are packed look like changes and lose nothing."""

import sys

from migrate.model.canonical import Json
from migrate.model.plan import Change
from migrate.plan.kept_changes import PackedChanges, keep_changes


def document(text: str) -> Json:
    """Return a document of Rich Text with one paragraph."""
    return {
        "nodeType": "document",
        "data": {},
        "content": [{"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": text}]}],
    }


CHANGES = (
    Change("title", "en-US", "A", "B"),
    Change("body", "en-US", document("before"), document("after"), document("base"), "theirs"),
    Change("$tags", "", ["a"], ["a", "b"]),
)


def test_changes_with_documents_are_packed_and_equal() -> None:
    """Whoever looks at them sees what they were."""
    kept = keep_changes(CHANGES)
    assert isinstance(kept, PackedChanges)
    assert (tuple(kept), len(kept), kept[1].kept, kept[:1]) == (CHANGES, 3, "theirs", CHANGES[:1])
    assert kept == CHANGES
    assert kept != CHANGES[:2]


def test_long_texts_are_packed() -> None:
    """Markdown in a field is as long as a document."""
    assert isinstance(keep_changes([Change("text", "en-US", None, "words " * 400)]), PackedChanges)


def test_small_changes_stay_as_they_are() -> None:
    """Packing a title would cost more than it saves."""
    assert keep_changes([CHANGES[0], CHANGES[2]]) == (CHANGES[0], CHANGES[2])
    assert isinstance(keep_changes([CHANGES[0]]), tuple)


def test_packed_changes_are_small() -> None:
    """A plan that changes every post of a large site fits into memory."""
    value: Json = {"nodeType": "document", "content": [document(f"paragraph {number}") for number in range(100)]}
    kept = keep_changes([Change("body", "en-US", value, value)])
    assert isinstance(kept, PackedChanges)
    assert sys.getsizeof(kept._packed) < 2000
