"""One difference between a Hugo page and its entry."""

from dataclasses import dataclass
from enum import StrEnum

from migrate.model.canonical import JsonObject

__all__ = ["Difference", "Kind"]


class Kind(StrEnum):
    """What a difference is about."""

    PAGE = "page"
    """The page has no entry, or its entry has no place for a body."""
    WORDS = "words"
    ORDER = "order"
    PUNCTUATION = "punctuation"
    HEADING = "heading"
    LINK = "link"
    IMAGE = "image"
    CODE = "code"
    FRAME = "frame"
    """A player, another page in a frame, or what draws or asks: a drawing, a form."""


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that readers of the Hugo page saw and readers of the entry do not, or the reverse."""

    source: str
    line: int
    """1-based line of the source; 0 when it is not known."""
    kind: Kind
    missing: str
    """What only Hugo shows."""
    other: str
    """What only the entry shows."""
    around: str
    """The words before, to find the place by."""
    cause: str = ""
    """Id of the cause (`causes`), "" while it is not known."""

    def to_json(self) -> JsonObject:
        """Return the difference as ``verify --json`` writes it."""
        return {
            "source": self.source,
            "line": self.line,
            "kind": self.kind.value,
            "missing": self.missing,
            "other": self.other,
            "around": self.around,
            "cause": self.cause,
        }
