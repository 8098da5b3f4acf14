"""Findings that somebody has looked at and accepted, with a reason, in the mapping."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from migrate.mapping.rules import AcceptRule
from migrate.model.findings import Finding

__all__ = ["is_accepted"]


def is_accepted(finding: Finding, rules: Iterable[AcceptRule]) -> bool:
    """Return whether a rule accepts `finding`: same code, and its glob matches the source file if it has one."""
    return any(
        rule.code == finding.code and (not rule.path or fnmatchcase(finding.source, rule.path)) for rule in rules
    )
