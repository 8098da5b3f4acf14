"""The problems of one compilation, collected with the lines that they stand on."""

from dataclasses import dataclass, field

from migrate.errors import Problem
from migrate.mapping.document import Loc, MappingText

__all__ = ["Told"]


@dataclass(slots=True)
class Told:
    """What is wrong with a mapping; grows as its parts are compiled."""

    text: MappingText
    problems: list[Problem] = field(default_factory=list)

    def add(self, loc: Loc, message: str, hint: str) -> None:
        """Add a problem at the way `loc`."""
        self.problems.append(Problem(message, self.text.where(loc), hint))
