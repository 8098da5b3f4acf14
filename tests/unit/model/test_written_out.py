"""The text of settings is the same in every process, and tells other settings apart."""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

import pytest

from migrate.model.written_out import written_out


class Colour(Enum):
    """Two members."""

    RED = 1
    BLUE = 2


@dataclass(frozen=True)
class Rule:
    """A value."""

    name: str
    parts: tuple[object, ...]
    line: int = field(default=0, compare=False)


DIFFERENT = [
    None, True, 1, 1.5, "1", b"1", "", (), {}, frozenset(), {"a": 1}, {"a": True}, {"a": 1, "b": 2}, {"b": 2, "a": 1},
    frozenset({"a", "b"}), frozenset({"a"}), ("a", "b"), ("a, b",), ("a", ("b",)), Colour.RED, Colour.BLUE,
    re.compile("a" * 300 + "b"), re.compile("a" * 300 + "c"), re.compile("a"), re.compile("a", re.IGNORECASE),
    date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=ZoneInfo("Europe/Paris")),
    ZoneInfo("Europe/Paris"), Rule("a", ()), Rule("a", ("b",)), Rule("b", ("a",)),
]  # fmt: skip


def test_other_values_have_other_texts() -> None:
    """Not two of them are taken for one."""
    assert len({written_out(value) for value in DIFFERENT}) == len(DIFFERENT)


def test_equal_values_have_equal_texts() -> None:
    """What does not count in a comparison does not stand in the text."""
    assert Rule("a", (), line=1) == Rule("a", (), line=2)
    assert written_out([Rule("a", (), line=1)]) == written_out([Rule("a", (), line=2)])


def test_sets_have_the_same_text_in_every_process() -> None:
    """The order of a set differs from process to process; its text must not."""
    code = "from migrate.model.written_out import written_out as text; print(text({'x': frozenset('abcdefghijkl')}))"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}, text=True
        ).stdout
        for seed in "123"
    }
    assert len(texts) == 1


def test_a_value_of_which_nothing_is_known_is_refused() -> None:
    """Its text might hold its place in memory."""
    with pytest.raises(TypeError, match="object has no text"):
        written_out({"a": [object()]})
