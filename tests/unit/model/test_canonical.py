"""One encoding for each value, whichever encoder writes it."""

import json
from types import MappingProxyType
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrate.model.canonical import Json, canonical_json, read_canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**25), 10**25) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_encoding_is_that_of_the_standard_library(value: Json) -> None:
    """Sorted keys, no spaces, no ASCII escapes; null and big numbers included."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical_json(value) == text.encode()


def test_equal_values_are_written_alike_whatever_their_kind() -> None:
    """Tuples are lists, and other maps are objects, in any order of their keys."""
    view = cast("Json", MappingProxyType({"b": (1, 2), "a": {"d": 1.5, "c": "ü"}}))
    assert canonical_json(view) == canonical_json({"a": {"c": "ü", "d": 1.5}, "b": [1, 2]})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_json_cannot_say_is_refused(number: float) -> None:
    """No number becomes `null` in silence."""
    with pytest.raises(ValueError, match="Out of range"):
        canonical_json({"a": [number]})


def test_a_byte_that_was_no_text_is_written_as_a_question_mark() -> None:
    """A lone surrogate has no encoding."""
    assert canonical_json("a\udc80b") == b'"a?b"'


@pytest.mark.parametrize("value", [2**53 + 1, 2**64 + 1, -(2**70), 1.0, 0.1, 1e300, "1234567890123456789012", [], None])
def test_what_was_written_is_read_exactly(value: Json) -> None:
    """A number of any size, and one that is whole but no integer, stay what they were."""
    read = read_canonical(canonical_json({"a": [value]}))
    assert repr(read) == repr({"a": [value]})


def test_values_that_are_nested_deep_are_read() -> None:
    """The fast reader refuses them."""
    value: Json = "a"
    for _ in range(400):
        value = {"a": [value, 1, "b", {}]}
    assert read_canonical(canonical_json(value)) == value
