"""Two texts compared word by word, in their order."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from migrate.report.fidelity.difference import Difference, Kind
from migrate.report.fidelity.ledger import DELIMITERS, OTHERWISE, SHORTCODES, Bag, PageView
from migrate.report.fidelity.marks import without_calls
from migrate.report.fidelity.sequences import differing
from migrate.report.fidelity.visible import joined, signs, spelled, squeeze

__all__ = ["compare_words"]

_AROUND = 4
_WORDY = re.compile(r"\w")
_OF_ATTRIBUTION = frozenset("-,")
"""Signs that stand between the words under a quote, ``— author, source``, where its template may need none."""
_EMPHASIS = re.compile(r"[*_~]")
_OF_SENTENCES = frozenset(".,;:?!\"'%$+=@¿¡§°€£¥。、，；：？！「」『』（）")
"""Signs that mean nothing to Markdown and HTML."""

_LIST_SIGN = re.compile(r"•|\d+ \.|\. \d+")
"""Also where the stop of the sentence before it is taken for its own."""
_AS_CODE = re.compile(
    r"& (?:amp|gt|lt|quot|nbsp) ;"
    r"|< (?:/ )?(?:a|b|br|center|code|div|em|h[1-6]|i|img|li|ol|p|pre|small|span|strong|ul)\b[^<>]*>"
)
"""Signs of HTML inside a call, where its template, or Markdown without one, shows that as code."""
_NUMBER_OF_ITEM = re.compile(r"^[ \t>]*(\d+[.)])[ \t]", re.MULTILINE)


@dataclass(slots=True)
class _Hunk:
    """A stretch in which the texts differ."""

    start: int
    end: int
    """Between which signs of Hugo's text."""
    at: int
    to: int
    """Between which signs of the entry's."""
    missing: list[str]
    other: list[str]
    around: str
    inside: bool
    """Whether all that is missing stands inside a call that Hugo could not render."""
    at_call: bool
    """Whether the entry has something where such a call begins."""
    in_call: bool
    """Whether it has something inside of one, or there."""


def compare_words(page: PageView) -> Iterator[Difference]:
    """Yield where the words differ."""
    left, inside, starts = without_calls(page.hugo.text)
    right = signs(page.ours.text)
    if left == right:
        return
    hunks = [
        _Hunk(
            start,
            end,
            at,
            to,
            left[start:end],
            right[at:to],
            spelled(left[max(0, start - _AROUND) : start]),
            inside=all(inside[start:end]),
            at_call=start == end and start in starts,
            in_call=start == end and (start in starts or (0 < start < len(inside) and inside[start - 1])),
        )
        for start, end, at, to in differing(left, right)
        if "".join(left[start:end]) != "".join(right[at:to]) or not _are_glued(left, start, end, inside, page.written)
    ]
    arrived = Counter(sign for hunk in hunks for sign in hunk.other)
    # The source of a call, where Hugo shows that, has words of markup; what is moved as a whole is the author's.
    whole = [hunk for hunk in hunks if not hunk.inside or all(arrived[sign] for sign in hunk.missing)]
    moved = Counter(sign for hunk in whole for sign in hunk.missing) & arrived
    moved_away, moved_here = moved.copy(), moved.copy()
    # A call's words stand where its template puts them, and where the fields of its entry put them.
    elsewhere = Bag({SHORTCODES: arrived - moved})
    away = Bag({SHORTCODES: Counter(sign for hunk in hunks if hunk.inside for sign in hunk.missing)})
    held = Bag.of([(SHORTCODES, page.ours.held)])
    # A template that indents what it is given shows a list in it, or right behind it, as it is written.
    in_calls = (number for source in page.spoken for number in _NUMBER_OF_ITEM.findall(source))
    numbers = Bag.of((SHORTCODES, number) for number in (*in_calls, *(f"{first}." for first in page.first_numbers)))
    arguments = joined(argument.text for argument in page.call_arguments)
    signs_of_arguments = Bag.of((SHORTCODES, argument.text) for argument in page.call_arguments)
    in_arguments = Bag(
        {SHORTCODES: Counter(sign for text in page.arguments for sign in signs(text) if not _WORDY.match(sign))}
    )
    shifted: list[tuple[_Hunk, list[str], list[str]]] = []
    for hunk in hunks:
        missing, gone = _part(hunk.missing, moved_away) if hunk in whole else (hunk.missing, [])
        other, come = _part(hunk.other, moved_here)
        missing = page.gone.subtract(missing, hunk.start, hunk.end)
        if missing and hunk.inside:
            missing = _unexplained_inside(page, missing, elsewhere, held, in_arguments)
        if any(sign.isdigit() for sign in missing) and numbers.covers(" ".join(missing)):
            page.said.used[SHORTCODES] += len(missing)
            missing = []
        if "math-to-entry" in page.codes and all(sign in DELIMITERS for sign in missing):
            missing = []
            gone = [] if all(sign in DELIMITERS for sign in gone) else gone
        other = away.subtract(_unexplained_other(page, hunk, other))
        if "link-without-text" in page.codes and "".join(missing) == "".join(other):
            # The address that a link shows now parts a word in which readers did not see the link.
            continue
        if missing or other:
            wordy = any(_WORDY.match(sign) for sign in (*missing, *other))
            kind = Kind.WORDS if wordy else Kind.PUNCTUATION
            yield Difference(page.source, 0, kind, spelled(missing), spelled(other), hunk.around)
        elif gone or (come and not hunk.at_call and not hunk.missing):
            shifted.append((hunk, gone, come))
    # A sign that one finding takes away and another one brings is no move; what is left of them explains it.
    for hunk, gone, come in shifted:
        gone = page.gone.subtract(gone, hunk.start, hunk.end)
        come = page.new.subtract(come, hunk.at, hunk.to)
        if OTHERWISE in page.codes and all(_EMPHASIS.fullmatch(sign) for sign in (*gone, *come)):
            # The texts of both readings are told without the signs that either leaves standing.
            continue
        words = joined((spelled(gone or come),))
        # Whole arguments stand where a template wants them, and so do the signs in them.
        known = words in arguments if words.strip() else not signs_of_arguments.subtract(gone or come)
        if (gone or come) and not known:
            yield Difference(page.source, 0, Kind.ORDER, spelled(gone), spelled(come), hunk.around)


def _unexplained_inside(page: PageView, missing: list[str], elsewhere: Bag, held: Bag, in_arguments: Bag) -> list[str]:
    """Return the words and signs of a call that the entry has nowhere and that no template prints of its own.

    Where the template is missing they are the source of the call: its words may be addresses, and of its signs those
    that Markdown and HTML use are markup.
    """
    written = _AS_CODE.sub("", " ".join(missing)).split() if "&" in missing or "<" in missing else missing
    words = [sign for sign in written if _WORDY.match(sign)]
    left = held.subtract(elsewhere.subtract(words))
    left = [sign for sign in left if page.own_words.subtract([sign.lower()])]
    if left:
        left = _unmarked_code(page).subtract(left)
    if left == words:
        # Beside a word of a template stand signs of it.
        spoken = [sign for sign in written if sign in _OF_SENTENCES]
        lost = in_arguments.subtract(held.subtract(elsewhere.subtract(spoken)))
        left += [sign for sign in lost if page.own_words.subtract([sign])]
    page.said.used[SHORTCODES] += len(missing) - len(left)
    return left


def _unmarked_code(page: PageView) -> Bag:
    """Return the words that Markdown makes of code and formulas in the entry: of ``_one_`` it shows ``one``.

    Without its template Hugo takes the code in a call for Markdown, and so it does with formulas.
    """
    held = [code.text for code in page.ours.code]
    held += page.spoken if "math-to-entry" in page.codes else ()
    shown = [signs(squeeze(_EMPHASIS.sub("", text))) for text in held]
    written = [signs(squeeze(text)) for text in held]
    words = Counter(sign for found in shown for sign in found)
    return Bag({SHORTCODES: words - Counter(sign for found in written for sign in found)})


def _unexplained_other(page: PageView, hunk: _Hunk, other: list[str]) -> list[str]:
    other = page.new.subtract(other, hunk.at, hunk.to)
    if hunk.at_call:
        other = [sign for sign in other if sign.lower() not in page.rule_words]
    if hunk.in_call:
        other = [sign for sign in other if sign not in _OF_ATTRIBUTION]
    # Asked before the sources of calls, which may explain the stop of a list's number and leave the number.
    if "ordered-in-table" in page.codes and _LIST_SIGN.fullmatch(" ".join(other)):
        return []
    unsaid = page.said.subtract(other)
    return [] if unsaid and hunk.at_call and _are_arguments(page, hunk.other) else unsaid


def _are_arguments(page: PageView, other: list[str]) -> bool:
    """Tell whether the entry shows nothing but whole arguments where their calls stand, and Hugo shows them nowhere.

    Where values of parameters have words of one, the page has these more often than its source.
    """
    shown, rest = joined((page.hugo.text,)), joined((spelled(other),))
    # The longest first, as one may begin with another.
    left = sorted((joined((each.text,)) for each in page.call_arguments), key=len, reverse=True)
    found = bool(rest.strip())
    while rest.strip():
        said = next((each for each in left if each.strip() and rest.startswith(each) and each not in shown), None)
        if said is None:
            return False
        left.remove(said)
        rest = rest.removeprefix(said)
    return found


def _are_glued(left: list[str], start: int, end: int, inside: list[bool], written: str) -> bool:
    """Tell whether calls begin or end between words of `left`, from `start` to `end`, without a blank in the source."""
    edges = [at for at in range(start + 1, end) if inside[at] != inside[at - 1]]
    joints = (f"{left[at - 1]}{{{{" if inside[at] else f"}}}}{left[at]}" for at in edges)
    return bool(edges) and all(joint in written for joint in joints)


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
