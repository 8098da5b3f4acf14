"""`plan`: the second half of the row, stopped before anything is written."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from migrate.load import Space, State, observe
from migrate.mapping.rules import MappingRules
from migrate.model.canonical import canonical_json, digest_bytes
from migrate.model.codes import CODES
from migrate.model.findings import Finding
from migrate.model.plan import Action, Plan
from migrate.model.space import Target
from migrate.pipeline.opening import open_space, open_target
from migrate.pipeline.wanting import Wanted, check_losses, want
from migrate.plan import PlanPolicy, build_plan, dump_plan, parse_delete_limit
from migrate.report.plan_html import render_html
from migrate.report.plan_markdown import render_markdown
from migrate.report.progress import ProgressSink
from migrate.settings import Settings

__all__ = [
    "Planned",
    "compare",
    "mapping_changed",
    "plan",
    "plan_file",
    "plan_html",
    "plan_markdown",
    "remember_mapping",
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
            return await compare(wanted, settings, target, space, state, progress)

    wanted = want(site, mapping, settings, settings.target, progress)
    check_losses(wanted, strict=strict)
    with open_target(settings, writable=False) as (target, token):
        return asyncio.run(work())


async def compare(
    wanted: Wanted, settings: Settings, target: Target, space: Space, state: State, progress: ProgressSink
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
    )
    progress.stage("Comparing", None)
    built = build_plan(wanted.space, remote, state.base, policy, target)
    return Planned(
        plan=_with_mapping_named(built) if mapping_changed(wanted.rules, state) else built,
        pages=wanted.space.pages,
        left_out=wanted.left_out,
    )


def mapping_changed(rules: MappingRules, state: State) -> bool:
    """Tell whether the mapping is another one than at the last run."""
    known = state.fact(_MAPPING)
    return bool(known) and known != _digest(rules)


def remember_mapping(rules: MappingRules, state: State) -> None:
    """Remember the mapping of a run for the next one."""
    digest = _digest(rules)
    if state.fact(_MAPPING) != digest:
        state.set_fact(_MAPPING, digest)


def _with_mapping_named(plan: Plan) -> Plan:
    """Return the plan with the mapping among the reasons: a post that nobody touched may change because of it."""
    items = [
        replace(item, reason=f"{item.reason}, or by the mapping, which changed since the last run")
        if item.action is Action.UPDATE and item.reason == "changed on the site"
        else item
        for item in plan.items
    ]
    return replace(plan, items=items)


_MAPPING = "mapping"


def _digest(rules: MappingRules) -> str:
    return digest_bytes(canonical_json(rules.raw)) if rules.raw else ""


def plan_file(planned: Planned) -> bytes:
    """Return the plan as JSON, for `apply` and for machines."""
    return dump_plan(planned.plan).encode()


def plan_markdown(planned: Planned) -> bytes:
    """Return the plan as Markdown."""
    return render_markdown(planned.plan).encode()


def plan_html(planned: Planned) -> bytes:
    """Return the plan as a web page."""
    return render_html(planned.plan, CODES).encode()
