"""Taking things down: unpublish, archive, delete; and bringing archived things back as drafts.

Owns the order of these steps. They come last in a run, and what the site merely no longer has is left alone when
anything went wrong before.
"""

from collections.abc import Sequence

from migrate.load.failures import RefusedError, StaleError
from migrate.load.port import BulkAction
from migrate.load.publish import run_bulk
from migrate.load.run import Progress, Run, gather_all
from migrate.load.state.journal import Write
from migrate.model.plan import Action, Outcome, PlanItem, PublishStep, Status
from migrate.model.space import EntityKey, PublishState

__all__ = ["take_down"]

_VANISHED = (Action.ARCHIVE, Action.DELETE)


async def take_down(run: Run, items: Sequence[PlanItem]) -> None:
    """Bring each item to its step; each ends with an outcome."""
    trouble = bool(run.failed)
    live = []
    for item in items:
        if not run.is_open(item):
            continue
        if trouble and item.action in _VANISHED and not item.sources:
            run.fail(item, f"{item.key.id} is kept, because something else went wrong in this run", Status.SKIPPED)
            continue
        if await _prepare(run, item):
            live.append(item)
    live = await _still_as_planned(run, live)
    published = [item for item in live if _is_published(run, item) and item.step is not PublishStep.UNARCHIVE]
    await run_bulk(run, BulkAction.UNPUBLISH, published)
    done = 0

    async def work(item: PlanItem) -> None:
        nonlocal done
        try:
            await _finish(run, item)
        except (StaleError, RefusedError) as error:
            run.set_aside(item, error)
        done += 1
        run.show(Progress("takedown", done, len(live)))

    waiting = [item for item in live if run.is_open(item)]
    await gather_all(waiting, work, workers=min(run.options.workers, max(1, len(waiting))))


async def _still_as_planned(run: Run, items: Sequence[PlanItem]) -> list[PlanItem]:
    """Return the items whose entity nobody has touched: Contentful asks for no version when it takes things down."""
    public = [item for item in items if _is_published(run, item) and item.step is not PublishStep.UNARCHIVE]
    deleted = [item for item in items if item.step is PublishStep.DELETE]
    asked = {item.key for item in (*public, *deleted)}
    there: dict[EntityKey, int] = {}
    async for page in run.space.reader.some_entities(sorted(asked)):
        there |= {entity.key: entity.version for entity in page}
    for item in items:
        gone = item.step is PublishStep.DELETE and item.key not in there
        if item.key in asked and there.get(item.key) != run.version(item) and not gone:
            run.fail(item, f"{item.key.id} was changed in Contentful meanwhile; plan again", Status.STALE)
    return [item for item in items if run.is_open(item)]


async def _prepare(run: Run, item: PlanItem) -> bool:
    try:
        if item.payload is None:
            await run.keep_before(item)
    except StaleError as error:
        run.set_aside(item, error)
        return False
    return True


def _is_published(run: Run, item: PlanItem) -> bool:
    head = run.state.seen.head(item.key)
    if head is not None:
        return head.published_version is not None
    return item.was is PublishState.PUBLISHED


async def _finish(run: Run, item: PlanItem) -> None:
    writer = run.space.writer
    match item.step:
        case PublishStep.ARCHIVE:
            await run.change(item, Write.ARCHIVE, writer.archive)
        case PublishStep.UNARCHIVE:
            # Content written by this run has brought it back already.
            if item.payload is None:
                await run.change(item, Write.UNARCHIVE, writer.unarchive)
        case PublishStep.DELETE:
            await _delete(run, item)
            return
        case PublishStep.UNPUBLISH | PublishStep.PUBLISH | PublishStep.NONE:
            pass
    run.finish(item)


async def _delete(run: Run, item: PlanItem) -> None:
    version = run.version(item)
    assert version is not None  # noqa: S101 -- only what the space holds is deleted
    run.state.alive()
    seq = run.state.journal.intend(Write.DELETE, item.key, version=version)
    try:
        await run.space.writer.delete(item.key, version)
    except (StaleError, RefusedError) as error:
        run.state.journal.failed(seq, str(error))
        raise
    with run.state.transaction():
        run.state.journal.done(seq)
        run.state.journal.close_image(item.key, None)
        run.state.seen.remove([item.key])
        run.state.base.forget(item.key)
    run.touched[item.key.type].add(item.key.id)
    run.outcomes[item.key] = Outcome(item.key, item.action, Status.DONE, None, "")
