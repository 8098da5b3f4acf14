"""Safety rails: what speaks against applying a plan, in sentences.

Owns the rails and their order. They never change a plan; a plan with refusals can be printed but not applied.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migrate.errors import SafetyError
from migrate.model.plan import Action, Plan, PlanItem, PublishStep
from migrate.model.space import DesiredSpace, PublishState
from migrate.plan.policy import OnConflict, PlanPolicy
from migrate.plan.setup import type_changes
from migrate.plan.views import Base, Remote

__all__ = ["EVERYTHING", "Scene", "find_refusals", "require_safe"]

EVERYTHING = 20
"""From how many entities on it is suspicious that every single one changes."""
OWNER_PREFIX = "migrated-from-"
"""How tags begin by which a site marks what it made."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rails look at."""

    desired: DesiredSpace
    remote: Remote
    base: Base
    policy: PlanPolicy
    items: Sequence[PlanItem]
    ours: int
    """Entities in the space that carry our owner tag."""
    foreign_owners: Sequence[str]
    """``id (tag)`` of entities that the site wants and another site has made."""


def find_refusals(scene: Scene) -> tuple[str, ...]:
    """Return the sentences of all rails that refuse the plan."""
    return tuple(sentence for rail in _RAILS for sentence in rail(scene))


def require_safe(plan: Plan) -> None:
    """Let a plan pass, or not.

    Raises:
        SafetyError: the plan has refusals.
    """
    if plan.refusals:
        more = f" (and {len(plan.refusals) - 1} more)" if len(plan.refusals) > 1 else ""
        raise SafetyError(plan.refusals[0] + more, hint="Look at the plan; nothing was written")


def _default_locale(scene: Scene) -> Iterator[str]:
    wanted = next((locale.code for locale in scene.desired.locales if locale.default), None)
    there = next((code for code, fact in scene.remote.environment.locales.items() if fact.payload.get("default")), None)
    if wanted is not None and there is not None and wanted != there:
        anew = f", or {scene.policy.begin_anew}" if scene.policy.begin_anew else ""
        yield (
            f"the default locale of the space is {there}, the mapping's is {wanted}, and Contentful never changes it; "
            f"map the default language to {there}{anew}"
        )


def _types(scene: Scene) -> Iterator[str]:
    for sentence in type_changes(scene.desired, scene.remote.environment):
        yield f"{sentence}; Contentful cannot change the type of a field, so give the field another id"


def _owners(scene: Scene) -> Iterator[str]:
    if scene.foreign_owners:
        yield (
            f"{len(scene.foreign_owners)} entities that this site would write were made by another site, such as "
            f"{scene.foreign_owners[0]}; use another environment or give ids a prefix in the mapping"
        )


def _empty(scene: Scene) -> Iterator[str]:
    if scene.ours and not scene.desired.entries and not scene.policy.allow_empty and not scene.policy.partial:
        yield (
            f"the site has no page left, while {scene.ours} entities in the space came from it; is the path "
            "right? Pass --allow-empty if so"
        )


def _deletions(scene: Scene) -> Iterator[str]:
    # What is created only to be archived, as pages that have expired are, takes nothing away.
    doomed = sum(item.step in _TAKES_AWAY and item.was not in (None, PublishState.ARCHIVED) for item in scene.items)
    if doomed and not scene.policy.max_delete.allows(doomed, scene.ours):
        anew = scene.policy.begin_anew or "use another environment, or an ownerTag of its own in the mapping"
        # Where most would go it is rather another site than a site that lost most of its pages.
        other = f"; if another site made them, {anew}" if doomed * 2 > scene.ours else ""
        yield (
            f"{doomed} of {scene.ours} entities would be unpublished, archived or deleted, and the limit is "
            f"{scene.policy.max_delete}; raise it with --max-delete {doomed} if that is meant{other}"
        )


_TAKES_AWAY = (PublishStep.UNPUBLISH, PublishStep.ARCHIVE, PublishStep.DELETE)


def _everything(scene: Scene) -> Iterator[str]:
    # Entities that a killed run wrote and did not publish change their state only; finishing them is nothing odd.
    changed = sum(item.was is not None and item.payload is not None for item in scene.items)
    if changed >= max(EVERYTHING, scene.ours) and not scene.policy.allow_everything:
        yield (
            f"all {changed} entities that the space holds of this site would change at once; was the mapping meant to "
            "change? Pass --allow-everything if so"
        )


def _conflicts(scene: Scene) -> Iterator[str]:
    count = sum(item.action is Action.CONFLICT for item in scene.items)
    if count and scene.policy.on_conflict is OnConflict.STOP:
        which = "1 entity was" if count == 1 else f"{count} entities were"
        yield f"{which} changed on both sides and --on-conflict is stop"


def _limits(scene: Scene) -> Iterator[str]:
    limit = scene.policy.max_records
    total = scene.remote.count() + sum(item.action is Action.CREATE for item in scene.items)
    if limit is not None and total > limit:
        yield (
            f"the environment would hold {total} entries and assets, and the limit is {limit}; "
            "delete some, or raise it with --max-records"
        )


_RAILS = (_default_locale, _types, _owners, _limits, _empty, _deletions, _everything, _conflicts)
"""In the order in which a person should hear of them: what cannot work at all comes first."""
