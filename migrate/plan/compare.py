"""Comparing one entity with the space: what happens to it, as a plan item, or nothing.

Owns the decision for a single entity that the site wants. Entities that the site no longer wants are `vanished`'s;
the order of items is `order`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from migrate.model.canonical import Json
from migrate.model.plan import Action, Change, PlanItem, PublishStep, Settled
from migrate.model.space import EntityKey, PublishState, RemoteEntity, Schedule
from migrate.plan.absent import plan_absent
from migrate.plan.agreed import NOTHING, agreed_of
from migrate.plan.kept_changes import keep_changes
from migrate.plan.lifecycle import StateChoice, choose_state, resting, step_between
from migrate.plan.links import find_links
from migrate.plan.memory import base_of, base_state, known_state, memory_of
from migrate.plan.merge import Merged, Remembered, merge
from migrate.plan.payload import pack, write_body
from migrate.plan.policy import OnConflict, PlanPolicy
from migrate.plan.sides import Side, Wanted
from migrate.plan.threeway import Verdict
from migrate.plan.views import Base, BaseRecord, Remote, RemoteHead
from migrate.plan.wording import CHANGED, FORGOTTEN, Labels, editor_of

__all__ = ["compare"]


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything about one entity that exists on both sides."""

    key: EntityKey
    wanted: Wanted
    head: RemoteHead
    record: BaseRecord | None
    entity: RemoteEntity
    by: str
    renamed_from: str
    policy: PlanPolicy


def compare(
    key: EntityKey,
    wanted: Wanted,
    remote: Remote,
    base: Base,
    policy: PlanPolicy,
    *,
    labels: Labels,
    known_fields: frozenset[str] | None,
    owner_tag: str,
    renamed_from: str = "",
    dates: frozenset[str] = frozenset(),
) -> PlanItem | Settled | None:
    """Return what happens to one entity, or `Settled` when nothing does but something was learnt, or None.

    Args:
        key: identity in the space.
        wanted: the site's side.
        remote: the space.
        base: what we wrote last.
        policy: what a person decided.
        labels: how entities are called.
        known_fields: the fields of its content type that the mapping speaks of; None = all.
        owner_tag: the tag by which we know what we made.
        renamed_from: the id that the site would give, when the entry keeps another one since this run.
        dates: the fields of its content type that hold dates.
    """
    digest = wanted.digest()
    record, head = base.record(key), remote.head(key)
    if head is None:
        return plan_absent(key, wanted, digest, record, policy, labels)
    if record is not None and record.digest == digest and record.version == head.version and not renamed_from:
        return None
    entity = remote.entity(key)
    case = _Case(key, wanted, head, record, entity, editor_of(entity, remote), renamed_from, policy)
    remembered = _remembered(base, key, record)
    touched = record is not None and not record.certain
    known = record.state if record is not None and record.certain else None
    agreed = remembered.agreed if remembered is not None else NOTHING
    site_state = agreed.site_state(resting(wanted.state), known)
    choice = choose_state(
        known,
        head.state,
        wanted.state,
        touched=touched,
        on_conflict=policy.on_conflict,
        base_ours=site_state,
    )
    merged = merge(
        wanted,
        entity,
        remembered,
        touched=touched,
        known_fields=known_fields,
        on_conflict=policy.on_conflict,
        owner_tag=owner_tag,
        dates=dates,
        state_theirs=choice.verdict in (Verdict.THEIRS, Verdict.CONFLICT, Verdict.AGREED)
        and choice.state is head.state,
    )
    return _decide(case, merged, choice, site_state, digest, labels)


def _remembered(base: Base, key: EntityKey, record: BaseRecord | None) -> Remembered | None:
    if record is None or not record.certain:
        return None
    ours = base.ours(key)
    return Remembered(Side.from_json(ours), Side.from_json(base.theirs(key)), record.file, agreed_of(ours))


def _decide(
    case: _Case,
    merged: Merged,
    choice: StateChoice,
    site_state: PublishState | None,
    digest: str,
    labels: Labels,
) -> PlanItem | Settled | None:
    head, record, wanted = case.head, case.record, case.wanted
    ours_pending = head.changed and record is not None and record.certain and record.version == head.version
    theirs_pending = head.changed and not ours_pending
    hold = theirs_pending and case.policy.on_conflict is not OnConflict.OURS
    step = step_between(head.state, choice.state, content_written=merged.write or ours_pending)
    held = hold and merged.write and step is PublishStep.PUBLISH and head.state is PublishState.PUBLISHED
    if held:
        step = PublishStep.NONE
    changes = [*merged.changes, *_state_change(head.state, choice, wanted, record)]
    schedule = _schedule(wanted.schedule, record)
    if schedule is not None:
        before: Json = [[step_.action, step_.at] for step_ in record.schedule] if record else None
        changes.append(Change("$schedule", "", before, [[item.action, item.at] for item in schedule]))
    writes = merged.write or step is not PublishStep.NONE or schedule is not None
    conflicts = merged.conflicts + (
        choice.verdict is Verdict.CONFLICT and case.policy.on_conflict is not OnConflict.OURS
    )
    drifts = merged.drifts + (choice.verdict is Verdict.THEIRS)
    in_step = not (conflicts or drifts or held)
    state = base_state(choice, wanted, record)
    known = known_state(choice, wanted, state, site_state)
    memory = replace(
        memory_of(wanted, digest if in_step else "", base_of(merged, known), state),
        exclusive=not theirs_pending or step is PublishStep.PUBLISH,
    )
    foreign = record is None and not head.owned
    if not (writes or conflicts or drifts or foreign or case.renamed_from):
        return Settled(case.key, memory)
    action = _action(
        merged, step, head, conflicts=bool(conflicts), writes=writes, foreign=foreign, renamed=bool(case.renamed_from)
    )
    return PlanItem(
        key=case.key,
        content_type=case.entity.content_type,
        label=labels.of(case.key, wanted.content_type, wanted.side),
        action=action,
        reason=_reason(action, case, merged, held=held),
        changes=keep_changes(changes),
        version=head.version,
        payload=pack(write_body(merged.fields, merged.tags)) if merged.write else None,
        step=step,
        schedule=schedule,
        origin=wanted.origin if merged.file else None,
        sources=wanted.sources,
        links=find_links(merged.fields) if step is PublishStep.PUBLISH else (),
        memory=memory,
        was=head.state,
        renamed_from=case.renamed_from,
    )


def _state_change(
    now: PublishState, choice: StateChoice, wanted: Wanted, record: BaseRecord | None
) -> tuple[Change, ...]:
    base = record.state if record is not None and record.certain else None
    if choice.state is not now:
        return (Change("$state", "", now.value, choice.state.value, base),)
    if choice.verdict in (Verdict.THEIRS, Verdict.CONFLICT):
        return (Change("$state", "", now.value, resting(wanted.state).value, base, "theirs"),)
    return ()


def _schedule(wanted: tuple[Schedule, ...], record: BaseRecord | None) -> tuple[Schedule, ...] | None:
    known = record.schedule if record is not None else ()
    return wanted if wanted != known else None


def _action(
    merged: Merged,
    step: PublishStep,
    head: RemoteHead,
    *,
    conflicts: bool,
    writes: bool,
    foreign: bool,
    renamed: bool,
) -> Action:
    if conflicts:
        return Action.CONFLICT
    if renamed:
        return Action.RENAME
    if foreign:
        return Action.ADOPT
    if not writes:
        return Action.DRIFT
    if merged.write or head.state is PublishState.ARCHIVED:
        return Action.UPDATE
    return _STEP_ACTIONS.get(step, Action.UPDATE)


_STEP_ACTIONS: Mapping[PublishStep, Action] = {
    PublishStep.PUBLISH: Action.PUBLISH,
    PublishStep.UNPUBLISH: Action.UNPUBLISH,
    PublishStep.ARCHIVE: Action.ARCHIVE,
}


def _reason(action: Action, case: _Case, merged: Merged, *, held: bool) -> str:
    uncertain = case.record is not None and not case.record.certain
    by = case.by
    match action:
        case Action.CONFLICT if case.record is None:
            text = "it was there before, with other content"
        case Action.CONFLICT:
            text = f"changed on the site and in Contentful{by}"
        case Action.DRIFT:
            text = f"changed in Contentful{by}"
            text += FORGOTTEN if uncertain else ""
        case Action.RENAME:
            text = "its source file moved"
        case Action.ADOPT:
            text = "it was there before"
        case _ if merged.file:
            text = "its file changed"
        case _ if case.head.state is PublishState.ARCHIVED:
            text = "back on the site"
        case Action.UPDATE:
            text = CHANGED
        case _:
            text = "its publish state differs"
    return text + ("; not published, for it holds an editor's unpublished changes" if held else "")
