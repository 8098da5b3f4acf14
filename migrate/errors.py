"""The one tree of errors: what may go wrong, with which exit code, and what to do next.

Every error that a user may see is a `MigrateError`. Its text is one sentence, led by ``file:line`` where there is
one; `hint` says what to do next. Errors of libraries are turned into one of these where the library is wrapped.

    MigrateError                1   something failed that no class below describes
    ├── ConfigurationError      4   flags, environment, mapping, site configuration or token
    │   └── MappingError        4   the mapping file, with every problem found in it
    ├── TemporaryError          5   the space or the network; the same command may work later
    ├── SafetyError             6   a safety rail refused the plan
    ├── StateError              7   the state file and the space contradict each other
    └── LockedError            11   another run holds the lock
"""

from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "ConfigurationError",
    "LockedError",
    "MappingError",
    "MigrateError",
    "Problem",
    "SafetyError",
    "StateError",
    "TemporaryError",
]


class MigrateError(Exception):
    """A failure that the user is told about in one sentence.

    Args:
        message: what failed, on which entity, and why. No final full stop.
        where: ``path`` or ``path:line`` of the cause, relative to where the user stands.
        hint: what to do next, as an order.

    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}. {self.hint}" if self.hint else text


class ConfigurationError(MigrateError):
    """Flags, environment, mapping, site configuration or credentials are wrong."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """One of several problems reported together; the fields are those of `MigrateError`."""

    message: str
    where: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return str(MigrateError(self.message, where=self.where, hint=self.hint))


class MappingError(ConfigurationError):
    """The mapping file cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.message, where=first.where, hint=first.hint)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class TemporaryError(MigrateError):
    """The space, the network or a limit stood in the way; trying again later may succeed."""

    exit_code = 5


class SafetyError(MigrateError):
    """A safety rail refused to go on."""

    exit_code = 6


class StateError(MigrateError):
    """The state file and the space contradict each other; a person has to decide."""

    exit_code = 7


class LockedError(MigrateError):
    """Another run holds the lock on this space or state file."""

    exit_code = 11
