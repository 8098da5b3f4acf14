"""Building the plan: every entity compared once, then renames, leftovers, order, rails and forecast.

Owns the sequence. Each step is a module of its own. Pure: everything it looks at is passed in.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from migrate.model.plan import Action, Plan, PlanItem, Settled
from migrate.model.space import DesiredAsset, DesiredEntry, DesiredSpace, DesiredTag, EntityKey, EntityType, Target
from migrate.plan.compare import compare
from migrate.plan.forecast import build_forecast
from migrate.plan.links import redirect_links
from migrate.plan.merge import edited_tag
from migrate.plan.order import order_items
from migrate.plan.policy import PlanPolicy
from migrate.plan.rails import OWNER_PREFIX, Scene, find_refusals
from migrate.plan.rename import find_renames
from migrate.plan.setup import compare_setup
from migrate.plan.sides import Wanted, wanted_asset, wanted_entry
from migrate.plan.vanished import find_vanished
from migrate.plan.views import Base, Remote
from migrate.plan.wording import Labels

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
    labels = _labels(desired)
    compared = _Comparison(desired, remote, base, policy, labels, dict(base.renames()))
    owned = remote.owned()
    gone = [EntityKey(type_, id_) for type_, ids in owned.items() for id_ in ids if id_ not in compared.ids[type_]]
    moved = find_renames(compared.new, gone, desired, remote, base)
    if moved:
        # Links to moved entries change with them, so everything is looked at again. Moves are rare.
        compared = _Comparison(desired, remote, base, policy, labels, {**base.renames(), **moved})
        gone = [key for key in gone if key.id not in compared.ids[key.type]]
    vanished = list(find_vanished(gone, remote, base, policy, labels))
    items = (*order_items(compared.items), *vanished)
    setup = compare_setup(_with_edited_tag(desired, items), remote.environment, base)
    ours = sum(map(len, owned.values()))
    scene = Scene(desired, remote, base, policy, items, ours, compared.foreign)
    return Plan(
        target=target,
        setup=setup,
        items=items,
        unchanged=dict(compared.unchanged),
        findings=dict(sorted(compared.findings.items())),
        forecast=build_forecast(setup, items, requests_per_second=remote.environment.requests_per_second),
        owner_tag=desired.owner_tag,
        refusals=find_refusals(scene),
        renames=compared.renames,
        settled=compared.settled,
        default_locale=labels.default_locale,
    )


class _Comparison:
    """Every entity that the site wants, compared once."""

    def __init__(
        self,
        desired: DesiredSpace,
        remote: Remote,
        base: Base,
        policy: PlanPolicy,
        labels: Labels,
        renames: Mapping[str, str],
    ) -> None:
        self.items: list[PlanItem] = []
        self.settled: list[Settled] = []
        self.unchanged: Counter[str] = Counter({type_.value: 0 for type_ in EntityType})
        self.findings = _findings(desired)
        self.foreign: list[str] = []
        self.ids: dict[EntityType, set[str]] = {type_: set() for type_ in EntityType}
        self.new: set[EntityKey] = set()
        self.renames: dict[str, str] = {}
        known_fields = {type_.id: _field_ids(type_.payload) for type_ in desired.content_types}
        dates = {type_.id: _field_ids(type_.payload, "Date") for type_ in desired.content_types}
        known_renames = base.renames()
        # What most entries are is told by two tables, and not looked at one by one. A move that was not known before
        # changes links, of which the digest of an entry knows nothing.
        in_step = _entries_in_step(remote, base) if renames == known_renames else {}
        steady: set[str] = set()
        things: Iterator[DesiredAsset | DesiredEntry] = chain(desired.assets, desired.entries)
        for thing in things:
            kept = renames.get(thing.id, thing.id) if renames and isinstance(thing, DesiredEntry) else thing.id
            if kept != thing.id:
                self.renames[thing.id] = kept
            if isinstance(thing, DesiredEntry) and thing.digest and in_step.get(kept) == thing.digest:
                steady.add(kept)
                continue
            key = thing.key if kept == thing.id else EntityKey(thing.key.type, kept)
            self.ids[key.type].add(kept)
            result = compare(
                key,
                _wanted(thing, renames),
                remote,
                base,
                policy,
                labels=labels,
                known_fields=known_fields.get(thing.content_type) if isinstance(thing, DesiredEntry) else None,
                owner_tag=desired.owner_tag,
                renamed_from=thing.id if kept != thing.id and thing.id not in known_renames else "",
                dates=dates.get(thing.content_type, _NONE) if isinstance(thing, DesiredEntry) else _NONE,
            )
            if isinstance(result, PlanItem):
                self._add(result, remote, base, desired.owner_tag)
                continue
            self.unchanged[key.type.value] += 1
            if result is not None:
                self.settled.append(result)
        self.unchanged[EntityType.ENTRY.value] += len(steady)
        self.ids[EntityType.ENTRY] |= steady

    def _add(self, item: PlanItem, remote: Remote, base: Base, owner_tag: str) -> None:
        self.items.append(item)
        if item.action is Action.CREATE and item.key.type is EntityType.ENTRY:
            self.new.add(item.key)
        tag = _other_owner(remote, base, item.key, owner_tag) if item.was is not None else ""
        if tag:
            self.foreign.append(f"{item.key.id} ({tag})")


def _findings(desired: DesiredSpace) -> Counter[str]:
    """Return how often each code was found, in what is wanted and about the site as a whole."""
    things: Iterator[DesiredAsset | DesiredEntry] = chain(desired.assets, desired.entries)
    each = (thing.findings for thing in things if thing.findings)
    return Counter(finding.code for findings in chain((desired.findings,), each) for finding in findings)


def _entries_in_step(remote: Remote, base: Base) -> Mapping[str, str]:
    """Return entry id → digest of the last time in step, of the entries that nobody touched since."""
    versions = remote.entry_versions()
    return {id_: digest for id_, (digest, version) in base.entries_in_step().items() if versions.get(id_) == version}


def _wanted(thing: DesiredAsset | DesiredEntry, renames: Mapping[str, str]) -> Wanted:
    if isinstance(thing, DesiredAsset):
        return wanted_asset(thing)
    if not renames:
        return wanted_entry(thing)
    # Its digest knows nothing of where its links are led.
    return wanted_entry(replace(thing, fields=redirect_links(thing.fields, renames), digest=""))


def _with_edited_tag(desired: DesiredSpace, items: Sequence[PlanItem]) -> DesiredSpace:
    """Return what is wanted with the tag for entities that hold values of editors, if one of the items needs it."""
    tag = edited_tag(desired.owner_tag)
    changes = (change.after for item in items for change in item.changes if change.field == "$tags")
    if not any(isinstance(after, list) and tag in after for after in changes):
        return desired
    return replace(desired, tags=(*desired.tags, DesiredTag(tag, f"{desired.owner_tag}: edited in Contentful")))


def _labels(desired: DesiredSpace) -> Labels:
    default = next((locale.code for locale in desired.locales if locale.default), "")
    return Labels({type_.id: str(type_.payload.get("displayField") or "") for type_ in desired.content_types}, default)


_NONE: frozenset[str] = frozenset()


def _field_ids(payload: Mapping[str, object], type_: str = "") -> frozenset[str]:
    """Return the ids of all fields, or of those of one type."""
    fields = payload.get("fields")
    return frozenset(
        str(field["id"])
        for field in (fields if isinstance(fields, list | tuple) else ())
        if isinstance(field, Mapping) and type_ in ("", field.get("type"))
    )


def _other_owner(remote: Remote, base: Base, key: EntityKey, owner_tag: str) -> str:
    """Return the owner tag of another site that an entity carries, "" when it has none or is ours."""
    if base.record(key) is not None:
        return ""
    tags = remote.entity(key).tags
    if owner_tag in tags:
        return ""
    return next((tag for tag in sorted(tags) if tag.startswith(OWNER_PREFIX)), "")
