"""Why pages differ: each difference gets its line and the cause that fits it best.

Owns `CAUSES`, the visible table. A cause is a guess for a person who looks at the page; it explains nothing away.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from migrate.report.fidelity.difference import Difference, Kind

__all__ = ["CAUSES", "Cause", "find_cause"]


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason for which pages differ."""

    id: str
    title: str
    fits: Callable[[Difference, str], bool]
    """Tells by a difference and the source lines around it."""


def _is(*kinds: Kind) -> Callable[[Difference, str], bool]:
    return lambda difference, _: difference.kind in kinds


def _source_has(pattern: str) -> Callable[[Difference, str], bool]:
    compiled = re.compile(pattern)
    return lambda _, source: compiled.search(source) is not None


def _only_more(difference: Difference, _: str) -> bool:
    return not difference.missing


CAUSES: tuple[Cause, ...] = (
    Cause("no-entry", "The page has no entry, or its content type has no field for the body", _is(Kind.PAGE)),
    Cause("shortcode", "A shortcode stands there: its template shows something else", _source_has(r"\{\{[<%]")),
    Cause("raw-html", "Raw HTML stands there", _source_has(r"</?[A-Za-z][^>]*>")),
    Cause("addition", "The entry shows something that the page does not", _only_more),
    Cause("link", "A link leads elsewhere or is missing", _is(Kind.LINK)),
    Cause("image", "An image is missing or described otherwise", _is(Kind.IMAGE)),
    Cause("frame", "A film, recording, frame, form or drawing is missing or another one", _is(Kind.FRAME)),
    Cause("code", "A code block is missing or has another language", _is(Kind.CODE)),
    Cause("heading", "A heading is missing or on another level", _is(Kind.HEADING)),
    Cause("order", "The same words stand in another order", _is(Kind.ORDER)),
    Cause("punctuation", "Only signs differ", _is(Kind.PUNCTUATION)),
    Cause("text", "Words are missing or other", lambda difference, source: True),
)
"""In the order in which they are tried; the last one always fits."""

_WORD = re.compile(r"\w{3,}")


def find_cause(difference: Difference, body: str, first_line: int) -> Difference:
    """Return `difference` with line and cause.

    Args:
        difference: the difference.
        body: the source of the body.
        first_line: line of the file on which it starts.

    """
    lines = body.split("\n")
    at = _line(difference, lines)
    near = lines[at] if at is not None else ""
    line = first_line + at if at is not None else 0
    cause = next(cause.id for cause in CAUSES if cause.fits(difference, near))
    return replace(difference, line=line, cause=cause)


def _line(difference: Difference, lines: list[str]) -> int | None:
    """Return the index of the line that holds most of the words concerned; None when none of them is found."""
    wanted = set(_WORD.findall(difference.missing or difference.other)[:12])
    nearby = set(_WORD.findall(difference.around))
    best, place = 0, None
    for position, text in enumerate(lines):
        found = set(_WORD.findall(text))
        score = 2 * len(found & wanted) + len(found & nearby)
        if score > best:
            best, place = score, position
    return place
