"""Undoing a run: a plan like any other, made from how things were before.

Owns what restoring means for each entity. What somebody has touched since is listed and left alone, unless told so.
The content model stays as it is: taking fields away would take content with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Action, Change, Memory, Plan, PlanItem, PublishStep
from migrate.model.space import EntityKey, EntityType, FileOrigin, PublishState, RemoteEntity, Target
from migrate.plan.drift import list_changes
from migrate.plan.forecast import build_forecast
from migrate.plan.kept_changes import keep_changes
from migrate.plan.lifecycle import step_between
from migrate.plan.links import find_links
from migrate.plan.order import order_items
from migrate.plan.payload import pack, write_body
from migrate.plan.sides import FILE, Side, side_of_remote
from migrate.plan.threeway import same_json
from migrate.plan.views import Remote, RemoteHead

__all__ = ["KEPT_FOR_LINK", "BeforeImage", "build_rollback"]

KEPT_FOR_LINK = "made by the run; left as it is, for"
"""How the reason begins of what stays only because something that an editor touched links to it."""


@dataclass(frozen=True, slots=True)
class BeforeImage:
    """How an entity was before the first write of a run to it."""

    key: EntityKey
    before: RemoteEntity | None
    """None when it did not exist."""
    after: int | None
    """``sys.version`` when the run was done with it; None when it is gone or its fate is unknown."""
    remembered: Memory | None = None
    """What the run had to compare it with; None when nothing was, or when an older version noted none."""


def build_rollback(
    images: Iterable[BeforeImage], remote: Remote, target: Target, *, owner_tag: str, force: bool = False
) -> Plan:
    """Return the plan that brings every entity of a run back to how it was.

    Args:
        images: how entities were.
        remote: the space as it is.
        target: where the plan is for.
        owner_tag: the tag by which we know what we made.
        force: also undo what somebody has touched since the run.
    """
    restored = [item for image in images if (item := _restore(image, remote, force=force)) is not None]
    items = _with_links_kept(restored, remote)
    doomed = [item for item in items if item.step in (PublishStep.DELETE, PublishStep.ARCHIVE)]
    kept = [item for item in items if item.step not in (PublishStep.DELETE, PublishStep.ARCHIVE)]
    ordered = (*order_items(kept), *sorted(doomed, key=lambda item: (item.key.type is EntityType.ASSET, item.key.id)))
    return Plan(
        target=target,
        setup=(),
        items=ordered,
        unchanged={},
        findings={},
        forecast=build_forecast((), ordered, requests_per_second=remote.environment.requests_per_second),
        owner_tag=owner_tag,
    )


def _with_links_kept(items: list[PlanItem], remote: Remote) -> list[PlanItem]:
    """Leave what would be deleted and is linked to by something that stays, so that no link of an editor breaks."""
    doomed = {item.key: place for place, item in enumerate(items) if item.step is PublishStep.DELETE}
    left = [item.key for item in items if item.action is Action.CONFLICT and remote.head(item.key) is not None]
    while left and doomed:
        key = left.pop()
        for linked in find_links(side_of_remote(remote.entity(key)).fields):
            if (place := doomed.pop(linked, None)) is not None:
                reason = f"{KEPT_FOR_LINK} {key.id} links to it"
                items[place] = replace(
                    items[place], action=Action.CONFLICT, reason=reason, changes=(), step=PublishStep.NONE
                )
                left.append(linked)
    return items


def _restore(image: BeforeImage, remote: Remote, *, force: bool) -> PlanItem | None:
    head = remote.head(image.key)
    if head is None:
        return _bring_back(image, force=force)
    entity = remote.entity(image.key)
    if head.version != _left_at(image) and not force:
        return _touched(image, entity, f"changed in Contentful by {entity.updated_by} since the run; left as it is")
    if image.before is None:
        return _remove(entity, head)
    return _rewind(image, image.before, entity, head)


def _left_at(image: BeforeImage) -> int:
    """Return the version at which the run left an entity; where that is not known, the one before it or of a create."""
    if image.after is not None:
        return image.after
    return image.before.version if image.before is not None else 1


def _remove(entity: RemoteEntity, head: RemoteHead) -> PlanItem:
    return _item(
        entity.key,
        entity.content_type,
        side_of_remote(entity),
        action=Action.DELETE,
        reason="made by the run",
        changes=(Change("$state", "", head.state.value, None),),
        version=head.version,
        step=PublishStep.DELETE,
        was=head.state,
    )


def _rewind(image: BeforeImage, before: RemoteEntity, entity: RemoteEntity, head: RemoteHead) -> PlanItem | None:
    write = not same_json(before.fields, entity.fields) or before.tags != entity.tags
    step = step_between(head.state, before.state, content_written=write)
    if before.changed and head.published_version == before.published_version:
        # It held unpublished changes before; publishing them would be more than undoing.
        step = PublishStep.NONE
    if not write and step is PublishStep.NONE:
        return None
    then, now = side_of_remote(before), side_of_remote(entity)
    changes: Sequence[Change] = list_changes(now, then)
    if head.state is not before.state:
        changes = (*changes, Change("$state", "", head.state.value, before.state.value))
    return _item(
        entity.key,
        entity.content_type,
        then,
        action=Action.UPDATE if write else _ACTIONS.get(step, Action.UPDATE),
        reason="as it was before the run",
        changes=keep_changes(changes),
        version=head.version,
        step=step,
        was=head.state,
        payload=write_body(before.fields, before.tags) if write else None,
        memory=_memory(image, then, before.state, exclusive=not before.changed),
    )


_ACTIONS: Mapping[PublishStep, Action] = {
    PublishStep.PUBLISH: Action.PUBLISH,
    PublishStep.UNPUBLISH: Action.UNPUBLISH,
    PublishStep.ARCHIVE: Action.ARCHIVE,
}


def _bring_back(image: BeforeImage, *, force: bool) -> PlanItem | None:
    before = image.before
    if before is None:
        return None
    if image.after is not None and not force:
        return _touched(image, before, "deleted in Contentful since the run; left as it is")
    side = side_of_remote(before)
    fields, origin = _fetched_again(before)
    return _item(
        before.key,
        before.content_type,
        side,
        action=Action.CREATE,
        reason="deleted by the run",
        changes=(),
        version=None,
        step=step_between(PublishState.DRAFT, before.state, content_written=True),
        was=None,
        payload=write_body(fields, before.tags),
        memory=_memory(image, side, before.state),
        origin=origin,
    )


def _fetched_again(before: RemoteEntity) -> tuple[JsonObject, FileOrigin | None]:
    """Return the fields with files made from the URLs that they had; Contentful keeps those for a while."""
    files = before.fields.get(FILE)
    if before.content_type or not isinstance(files, Mapping):
        return before.fields, None
    made: dict[str, Json] = {}
    origin: FileOrigin | None = None
    for locale, value in files.items():
        url = str(value.get("url") or "") if isinstance(value, Mapping) else ""
        absolute = f"https:{url}" if url.startswith("//") else url
        plain = {name: value.get(name) for name in ("fileName", "contentType")} if isinstance(value, Mapping) else {}
        made[locale] = {**plain, "upload": absolute}
        origin = FileOrigin("", absolute, "", 0)
    return {**before.fields, FILE: made}, origin


def _touched(image: BeforeImage, entity: RemoteEntity, reason: str) -> PlanItem:
    return _item(
        image.key,
        entity.content_type,
        side_of_remote(entity),
        action=Action.CONFLICT,
        reason=reason,
        changes=(),
        version=entity.version,
        step=PublishStep.NONE,
        was=entity.state,
    )


def _memory(image: BeforeImage, side: Side, state: PublishState, *, exclusive: bool = True) -> Memory:
    """Return what was remembered before the run, so that what an editor had changed by then is an edit again."""
    if image.remembered is not None:
        return replace(image.remembered, exclusive=exclusive)
    sides = side.to_json()
    return Memory(ours="", base=pack({"ours": sides, "theirs": sides}), state=state, exclusive=exclusive)


def _item(
    key: EntityKey,
    content_type: str,
    side: Side,
    *,
    action: Action,
    reason: str,
    changes: Sequence[Change],
    version: int | None,
    step: PublishStep,
    was: PublishState | None,
    payload: JsonObject | None = None,
    memory: Memory | None = None,
    origin: FileOrigin | None = None,
) -> PlanItem:
    title = next((value for name in ("title", "name") for value in side.fields.get(name, {}).values()), None)
    return PlanItem(
        key=key,
        content_type=content_type,
        label=title if isinstance(title, str) else key.id,
        action=action,
        reason=reason,
        changes=changes,
        version=version,
        payload=pack(payload) if payload is not None else None,
        step=step,
        schedule=None,
        origin=origin,
        sources=(),
        links=find_links(side.fields) if step is PublishStep.PUBLISH else (),
        memory=memory,
        was=was,
    )
