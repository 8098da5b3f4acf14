"""How deep a value may be nested before it is refused.

Owns: the limit for all formats, and counting brackets for the parsers that recurse. Those who walk a value recurse
too, so no value deeper than this leaves the package.
"""

import re

from migrate.extract.frontmatter.error import FrontMatterError

__all__ = ["DEEPEST", "check_depth"]

DEEPEST = 100
"""Levels of lists and maps; more is an attack or an accident."""


def check_depth(text: str, opening: str, closing: str, source: str, line: int) -> None:
    """Refuse `text` when more than `DEEPEST` brackets are open at once; brackets in strings count, too.

    Raises:
        FrontMatterError: nested too deep.

    """
    if sum(map(text.count, opening)) <= DEEPEST:
        return
    level = 0
    for match in re.finditer("[" + re.escape(opening + closing) + "]", text):
        level = level + 1 if match[0] in opening else max(level - 1, 0)
        if level > DEEPEST:
            message = f"lists and maps are nested more than {DEEPEST} levels deep"
            where = f"{source}:{line + text.count(chr(10), 0, match.start())}"
            raise FrontMatterError(message, where=where, hint="Flatten the value")
