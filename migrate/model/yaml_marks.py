"""Where a mistake in YAML is: the line that a person has to look at.

Owns the choice between the two places that a reader of YAML gives. Does not read YAML.
"""

from typing import Protocol

__all__ = ["telling_line"]


class _Mark(Protocol):
    @property
    def line(self) -> int: ...


class _MarkedError(Protocol):
    @property
    def context(self) -> str | None: ...
    @property
    def context_mark(self) -> _Mark | None: ...
    @property
    def problem_mark(self) -> _Mark | None: ...


_OPENED = ("quoted scalar", "flow sequence", "flow mapping")
"""What is noticed only long after the line on which it was left open."""


def telling_line(error: _MarkedError) -> int | None:
    """Return the line, from 0, on which what was never closed begins, as Hugo does, or else on which reading ended."""
    opened = (error.context or "").endswith(_OPENED)
    mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
    return mark.line if mark else None
