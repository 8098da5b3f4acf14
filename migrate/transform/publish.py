"""The state that a page asks for: published, draft, scheduled or archived.

Follows Hugo's own rule of what it builds: no draft, not expired, not in the future
(https://gohugo.io/methods/page/draft/ and the methods beside it). The clock is an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from migrate.model.quick import quick
from migrate.model.source import SourcePage
from migrate.model.space import PublishState, Schedule
from migrate.transform.dates import date_text

__all__ = ["Publication", "page_state", "publication"]

_DEFAULTS: Mapping[str, PublishState] = {
    "published": PublishState.PUBLISHED,
    "draft": PublishState.DRAFT,
    "future": PublishState.SCHEDULED,
    "expired": PublishState.ARCHIVED,
}


@quick
@dataclass(frozen=True, slots=True)
class Publication:
    """The planned state of an entry and what shall happen to it later."""

    state: PublishState
    schedule: tuple[Schedule, ...] = ()


def page_state(page: SourcePage, now: datetime) -> str:
    """Return ``draft``, ``expired``, ``future`` or ``published``."""
    if page.draft:
        return "draft"
    if page.expiry_date is not None and page.expiry_date <= now:
        return "expired"
    if page.publish_date is not None and page.publish_date > now:
        return "future"
    return "published"


def publication(page: SourcePage, now: datetime, policy: Mapping[str, PublishState]) -> Publication:
    """Return what `page` asks for under the mapping's `policy` (page state → entry state)."""
    name = page_state(page, now)
    state = policy.get(name, _DEFAULTS[name])
    schedule: list[Schedule] = []
    if state is PublishState.SCHEDULED and page.publish_date is not None:
        schedule.append(Schedule("publish", date_text(page.publish_date)))
    if state in (PublishState.SCHEDULED, PublishState.PUBLISHED):
        leaves = page.expiry_date
        if leaves is not None and leaves > now:
            schedule.append(Schedule("unpublish", date_text(leaves)))
    return Publication(state, tuple(schedule))
