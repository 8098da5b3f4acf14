"""The order of items: what others link to comes first, so that no entry is published before what it needs.

Owns the order and the finding of cycles (Tarjan's strongly connected components, without recursion). Entities of one
cycle stand side by side, because only one bulk action can publish them together.
"""

from collections.abc import Mapping, Sequence

from migrate.model.plan import PlanItem
from migrate.model.space import EntityKey

__all__ = ["link_components", "order_items"]


def order_items(items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """Return the items with link targets before what links to them; otherwise assets first, then by id."""
    by_key = {item.key: item for item in sorted(items, key=lambda item: item.key)}
    links = {key: tuple(link for link in item.links if link in by_key) for key, item in by_key.items()}
    return tuple(by_key[key] for component in link_components(links) for key in component)


def link_components(links: Mapping[EntityKey, Sequence[EntityKey]]) -> tuple[tuple[EntityKey, ...], ...]:
    """Return the groups of entities that link to each other in a circle, targets before sources.

    Args:
        links: entity → entities that it links to, all of them keys of the mapping. Its order decides between equals.
    """
    index: dict[EntityKey, int] = {}
    low: dict[EntityKey, int] = {}
    on_stack: set[EntityKey] = set()
    stack: list[EntityKey] = []
    components: list[tuple[EntityKey, ...]] = []
    for root in links:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(links[root]))]
        while work:
            key, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[key])
                if low[key] == index[key]:
                    components.append(_pop(stack, on_stack, key))
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(links[target])))
            elif target in on_stack:
                low[key] = min(low[key], index[target])
    return tuple(components)


def _pop(stack: list[EntityKey], on_stack: set[EntityKey], root: EntityKey) -> tuple[EntityKey, ...]:
    start = len(stack) - 1
    while stack[start] != root:
        start -= 1
    component = tuple(sorted(stack[start:]))
    del stack[start:]
    on_stack.difference_update(component)
    return component
