"""What is remembered of an entity once its item is carried out: the base of the next comparison."""

from migrate.model.plan import Memory
from migrate.model.space import PublishState
from migrate.plan.agreed import KEY, NOTHING, Agreed
from migrate.plan.lifecycle import StateChoice, resting
from migrate.plan.merge import Merged
from migrate.plan.payload import PackedPayload, pack
from migrate.plan.sides import Wanted
from migrate.plan.threeway import Verdict
from migrate.plan.views import BaseRecord

__all__ = ["base_of", "base_state", "known_state", "memory_of"]


def base_of(merged: Merged, known: Agreed) -> PackedPayload:
    """Return both sides as they are now, with what is agreed to differ."""
    ours = merged.ours.to_json()
    return pack(
        {"ours": ours if known == NOTHING else {**ours, KEY: known.to_json()}, "theirs": merged.theirs.to_json()}
    )


def known_state(
    choice: StateChoice, wanted: Wanted, reconciled: PublishState | None, site_state: PublishState | None
) -> Agreed:
    """Return what to remember of the site's publish state where it is not the one that both are reconciled to."""
    open_ = choice.verdict in (Verdict.THEIRS, Verdict.CONFLICT)
    state = site_state if open_ else resting(wanted.state) if choice.verdict is Verdict.AGREED else reconciled
    return NOTHING if state is None or state is reconciled else Agreed(state=state.value)


def base_state(choice: StateChoice, wanted: Wanted, record: BaseRecord | None) -> PublishState | None:
    """Return the state to remember: where the sides still differ, what they were reconciled to last."""
    if choice.verdict not in (Verdict.THEIRS, Verdict.CONFLICT) or choice.state is resting(wanted.state):
        return choice.state
    if record is not None and record.certain:
        return record.state
    return resting(wanted.state) if choice.verdict is Verdict.THEIRS else None


def memory_of(wanted: Wanted, digest: str, base: PackedPayload | None, state: PublishState | None) -> Memory:
    """Return what is remembered of what the site wants."""
    return Memory(
        ours=digest,
        base=base,
        state=state,
        schedule=wanted.schedule,
        page=wanted.page,
        urls=wanted.urls,
        file=wanted.file,
    )
