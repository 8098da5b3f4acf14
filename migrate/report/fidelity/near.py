"""What findings tell, and where: a finding explains what differs near its own place and nowhere else.

Owns where on a page a finding may explain words and things. Its text tells, where the page shows it; else the lines of
the source around it do, too. One of which neither tells explains anywhere. Does not own which findings explain what.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrate.report.fidelity.visible import signs, squeeze

__all__ = ["Excuse", "Excuses", "Told", "find_excuses"]

_WIDTH = 3
"""Signs in a row by which a text is found on a page."""
_MARGIN = 40
"""Signs around the text of a finding that belong to its place: the same sentence, the blocks beside."""
_AROUND = 2
"""Lines before and behind that of a finding by which its place is found."""
_MOST = 0.5
"""Part of a text from which on the page is taken to show it."""
_RARE = 4
"""Places from which on a row of signs tells nothing of where a text stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding tells to be missing, or to be there in addition."""

    code: str
    text: str
    line: int
    """Of the file; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Words that may differ."""

    code: str
    words: Counter[str]
    spans: tuple[tuple[int, int], ...]
    """First and last sign of the page between which they may; () = anywhere."""

    def reaches(self, start: int, end: int) -> bool:
        """Tell whether what stands between two signs of the page may differ."""
        return not self.spans or any(first <= end and start <= last for first, last in self.spans)


@dataclass(slots=True)
class Excuses:
    """All excuses of a page, each word of them usable once."""

    held: tuple[Excuse, ...] = ()
    used: Counter[str] = field(default_factory=Counter)

    def subtract(self, wanted: Sequence[str], start: int, end: int) -> list[str]:
        """Return the signs of `wanted`, which stand between two signs of the page, that nothing explains there."""
        near = [each for each in self.held if each.reaches(start, end)] if wanted else []
        left = []
        for sign in wanted:
            excuse = next((each for each in near if each.words[sign] > 0), None)
            if excuse is None:
                left.append(sign)
            else:
                excuse.words[sign] -= 1
                self.used[excuse.code] += 1
        return left

    def covers(self, text: str, places: Iterable[tuple[int, int]]) -> bool:
        """Tell whether findings of one code explain all of `text` at one of its places; the words are used up if so.

        A place is first and last sign of the page that belong to the thing. A text without words is not explained.
        """
        wanted = Counter(signs(squeeze(text)))
        for start, end in places if wanted else ():
            near: dict[str, list[Excuse]] = {}
            for each in self.held:
                if each.reaches(start, end):
                    near.setdefault(each.code, []).append(each)
            for code, excuses in near.items():
                if all(sum(each.words[sign] for each in excuses) >= count for sign, count in wanted.items()):
                    _use(excuses, wanted)
                    self.used[code] += 1
                    return True
        return False

    def holds(self, text: str) -> bool:
        """Tell whether findings of one code explain all of `text` wherever that stands; nothing is used up."""
        wanted = Counter(signs(squeeze(text)))
        words: dict[str, Counter[str]] = {}
        for each in self.held:
            words.setdefault(each.code, Counter()).update(each.words)
        return any(wanted <= held for held in words.values())

    def fresh(self) -> "Excuses":
        """Return the same, of which nothing was used by whoever uses the copy."""
        return Excuses(tuple(replace(each, words=each.words.copy()) for each in self.held))

    def limited(self, code: str, words: Counter[str]) -> "Excuses":
        """Return the same with no more words from findings of a code than these."""
        left, held = words.copy(), []
        for each in self.held:
            if each.code == code:
                held.append(replace(each, words=each.words & left))
                left -= held[-1].words
            else:
                held.append(each)
        return Excuses(tuple(held))


def _use(excuses: Sequence[Excuse], wanted: Counter[str]) -> None:
    for each in excuses:
        taken = each.words & wanted
        each.words.subtract(taken)
        wanted = wanted - taken


def find_excuses(told: Sequence[Told], page: Sequence[str], written: str, first_line: int) -> Excuses:
    """Return what may differ on a page, and where.

    Args:
        told: what findings tell.
        page: the signs that it shows.
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
        shown = _found(words, index)
        spans = _spans(shown, index, _MARGIN)
        if len(shown) < max(1, len(words) - _WIDTH + 1) * _MOST:
            # The page does not show the text, or no more of it than it has of many texts.
            around = _found(_around(lines, each.line - first_line), index)
            spans += _spans(around, index, _MARGIN + len(words))
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


def _found(words: Sequence[str], index: Mapping[tuple[str, ...], Sequence[int]]) -> list[tuple[str, ...]]:
    """Return the rows of signs that the page has too, and not everywhere."""
    return [row for _, row in _rows(words) if 0 < len(index.get(row, ())) < _RARE]


def _spans(
    rows: Sequence[tuple[str, ...]], index: Mapping[tuple[str, ...], Sequence[int]], margin: int
) -> tuple[tuple[int, int], ...]:
    """Return where the rows stand on the page, with so many signs on each side; those tell that it has but once."""
    telling = [row for row in rows if len(index[row]) == 1] or rows
    return tuple(_joined(sorted({at for row in telling for at in index[row]}), margin))


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
