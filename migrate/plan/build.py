"""Building the plan: every entity compared once, then renames, leftovers, order, rails and forecast.

Owns the sequence. Each step is a module of its own. Pure: everything it looks at is passed in.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from migrate.model.plan import Plan, PlanItem, Settled
from migrate.model.space import DesiredSpace, EntityKey, EntityType, Target
from migrate.plan.compare import Labels, compare
from migrate.plan.forecast import build_forecast
from migrate.plan.links import redirect_links
from migrate.plan.order import order_items
from migrate.plan.policy import PlanPolicy
from migrate.plan.rails import OWNER_PREFIX, Scene, find_refusals
from migrate.plan.rename import find_renames
from migrate.plan.setup import compare_setup
from migrate.plan.sides import Wanted, wanted_asset, wanted_entry
from migrate.plan.vanished import find_vanished
from migrate.plan.views import Base, Remote

__all__ = ["build_plan"]


def build_plan(desired: DesiredSpace, remote: Remote, base: Base, policy: PlanPolicy, target: Target) -> Plan:
    """Return what would be done to bring the space in step with the site.

    Entities that need nothing are counted and not listed. A plan that a safety rail refuses is returned as well, with
    `Plan.refusals`, so that a person can look at it.

    Args:
        desired: the site's side.
        remote: the space's side, as it was read for this run.
        base: what we wrote last.
        policy: what a person decided.
        target: where the plan is for.
    """
    renames = find_renames(desired, remote, base)
    labels = _labels(desired)
    known_fields = {type_.id: _field_ids(type_.payload) for type_ in desired.content_types}
    items: list[PlanItem] = []
    settled: list[Settled] = []
    unchanged: Counter[str] = Counter({type_.value: 0 for type_ in EntityType})
    foreign: list[str] = []
    keys: set[EntityKey] = set()
    for key, wanted, renamed_from in _wanted(desired, renames, base):
        keys.add(key)
        result = compare(
            key,
            wanted,
            remote,
            base,
            policy,
            labels=labels,
            known_fields=known_fields.get(wanted.content_type),
            renamed_from=renamed_from,
        )
        match result:
            case PlanItem():
                items.append(result)
                if result.was is not None and (tag := _other_owner(remote, base, key, desired.owner_tag)):
                    foreign.append(f"{key.id} ({tag})")
            case Settled():
                settled.append(result)
                unchanged[key.type.value] += 1
            case _:
                unchanged[key.type.value] += 1
    gone = list(find_vanished(keys, remote, base, policy, labels))
    ordered = (*order_items(items), *gone)
    setup = compare_setup(desired, remote.environment, base)
    ours = sum(1 for _ in remote.owned())
    scene = Scene(desired, remote, base, policy, ordered, ours, foreign)
    return Plan(
        target=target,
        setup=setup,
        items=ordered,
        unchanged=dict(unchanged),
        findings=_findings(desired),
        forecast=build_forecast(setup, ordered, requests_per_second=remote.environment.requests_per_second),
        owner_tag=desired.owner_tag,
        refusals=find_refusals(scene),
        renames=dict(renames),
        settled=settled,
    )


def _wanted(desired: DesiredSpace, renames: Mapping[str, str], base: Base) -> Iterator[tuple[EntityKey, Wanted, str]]:
    """Yield identity in the space, the site's side, and the site's id where that was given up just now."""
    for asset in desired.assets:
        yield asset.key, wanted_asset(asset), ""
    old = base.renames()
    for entry in desired.entries:
        wanted = entry
        if renames:
            wanted = replace(entry, fields=redirect_links(entry.fields, renames))
        kept = renames.get(entry.id, entry.id)
        fresh = kept != entry.id and old.get(entry.id) != kept
        yield EntityKey(EntityType.ENTRY, kept), wanted_entry(wanted), entry.id if fresh else ""


def _labels(desired: DesiredSpace) -> Labels:
    default = next((locale.code for locale in desired.locales if locale.default), "")
    return Labels({type_.id: str(type_.payload.get("displayField") or "") for type_ in desired.content_types}, default)


def _field_ids(payload: Mapping[str, object]) -> frozenset[str]:
    fields = payload.get("fields")
    return frozenset(
        str(field["id"]) for field in (fields if isinstance(fields, list | tuple) else ()) if isinstance(field, Mapping)
    )


def _other_owner(remote: Remote, base: Base, key: EntityKey, owner_tag: str) -> str:
    """Return the owner tag of another site that an entity carries, "" when it has none or is ours."""
    if base.record(key) is not None:
        return ""
    tags = remote.entity(key).tags
    if owner_tag in tags:
        return ""
    return next((tag for tag in sorted(tags) if tag.startswith(OWNER_PREFIX)), "")


def _findings(desired: DesiredSpace) -> Mapping[str, int]:
    counts: Counter[str] = Counter(finding.code for finding in desired.findings)
    for thing in (*desired.assets, *desired.entries):
        counts.update(finding.code for finding in thing.findings)
    return dict(sorted(counts.items()))
