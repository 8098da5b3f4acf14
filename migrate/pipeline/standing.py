"""`status` and `rollback`: what was done, how both sides stand, and how to undo a run."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from migrate.load import RunRecord, observe
from migrate.model.plan import PlanItem
from migrate.pipeline.opening import open_space, open_target
from migrate.pipeline.planning import Planned
from migrate.pipeline.running import carry_out
from migrate.plan import build_rollback, find_drift, require_safe
from migrate.report.progress import ProgressSink
from migrate.report.summary import RunSummary
from migrate.settings import Settings

__all__ = ["Standing", "rollback", "status"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the space stands against what we wrote last."""

    runs: Sequence[RunRecord]
    """The latest first."""
    known: int
    """Entries and assets that are remembered."""
    drift: Sequence[PlanItem]
    """What editors changed since."""
    accepted: int
    """How many of them were agreed to just now."""


def status(settings: Settings, progress: ProgressSink, *, owner_tag: str, accept: bool) -> Standing:
    """Return runs and drift; with `accept` the drift is agreed to, so that it is none any more."""

    async def work() -> Standing:
        async with open_space(settings, target, token, writable=accept) as (space, state):
            progress.stage("Reading the space", None)
            remote = await observe(space.reader, state, owner_tag=owner_tag)
            drift = find_drift(remote, state.base)
            accepted = state.accept([item.key for item in drift], remote) if accept else 0
            return Standing(state.runs(), sum(1 for _ in state.base.keys()), drift, accepted)  # noqa: SIM118 - no dict

    with open_target(settings, writable=False) as (target, token):
        return asyncio.run(work())


def rollback(run: str, settings: Settings, progress: ProgressSink, *, owner_tag: str, force: bool) -> RunSummary:
    """Bring every entity that a run wrote back to how it was before, except what somebody touched since.

    Raises:
        MigrateError: there was no such run.
    """
    started = time.monotonic()
    # Where nothing was ever written there is nothing to bring back, and no space is made on the way to say so.
    writable = not settings.in_rehearsal or settings.rehearsal.exists()

    async def work() -> RunSummary:
        async with open_space(settings, target, token, writable=writable) as (space, state):
            progress.stage("Reading the space", None)
            remote = await observe(space.reader, state, owner_tag=owner_tag)
            plan = build_rollback(state.images(run), remote, target, owner_tag=owner_tag, force=force)
            require_safe(plan)
            summary = await carry_out(Planned(plan, 0, ()), None, space, state, progress, started)
            return replace(summary, undoes=run)

    with open_target(settings, writable=writable) as (target, token):
        return asyncio.run(work())
