"""How deep a value may be nested before it is refused.

Owns: the limit for all formats, and counting brackets ahead of the parsers that recurse. Those who walk a value
recurse too, so no value deeper than this leaves the package.
"""

import re

from migrate.extract.frontmatter.error import FrontMatterError

__all__ = ["DEEPEST", "check_depth", "too_deep"]

DEEPEST = 100
"""Levels of lists and maps; more is an attack or an accident."""

_OPENING = frozenset("{[")


def too_deep(source: str, line: int) -> FrontMatterError:
    """Return the error for a value that is nested too deep."""
    message = f"lists and maps are nested more than {DEEPEST} levels deep"
    return FrontMatterError(message, where=f"{source}:{line}", hint="Flatten the value")


def check_depth(text: str, sign: re.Pattern[str], source: str, line: int) -> None:
    """Refuse `text` when more than `DEEPEST` brackets are open at once.

    Args:
        text: the text of a format whose parser recurses.
        sign: finds brackets and, so that they are stepped over, strings and comments of the format.
        source: the file, for messages.
        line: the line of that file on which the text starts.

    Raises:
        FrontMatterError: nested too deep.

    """
    if text.count("{") + text.count("[") <= DEEPEST:
        return
    level = 0
    for match in sign.finditer(text):
        if match[0] in _OPENING:
            level += 1
            if level > DEEPEST:
                raise too_deep(source, line + text.count("\n", 0, match.start()))
        elif match[0] in ("}", "]"):
            level = max(level - 1, 0)
