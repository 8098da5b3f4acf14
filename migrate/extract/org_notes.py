"""Notes of an Org text that end before the text does.

For Hugo's reader a note goes on to the second of two empty lines, for Pandoc to the next heading or note, so that words
below it would become a part of it. Owns: moving such notes to the end. Does not own: their numbers (`org_source`).
"""

import re
from collections.abc import Iterator, Sequence

from migrate.extract.org_blocks import outside_verbatim

__all__ = ["move_notes"]

_NOTE = re.compile(r"\[fn:[\w-]+\](?:\s|$)")
_END = re.compile(r"\*+ |\[fn:[\w-]+\](?:\s|$)")


def move_notes(lines: list[str]) -> None:
    """Move each note that words stand below behind all lines; empty lines stay in its place."""
    moved: list[str] = []
    for first, last in list(_notes(lines)):
        below = next((line for line in lines[last:] if line.strip()), "")
        if below and not _END.match(below):
            moved += ("", *lines[first:last])
            lines[first:last] = [""] * (last - first)
    lines += moved


def _notes(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where notes begin and end."""
    outside = set(outside_verbatim(lines))
    first = -1
    for at, line in enumerate(lines):
        if at not in outside:
            continue
        ends = not line.strip() and at > first + 1 and not lines[at - 1].strip() and at - 1 in outside
        if first >= 0 and (ends or _END.match(line)):
            yield first, at
            first = -1
        if _NOTE.match(line):
            first = at
    if first >= 0:
        yield first, len(lines)
