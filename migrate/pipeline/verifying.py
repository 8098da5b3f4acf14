"""`verify`: reads the whole space and compares it with the site, trusting nothing that was remembered."""

import asyncio
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from migrate.errors import ConfigurationError
from migrate.load.port import Space
from migrate.model.plan import Action, PlanItem
from migrate.model.space import EntityKey, Schedule, Target
from migrate.pipeline.opening import open_space, open_target
from migrate.pipeline.planning import compare
from migrate.pipeline.wanting import Goal, want
from migrate.plan.wording import FORGOTTEN
from migrate.report.progress import ProgressSink
from migrate.report.verified import Verified
from migrate.settings import Settings

__all__ = ["read_back", "verify"]


def verify(site: Path, mapping: Path | None, settings: Settings, progress: ProgressSink, *, subset: str) -> Verified:
    """Return what differs between the space and the site.

    Args:
        site: the site.
        mapping: its mapping.
        settings: where the space is.
        progress: told how far it is.
        subset: ``2/7`` compares the second of seven parts; an entity always belongs to the same part.

    Raises:
        ConfigurationError: `subset` is no part.
    """
    part, parts = _subset(subset)
    wanted = want(site, mapping, settings, settings.target, progress).goal()
    with open_target(settings, writable=False, default_locale=wanted.default_locale) as (target, token):
        verified = asyncio.run(read_back(wanted, settings, target, token, progress))
    if parts == 1:
        return verified
    ids = [*(asset.id for asset in wanted.space.assets), *(entry.id for entry in wanted.space.entries)]
    return replace(
        verified,
        compared=sum(_in_subset(entity_id, part, parts) for entity_id in ids),
        differences=[item for item in verified.differences if _in_subset(item.key.id, part, parts)],
    )


async def read_back(
    wanted: Goal, settings: Settings, target: Target, token: SecretStr, progress: ProgressSink
) -> Verified:
    """Read the whole space with an empty memory, and return what differs from what is wanted."""
    # Nothing is written, so no rail has to hold.
    careless = settings.model_copy(update={"max_delete": "100%"})
    with tempfile.TemporaryDirectory(prefix="migrate-verify-") as folder:
        fresh = Path(folder) / "state.db"
        async with open_space(settings, target, token, writable=True, state=fresh) as (space, state):
            planned = await compare(wanted, careless, target, space, state, progress)
            items = [item for item in planned.plan.items if _differs(item)]
            differences = await _without_standing_schedules(items, space)
    return Verified(
        compared=len(wanted.space.assets) + len(wanted.space.entries),
        setup=planned.plan.setup,
        differences=[replace(item, reason=item.reason.removesuffix(FORGOTTEN)) for item in differences],
    )


def _differs(item: PlanItem) -> bool:
    if item.action is Action.RENAME:
        # That an entry outlived its file's name is no difference; what it holds may be one.
        return item.writes or bool(item.changes)
    return item.action not in (Action.ADOPT, Action.UNCHANGED)


async def _without_standing_schedules(items: Sequence[PlanItem], space: Space) -> list[PlanItem]:
    """Return `items` less the schedules that stand as they are wanted.

    A schedule is no part of an entity: without memory, only asking for it tells whether it is there.
    """
    asked = [item.key for item in items if item.schedule is not None]
    waiting: dict[EntityKey, set[Schedule]] = {key: set() for key in asked}
    for action in await space.reader.scheduled_actions(asked) if asked else ():
        waiting[action.key].add(action.schedule)
    kept = []
    for item in items:
        if item.schedule is not None and waiting[item.key] == set(item.schedule):
            others = tuple(change for change in item.changes if change.field != "$schedule")
            if others:
                kept.append(replace(item, changes=others, schedule=None))
        else:
            kept.append(item)
    return kept


def _subset(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not (slash and part.isdigit() and parts.isdigit() and 1 <= int(part) <= int(parts)):
        raise ConfigurationError(f"{text!r} is no part", where="--subset", hint="Write it as 1/7, 2/7 and so on")
    return int(part), int(parts)


def _in_subset(entity_id: str, part: int, parts: int) -> bool:
    # A checksum of the id, so that an entity stays in its part while others come and go.
    return zlib.crc32(entity_id.encode()) % parts == part - 1
