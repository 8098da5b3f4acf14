"""Values that are made fast are frozen dataclasses in every other way."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from migrate.model.quick import quick


@quick
@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A value with all kinds of fields."""

    first: int
    second: str = "x"
    third: list[int] = field(default_factory=list, compare=False)


def test_fields_are_set_by_place_by_name_and_by_default() -> None:
    """The constructor takes what the one of `dataclasses` takes."""
    made = Value(1, third=[2])
    assert (made.first, made.second, made.third) == (1, "x", [2])
    assert Value(1).third is not Value(1).third


def test_missing_and_unknown_fields_are_refused() -> None:
    """A wrong call is an error as it is for any class."""
    with pytest.raises(TypeError):
        Value()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Value(1, fourth=2)  # type: ignore[call-arg]


def test_a_value_is_frozen_and_of_its_class() -> None:
    """Nothing can be set on it afterwards, and it is no object of another class."""
    made = Value(1)
    assert type(made) is Value
    assert not hasattr(made, "__dict__")
    with pytest.raises(FrozenInstanceError):
        made.first = 2  # type: ignore[misc]


def test_values_compare_hash_and_print_as_dataclasses_do() -> None:
    """Only the constructor is another one."""
    assert Value(1, "a") < Value(1, "b")
    assert hash(Value(1)) == hash(Value(1, "x", [3]))
    assert repr(Value(1)) == "Value(first=1, second='x', third=[])"


def test_values_are_replaced_copied_and_sent() -> None:
    """What makes values from values works, to other processes as well."""
    made = Value(1, "a", [2])
    assert replace(made, first=3) == Value(3, "a")
    assert copy.deepcopy(made).third == [2]
    assert pickle.loads(pickle.dumps(made)).third == [2]  # noqa: S301 - written in this very line
    assert list(inspect.signature(Value).parameters) == ["first", "second", "third"]
