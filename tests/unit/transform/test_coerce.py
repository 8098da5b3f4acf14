"""Values become what their field type holds, or a finding says why not."""

from datetime import UTC, datetime

import pytest

from migrate.model.source import Param
from migrate.transform.coerce import Coerced, coerce


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("Symbol", "text", "text"),
        ("Symbol", " text ", "text"),
        ("Symbol", 2016, "2016"),
        ("Symbol", 1.5, "1.5"),
        ("Symbol", True, "true"),
        ("Symbol", ["a", 1], "a, 1"),
        ("Text", "a\nb", "a\nb"),
        ("Integer", 5, 5),
        ("Integer", "5", 5),
        ("Integer", 5.0, 5),
        ("Number", 1.5, 1.5),
        ("Number", "1.50", 1.5),
        ("Boolean", False, False),
        ("Boolean", "yes", True),
        ("Date", "2016-11-01T10:00:00-04:00", "2016-11-01T10:00-04:00"),
        ("Date:date", "2016-11-01T23:00:00-04:00", "2016-11-01"),
        ("Object", {"a": datetime(2016, 3, 4, tzinfo=UTC)}, {"a": "2016-03-04T00:00+00:00"}),
        ("Object", ["a"], ["a"]),
        ("Object", "a", {"value": "a"}),
        ("Location", {"Lat": 1, "lng": "2.5"}, {"lat": 1, "lon": 2.5}),
        ("Location", "52.5, 13.4", {"lat": 52.5, "lon": 13.4}),
        ("Location", [52.5, 13.4], {"lat": 52.5, "lon": 13.4}),
    ],
)
def test_values_that_fit(kind: str, value: Param, expected: object) -> None:
    """The one clear reading of a value is taken."""
    assert coerce(kind, value, UTC).value == expected


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("Symbol", {"a": 1}, "field-value-unreadable"),
        ("Integer", "five", "field-value-unreadable"),
        ("Integer", 5.5, "field-value-unreadable"),
        ("Integer", True, "field-value-unreadable"),
        ("Integer", 2**60, "field-value-unreadable"),
        ("Number", "1,5", "field-value-unreadable"),
        ("Number", float("nan"), "field-value-unreadable"),
        ("Boolean", "perhaps", "field-value-unreadable"),
        ("Date", "soon", "field-date-unreadable"),
        ("Date", "03/04/2016", "field-date-unreadable"),
        ("Location", "91, 0", "field-value-unreadable"),
        ("Location", "Berlin", "field-value-unreadable"),
    ],
)
def test_values_that_do_not_fit(kind: str, value: Param, code: str) -> None:
    """A value without a clear reading is refused with its text."""
    held = coerce(kind, value, UTC)
    assert (held.value, held.code) == (None, code)
    assert held.text


def test_long_symbols_are_cut_at_a_word() -> None:
    """The rest of the text stands in the finding."""
    text = "word " * 60
    held = coerce("Symbol", text, UTC)
    assert isinstance(held.value, str)
    assert held.code == "field-symbol-too-long"
    assert len(held.value) <= 256
    assert f"{held.value} {held.text}" == text.strip()


def test_long_texts_are_cut() -> None:
    """Nothing of the text is missing from value and finding together."""
    text = "x" * 50_001
    held = coerce("Text", text, UTC)
    assert held == Coerced("x" * 50_000, "field-text-too-long", "x")
