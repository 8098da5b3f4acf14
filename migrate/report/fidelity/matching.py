"""Things of a page matched with those of its entry, and what of the rest is told of near its place.

Does not own which things there are (`lists`, `code_blocks`, `works`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import DELIMITERS, SHORTCODES, PageView
from migrate.report.fidelity.marks import signs_before
from migrate.report.fidelity.near import Excuses
from migrate.report.fidelity.visible import CALL_END, CALL_START, Visible, joined, signs

__all__ = [
    "CALLS",
    "MATH",
    "Explained",
    "alike",
    "explained_near",
    "is_code",
    "same_but_calls",
    "same_but_math",
    "tell_additions",
    "tell_missing",
    "unmatched",
]

CALLS = re.compile(f"[{CALL_START}{CALL_END}]")
MATH = "math-to-entry"
"""The code of a formula, which stands in an entry of its own."""


class Placed(Protocol):
    """A thing that stands behind so many parts of its page."""

    @property
    def at(self) -> int:
        """Return how many."""
        ...


_TAG = re.compile(r"</?[A-Za-z][^<>]*>")

_T = TypeVar("_T")
_P = TypeVar("_P", bound=Placed)
Explained = Callable[[_T, str], bool]
"""Tells whether findings near a thing explain a text of it; their words are used up if so."""


def explained_near(
    excuses: Excuses, shown: Visible, things: Sequence[_P], left: Sequence[_P], words: Callable[[_P], str]
) -> Explained[_P]:
    """Return what tells whether findings explain one of the things `left`.

    Args:
        excuses: the findings.
        shown: the side on which the things stand.
        things: all of them on that side; one that stands there several times may be explained at any of its places.
        left: those to be asked for.
        words: the text of a thing.

    """
    if not excuses.held or not left:
        return lambda thing, text: False
    before = signs_before(shown.parts, (thing.at for thing in things))
    places: dict[_P, list[tuple[int, int]]] = {}
    for thing in things:
        first = before[thing.at]
        places.setdefault(thing, []).append((first, first + len(signs(words(thing)))))
    return lambda thing, text: excuses.covers(text, places[thing])


def unmatched(left: Sequence[_T], right: Sequence[_T], same: Callable[[_T, _T], bool]) -> tuple[list[_T], list[_T]]:
    """Return what of each side has no counterpart on the other."""
    ours = list((Counter(right) - Counter(left)).elements())
    missing = []
    for item in (Counter(left) - Counter(right)).elements():
        match = next((other for other in ours if same(item, other)), None)
        if match is not None:
            ours.remove(match)
        else:
            missing.append(item)
    return missing, ours


def tell_missing(
    page: PageView, kind: Kind, missing: Sequence[_T], known: Callable[[_T], bool]
) -> Iterator[Difference]:
    """Yield what is missing and not known."""
    for item in missing:
        if not known(item):
            yield Difference(page.source, 0, kind, str(item), "", "")


def tell_additions(
    page: PageView,
    kind: Kind,
    other: Sequence[_T],
    text: Callable[[_T], str],
    target: Callable[[_T], str] | None = None,
    told: Explained[_T] | None = None,
) -> Iterator[Difference]:
    """Yield what only the entry has, less what findings and calls of shortcodes explain.

    Each argument of a call that Hugo could not render may show one thing: what its address leads to.
    """
    free = Counter(address for argument in page.call_arguments for address in set(argument.targets))
    # Tags in the text of a call are no part of what its template shows.
    spoken = (joined(page.spoken), joined(_TAG.sub(" ", source) for source in page.spoken))
    used: Counter[str] = Counter()
    for item in other:
        if told is not None and told(item, text(item)):
            continue
        place, words = target(item) if target is not None else "", joined((text(item),))
        if CALL_START in page.hugo.text and place in free:
            known = free[place] > 0
            free[place] -= 1
        else:
            known = bool(words.strip()) and used[words] < max(source.count(words) for source in spoken)
            used[words] += 1
        if known:
            page.said.used[SHORTCODES] += 1
        else:
            yield Difference(page.source, 0, kind, "", str(item), "")


def is_code(page: PageView, address: str) -> bool:
    """Tell whether an address stands in code of the entry, and less often in that of Hugo's page.

    Without its template Hugo takes the code in a call for Markdown and HTML.
    """
    ours, hugo = (sum(code.text.count(address) for code in side.code) for side in (page.ours, page.hugo))
    return bool(page.spoken) and bool(address) and ours > hugo


def same_but_math(page: PageView, left: str, right: str) -> bool:
    """Tell whether the entry shows the rest of a text whose formulas, with or without their signs, it keeps apart."""
    if MATH not in page.codes:
        return False
    rest = iter(sign for sign in signs(left) if sign not in DELIMITERS)
    shown = [sign for sign in signs(right) if sign not in DELIMITERS]
    return bool(shown) and all(sign in rest for sign in shown)


def same_but_calls(page: PageView, left: str, right: str) -> bool:
    """Tell whether code of the entry is what Hugo shows but for the calls that stand in it as they were written."""
    for call in page.in_code:
        right = right.replace(call, "")
    return left.split() == right.split()


def alike(left: str, right: str) -> bool:
    """Tell whether two texts are the same, whatever stands in `right` in place of the calls in `left`."""
    if CALL_START not in left and CALL_END not in left:
        return left == right
    position = 0
    for piece in CALLS.split(left):
        found = right.find(piece.strip(), position)
        if found < 0:
            return False
        position = found + len(piece.strip())
    return True
