"""What a Rich Text field enables: node types, marks, and rules for the entities inside. Checked on publishing."""

from collections import Counter
from collections.abc import Iterator, Mapping

from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at
from migrate.rehearsal.rules.keywords import finding, size_findings
from migrate.rehearsal.rules.links import LINK_KEYWORDS
from migrate.rehearsal.rules.targets import Target
from migrate.rehearsal.rules.values import Path

__all__ = ["check_options"]

# What comes along with other nodes, or is always there.
_ALWAYS = frozenset({"document", "paragraph", "text", "list-item", "table-row", "table-cell", "table-header-cell"})


def check_options(
    rule: Object, document: Json, path: Path, targets: Mapping[tuple[str, str], Target]
) -> Iterator[Object]:
    """Yield what in a document one validation of its field does not allow."""
    if "enabledNodeTypes" in rule:
        enabled = {str(name) for name in list_at(rule, "enabledNodeTypes")}
        for node, where in _nodes(document, path):
            kind = text_at(node, "nodeType")
            if kind not in _ALWAYS and kind not in enabled:
                yield finding("enabledNodeTypes", (*where, "nodeType"), f'"{kind}" nodes are not allowed', value=kind)
    if "enabledMarks" in rule:
        allowed = {str(name) for name in list_at(rule, "enabledMarks")}
        for node, where in _nodes(document, path):
            for index, mark in enumerate(list_at(node, "marks")):
                kind = text_at(mark, "type")
                if kind not in allowed:
                    yield finding(
                        "enabledMarks", (*where, "marks", index), f'"{kind}" marks are not allowed', value=kind
                    )
    if "nodes" in rule:
        yield from _node_rules(object_at(rule, "nodes"), document, path, targets)


def _node_rules(
    rules: Object, document: Json, path: Path, targets: Mapping[tuple[str, str], Target]
) -> Iterator[Object]:
    counts: Counter[str] = Counter()
    for node, where in _nodes(document, path):
        kind = text_at(node, "nodeType")
        counts[kind] += 1
        sys = object_at(node, "data", "target", "sys")
        target = targets.get((text_at(sys, "linkType"), text_at(sys, "id")))
        if target is None:
            continue
        for rule in _rules_of(rules, kind):
            for keyword, check in LINK_KEYWORDS.items():
                if keyword in rule:
                    yield from check(rule[keyword], target, (*where, "data", "target"))
    for kind in rules:
        for rule in _rules_of(rules, kind):
            if "size" in rule:
                for found in size_findings(rule["size"], counts[kind], path):
                    yield {**found, "name": "nodes", "nodeType": kind}


def _rules_of(rules: Object, kind: str) -> list[Object]:
    """Return the validations of one node type; those of resource nodes are one level deeper."""
    value = rules.get(kind, [])
    if isinstance(value, dict):
        value = value.get("validations", [])
    return [object_at(rule) for rule in value] if isinstance(value, list) else []


def _nodes(document: Json, path: Path) -> Iterator[tuple[Object, Path]]:
    waiting: list[tuple[Json, Path]] = [(document, path)]
    while waiting:
        node, where = waiting.pop()
        if isinstance(node, dict):
            yield node, where
            content = list_at(node, "content")
            waiting.extend((child, (*where, "content", index)) for index, child in reversed(list(enumerate(content))))
