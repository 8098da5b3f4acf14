"""Findings: what the ledger says of content that did not pass unchanged.

Nothing is lost in silence (law 1): whatever is not kept exactly as it was ends as a `Finding`, with the place in the
source, a documented code, and the visible text concerned. The codes stand in `migrate.model.codes`.
"""

from dataclasses import dataclass
from enum import StrEnum

from migrate.model.canonical import JsonObject
from migrate.model.quick import quick

__all__ = ["Code", "Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    LOSS = "loss"
    """Visible content is gone; only a rule that says so, or an unreadable file, may cause it."""
    FALLBACK = "fallback"
    """Content is kept in another form, such as an embedded entry."""
    NOTE = "note"
    """The form changed, the content is whole."""


@dataclass(frozen=True, slots=True)
class Code:
    """The documentation of one finding code, printed by ``migrate explain CODE``."""

    code: str
    """Kebab-case name, stable between releases."""
    severity: Severity
    title: str
    """One line: what happened."""
    detail: str
    """Why it happens, and what becomes of the content."""
    advice: str
    """What an owner can do about it; empty when there is nothing to do."""


@quick
@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One line of the ledger."""

    source: str
    """Path of the source file relative to the site, with forward slashes; "" for the site as a whole."""
    line: int
    """1-based; 0 when the finding concerns the whole file."""
    column: int
    """1-based; 0 when unknown."""
    code: str
    severity: Severity
    text: str
    """The visible text concerned (what a reader of the Hugo page saw), or the name of the thing concerned."""
    action: str
    """What was done, as a short sentence in the past tense, for example "kept in an embedded codeBlock entry"."""

    def to_json(self) -> JsonObject:
        """Return the finding as the export and the reports write it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "source": self.source,
            "line": self.line,
            "column": self.column,
            "text": self.text,
            "action": self.action,
        }
