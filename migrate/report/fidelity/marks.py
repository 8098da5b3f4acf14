"""The signs of a page without the marks of calls, what the marks told, and behind how many signs a part stands."""

import re
from collections.abc import Iterable, Mapping, Sequence

from migrate.report.fidelity.visible import CALL_END, CALL_START, PICTURE, signs, squeeze

__all__ = ["signs_before", "without_calls"]

_FENCE_ATTRIBUTES = re.compile(r"(```|~~~)([\w-]*)\s*\{[^}]*\}")
_INSIDE = re.compile(f"{CALL_START}[^{CALL_START}{CALL_END}]+")
_HERE = "\ufdd1"
"""Stands in a text where something is; no text has this character."""


def without_calls(text: str) -> tuple[list[str], list[bool], set[int]]:
    """Return the signs without the marks of calls, for each whether it is inside a call, and where calls begin."""
    kept: list[str] = []
    inside: list[bool] = []
    starts: set[int] = set()
    depth = 0
    for sign in signs(_INSIDE.sub(_without_attributes, text)):
        if sign == CALL_START:
            starts.add(len(kept))
            depth += 1
        elif sign == CALL_END:
            starts.add(len(kept))
            depth = max(0, depth - 1)
        else:
            kept.append(sign)
            inside.append(depth > 0)
    return kept, inside, starts


def signs_before(parts: Sequence[str], places: Iterable[int]) -> Mapping[int, int]:
    """Return behind how many signs of a page each of the places stands, given as a number of its parts."""
    wanted = sorted(set(places))
    pieces = ["".join(parts[start:end]) for start, end in zip([0, *wanted], [*wanted, len(parts)], strict=True)]
    kept, _, _ = without_calls(squeeze(f" {_HERE} ".join(pieces).replace(PICTURE, " ")))
    marks = [at for at, sign in enumerate(kept) if sign == _HERE]
    return {place: at - number for number, (place, at) in enumerate(zip(wanted, marks, strict=True))}


def _without_attributes(match: re.Match[str]) -> str:
    """Return the source of a call without the attributes of fences in it, which are no words."""
    return _FENCE_ATTRIBUTES.sub(r"\1\2", match[0])
