"""Numbers and names in sentences."""

from collections.abc import Mapping

__all__ = ["PAST", "counted", "duration", "one_line"]

PAST: Mapping[str, str] = {
    "adopt": "adopted",
    "archive": "archived",
    "create": "created",
    "delete": "deleted",
    "publish": "published",
    "rename": "moved",
    "unpublish": "unpublished",
    "update": "updated",
}
"""Action → what was done."""
_PLURALS = {"entity": "entities", "entry": "entries", "entry or asset": "entries and assets", "loss": "losses"}


def counted(number: int, noun: str) -> str:
    """Return ``1 entry``, ``2 entries``, ``1,200 pages``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {_PLURALS.get(noun, noun + 's')}"


def duration(seconds: float) -> str:
    """Return ``less than a second``, ``about 40 s``, ``about 12 min`` or ``about 3.5 h``."""
    if seconds < 1:
        return "less than a second"
    if seconds < 90:
        return f"about {seconds:.0f} s"
    if seconds < 5400:
        return f"about {seconds / 60:.0f} min"
    return f"about {seconds / 3600:.1f} h"


def one_line(text: str) -> str:
    """Return `text` with what breaks or hides lines written as Python escapes it."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
