"""Numbers and names in sentences."""

__all__ = ["counted"]

_PLURALS = {"entity": "entities", "entry": "entries", "loss": "losses"}


def counted(number: int, noun: str) -> str:
    """Return ``1 entry``, ``2 entries``, ``1,200 pages``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {_PLURALS.get(noun, noun + 's')}"
