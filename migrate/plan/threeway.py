"""The three-way rule: which side of one value stands, given what both sides had when they were last in step.

Owns the rule for a single value and for a set of tags. It is the same for fields, locales, files and publish states;
whoever calls it decides what a value is and when two are equal.
"""

from collections.abc import Callable
from enum import StrEnum

from migrate.model.canonical import Json, canonical_json
from migrate.model.moments import same_moment

__all__ = ["Verdict", "judge", "judge_unknown", "merge_tags", "same_date", "same_json"]


class Verdict(StrEnum):
    """What the rule says of one value."""

    SAME = "same"
    """Both sides agree, however they came to."""
    OURS = "ours"
    """Only the site changed."""
    THEIRS = "theirs"
    """Only the space changed."""
    CONFLICT = "conflict"
    """Both changed, and not to the same value."""
    AGREED = "agreed"
    """They differ and neither changed: somebody has accepted the difference before."""


def same_json(one: Json, other: Json) -> bool:
    """Return whether two values are the same JSON; ``1`` and ``1.0`` are one number, a tuple is a list."""
    return one == other or (one is not None and other is not None and canonical_json(one) == canonical_json(other))


def same_date(one: Json, other: Json) -> bool:
    """Return whether two values of a date field are the same instant, in whatever form."""
    return same_json(one, other) or same_moment(one, other)


def judge(
    base_ours: Json,
    base_theirs: Json,
    theirs: Json,
    ours: Json,
    *,
    same: Callable[[Json, Json], bool] = same_json,
    kept: Callable[[Json, Json], bool] = same_json,
) -> Verdict:
    """Return the verdict when the last time in step is known.

    Args:
        base_ours: what the site had then.
        base_theirs: what the space had then; it differs from `base_ours` where a difference was accepted.
        theirs: what the space has now.
        ours: what the site has now.
        same: tells whether the site's value (first) and the space's (second) mean the same.
        kept: tells whether a value of one side (first) still means what it did then (second).
    """
    if same(ours, theirs):
        return Verdict.SAME
    match (not kept(ours, base_ours), not kept(theirs, base_theirs)):
        case (True, True):
            return Verdict.CONFLICT
        case (True, False):
            return Verdict.OURS
        case (False, True):
            return Verdict.THEIRS
        case _:
            return Verdict.AGREED


def judge_unknown(
    theirs: Json, ours: Json, *, touched: bool, same: Callable[[Json, Json], bool] = same_json
) -> Verdict:
    """Return the verdict when nothing is known of the last time in step.

    Args:
        theirs: what the space has now; None when it has nothing.
        ours: what the site has now; None when it has nothing.
        same: as in `judge`.
        touched: whether the entity was ours and somebody else wrote to it last, so that any difference may be theirs.
    """
    if same(ours, theirs):
        return Verdict.SAME
    if touched or ours is None:
        return Verdict.THEIRS
    return Verdict.OURS if theirs is None else Verdict.CONFLICT


def merge_tags(base_ours: frozenset[str], theirs: frozenset[str], ours: frozenset[str]) -> frozenset[str]:
    """Return the tags that the entity shall have: theirs, less what the site dropped, plus what it added.

    Tags are a set, so both sides' changes always fit together.
    """
    return (theirs - (base_ours - ours)) | (ours - base_ours)
