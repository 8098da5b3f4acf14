"""Why something changes: what is remembered of the mapping and of the site's files, held against what is there now.

Owns reading the files and remembering; the reasons are `migrate.plan.causes`'s.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

from migrate.errors import MigrateError
from migrate.load import State
from migrate.mapping.rules import MappingRules
from migrate.model.canonical import fingerprint_bytes
from migrate.model.plan import Plan
from migrate.model.space import EntityType
from migrate.pipeline.sources import Sources
from migrate.plan.causes import Origin, changed_rules, name_causes, rule_digests

__all__ = ["remember_causes", "with_causes"]

_RULES = "rules"
_CALL = re.compile(rb"\{\{[<%]\s*([\w./-]+)")
_UNKNOWN = Origin(None, frozenset())


def with_causes(plan: Plan, rules: MappingRules, sources: Sources, state: State) -> Plan:
    """Return the plan with the rules of the mapping and the shared entries among its reasons; not on a first run."""
    known = state.fact(_RULES)
    if not known:
        return plan

    @cache
    def origin(path: str) -> Origin:
        data = _read(sources, path)
        before = state.sources.digest(path)
        if data is None or not before:
            return _UNKNOWN
        calls = frozenset(name.decode("utf-8", "replace").lower() for name in _CALL.findall(data))
        return Origin(fingerprint_bytes(data) != before, calls)

    return name_causes(plan, changed_rules(json.loads(known), rule_digests(rules.raw)), origin)


def remember_causes(plan: Plan, rules: MappingRules, sources: Sources, state: State) -> None:
    """Remember the rules of the mapping, and the files from which the plan's entries were made."""
    text = json.dumps(rule_digests(rules.raw), sort_keys=True)
    with state.transaction():
        if state.fact(_RULES) != text:
            state.set_fact(_RULES, text)
        state.sources.remember(_finished(plan, sources, state))


def _finished(plan: Plan, sources: Sources, state: State) -> Iterator[tuple[str, str]]:
    """Yield the files whose entries are all as the site has them, with their digests."""
    done: dict[str, bool] = {}
    for item in plan.items:
        if item.key.type is not EntityType.ENTRY:
            continue
        record = state.base.record(item.key)
        for path in item.sources:
            # Without a digest something of the entry is left to do.
            done[path] = done.get(path, True) and record is not None and bool(record.digest)
    # Files of posts are known by their fingerprints already; those of data are read.
    for path in sorted(path for path, held in done.items() if held):
        digest = sources.digests.get(path) or _digest(sources, path)
        if digest is not None:
            yield path, digest


def _digest(sources: Sources, path: str) -> str | None:
    data = _read(sources, path)
    return fingerprint_bytes(data) if data is not None else None


def _read(sources: Sources, path: str) -> bytes | None:
    try:
        return sources.read(path)
    except MigrateError:
        # A theme's file, or one that went while we worked: then nothing is known of it.
        return None
