"""Applying a plan: its phases, in order, and what is left behind when they end early.

Owns the sequence and the run's record. Each phase is a module of its own; none of them decides what is written.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migrate.errors import MigrateError, SafetyError
from migrate.load.assets import await_files, discard_uploads, write_assets
from migrate.load.entries import write_entries
from migrate.load.failures import RefusedError, StaleError
from migrate.load.observe import FIRST_PAGE, LATER_PAGE, refresh
from migrate.load.port import Space
from migrate.load.publish import publish_all
from migrate.load.run import ApplyOptions, Files, Progress, Run
from migrate.load.schedules import set_schedules
from migrate.load.state.journal import RunStatus, Write
from migrate.load.state.store import State
from migrate.load.takedown import take_down
from migrate.model.plan import Outcome, Plan, PlanItem, PublishStep, Status
from migrate.model.space import EntityType, PublishState
from migrate.plan.rails import require_safe

__all__ = ["ApplyResult", "apply"]

_LOOK_AGAIN = FIRST_PAGE // 2
"""After changes to so many entities of a type they are listed once more: the first page of the next run would not
reach back to them all. Edits made meanwhile by somebody else are seen on the way."""


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """What became of a plan."""

    run: str
    """Id of the run, for a rollback; "" when nothing was to be written."""
    outcomes: tuple[Outcome, ...]
    """One per item that writes, in the order of the plan."""
    requests: int
    writes: int
    retries: int
    throttled: int
    """Answers 429."""
    seconds: float
    notes: tuple[str, ...]
    """Sentences about things that a person may want to know, such as uploads of a killed run."""

    @property
    def partial(self) -> bool:
        """True when some items were set aside."""
        return any(outcome.status is not Status.DONE for outcome in self.outcomes)


async def apply(
    plan: Plan,
    space: Space,
    state: State,
    files: Files,
    progress: Callable[[Progress], None] | None = None,
    options: ApplyOptions | None = None,
) -> ApplyResult:
    """Do what a plan says, and nothing else.

    Items fail one by one: what Contentful refuses, what was changed since the plan was made, and what depends on those
    is set aside with an outcome, and the rest goes on. A plan that writes nothing sends nothing, but what was learnt
    is stored.

    Args:
        plan: what to do.
        space: where.
        state: memory and journal, writable.
        files: reads a file of the site.
        progress: told how far the run is; None = nobody listens.
        options: how to go about it.

    Raises:
        SafetyError: the plan has refusals.
        LockedError: another run has taken the lock over.
        TemporaryError: the space cannot be reached any more; the same command goes on later.
        ConfigurationError: the token lost its rights.
    """
    require_safe(plan)
    _check_target(plan, space)
    started = state.clock.monotonic()
    before = dict(space.statistics)
    name = _run_name(state)
    state.alive()
    run = Run(plan, space, state, files, options or ApplyOptions(), progress or _nobody)
    state.journal.close_dead_runs()
    _store_what_was_learnt(run)
    writes = plan.changes_anything
    if writes:
        state.journal.begin(name, state.clock.now().isoformat(timespec="seconds"))
    await _tidy_up(run)
    if writes:
        await _recorded(run)
    after = space.statistics
    lost = int(after["lost_uploads"] - before["lost_uploads"])
    if lost:
        uploads = "an upload" if lost == 1 else f"{lost} uploads"
        run.notes.append(f"{uploads} got no answer and may be left; Contentful deletes what is not used within a day")
    return ApplyResult(
        run=name if writes else "",
        outcomes=tuple(run.outcomes[item.key] for item in plan.items if item.key in run.outcomes),
        requests=int(after["requests"] - before["requests"]),
        writes=int(after["writes"] - before["writes"]),
        retries=int(after["retries"] - before["retries"]),
        throttled=int(after["throttled"] - before["throttled"]),
        seconds=state.clock.monotonic() - started,
        notes=tuple(run.notes),
    )


async def _recorded(run: Run) -> None:
    """Run all phases, and record how it ended."""
    status = RunStatus.INTERRUPTED
    try:
        for phase in _PHASES:
            await phase(run)
        status = RunStatus.PARTIAL if run.failed else RunStatus.DONE
    except MigrateError:
        status = RunStatus.FAILED
        raise
    finally:
        counts: Counter[str] = Counter(
            outcome.action.value for outcome in run.outcomes.values() if outcome.status is Status.DONE
        )
        run.state.journal.end(run.state.clock.now().isoformat(timespec="seconds"), status, counts)


async def _setup(run: Run) -> None:
    for done, item in enumerate(run.plan.setup, 1):
        seq = run.state.journal.intend(Write.SETUP, None, version=item.version, note=f"{item.kind.value} {item.id}")
        try:
            await run.space.writer.set_up(item)
        except MigrateError as error:
            # Without its content model nothing that follows can succeed.
            run.state.journal.failed(seq, str(error))
            raise
        with run.state.transaction():
            run.state.journal.done(seq)
            wanted = item.wanted if item.wanted is not None else item.payload
            run.state.base.remember_setup(item.kind, item.id, wanted)
        run.show(Progress("setup", done, len(run.plan.setup)))


async def _assets(run: Run) -> None:
    await write_assets(run, [item for item in _with_content(run) if item.key.type is EntityType.ASSET])


async def _entries(run: Run) -> None:
    await write_entries(run, [item for item in _with_content(run) if item.key.type is EntityType.ENTRY])


async def _schedules(run: Run) -> None:
    await set_schedules(run, [item for item in run.plan.items if item.schedule is not None])


async def _publish(run: Run) -> None:
    items = [item for item in run.plan.items if item.step is PublishStep.PUBLISH and run.is_open(item)]
    for item in items:
        if item.payload is None:
            await _before_publish(run, item)
    await publish_all(run, [item for item in items if run.is_open(item)])


async def _take_down(run: Run) -> None:
    steps = (PublishStep.UNPUBLISH, PublishStep.ARCHIVE, PublishStep.UNARCHIVE, PublishStep.DELETE)
    await take_down(run, [item for item in run.plan.items if item.step in steps])


async def _drafts(run: Run) -> None:
    for item in run.plan.items:
        if item.writes and run.is_open(item) and item.step is PublishStep.NONE:
            run.finish(item)
            if item.was is PublishState.PUBLISHED and item.payload is not None:
                run.notes.append(
                    f"{item.key.type.value.lower()} {item.key.id} is updated and not published, for it holds "
                    "unpublished changes of an editor"
                )


async def _look_again(run: Run) -> None:
    for type_ in EntityType:
        if len(run.touched[type_]) >= _LOOK_AGAIN and run.state.fact(f"since:{type_.value}"):
            await refresh(run.space.reader, run.state, type_, first_page=LATER_PAGE)


_PHASES = (
    _setup,  # nothing can be written without its content type, locale and tag
    _assets,  # first, for making their files takes Contentful a while
    _entries,  # all content before any publishing: links then lead to something
    await_files,  # the files were made meanwhile, so that one look is enough as a rule
    _schedules,  # before drafts are finished, and while nothing of the entity is public
    _publish,  # in link order
    _drafts,  # what has nothing to follow
    _take_down,  # last, and only if nothing went wrong
    _look_again,
)


async def _before_publish(run: Run, item: PlanItem) -> None:
    try:
        await run.keep_before(item)
        if item.was is PublishState.ARCHIVED:
            await run.change(item, Write.UNARCHIVE, run.space.writer.unarchive)
    except (StaleError, RefusedError) as error:
        run.set_aside(item, error)


def _with_content(run: Run) -> Sequence[PlanItem]:
    return [item for item in run.plan.items if item.payload is not None or item.origin is not None]


def _store_what_was_learnt(run: Run) -> None:
    """Store what needs no write: renames, what was found in step, and what was kept as the space has it."""
    base = run.state.base
    with run.state.transaction():
        base.remember_renames(run.plan.renames)
        for settled in run.plan.settled:
            version = run.state.seen.version(settled.key)
            if version is not None:
                base.remember(settled.key, settled.memory, version=version, ours=None, theirs=None)
        for item in run.plan.items:
            if item.writes or item.memory is None or item.version is None:
                continue
            # What a saved plan has learnt is of no use once the entity is another one.
            if run.state.seen.version(item.key) in (None, item.version):
                base.remember(item.key, item.memory, version=item.version, ours=None, theirs=None)


async def _tidy_up(run: Run) -> None:
    unused = run.state.journal.unused_uploads()
    if unused:
        await discard_uploads(run, unused)


def _run_name(state: State) -> str:
    name = state.clock.now().strftime("%Y%m%dT%H%M%SZ")
    taken = {record.id for record in state.runs()}
    number = 2
    unique = name
    while unique in taken:
        unique = f"{name}-{number}"
        number += 1
    return unique


def _check_target(plan: Plan, space: Space) -> None:
    there, here = plan.target, space.reader.target
    if (there.space, there.environment) != (here.space, here.environment):
        raise SafetyError(
            f"the plan is for space {there.space}, environment {there.environment}, and not for space {here.space}, "
            f"environment {here.environment}",
            hint="Apply it to the space that it was made for, or plan again",
        )


def _nobody(_progress: Progress) -> None:
    """Tell nobody."""
