"""Signs without the marks of calls, and what stands behind how many of them."""

from migrate.extract.real_hugo import CALL_END, CALL_START
from migrate.report.fidelity.marks import signs_before, without_calls
from migrate.report.fidelity.visible import PICTURE


def test_marks_of_calls_are_taken_out_and_tell_what_is_inside() -> None:
    """Attributes of fences inside are no words."""
    text = f"one {CALL_START}``` go {{x=1}} two{CALL_END} three"
    assert without_calls(text.replace("` go", "`go")) == (
        ["one", "`", "`", "`", "go", "two", "three"],
        [False, True, True, True, True, True, False],
        {1, 6},
    )


def test_parts_stand_behind_signs() -> None:
    """Pictures and marks of calls are none."""
    parts = ["one, ", f" {PICTURE} ", CALL_START, "two", CALL_END, "three"]
    assert signs_before(parts, [0, 1, 3, 5, 6, 3]) == {0: 0, 1: 2, 3: 2, 5: 3, 6: 4}
    assert signs_before([], [0]) == {0: 0}
