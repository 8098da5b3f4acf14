"""An entity that the site wants and the space does not hold: new, deleted by an editor, or to be made again."""

from migrate.model.plan import Action, Change, PlanItem, PublishStep
from migrate.model.space import EntityKey, PublishState
from migrate.plan.lifecycle import resting, step_between
from migrate.plan.links import find_links
from migrate.plan.memory import memory_of
from migrate.plan.policy import OnConflict, PlanPolicy
from migrate.plan.sides import Wanted
from migrate.plan.views import GONE, BaseRecord
from migrate.plan.wording import NEW, Labels

__all__ = ["plan_absent"]


def plan_absent(
    key: EntityKey,
    wanted: Wanted,
    digest: str,
    record: BaseRecord | None,
    policy: PlanPolicy,
    labels: Labels,
) -> PlanItem | None:
    """Return what happens to it; None where its deletion was noticed before and stands."""
    if record is not None and record.version == GONE and policy.on_conflict is not OnConflict.OURS:
        return None
    if record is not None and policy.on_conflict is not OnConflict.OURS:
        # Somebody deleted it in Contentful. Making it again would undo a decision of an editor.
        unchanged = record.digest == digest
        return PlanItem(
            key=key,
            content_type=wanted.content_type,
            label=labels.of(key, wanted.content_type, wanted.side),
            action=Action.DRIFT if unchanged else Action.CONFLICT,
            reason="deleted in Contentful" + ("" if unchanged else ", and changed on the site since"),
            changes=(Change("$state", "", None, wanted.state.value, record.state, "theirs"),),
            version=None,
            payload=None,
            step=PublishStep.NONE,
            schedule=None,
            origin=None,
            sources=wanted.sources,
            links=(),
        )
    return PlanItem(
        key=key,
        content_type=wanted.content_type,
        label=labels.of(key, wanted.content_type, wanted.side),
        action=Action.CREATE,
        reason=NEW if record is None else "deleted in Contentful, wanted by the site",
        changes=(),
        version=None,
        payload=wanted.payload(),
        step=step_between(PublishState.DRAFT, resting(wanted.state), content_written=True),
        schedule=wanted.schedule or None,
        origin=wanted.origin,
        sources=wanted.sources,
        links=find_links(wanted.side.fields),
        memory=memory_of(wanted, digest, None, resting(wanted.state)),
    )
