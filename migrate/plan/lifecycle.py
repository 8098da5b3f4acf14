"""The publish state of one entity: what the site wants, what the space has, and the step that leads there.

Owns the order of states and who decides when both sides changed. Dates play no part: a scheduled entry is a draft
until Contentful publishes it.
"""

from dataclasses import dataclass

from migrate.model.plan import PublishStep
from migrate.model.space import PublishState
from migrate.plan.policy import OnConflict
from migrate.plan.threeway import Verdict, judge, judge_unknown

__all__ = ["StateChoice", "choose_state", "resting", "step_between"]


@dataclass(frozen=True, slots=True)
class StateChoice:
    """Which state stands, and why."""

    verdict: Verdict
    state: PublishState
    """The state to reach."""


def resting(state: PublishState) -> PublishState:
    """Return the state in which an entity rests until its schedule acts: a scheduled one is a draft."""
    return PublishState.DRAFT if state is PublishState.SCHEDULED else state


def choose_state(
    base: PublishState | None,
    theirs: PublishState,
    ours: PublishState,
    *,
    touched: bool,
    on_conflict: OnConflict,
    base_ours: PublishState | None = None,
) -> StateChoice:
    """Return the state that shall stand.

    Args:
        base: the state when both sides were last in step; None when it is not known.
        theirs: the state in the space.
        ours: the state that the site wants.
        touched: without `base`: whether somebody else wrote to our entity last.
        on_conflict: whose state stands where both changed it.
        base_ours: what the site wanted then, where a difference was agreed to; None = `base`.
    """
    want = resting(ours)
    if base is None:
        verdict = judge_unknown(theirs.value, want.value, touched=touched)
        # A draft may always be published or archived by us: nobody has decided anything about it yet.
        if verdict is Verdict.CONFLICT and theirs is PublishState.DRAFT:
            verdict = Verdict.OURS
    else:
        verdict = judge(resting(base_ours or base).value, resting(base).value, theirs.value, want.value)
    takes_ours = verdict is Verdict.OURS or (verdict is Verdict.CONFLICT and on_conflict is OnConflict.OURS)
    return StateChoice(verdict, want if takes_ours else theirs)


def step_between(now: PublishState, then: PublishState, *, content_written: bool) -> PublishStep:
    """Return the step that leads from one state to another after the content was (or was not) written."""
    if then is PublishState.PUBLISHED:
        return PublishStep.PUBLISH if content_written or now is not PublishState.PUBLISHED else PublishStep.NONE
    if then is PublishState.ARCHIVED:
        return PublishStep.ARCHIVE if content_written or now is not PublishState.ARCHIVED else PublishStep.NONE
    match now:
        case PublishState.PUBLISHED:
            return PublishStep.UNPUBLISH
        case PublishState.ARCHIVED:
            return PublishStep.UNARCHIVE
        case _:
            return PublishStep.NONE
