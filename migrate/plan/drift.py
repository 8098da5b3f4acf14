"""What editors did since we last wrote: a list for a person, without a site to compare with.

Owns the listing. Whether an edit collides with one of the site is known only when a plan is built.
"""

from collections.abc import Iterator
from dataclasses import replace

from migrate.model.plan import Action, Change, PlanItem, PublishStep
from migrate.model.space import EntityKey
from migrate.plan.sides import Side, side_of_remote
from migrate.plan.threeway import same_json
from migrate.plan.views import GONE, Base, Remote
from migrate.plan.wording import FORGOTTEN, editor_of

__all__ = ["find_drift", "list_changes"]


def find_drift(remote: Remote, base: Base) -> tuple[PlanItem, ...]:
    """Return the entities that somebody else has changed since we last wrote them, with their changes, sorted."""
    return tuple(item for key in base.keys() if (item := _drift(key, remote, base)) is not None)  # noqa: SIM118 -- no dict


def _drift(key: EntityKey, remote: Remote, base: Base) -> PlanItem | None:
    record, head = base.record(key), remote.head(key)
    if record is None:
        return None
    if head is None and record.version == GONE:
        return None
    if head is None:
        change = Change("$state", "", None, record.state, record.state, "theirs")
        return _item(key, "", key.id, "deleted in Contentful", (change,), None)
    if head.version == record.version and record.digest:
        # Without a digest the two sides differed when they were compared last, and an editor's change was kept.
        return None
    entity = remote.entity(key)
    there = side_of_remote(entity)
    before = Side.from_json(base.theirs(key))
    changes: tuple[Change, ...] = ()
    if record.certain:
        changes = tuple(_kept(change) for change in list_changes(there, before))
    if record.certain and record.state is not None and head.state is not record.state:
        changes = (*changes, Change("$state", "", head.state.value, record.state.value, record.state.value, "theirs"))
    if record.certain and not changes:
        return None
    reason = f"changed in Contentful{editor_of(entity, remote)}"
    if not record.certain:
        reason += FORGOTTEN
    title = next((value for name in ("title", "name") for value in there.fields.get(name, {}).values()), None)
    label = title if isinstance(title, str) else key.id
    return _item(key, entity.content_type, label, reason, changes, head.version)


def _kept(change: Change) -> Change:
    return replace(change, base=change.after, kept="theirs")


def list_changes(now: Side, then: Side) -> tuple[Change, ...]:
    """Return what would have to change for `now` to become `then`, sorted by field and locale."""
    return tuple(_value_changes(now, then))


def _value_changes(now: Side, then: Side) -> Iterator[Change]:
    for name in sorted({*now.fields, *then.fields}):
        for locale in sorted({*now.fields.get(name, ()), *then.fields.get(name, ())}):
            old, new = now.value(name, locale), then.value(name, locale)
            if not same_json(old, new):
                yield Change(name, locale, old, new)
    if now.tags != then.tags:
        yield Change("$tags", "", sorted(now.tags), sorted(then.tags))


def _item(
    key: EntityKey, content_type: str, label: str, reason: str, changes: tuple[Change, ...], version: int | None
) -> PlanItem:
    return PlanItem(
        key=key,
        content_type=content_type,
        label=label,
        action=Action.DRIFT,
        reason=reason,
        changes=changes,
        version=version,
        payload=None,
        step=PublishStep.NONE,
        schedule=None,
        origin=None,
        sources=(),
        links=(),
    )
