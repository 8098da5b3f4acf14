"""Batches for bulk publishing: at most 200 entities each, cycles together, and which batch waits for which. Pure.

Owns the cutting. Sending is `migrate.load.publish`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migrate.model.plan import PlanItem
from migrate.model.space import EntityKey
from migrate.plan.forecast import BULK_SIZE
from migrate.plan.order import link_components

__all__ = ["Batch", "cut_batches", "dependants"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Items that are published in one action."""

    items: tuple[PlanItem, ...]
    after: tuple[int, ...]
    """Numbers of the batches that have to be published before."""


def cut_batches(items: Sequence[PlanItem], size: int = BULK_SIZE) -> tuple[Batch, ...]:
    """Return batches in an order in which what is linked to never comes later than what links to it.

    A cycle is never cut, unless it is larger than a batch by itself.
    """
    by_key = {item.key: item for item in items}
    links = {item.key: tuple(link for link in item.links if link in by_key) for item in items}
    groups: list[list[PlanItem]] = []
    for component in link_components(links):
        if not groups or len(groups[-1]) + len(component) > size:
            groups.append([])
        groups[-1] += [by_key[key] for key in component]
    groups = [group[start : start + size] for group in groups for start in range(0, len(group), size)]
    number = {item.key: place for place, group in enumerate(groups) for item in group}
    return tuple(
        Batch(
            tuple(group),
            tuple(sorted({number[link] for item in group for link in links[item.key] if number[link] < place})),
        )
        for place, group in enumerate(groups)
    )


def dependants(items: Sequence[PlanItem], broken: Mapping[EntityKey, str]) -> dict[EntityKey, EntityKey]:
    """Return the items that need something broken, directly or through others, with what they need.

    Args:
        items: those that are to be published.
        broken: entities that are not in the space, or not published, and will not be.
    """
    needed_by: dict[EntityKey, list[PlanItem]] = {}
    for item in items:
        for link in item.links:
            needed_by.setdefault(link, []).append(item)
    found: dict[EntityKey, EntityKey] = {}
    stack = sorted(broken)
    while stack:
        key = stack.pop()
        for item in needed_by.get(key, ()):
            if item.key not in found and item.key not in broken:
                found[item.key] = key
                stack.append(item.key)
    return found
