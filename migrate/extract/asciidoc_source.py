"""AsciiDoc as Asciidoctor takes it, written so that Pandoc makes the same of it (https://docs.asciidoctor.org/asciidoc/).

Owns: blocks that nobody closed, titles of two lines, rules, includes, films. Does not own: calling Pandoc (`pandoc`),
reading files.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Include", "as_asciidoctor_reads"]

Include = Callable[[str], str | None]
"""The text of a file that a page includes, by the path as written; None when the site has none."""

_VERBATIM = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```)")
_CONTAINER = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|[|,:!]===+)")
_INCLUDE = re.compile(r"include::([^\[\s][^\[]*)\[([^\]]*)\]\s*")
_PARTIAL = re.compile(r"\b(?:lines|tags?)\s*=")
_UNDERLINES = "=-~^+"
_FILM = re.compile(r"video::([^\[\s]+)\[([^\]]*)\]\s*")
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/{}",
    "vimeo": "https://player.vimeo.com/video/{}",
}
_MOST_INCLUDED = 2_000
"""Files that one page may include, counted each time."""


def as_asciidoctor_reads(text: str, include: Include | None = None) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return AsciiDoc that Pandoc reads as Asciidoctor reads `text`, and line and name of what was not included."""
    including = _Including(include or _nothing)
    lines = including.lines(text, 0, frozenset())
    open_blocks: list[str] = []
    written: list[str] = []
    for position, line in enumerate(lines):
        bare = line.rstrip()
        inside = open_blocks[-1] if open_blocks else ""
        if inside and _VERBATIM.fullmatch(inside):
            if bare == inside:
                open_blocks.pop()
        elif _is_title(lines, position):
            written.append(f"{'=' * (1 + _UNDERLINES.index(lines[position + 1][0]))} {bare}")
            continue
        elif position and _is_title(lines, position - 1):
            line = ""
        elif bare in open_blocks:
            while open_blocks[-1] != bare:
                # What stands in a block ends with it.
                written.append(open_blocks.pop())
            open_blocks.pop()
        elif _VERBATIM.fullmatch(bare) or _CONTAINER.fullmatch(bare):
            if position and lines[position - 1].rstrip().endswith("["):
                # Pandoc looks for the end of this bracket for ever.
                written.append("")
            open_blocks.append(bare)
        elif bare == "---" and not (position and lines[position - 1].strip()):
            # Pandoc reads all that follows this rule several times, what follows the next one many times.
            line = "'''"
        else:
            line = _FILM.sub(_player, line)
        written.append(line)
    # Pandoc looks for the end of a block for ever.
    written.extend(reversed(open_blocks))
    return "\n".join(written), tuple(including.missing)


@dataclass(slots=True)
class _Including:
    """Puts files in where a text includes them; Pandoc gives the whole text up for one that it does not find."""

    include: Include
    missing: list[tuple[int, str]] = field(default_factory=list)
    """Line of the page, and what was not put in there."""
    count: int = 0

    def lines(self, text: str, place: int, around: frozenset[str]) -> list[str]:
        """Return the lines of a text with what it includes.

        Args:
            text: the page, or a file that it includes.
            place: the line of the page on which the file is included, 0 for the page itself.
            around: the files in which the text stands; none of them includes itself.
        """
        result: list[str] = []
        for number, line in enumerate(text.split("\n"), 1):
            match = _INCLUDE.fullmatch(line)
            if match is None:
                result.append(line)
                continue
            name = match[1].strip()
            held = self._file(name, match[2], around)
            if held is None:
                result.append("")
                self.missing.append((place or number, f"include of {name}"))
            else:
                result += self.lines(held.rstrip("\n"), place or number, around | {name})
        return result

    def _file(self, name: str, attributes: str, around: frozenset[str]) -> str | None:
        if name in around or self.count >= _MOST_INCLUDED or _PARTIAL.search(attributes):
            return None
        self.count += 1
        return self.include(name)


def _nothing(name: str) -> str | None:
    """Include nothing."""


def _is_title(lines: list[str], position: int) -> bool:
    """Tell whether a line is a title that is underlined; the line under it is about as long."""
    if position + 1 >= len(lines) or (position and lines[position - 1].strip()):
        return False
    title, under = lines[position].rstrip(), lines[position + 1].rstrip()
    same = len(under) > 1 and under[0] in _UNDERLINES and set(under) == {under[0]}
    return same and abs(len(title) - len(under)) <= 1 and re.match(r"\w", title) is not None


def _player(match: re.Match[str]) -> str:
    name = match[2].partition(",")[0].strip()
    if name in _PLAYERS:
        return f'+++<iframe src="{_PLAYERS[name].format(match[1])}"></iframe>+++'
    return f'+++<video src="{match[1]}"></video>+++'
