"""Entities that we made and the site no longer wants.

Owns what becomes of them. Only what carries our owner tag is ever touched, and nothing that an editor has changed
since, unless told so.
"""

from collections.abc import Iterable, Iterator

from migrate.mapping.rules import Vanished
from migrate.model.plan import Action, Change, Memory, PlanItem, PublishStep
from migrate.model.space import EntityKey, EntityType, PublishState
from migrate.plan.policy import OnConflict, PlanPolicy
from migrate.plan.sides import side_of_remote
from migrate.plan.threeway import same_json
from migrate.plan.views import Base, Remote
from migrate.plan.wording import Labels

__all__ = ["find_vanished"]


def find_vanished(
    gone: Iterable[EntityKey], remote: Remote, base: Base, policy: PlanPolicy, labels: Labels
) -> Iterator[PlanItem]:
    """Yield what happens to entities of ours that are in the space and not wanted, entries before assets.

    Args:
        gone: these entities.
        remote: the space.
        base: what we wrote last.
        policy: what a person decided.
        labels: how entities are called.
    """
    if policy.vanished is Vanished.KEEP or policy.partial:
        return
    for key in sorted(gone, key=lambda key: (key.type is EntityType.ASSET, key.id)):
        item = _vanished(key, remote, base, policy, labels)
        if item is not None:
            yield item


def _vanished(key: EntityKey, remote: Remote, base: Base, policy: PlanPolicy, labels: Labels) -> PlanItem | None:
    head = remote.head(key)
    assert head is not None  # noqa: S101 -- `owned` gives what the space holds
    delete = policy.vanished is Vanished.DELETE
    if head.state is PublishState.ARCHIVED and not delete:
        return None
    entity = remote.entity(key)
    side = side_of_remote(entity)
    record = base.record(key)
    edited = (
        record is None
        or not record.certain
        or (record.version != head.version and not same_json(side.to_json(), base.theirs(key)))
    )
    keep = edited and policy.on_conflict is not OnConflict.OURS
    after = None if delete else PublishState.ARCHIVED.value
    what = "its page" if key.type is EntityType.ENTRY else "the file, or what used it,"
    return PlanItem(
        key=key,
        content_type=entity.content_type,
        label=labels.of(key, entity.content_type, side),
        action=Action.CONFLICT if keep else Action.DELETE if delete else Action.ARCHIVE,
        reason=f"{what} is gone from the site"
        + (f", and {entity.updated_by} changed it in Contentful" if keep else ""),
        changes=(Change("$state", "", head.state.value, after, None, "theirs" if keep else "ours"),),
        version=head.version,
        payload=None,
        step=PublishStep.NONE if keep else PublishStep.DELETE if delete else PublishStep.ARCHIVE,
        schedule=() if record is not None and record.schedule and not keep else None,
        origin=None,
        sources=(),
        links=(),
        memory=None if keep or delete else _archived(record.page if record else "", record.urls if record else ()),
        was=head.state,
    )


def _archived(page: str, urls: tuple[str, ...]) -> Memory:
    return Memory(ours="", base=None, state=PublishState.ARCHIVED, page=page, urls=urls)
