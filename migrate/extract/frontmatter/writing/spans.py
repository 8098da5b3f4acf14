"""Where values stand in the text of front matter, whatever its format.

Owns the form in which the three formats tell it. Does not own how a format is read (`yaml_form`, `toml_form`,
`json_form`).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrate.model.source import Param

__all__ = ["Form", "NotWritableError", "Span"]


class NotWritableError(Exception):
    """A value cannot be written; the message is the reason, as a clause."""


@dataclass(slots=True)
class Span:
    """A value in a text; offsets count characters."""

    start: int
    end: int
    members: dict[str, "Span"] | None = None
    """Of a map, by lower-cased key."""
    items: list["Span"] | None = None
    """Of a list."""
    block: bool = False
    """Whether it is a list of YAML with each item behind a dash."""
    end_of_keys: int = field(default=-1)
    """For the whole text: where another key can be added."""

    def find(self, path: tuple[str, ...]) -> "Span | None":
        """Return the value under nested keys, None when there is none."""
        found: Span | None = self
        for key in path:
            found = (found.members or {}).get(key) if found is not None else None
        return found


class Form(ABC):
    """A format of front matter, as far as writing goes."""

    @abstractmethod
    def spans(self, text: str) -> Span:
        """Return where the values of `text` stand.

        Raises:
            NotWritableError: the text is not as the format has it, or in a way that is not understood here.
        """

    @abstractmethod
    def scalars(self, value: Param, like: str, *, date: bool) -> Iterator[str]:
        """Yield texts for a value, best first; the first that reads back as meant is taken.

        Args:
            value: text, number, truth value or None.
            like: the text that it replaces, whose quotes it should have; "" when there is none.
            date: whether the value is the text of a date.
        """

    @abstractmethod
    def added(self, text: str, root: Span, key: str, value: str) -> str:
        """Return `text` with another key at the top level, whose value reads `value`."""

    @staticmethod
    def line_end(text: str) -> str:
        """Return the line end that `text` uses."""
        return "\r\n" if "\r\n" in text else "\n"
