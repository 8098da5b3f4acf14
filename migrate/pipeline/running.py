"""`run`, `sync` and `apply`: the whole row."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from migrate.errors import ConfigurationError
from migrate.extract import read_site
from migrate.load import Files, Progress, Space, State, apply
from migrate.model.plan import Action, Outcome, PlanItem, Status
from migrate.pipeline.causing import remember_causes
from migrate.pipeline.opening import open_page_memory, open_space, open_target
from migrate.pipeline.planning import Planned, compare
from migrate.pipeline.verifying import read_back
from migrate.pipeline.wanting import check_losses, want
from migrate.plan import load_plan, require_safe
from migrate.report.progress import ProgressSink
from migrate.report.summary import RunSummary, summarise
from migrate.settings import Settings

__all__ = ["apply_file", "carry_out", "run", "sync"]


def run(
    site: Path,
    mapping: Path | None,
    settings: Settings,
    progress: ProgressSink,
    *,
    agree: Callable[[Planned], bool],
    strict: bool,
    verify: bool = True,
) -> RunSummary | None:
    """Plan, ask `agree`, apply, and with `verify` read the space back; None when it was not agreed.

    Raises:
        LockedError: another run works on the same space.
        SafetyError: a rail refused the plan, or `strict` and a loss is not accepted.
    """
    started = time.monotonic()

    async def work() -> RunSummary | None:
        async with open_space(settings, target, token, writable=True) as (space, state):
            goal = goals.pop()
            planned = await compare(goal, settings, target, space, state, progress)
            rules, sources = goal.rules, goal.sources
            # The plan has what is written of it: the rest goes before the writing begins, which needs the memory.
            again = goal if verify else None
            del goal
            require_safe(planned.plan)
            with progress.paused():
                agreed = agree(planned)
            if not agreed:
                return None
            summary = await carry_out(planned, sources.read, space, state, progress, started)
            remember_causes(planned.plan, rules, sources, state)
        if again is not None and summary.changed:
            progress.stage("Reading back", None)
            summary = replace(summary, verified=await read_back(again, settings, target, token, progress))
        return summary

    memory = open_page_memory(settings, writable=True)
    wanted = want(site, mapping, settings, settings.target, progress, memory)
    check_losses(wanted, strict=strict)
    goals = [wanted.goal()]
    del wanted
    with open_target(settings, writable=True, default_locale=goals[0].default_locale) as (target, token):
        return asyncio.run(work())


def sync(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink, *, strict: bool) -> RunSummary:
    """Do what `run` does without asking; what changed on either side decides what is sent."""
    summary = run(site, mapping, settings, progress, agree=lambda _: True, strict=strict, verify=False)
    if summary is None:
        raise AssertionError("a run is only left when it was not agreed to")
    return summary


def apply_file(site: Path, plan_path: Path, settings: Settings, progress: ProgressSink) -> RunSummary:
    """Do what a saved plan says, item by item, as long as each is still as the plan found it.

    Raises:
        ConfigurationError: the file is no plan, or was made for another space.
    """
    started = time.monotonic()
    saved = load_plan(_read(plan_path), where=str(plan_path))

    async def work() -> RunSummary:
        async with open_space(settings, target, token, writable=True) as (space, state):
            return await carry_out(planned, source.reader.read, space, state, progress, started)

    with open_target(settings, writable=True, default_locale=saved.default_locale) as (target, token):
        if (saved.target.space, saved.target.environment) != (target.space, target.environment):
            raise ConfigurationError(
                f"the plan is for {saved.target.space}/{saved.target.environment}, not "
                f"{target.space}/{target.environment}",
                where=str(plan_path),
                hint="Name that target, or make a new plan",
            )
        progress.stage("Reading the site", None)
        source = read_site(site, now=settings.now)
        planned = Planned(plan=replace(saved, target=target), pages=len(source.pages), left_out=())
        return asyncio.run(work())


async def carry_out(
    planned: Planned,
    read: Files | None,
    space: Space,
    state: State,
    progress: ProgressSink,
    started: float,
) -> RunSummary:
    """Apply a plan and return the figures; `read` reads a file of the site, None for a plan that uploads nothing."""
    phases: list[str] = []

    def show(step: Progress) -> None:
        if phases[-1:] != [step.phase]:
            phases.append(step.phase)
            progress.stage(f"Writing: {step.phase}", step.total)
        progress.reach(step.done)

    plan = planned.plan
    result = await apply(plan, space, state, read or _no_files, show)
    # An entry whose file moved may need no write; that it was recognised is worth telling all the same.
    moved = [
        Outcome(item.key, item.action, Status.DONE, item.version, "")
        for item in plan.items
        if item.action is Action.RENAME and not item.writes
    ]
    return summarise(
        [*result.outcomes, *moved],
        run=result.run,
        notes=result.notes,
        pages=planned.pages,
        unchanged=plan.unchanged,
        set_up=len(plan.setup),
        kept=[item for item in plan.items if _keeps(item)],
        left_out=planned.left_out,
        findings=plan.findings,
        requests=space.reader.requests,
        writes=space.reader.writes,
        seconds=time.monotonic() - started,
    )


def _no_files(path: str) -> bytes:
    raise AssertionError(f"a plan without a site uploads {path}")


def _keeps(item: PlanItem) -> bool:
    """Tell whether something of the item stays as an editor left it; the rest of it may be written all the same."""
    kept = any(change.kept == "theirs" for change in item.changes)
    return kept or item.action in (Action.CONFLICT, Action.DRIFT)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        hint = "Check the path, or save a plan with `migrate plan SITE --out FILE`"
        raise ConfigurationError(f"the plan cannot be read: {why}", where=str(path), hint=hint) from error
