"""The three-way rule for one value, in every combination."""

from itertools import product

import pytest

from migrate.model.space import PublishState
from migrate.plan.lifecycle import choose_state, step_between
from migrate.plan.policy import OnConflict
from migrate.plan.threeway import Verdict, judge, judge_unknown, merge_tags

VALUES = (None, "A", "B")
STATES = (PublishState.DRAFT, PublishState.PUBLISHED, PublishState.ARCHIVED)


def expected(base: object, theirs: object, ours: object) -> Verdict:
    """Say in other words than the code what the rule is."""
    if theirs == ours:
        return Verdict.SAME
    if theirs == base:
        return Verdict.OURS
    return Verdict.THEIRS if ours == base else Verdict.CONFLICT


@pytest.mark.parametrize(("base", "theirs", "ours"), list(product(VALUES, repeat=3)))
def test_value(base: str | None, theirs: str | None, ours: str | None) -> None:
    """A value (absent, or one of two) in each of the 27 combinations of base, theirs and ours."""
    assert judge(base, base, theirs, ours) is expected(base, theirs, ours)


@pytest.mark.parametrize(("base", "theirs", "ours"), list(product(STATES, repeat=3)))
@pytest.mark.parametrize("on_conflict", [OnConflict.THEIRS, OnConflict.OURS])
def test_publish_state(base: PublishState, theirs: PublishState, ours: PublishState, on_conflict: OnConflict) -> None:
    """A publish state in each of the 27 combinations, and which state stands."""
    verdict = expected(base, theirs, ours)
    takes_ours = verdict is Verdict.OURS or (verdict is Verdict.CONFLICT and on_conflict is OnConflict.OURS)
    choice = choose_state(base, theirs, ours, touched=False, on_conflict=on_conflict)
    assert (choice.verdict, choice.state) == (verdict, ours if takes_ours else theirs)


@pytest.mark.parametrize(("now", "then"), list(product(STATES, repeat=2)))
def test_step_leads_to_the_state(now: PublishState, then: PublishState) -> None:
    """Nothing is done when the state is reached already and nothing was written, and something is done otherwise."""
    step = step_between(now, then, content_written=False)
    assert (step.value == "none") == (now is then)


def test_an_accepted_difference_is_no_news() -> None:
    """Two values that differed when somebody accepted it give no drift as long as both stay as they are."""
    assert judge("A", "B", "B", "A") is Verdict.AGREED


def test_a_change_after_acceptance_is_one_sided() -> None:
    """After an accepted difference the site's next change goes in, and the space's next change is drift."""
    assert judge("A", "B", "B", "C") is Verdict.OURS
    assert judge("A", "B", "C", "A") is Verdict.THEIRS


@pytest.mark.parametrize(
    ("theirs", "ours", "touched", "verdict"),
    [
        ("A", "A", False, Verdict.SAME),
        ("A", "A", True, Verdict.SAME),
        ("A", "B", False, Verdict.CONFLICT),
        ("A", "B", True, Verdict.THEIRS),
        (None, "B", False, Verdict.OURS),
        (None, "B", True, Verdict.THEIRS),
        ("A", None, False, Verdict.THEIRS),
        ("A", None, True, Verdict.THEIRS),
    ],
)
def test_without_memory(theirs: str | None, ours: str | None, *, touched: bool, verdict: Verdict) -> None:
    """Without a base nothing of the space is overwritten, and what it lacks is added unless an editor was there."""
    assert judge_unknown(theirs, ours, touched=touched) is verdict


def test_numbers_are_compared_as_json() -> None:
    """One and one point zero are the same number, a list and a tuple the same array."""
    assert judge(1, 1, 1.0, 1) is Verdict.SAME
    assert judge(["a"], ["a"], ["a"], ("a",)) is Verdict.SAME


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "merged"),
    [
        ("o", "o", "o", "o"),
        ("o", "oe", "o", "oe"),
        ("o", "o", "os", "os"),
        ("os", "ose", "o", "oe"),
        ("os", "o", "os", "o"),
    ],
)
def test_tags_are_merged(base: str, theirs: str, ours: str, merged: str) -> None:
    """Tags that editors added stay, tags that the site dropped go, tags that editors took away stay away."""
    assert merge_tags(frozenset(base), frozenset(theirs), frozenset(ours)) == frozenset(merged)
