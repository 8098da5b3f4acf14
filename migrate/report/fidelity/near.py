"""What findings tell to be missing, and where: a finding explains words near its own place and nowhere else.

Owns where on the page a finding may explain words. Its text tells, where Hugo shows it; else the lines of the source
around it do. One of which neither tells explains words anywhere. Does not own which findings tell of something missing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from migrate.report.fidelity.visible import signs, squeeze

__all__ = ["Excuse", "Excuses", "Told", "find_excuses"]

_WIDTH = 3
"""Signs in a row by which a text is found on a page."""
_MARGIN = 40
"""Signs around the text of a finding that belong to its place: the same sentence, the blocks beside."""
_AROUND = 2
"""Lines before and behind that of a finding by which its place is found."""
_RARE = 4
"""Places from which on a row of signs tells nothing of where a text stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding tells to be missing."""

    code: str
    text: str
    line: int
    """Of the file; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Words that may be missing."""

    code: str
    words: Counter[str]
    spans: tuple[tuple[int, int], ...]
    """First and last sign of the page between which they may; () = anywhere."""

    def holds(self, sign: str, start: int, end: int) -> bool:
        """Tell whether the sign may be missing between two signs of the page."""
        return self.words[sign] > 0 and (
            not self.spans or any(first <= end and start <= last for first, last in self.spans)
        )


@dataclass(slots=True)
class Excuses:
    """All excuses of a page, each word of them usable once."""

    held: tuple[Excuse, ...] = ()
    used: Counter[str] = field(default_factory=Counter)

    def subtract(self, wanted: Sequence[str], start: int, end: int) -> list[str]:
        """Return the signs of `wanted`, missing between two signs of the page, that nothing explains there."""
        left = []
        for sign in wanted:
            excuse = next((each for each in self.held if each.holds(sign, start, end)), None)
            if excuse is None:
                left.append(sign)
            else:
                excuse.words[sign] -= 1
                self.used[excuse.code] += 1
        return left


def find_excuses(told: Sequence[Told], page: Sequence[str], written: str, first_line: int) -> Excuses:
    """Return what may be missing of a page, and where.

    Args:
        told: what findings tell.
        page: the signs that Hugo shows.
        written: the source of the body, "" while it is not known.
        first_line: line of the file on which it starts.

    """
    if not told:
        return Excuses()
    index = _index(page)
    lines = written.split("\n")
    found = []
    for each in told:
        words = signs(squeeze(each.text))
        spans = _spans(words, index, _MARGIN)
        if not spans:
            spans = _spans(_around(lines, each.line - first_line), index, _MARGIN + len(words))
        found.append(Excuse(each.code, Counter(words), spans))
    # What has a place of its own comes first, so that the rest is left for words that have none.
    return Excuses(tuple(sorted(found, key=lambda each: not each.spans)))


def _index(page: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    index: dict[tuple[str, ...], list[int]] = {}
    for at, row in _rows(page):
        index.setdefault(row, []).append(at)
    return index


def _rows(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at in range(len(words) - _WIDTH + 1):
        yield at, tuple(words[at : at + _WIDTH])


def _spans(words: Sequence[str], index: dict[tuple[str, ...], list[int]], margin: int) -> tuple[tuple[int, int], ...]:
    """Return where the words stand on the page, with so many signs on each side."""
    places: set[int] = set()
    for _, row in _rows(words):
        at = index.get(row, ())
        if len(at) < _RARE:
            places.update(at)
    return tuple(_joined(sorted(places), margin))


def _joined(places: Sequence[int], margin: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches around places, those that meet as one."""
    if not places:
        return
    first = last = places[0]
    for at in places[1:]:
        if at - margin > last + margin:
            yield first - margin, last + margin
            first = at
        last = at
    yield first - margin, last + margin


def _around(lines: Sequence[str], at: int) -> list[str]:
    """Return the signs of the lines around that of a finding."""
    if not 0 <= at < len(lines):
        return []
    return signs(squeeze("\n".join(lines[max(0, at - _AROUND) : at + _AROUND + 1])))
