"""Why an entry changes although nobody touched its post: a rule of the mapping, or something that posts share.

Owns the splitting of a mapping into rules that can be named, what a rule has a say in, and the sentence. Whether a file
changed is told by whoever can read files.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.model.canonical import Json, JsonObject, canonical_json, digest_bytes
from migrate.model.plan import Action, Change, Plan, PlanItem
from migrate.model.space import EntityKey, EntityType
from migrate.plan.links import find_links
from migrate.plan.wording import CHANGED, NEW

__all__ = ["Origin", "changed_rules", "name_causes", "rule_digests"]

_DEPTH: Mapping[str, int] = {"contentTypes": 4, "body": 3, "assets": 2, "data": 2, "languages": 2, "publish": 2}
"""First key of a mapping → how many keys name one rule."""
_SILENT = frozenset({"accept", "unknownKeys", "vanished", "version"})
"""Parts of a mapping that no entry shows."""
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """A file of the site, as far as it matters here."""

    changed: bool | None
    """Whether it is another one than when an entry was last made from it; None when that is not known."""
    shortcodes: frozenset[str]
    """Shortcodes that it calls."""


def rule_digests(mapping: JsonObject) -> dict[str, str]:
    """Return the digest of each rule of a mapping by its name, such as ``contentTypes.post.fields.tags``."""
    return {name: digest_bytes(canonical_json(value)) for name, value in _rules(mapping)}


def changed_rules(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the rules that came, went or changed, sorted."""
    return tuple(name for name in sorted({*before, *now}) if before.get(name) != now.get(name))


def name_causes(plan: Plan, rules: Sequence[str], origin: Callable[[str], Origin]) -> Plan:
    """Return the plan with better reasons for what changes although its post may not have.

    Args:
        plan: what would be done.
        rules: the rules of the mapping that changed since the last run.
        origin: tells about a file of the site.
    """
    named = {item.key: item for item in plan.items if item.action in _TOLD}
    items = [_with_cause(item, rules, origin, named) if item.reason in (CHANGED, NEW) else item for item in plan.items]
    return replace(plan, items=items)


_TOLD = (Action.CREATE, Action.UPDATE, Action.RENAME, Action.ARCHIVE, Action.DELETE)


def _with_cause(
    item: PlanItem, rules: Sequence[str], origin: Callable[[str], Origin], named: Mapping[EntityKey, PlanItem]
) -> PlanItem:
    origins = [origin(path) for path in item.sources]
    calls = frozenset[str]().union(*(one.shortcodes for one in origins))
    meant = [rule for rule in rules if _has_a_say(rule, item, calls)]
    states = {one.changed for one in origins}
    known = bool(origins) and None not in states
    return replace(item, reason=_sentence(item, meant, _shared(item, named), touched=True in states, known=known))


def _sentence(item: PlanItem, rules: Sequence[str], shared: Sequence[str], *, touched: bool, known: bool) -> str:
    if not rules:
        if touched or not known or item.action is not Action.UPDATE:
            return item.reason
        if shared:
            return f"it depends on {_listed(shared)}, which changed; its own file did not"
        return "something that it shares with others changed; its own file did not"
    what = f"{'rule' if len(rules) == 1 else 'rules'} {_listed(rules)} of the mapping"
    if touched or not known:
        return f"{item.reason}, or by {what}, which changed since the last run"
    start = "new, for" if item.action is Action.CREATE else ""
    return f"{start} {what} changed since the last run; its own file did not".lstrip()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _shared(item: PlanItem, named: Mapping[EntityKey, PlanItem]) -> list[str]:
    """Return the names of other entries of the plan that the changed values of an item link to, or linked to."""
    links = {link for change in item.changes for value in (change.before, change.after) for link in find_links(value)}
    return [_name(named[key]) for key in sorted(links & named.keys()) if key != item.key]


def _name(item: PlanItem) -> str:
    return f"{item.content_type or 'asset'} “{item.label}”"


def _has_a_say(rule: str, item: PlanItem, calls: Collection[str]) -> bool:
    """Tell whether a rule may have changed an entry or asset."""
    part, _, rest = rule.partition(".")
    match part:
        case "contentTypes":
            own = rest.removeprefix(f"{item.content_type}.")
            return bool(item.content_type) and own != rest and _is_shown(own, item)
        case "body" if rest.startswith("shortcodes."):
            return item.key.type is EntityType.ENTRY and rest.removeprefix("shortcodes.").lower() in calls
        case "body":
            return item.action is Action.CREATE or any(_is_document(change) for change in item.changes)
        case "assets":
            return item.key.type is EntityType.ASSET or any(_links_assets(change) for change in item.changes)
        case "data":
            return any(source.startswith("data/") for source in item.sources)
        case "publish":
            return "$state" in _fields(item.changes)
        case "ownerTag":
            return "$tags" in _fields(item.changes)
    return part not in _SILENT


def _is_shown(rule: str, item: PlanItem) -> bool:
    """Tell whether entries of a content type show a rule of that type."""
    part, _, field = rule.partition(".")
    if part == "fields":
        return item.action is Action.CREATE or field in _fields(item.changes)
    return part not in ("description", "displayField", "name")


def _fields(changes: Sequence[Change]) -> set[str]:
    return {change.field for change in changes}


def _is_document(change: Change) -> bool:
    values = (change.before, change.after)
    return any(isinstance(value, Mapping) and value.get("nodeType") == "document" for value in values)


def _links_assets(change: Change) -> bool:
    values = (change.before, change.after)
    return any(link.type is EntityType.ASSET for value in values for link in find_links(value))


def _rules(mapping: JsonObject) -> Iterator[tuple[str, Json]]:
    for name, value in mapping.items():
        yield from _parts(name, value, _DEPTH.get(name, 1) - 1)


def _parts(name: str, value: Json, depth: int) -> Iterator[tuple[str, Json]]:
    if depth and isinstance(value, Mapping):
        for key, part in value.items():
            yield from _parts(f"{name}.{key}", part, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for number, part in enumerate(value, 1):
            yield f"{name}.{_title(part, number)}", part
    else:
        yield name, value


def _title(rule: Json, number: int) -> str:
    """Return how a rule of a list is called: by what it does to what, ``drop script``, or by its number."""
    if isinstance(rule, Mapping):
        for key, value in rule.items():
            if isinstance(value, str) and key != "reason":
                return f"{key} {value}"
    return str(number)
