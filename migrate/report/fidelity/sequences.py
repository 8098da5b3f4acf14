"""Two sequences of signs aligned: where they differ."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

__all__ = ["differing"]

_SHORT = 400
"""Signs up to which two texts are aligned whole."""
_LIMIT = 12_000
"""Signs beyond which two unlike stretches are one difference, because an alignment would take too long."""
_WIDTH = 3
"""Signs in a row that are a landmark where either text has them once: words alone are too rare in long texts."""


def differing(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches in which two sequences differ: start and end in `left`, start and end in `right`.

    Long sequences are aligned between landmarks, which takes time in proportion to their length where they are alike.
    """
    start = 0
    shorter = min(len(left), len(right))
    while start < shorter and left[start] == right[start]:
        start += 1
    tail = 0
    while tail < shorter - start and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    a, b = left[start : len(left) - tail], right[start : len(right) - tail]
    at = to = 0
    for i, j in (*_landmarks(a, b), (len(a), len(b))):
        for first, last, other, end in _aligned(a[at:i], b[to:j]):
            yield start + at + first, start + at + last, start + to + other, start + to + end
        at, to = i + 1, j + 1


def _aligned(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    if a == b:
        return
    if not a or not b or len(a) + len(b) > _LIMIT:
        yield 0, len(a), 0, len(b)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i, j, k, m


def _landmarks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return where stretches that stand once in either begin, as many as stand in the same order in both."""
    if len(a) + len(b) <= _SHORT:
        return []
    there = _single(b)
    shared = [(i, there[key]) for key, i in _single(a).items() if key in there]
    # The longest row of places that goes on in both: the end of the best row of each length, and who stands before.
    ends: list[int] = []
    members: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(shared):
        length = bisect_left(ends, j)
        before.append(members[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            members.append(number)
        else:
            ends[length], members[length] = j, number
    row: list[tuple[int, int]] = []
    number = members[-1] if members else -1
    while number >= 0:
        row.append(shared[number])
        number = before[number]
    return row[::-1]


def _single(found: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the stretches that stand once, with their places in order."""
    places: dict[tuple[str, ...], int] = {}
    twice: set[tuple[str, ...]] = set()
    for at in range(len(found) - _WIDTH + 1):
        key = tuple(found[at : at + _WIDTH])
        if key in places:
            twice.add(key)
        else:
            places[key] = at
    return {key: at for key, at in places.items() if key not in twice}
