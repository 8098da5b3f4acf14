"""Images and players compared by where they stand: between the same words, in the same order.

That each is there at all is compared by `lists`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import PageView
from migrate.report.fidelity.sequences import differing
from migrate.report.fidelity.visible import PICTURE, Visible, signs, spelled

__all__ = ["compare_places"]

_AROUND = 4
_WORD = re.compile(r"\w")
"""Signs are left out: a stop before an image may be taken for one behind it, where the entry shows more between."""


def compare_places(page: PageView) -> Iterator[Difference]:
    """Yield each picture that both sides have and that stands elsewhere in the entry."""
    here, ours = Counter(page.hugo.pictures), Counter(page.ours.pictures)
    left, there = _placed(page.hugo, here & ours)
    right, places = _placed(page.ours, here & ours)
    if there == places and left == right:
        return
    equal = _equal_words(left, right)
    waiting: dict[str, list[int]] = {}
    for picture, at in places:
        waiting.setdefault(picture, []).append(at)
    moved: Counter[str] = Counter()
    for picture, at in there:
        before = next((equal[i] + 1 for i in reversed(range(at)) if i in equal), 0)
        after = next((equal[i] for i in range(at, len(left)) if i in equal), len(right))
        if not before <= waiting[picture].pop(0) <= after:
            moved[picture] += 1
            yield _elsewhere(page, picture, left[max(0, at - _AROUND) : at])
    names, others = [picture for picture, _ in there], [picture for picture, _ in places]
    for start, end, _, _ in differing(names, others):
        for picture in names[start:end]:
            moved[picture] -= 1
            if moved[picture] < 0:
                yield _elsewhere(page, picture, [])


def _elsewhere(page: PageView, picture: str, around: Sequence[str]) -> Difference:
    return Difference(page.source, 0, Kind.ORDER, picture, picture, spelled(around))


def _placed(shown: Visible, shared: Counter[str]) -> tuple[list[str], list[tuple[str, int]]]:
    """Return the words, and each of the `shared` pictures with the number of words before it."""
    words: list[str] = []
    places: list[tuple[str, int]] = []
    pictures = iter(shown.pictures)
    left = shared.copy()
    for sign in signs(shown.flow):
        if sign == PICTURE:
            picture = next(pictures)
            if left[picture] > 0:
                left[picture] -= 1
                places.append((picture, len(words)))
        elif _WORD.match(sign):
            words.append(sign)
    return words, places


def _equal_words(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Return where in `right` the words of `left` stand that stand in both."""
    equal: dict[int, int] = {}
    i = j = 0
    for start, end, at, to in (*differing(left, right), (len(left), len(left), len(right), len(right))):
        equal.update(zip(range(i, start), range(j, at), strict=True))
        i, j = end, to
    return equal
