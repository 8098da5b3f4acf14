"""What a person decided about a run before it was planned: conflicts, deletions, rails.

Owns the choices and how they are written on a command line; what they lead to is `migrate.plan.diff` and `rails`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from migrate.errors import ConfigurationError
from migrate.mapping.rules import Vanished

__all__ = ["DeleteLimit", "OnConflict", "PlanPolicy", "parse_delete_limit"]


class OnConflict(StrEnum):
    """What happens to a field that both sides changed."""

    STOP = "stop"
    THEIRS = "theirs"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class DeleteLimit:
    """The most entities that a run may unpublish, archive or delete."""

    amount: float
    percent: bool
    """Whether `amount` is a percentage of what is ours, or a count."""

    def allows(self, doomed: int, ours: int) -> bool:
        """Return whether `doomed` of `ours` entities may go. A percentage above zero always allows one."""
        if not self.percent:
            return doomed <= self.amount
        return doomed <= max(1 if self.amount else 0, int(ours * self.amount / 100))

    def __str__(self) -> str:
        return f"{self.amount:g}%" if self.percent else f"{self.amount:g}"


def parse_delete_limit(text: str) -> DeleteLimit:
    """Return the limit that ``25`` or ``10%`` stands for.

    Raises:
        ConfigurationError: it is neither a count nor a percentage.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(%?)", text.strip())
    if found is None or (not found[2] and "." in found[1]) or (found[2] and float(found[1]) > 100):
        raise ConfigurationError(
            f'"{text}" is no limit on deletions', hint='Write a count such as "25" or a percentage such as "10%"'
        )
    return DeleteLimit(float(found[1]), percent=bool(found[2]))


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """Everything about planning that a person may choose."""

    on_conflict: OnConflict = OnConflict.THEIRS
    vanished: Vanished = Vanished.ARCHIVE
    max_delete: DeleteLimit = DeleteLimit(10.0, percent=True)
    allow_everything: bool = False
    """Whether a run may change every single entity that we made."""
    allow_empty: bool = False
    """Whether a site without any page may take everything away."""
    partial: bool = False
    """The site was read only in part (errors, or one page asked for): nothing counts as vanished."""
    max_records: int | None = None
    """Entries and assets that the space may hold by its contract, when known."""
    begin_anew: str = ""
    """How to come by a space with another default locale, as an order; "" = it cannot be had by the way."""
