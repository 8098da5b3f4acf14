"""Load: the only stage that writes. Rate limit, retries, bulk calls, journal, resume.

How a run uses it::

    async with connect(target, token, rate_share=1.0) as space:
        with open_state(path, target, writable=True) as state:
            remote = await observe(space.reader, state, owner_tag=desired.owner_tag)
            plan = build_plan(desired, remote, state.base, policy, target)
            require_safe(plan)
            result = await apply(plan, space, state, files=site.read_bytes, progress=show)

A dry run opens the state with ``writable=False``, stops before `apply`, and leaves the file as it was. A rollback is a
plan as well, applied in the same way: ``build_rollback(state.images(run), remote, target, owner_tag=…)``. What editors
did is listed by ``find_drift(remote, state.base)`` and agreed to by ``state.accept(keys, remote)``.
"""

from migrate.load.apply import ApplyResult, apply
from migrate.load.clock import SYSTEM_CLOCK, Clock
from migrate.load.connect import HttpSpace, connect
from migrate.load.observe import Mirror, observe
from migrate.load.port import Space, SpaceReader, SpaceWriter
from migrate.load.run import ApplyOptions, Files, Progress
from migrate.load.state import State, open_state
from migrate.load.state.journal import RunRecord, RunStatus

__all__ = [
    "SYSTEM_CLOCK",
    "ApplyOptions",
    "ApplyResult",
    "Clock",
    "Files",
    "HttpSpace",
    "Mirror",
    "Progress",
    "RunRecord",
    "RunStatus",
    "Space",
    "SpaceReader",
    "SpaceWriter",
    "State",
    "apply",
    "connect",
    "observe",
    "open_state",
]
