"""What differs between two views of a page, after the ledger is subtracted.

Words are compared in their order; headings, links, images and code as lists whose order the words already prove. A
finding explains what its own text says and no more: each word of it is used once on each side. Does not own the
grouping (`causes`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from migrate.model.findings import Finding, Severity
from migrate.report.fidelity.visible import (
    CALL_END,
    CALL_START,
    Heading,
    Visible,
    VisibleCode,
    VisibleImage,
    VisibleLink,
    signs,
    squeeze,
)

__all__ = ["SHORTCODES", "Compared", "Difference", "Kind", "compare"]

_AROUND = 4
_LIMIT = 30_000
"""Signs beyond which two unlike texts are compared as bags of signs, because an alignment would take too long."""
_WORDY = re.compile(r"\w")
_CALLS = re.compile(f"[{CALL_START}{CALL_END}]")

SHORTCODES = "(shortcodes)"
"""Stands in `Compared.explained` for what a call says in its arguments, and for calls that Hugo could not render."""


class Kind(StrEnum):
    """What a difference is about."""

    WORDS = "words"
    ORDER = "order"
    PUNCTUATION = "punctuation"
    HEADING = "heading"
    LINK = "link"
    IMAGE = "image"
    CODE = "code"
    PAGE = "page"
    """The page has no entry, or its entry has no place for a body."""


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing that readers of the Hugo page saw and readers of the entry do not, or the reverse."""

    source: str
    line: int
    kind: Kind
    missing: str
    """What only Hugo shows."""
    other: str
    """What only the entry shows."""
    around: str
    """The words before, to find the place by."""
    cause: str = ""
    """Why, as far as it can be told (`causes`)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One page compared."""

    differences: tuple[Difference, ...]
    """What the ledger does not explain."""
    explained: tuple[tuple[str, int], ...]
    """Code → words, links and so on that its findings explain; sorted."""


@dataclass(slots=True)
class _Bag:
    """Words of the ledger, each usable once."""

    held: dict[str, Counter[str]]
    used: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> "_Bag":
        """Return the words of `texts`, which are pairs of code and text."""
        held: dict[str, Counter[str]] = {}
        for code, text in texts:
            held.setdefault(code, Counter()).update(signs(squeeze(text)))
        return cls(held)

    def subtract(self, wanted: Sequence[str]) -> list[str]:
        """Return the signs of `wanted` that nothing in the bag explains."""
        left = []
        for sign in wanted:
            code = next((code for code, words in self.held.items() if words[sign] > 0), None)
            if code is None:
                left.append(sign)
            else:
                self.held[code][sign] -= 1
                self.used[code] += 1
        return left


@dataclass(slots=True)
class _Page:
    """What the functions below need to know of one page."""

    source: str
    hugo: Visible
    ours: Visible
    gone: _Bag
    """What may be missing."""
    new: _Bag
    """What may be there in addition."""
    spoken: str
    """The sources of the page's shortcode calls."""
    used: Counter[str] = field(default_factory=Counter)

    def said(self, text: str) -> bool:
        """Tell whether a call of the page says `text`, and remember that it explained something."""
        found = bool(text) and text in self.spoken
        self.used[SHORTCODES] += found
        return found


def compare(
    source: str, hugo: Visible, ours: Visible, findings: Sequence[Finding], spoken: Sequence[str] = ()
) -> Compared:
    """Return what differs.

    Args:
        source: the content file.
        hugo: what readers of the Hugo page saw.
        ours: what readers of the entry see.
        findings: the ledger of this page.
        spoken: the sources of the page's shortcode calls; what an entry shows of them is no difference.

    """
    page = _Page(
        source,
        hugo,
        ours,
        gone=_Bag.of((finding.code, finding.text) for finding in findings if _tells_of_loss(finding)),
        new=_Bag.of(
            [
                *((finding.code, finding.text) for finding in findings if finding.code in _ADDING),
                *((SHORTCODES, text) for text in spoken),
            ]
        ),
        spoken=squeeze(" ".join(spoken)),
    )
    differences = [difference for check in _CHECKS for difference in check(page)]
    used = page.gone.used + page.new.used + page.used
    return Compared(tuple(differences), tuple(sorted(used.items())))


_ADDING = frozenset(("link-without-text",))
"""Codes whose text is shown by the entry although the page did not show it."""
_ELSEWHERE = frozenset(())
"""Codes below `loss` whose text the page showed and the entry shows in another form."""


def _tells_of_loss(finding: Finding) -> bool:
    return finding.severity is Severity.LOSS or finding.code in _ELSEWHERE


def _words(page: _Page) -> Iterator[Difference]:
    """Compare the words in their order."""
    left, inside = _outside_and_in(signs(page.hugo.text))
    right = signs(page.ours.text)
    if left == right:
        return
    held = _Bag.of([(SHORTCODES, page.ours.held)])
    hunks = []
    for start, end, at, to in _hunks(left, right):
        missing, other = page.gone.subtract(left[start:end]), page.new.subtract(right[at:to])
        if missing and all(inside[start:end]):
            # The source of a call that Hugo could not render: its signs are markup, its words may be addresses.
            missing = [sign for sign in held.subtract(missing) if _WORDY.match(sign)]
        if missing or other:
            hunks.append((missing, other, " ".join(left[max(0, start - _AROUND) : start])))
    page.used += held.used
    gone = Counter(sign for missing, _, _ in hunks for sign in missing)
    new = Counter(sign for _, other, _ in hunks for sign in other)
    moved_left, moved_right = gone & new, gone & new
    for missing, other, around in hunks:
        stays, moved = _part(missing, moved_left)
        comes, arrived = _part(other, moved_right)
        if stays or comes:
            wordy = any(_WORDY.match(sign) for sign in (*stays, *comes))
            kind = Kind.WORDS if wordy else Kind.PUNCTUATION
            yield Difference(page.source, 0, kind, " ".join(stays), " ".join(comes), around)
        elif moved or arrived:
            yield Difference(page.source, 0, Kind.ORDER, " ".join(moved), " ".join(arrived), around)


def _outside_and_in(found: list[str]) -> tuple[list[str], list[bool]]:
    """Return the signs without the marks of calls, and for each whether it stands inside a call."""
    kept, inside = [], []
    depth = 0
    for sign in found:
        if sign == CALL_START:
            depth += 1
        elif sign == CALL_END:
            depth = max(0, depth - 1)
        else:
            kept.append(sign)
            inside.append(depth > 0)
    return kept, inside


def _part(found: list[str], pool: Counter[str]) -> tuple[list[str], list[str]]:
    """Return the signs of `found` that are not in `pool` and those that are, taking them out of it."""
    outside, inside = [], []
    for sign in found:
        if pool[sign] > 0:
            pool[sign] -= 1
            inside.append(sign)
        else:
            outside.append(sign)
    return outside, inside


def _hunks(left: list[str], right: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches in which two sequences differ."""
    start = 0
    shorter = min(len(left), len(right))
    while start < shorter and left[start] == right[start]:
        start += 1
    tail = 0
    while tail < shorter - start and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    a, b = left[start : len(left) - tail], right[start : len(right) - tail]
    if len(a) * len(b) == 0 or len(a) + len(b) > _LIMIT:
        if a or b:
            yield start, start + len(a), start, start + len(b)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + m


def _headings(page: _Page) -> Iterator[Difference]:
    def same(left: Heading, right: Heading) -> bool:
        return left.level == right.level and _alike(left.text, right.text)

    yield from _lists(page, Kind.HEADING, page.hugo.headings, page.ours.headings, same, lambda heading: heading.text)


def _links(page: _Page) -> Iterator[Difference]:
    def same(left: VisibleLink, right: VisibleLink) -> bool:
        return left.target == right.target and _alike(left.text, right.text)

    yield from _lists(page, Kind.LINK, page.hugo.links, page.ours.links, same, lambda link: link.text)


def _images(page: _Page) -> Iterator[Difference]:
    def same(left: VisibleImage, right: VisibleImage) -> bool:
        # An asset always has a title; that it now describes an image which had no words of its own is no loss.
        return left.source == right.source and (not left.alt or _alike(left.alt, right.alt))

    yield from _lists(page, Kind.IMAGE, page.hugo.images, page.ours.images, same, lambda image: image.alt)


def _code(page: _Page) -> Iterator[Difference]:
    def same(left: VisibleCode, right: VisibleCode) -> bool:
        return left.language == right.language and _alike(squeeze(left.text), squeeze(right.text))

    def said(code: VisibleCode) -> str:
        return squeeze(code.text)

    yield from _lists(page, Kind.CODE, page.hugo.code, page.ours.code, same, said)


_CHECKS = (_words, _headings, _links, _images, _code)


def _lists(page, kind, left, right, same, said):  # type: ignore
    only_left, only_right = Counter(left) - Counter(right), Counter(right) - Counter(left)
    ours = list(only_right.elements())
    for item in only_left.elements():
        match = next((other for other in ours if same(item, other)), None)
        if match is not None:
            ours.remove(match)
        else:
            yield Difference(page.source, 0, kind, str(item), "", "")
    for item in ours:
        if not page.said(said(item)):
            yield Difference(page.source, 0, kind, "", str(item), "")


def _alike(left: str, right: str) -> bool:
    """Tell whether two texts are the same, whatever stands in `right` in place of the calls in `left`."""
    if CALL_START not in left and CALL_END not in left:
        return left == right
    position = 0
    for piece in _CALLS.split(left):
        found = right.find(piece.strip(), position)
        if found < 0:
            return False
        position = found + len(piece.strip())
    return True
