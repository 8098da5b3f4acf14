"""`plan`: the second half of the row, stopped before anything is written."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from migrate.load import Space, State, observe
from migrate.model.codes import CODES
from migrate.model.findings import Finding
from migrate.model.plan import Plan
from migrate.model.space import Target
from migrate.pipeline.causing import with_causes
from migrate.pipeline.opening import open_page_memory, open_space, open_target, state_path
from migrate.pipeline.wanting import Goal, check_losses, want
from migrate.plan import PlanPolicy, build_plan, dump_plan, parse_delete_limit
from migrate.report.plan_html import render_html
from migrate.report.plan_markdown import render_markdown
from migrate.report.progress import ProgressSink
from migrate.settings import Settings

__all__ = [
    "Planned",
    "compare",
    "plan",
    "plan_file",
    "plan_html",
    "plan_markdown",
]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what it came from."""

    plan: Plan
    pages: int
    left_out: tuple[Finding, ...]
    """Files of the site that could not be read."""


def plan(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink, *, strict: bool) -> Planned:
    """Return what a run would do. Nothing is written, neither to the space nor to the state file.

    Raises:
        SafetyError: `strict` and a loss is not accepted.
    """

    async def work() -> Planned:
        async with open_space(settings, target, token, writable=False) as (space, state):
            return await compare(goal, settings, target, space, state, progress)

    memory = open_page_memory(settings, writable=False)
    wanted = want(site, mapping, settings, settings.target, progress, memory)
    check_losses(wanted, strict=strict)
    goal = wanted.goal()
    del wanted
    with open_target(settings, writable=False, default_locale=goal.default_locale) as (target, token):
        return asyncio.run(work())


async def compare(
    wanted: Goal, settings: Settings, target: Target, space: Space, state: State, progress: ProgressSink
) -> Planned:
    """Read the space as far as it changed, and return the plan."""
    progress.stage("Reading the space", None)
    remote = await observe(space.reader, state, owner_tag=wanted.space.owner_tag)
    policy = PlanPolicy(
        on_conflict=settings.on_conflict,
        vanished=wanted.rules.vanished,
        max_delete=parse_delete_limit(settings.max_delete),
        allow_everything=settings.allow_everything,
        allow_empty=settings.allow_empty,
        max_records=settings.max_records,
        partial=bool(wanted.left_out),
        begin_anew=_begin_anew(settings),
    )
    progress.stage("Comparing", None)
    built = build_plan(wanted.space, remote, state.base, policy, target)
    return Planned(
        plan=with_causes(built, wanted.rules, wanted.sources, state),
        pages=wanted.space.pages,
        left_out=wanted.left_out,
    )


def _begin_anew(settings: Settings) -> str:
    """Return how to come by a new rehearsal space; "" where the space is Contentful's."""
    if not settings.in_rehearsal:
        return ""
    files = [str(path) for path in (settings.rehearsal, state_path(settings)) if path.exists()]
    return f"delete {' and '.join(files)} to begin with a new rehearsal space"


def plan_file(planned: Planned) -> bytes:
    """Return the plan as JSON, for `apply` and for machines."""
    return dump_plan(planned.plan).encode()


def plan_markdown(planned: Planned) -> bytes:
    """Return the plan as Markdown."""
    return render_markdown(planned.plan, planned.left_out).encode()


def plan_html(planned: Planned) -> bytes:
    """Return the plan as a web page."""
    return render_html(planned.plan, CODES, planned.left_out).encode()
