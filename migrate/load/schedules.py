"""Scheduled actions: those that shall stand are made, those that shall not are cancelled.

Owns the comparison with what waits in the space. Only entities whose schedule changes are looked at.
"""

from collections import defaultdict
from collections.abc import Sequence

from migrate.load.failures import RefusedError, StaleError
from migrate.load.port import ScheduledAction
from migrate.load.run import Progress, Run
from migrate.load.state.journal import Write
from migrate.model.plan import PlanItem
from migrate.model.space import EntityKey

__all__ = ["set_schedules"]


async def set_schedules(run: Run, items: Sequence[PlanItem]) -> None:
    """Bring the scheduled actions of items in order. Runs before an item is finished."""
    waiting: dict[EntityKey, list[ScheduledAction]] = defaultdict(list)
    known = [item.key for item in items if item.version is not None and run.is_open(item)]
    for action in await run.space.reader.scheduled_actions(known) if known else ():
        waiting[action.key].append(action)
    for done, item in enumerate(items, 1):
        if not run.is_open(item):
            continue
        wanted = set(item.schedule or ())
        seq = run.state.journal.intend(Write.SCHEDULE, item.key, version=run.version(item))
        try:
            for action in waiting[item.key]:
                if action.schedule not in wanted:
                    await run.space.writer.unschedule(action)
            there = {action.schedule for action in waiting[item.key]}
            for schedule in sorted(wanted - there):
                await run.space.writer.schedule(item.key, schedule)
        except (StaleError, RefusedError) as error:
            run.state.journal.failed(seq, str(error))
            run.set_aside(item, error)
            continue
        run.state.journal.done(seq)
        run.show(Progress("schedules", done, len(items)))
