"""What applying a plan will cost: requests, time at the space's rate, webhook events.

Owns the arithmetic, which follows `migrate.load.apply` step by step for the classic path (no bulk entry operations).
"""

from collections import Counter
from collections.abc import Sequence
from math import ceil

from migrate.model.plan import Action, Forecast, PlanItem, PublishStep, SetupItem, SetupKind
from migrate.model.space import EntityType, PublishState

__all__ = ["BULK_SIZE", "build_forecast"]

BULK_SIZE = 200
"""Entities of one bulk action, at most."""


def build_forecast(setup: Sequence[SetupItem], items: Sequence[PlanItem], *, requests_per_second: float) -> Forecast:
    """Return the cost of a plan.

    Args:
        setup: the content model's part.
        items: the entities' part.
        requests_per_second: what the space allows us.
    """
    steps = Counter(item.step for item in items)
    bodies = sum(item.payload is not None for item in items)
    files = sum(item.origin is not None for item in items)
    uploads = sum(item.origin is not None and not item.origin.url for item in items)
    scheduled = sum(len(item.schedule) + 1 for item in items if item.schedule is not None)
    takedowns = sum(
        item.was is PublishState.PUBLISHED for item in items if item.step in (PublishStep.ARCHIVE, PublishStep.DELETE)
    )
    requests = (
        sum(2 if item.kind is SetupKind.CONTENT_TYPE and item.publish else 1 for item in setup)
        + bodies
        + uploads
        + files
        + ceil(files / 100)
        + _bulk(steps[PublishStep.PUBLISH])
        + _bulk(steps[PublishStep.UNPUBLISH] + takedowns)
        + steps[PublishStep.ARCHIVE]
        + steps[PublishStep.DELETE]
        + steps[PublishStep.UNARCHIVE]
        + scheduled
    )
    events = (
        bodies
        + files
        + takedowns
        + sum(count for step, count in steps.items() if step is not PublishStep.NONE)
        + sum(item.action is Action.CREATE and item.key.type is EntityType.ASSET for item in items)
    )
    return Forecast(
        requests=requests,
        seconds=round(requests / requests_per_second, 1) if requests_per_second else 0.0,
        webhook_events=events,
    )


def _bulk(count: int) -> int:
    """Return the requests that publish `count` entities: one by itself, or bulk actions with one poll each."""
    return count if count <= 1 else 2 * ceil(count / BULK_SIZE)
