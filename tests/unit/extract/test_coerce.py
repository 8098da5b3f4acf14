"""What a reserved field makes of a value of the wrong type."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from migrate.extract.coerce import to_bool, to_int, to_string, to_strings, to_terms
from migrate.model.source import Param


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (2016, "2016"),
        (1.5, "1.5"),
        (5.0, "5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (float("inf"), "+Inf"),
        (float("nan"), "NaN"),
        (True, "true"),
        (None, ""),
        ([], ""),
        ({"a": 1}, ""),
        (datetime(2016, 3, 4, 10, 11, 12), "2016-03-04T10:11:12"),  # a local date-time of TOML
        (datetime(2016, 3, 4, 10, 11, 12, tzinfo=UTC), "2016-03-04 10:11:12 +0000 UTC"),
        (datetime(2016, 3, 4, 10, 11, 12, 500000, timezone(timedelta(hours=1))), "2016-03-04 10:11:12.5 +0100 +0100"),
    ],
)
def test_to_string(value: Param, text: str) -> None:
    """Scalars become text as Go prints them; lists, maps and null become nothing."""
    assert to_string(value) == text


@pytest.mark.parametrize("value", [True, 1, 2, 0.5, "1", "t", "T", "true", "TRUE", "True"])
def test_true_values(value: Param) -> None:
    """What Hugo takes as true."""
    assert to_bool(value) is True


@pytest.mark.parametrize("value", [False, 0, 0.0, "0", "yes", "on", "tRue", "", "foo", None, [], {"a": 1}])
def test_false_values(value: Param) -> None:
    """Everything else is false, ``yes`` included."""
    assert to_bool(value) is False


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        (True, 1),
        (1.9, 1),
        (-1.9, -1),
        (1e300, -(2**63)),
        (float("nan"), -(2**63)),
        (2**63, -(2**63)),
        (2**64 - 1, -1),
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("010", 8),
        ("0x1F", 31),
        ("0b11", 3),
        ("1_000", 1000),
        ("08", 0),
        ("5.9", 5),
        (".5", 0),
        ("9223372036854775808", 0),
        ("five", 0),
        ("", 0),
        (None, 0),
        ([5], 0),
    ],
)
def test_to_int(value: Param, number: int) -> None:
    """Texts are read as Go reads integers, fractions are cut off, the rest is 0."""
    assert to_int(value) == number


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("a, b  c", ("a,", "b", "c")),
        (["a b", 1, True, None], ("a b", "1", "true", "")),
        ([["a"], "b"], ()),
        ([{"a": 1}], ()),
        (5, ("5",)),
        (None, ()),
        ({"a": 1}, ()),
    ],
)
def test_to_strings(value: Param, texts: tuple[str, ...]) -> None:
    """A string is split at white space; a list that holds more than scalars counts as empty."""
    assert to_strings(value) == texts


@pytest.mark.parametrize(
    ("value", "terms"),
    [
        ("a, b", ("a, b",)),
        (["a", "", None, 5], ("a", "5")),
        (5, ("5",)),
        ("", ()),
        (None, ()),
        ([["a"]], ()),
        ({"a": 1}, ()),
    ],
)
def test_to_terms(value: Param, terms: tuple[str, ...]) -> None:
    """A string is one term; what has no text is no term."""
    assert to_terms(value) == terms
