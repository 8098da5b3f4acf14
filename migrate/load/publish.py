"""Publishing and unpublishing many entities: bulk actions, and what to do when one fails as a whole.

Owns the waiting, the dropping of named items, the halving when none is named, and setting aside what depends on
something that could not be made. The order comes from the plan.
"""

import asyncio
from collections.abc import Sequence

from migrate.errors import TemporaryError
from migrate.load.batches import Batch, cut_batches, dependants
from migrate.load.failures import NOT_GRANTED, LostResponseError, RefusedError, StaleError
from migrate.load.port import BulkAction, BulkFailure, BulkResult, Versioned
from migrate.load.run import Progress, Run, head_after
from migrate.load.state.journal import Write
from migrate.load.state.seen import head_of
from migrate.model.plan import PlanItem, PublishStep, Status
from migrate.model.space import EntityKey, EntityType, PublishState, RemoteEntity

__all__ = ["FEW", "publish_all", "run_bulk", "set_dependants_aside"]

ACTIVE = 5
"""Bulk actions that a space runs at the same time."""
FEW = 2
"""Up to so many entities are cheaper one by one."""
_FIRST_POLL = 0.1
_SLOWEST_POLL = 3.0
_TIMEOUT = 900.0
_MOST_LOST = 6
_UNRESOLVED = "UnresolvedLinks"
_STATE_WRITES = {BulkAction.PUBLISH: Write.PUBLISH, BulkAction.UNPUBLISH: Write.UNPUBLISH}


async def publish_all(run: Run, items: Sequence[PlanItem]) -> None:
    """Publish items in link order; each ends with an outcome."""
    set_dependants_aside(run, items)
    waiting = [item for item in items if run.is_open(item)]
    batches = cut_batches(waiting)
    slots = asyncio.Semaphore(ACTIVE)
    ready = [asyncio.Event() for _ in batches]
    done = 0

    async def work(number: int, batch: Batch) -> None:
        nonlocal done
        for before in batch.after:
            await ready[before].wait()
        async with slots:
            await run_bulk(run, BulkAction.PUBLISH, batch.items)
        for item in batch.items:
            if run.is_open(item):
                run.finish(item)
        done += len(batch.items)
        run.show(Progress("publish", done, len(waiting)))
        ready[number].set()

    tasks = [asyncio.create_task(work(number, batch)) for number, batch in enumerate(batches)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def set_dependants_aside(run: Run, items: Sequence[PlanItem]) -> None:
    """Give an outcome to items that need something that could not be made or published."""
    broken = {
        item.key: run.outcomes[item.key].error
        for item in run.failed
        if item.step is PublishStep.PUBLISH and item.was is not PublishState.PUBLISHED
    }
    if not broken:
        return
    # What is published already stays resolvable for readers, whatever happens to its new content.
    unpublished = [item for item in items if run.is_open(item) and item.was is not PublishState.PUBLISHED]
    found = dependants(unpublished, broken)
    for item in unpublished:
        if item.key in found:
            need = found[item.key]
            run.fail(
                item,
                f"{item.key.type.value.lower()} {item.key.id} is left unpublished, for it needs "
                f"{need.type.value.lower()} {need.id}, which failed",
                Status.SKIPPED,
            )


async def run_bulk(run: Run, action: BulkAction, items: Sequence[PlanItem]) -> None:
    """Publish or unpublish items; those that cannot be get an outcome, the others stand at their new version."""
    queue: list[list[PlanItem]] = [list(items)]
    lost = 0
    while queue:
        group = queue.pop(0)
        if action is BulkAction.PUBLISH:
            set_dependants_aside(run, group)
            group = [item for item in group if run.is_open(item)]
        if len(group) <= FEW or not run.bulk_actions:
            for item in group:
                await _single(run, action, item)
            continue
        result = await _attempt(run, action, group)
        if result is None:
            # The answer was lost, and some of the group may have been done: what is left goes again.
            lost += 1
            if lost > _MOST_LOST:
                raise TemporaryError(
                    f"{action.value}: the answers to {lost} bulk actions in a row were lost",
                    hint="Run the same command again later; it goes on where this stopped",
                )
            rest = await _left(run, action, group)
            queue += [rest] if rest else []
        elif not result.succeeded:
            queue = [*await _divided(run, action, group, result), *queue]


async def _attempt(run: Run, action: BulkAction, group: Sequence[PlanItem]) -> BulkResult | None:
    run.state.alive()
    seq = run.state.journal.intend(_STATE_WRITES[action], None, note=f"{len(group)} entities")
    versioned = [Versioned(item.key, run.version(item) or 0) for item in group]
    try:
        bulk = await run.space.writer.start_bulk(action, versioned)
    except LostResponseError:
        run.state.journal.failed(seq, "the answer was lost")
        return None
    except (RefusedError, StaleError) as error:
        run.state.journal.failed(seq, str(error))
        if isinstance(error, RefusedError) and error.code == NOT_GRANTED:
            run.bulk_actions = False
        return BulkResult(done=True, succeeded=False, failures=(), message=str(error))
    run.state.journal.annotate(seq, bulk)
    result = await _wait(run, bulk, action)
    if not result.succeeded:
        run.state.journal.failed(seq, result.message)
        return result
    with run.state.transaction():
        run.state.journal.done(seq)
        for item in group:
            entity = run.state.seen.head(item.key)
            if entity is not None:
                run.note_head(item, head_after(entity, published=action is BulkAction.PUBLISH), None)
    return result


async def _wait(run: Run, bulk: str, action: BulkAction) -> BulkResult:
    clock, started = run.state.clock, run.state.clock.monotonic()
    # The first of a run is asked about at once; the next ones take about as long as it did.
    expected, looks = run.bulk_seconds, 1
    pause = max(_FIRST_POLL, expected / 4)
    await clock.sleep(expected)
    while True:
        asked = clock.monotonic() - started
        result = await run.space.writer.bulk_result(bulk, action)
        if result.done:
            run.bulk_seconds = min(asked if looks > 1 else expected * 0.9, _SLOWEST_POLL)
            return result
        looks += 1
        if asked > _TIMEOUT:
            raise TemporaryError(
                f"bulk action {bulk} has not ended within {_TIMEOUT / 60:g} min",
                hint="Run the same command again later; it goes on where this stopped",
            )
        run.state.alive()
        await clock.sleep(pause)
        pause = min(pause * 2, _SLOWEST_POLL)


async def _single(run: Run, action: BulkAction, item: PlanItem) -> None:
    writer = run.space.writer
    act = writer.publish if action is BulkAction.PUBLISH else writer.unpublish
    try:
        await run.change(item, _STATE_WRITES[action], act)
    except (RefusedError, StaleError) as error:
        if not await _is_done(run, action, item):
            run.set_aside(item, error, hint=_deleted_targets(run, item, error))


def _deleted_targets(run: Run, item: PlanItem, error: RefusedError | StaleError) -> str:
    """Return what an item links to that an editor deleted, and what can be done: Contentful names neither."""
    if not isinstance(error, RefusedError) or error.code != _UNRESOLVED:
        return ""
    state = run.state
    gone = [link for link in item.links if state.base.record(link) is not None and state.seen.head(link) is None]
    if not gone:
        return ""
    names = ", ".join(map(_name, gone))
    return (
        f"it links to {names}, deleted in Contentful: restore {'it' if len(gone) == 1 else 'them'} there, "
        "take the link out on the site, or run once with --on-conflict ours"
    )


async def _is_done(run: Run, action: BulkAction, item: PlanItem) -> bool:
    """Return whether the entity has got there by an action whose answer was lost."""
    return not await _left(run, action, [item])


async def _left(run: Run, action: BulkAction, group: Sequence[PlanItem]) -> list[PlanItem]:
    """Look at a group, note what is done, and return what is not."""
    there: dict[EntityKey, RemoteEntity] = {}
    async for page in run.space.reader.some_entities([item.key for item in group]):
        there |= {entity.key: entity for entity in page}
    left = []
    for item in group:
        entity, version = there.get(item.key), run.version(item)
        published = entity.published_version if entity is not None else None
        done = entity is not None and version is not None and entity.version == version + 1
        if done and (published == version if action is BulkAction.PUBLISH else published is None):
            assert entity is not None  # noqa: S101 -- `done` says so
            run.note_head(item, head_of(entity), None)
        else:
            left.append(item)
    return left


async def _divided(run: Run, action: BulkAction, group: Sequence[PlanItem], result: BulkResult) -> list[list[PlanItem]]:
    """Return the groups to try next after a bulk action has failed as a whole."""
    named = {failure.key: failure for failure in result.failures}
    bad = [item for item in group if item.key in named]
    if not bad:
        middle = len(group) // 2
        return [list(group[:middle]), list(group[middle:])]
    still_bad = await _left(run, action, bad)
    unresolved: list[PlanItem] = []
    again: list[list[PlanItem]] = []
    for item in still_bad:
        failure = named[item.key]
        if failure.code in ("VersionMismatch", "NotFound"):
            error = f"could not {action.value} {_name(item.key)}: {failure.code}: {failure.message}"
            run.fail(item, error.rstrip(": "), Status.STALE)
        elif _may_resolve(failure, item, group, named):
            unresolved.append(item)
        else:
            # By itself it either succeeds, if the trouble has passed, or tells exactly what is wrong with it.
            again.append([item])
    rest = [item for item in group if item.key not in named]
    # The named ones first: what depends on them has to know what became of them.
    return [part for part in (*again, rest, unresolved) if part]


def _may_resolve(
    failure: BulkFailure, item: PlanItem, group: Sequence[PlanItem], named: dict[EntityKey, BulkFailure]
) -> bool:
    """Return whether a link that did not resolve may do so once the rest of the group is published."""
    if failure.code != _UNRESOLVED:
        return False
    others = {other.key for other in group if other.key not in named}
    return any(link in others for link in item.links)


def _name(key: EntityKey) -> str:
    return f"{'entry' if key.type is EntityType.ENTRY else 'asset'} {key.id}"
