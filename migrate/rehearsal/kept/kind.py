"""What a row of the table says about one kind of thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from migrate.rehearsal.call import Call
from migrate.rehearsal.payload import Object
from migrate.rehearsal.records import Record

__all__ = ["ALL_VERBS", "After", "Body", "Kind", "Parent", "SysParts", "as_sent"]

Body: TypeAlias = Callable[[Call, Object, Object | None], Object]
"""From a request, what it sent and what was stored before (None for a new thing) to what is stored now.

Refuses what the service would refuse, and fills in what the service fills in.
"""

SysParts: TypeAlias = Callable[[Call, Object], Object]
"""From a request and what it sent to what `sys` of the new thing holds besides the usual."""

After: TypeAlias = Callable[[Call, Record | None, Record | None], None]
"""What follows from a change: called with the thing before and after, None where there is none."""

ALL_VERBS = ("list", "create", "read", "upsert", "delete")


def as_sent(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep everything but `sys`, which is the server's."""
    return {key: value for key, value in sent.items() if key != "sys"}


def _no_parts(call: Call, sent: Object) -> Object:
    return {}


def _nothing(call: Call, before: Record | None, after: Record | None) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Parent:
    """A thing that another one hangs from: comments hang from an entry.

    Attributes:
        key: where `sys` of the lower thing links to the upper one.
        kind: the upper thing's kind.
        parameter: the parameter of the path that holds the upper thing's id.

    """

    key: str
    kind: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    Attributes:
        type: `sys.type`.
        path: path of the collection; of the thing itself when it is `single`.
        body: what is stored of a request.
        verbs: what can be done with it, names of `endpoints.VERBS`.
        first_version: version after creation; the older part of the API begins at 0.
        parent: what it hangs from, besides its space or organization.
        single: whether there is at most one, so that its path has no id.
        limit: size of a page when none is asked for.
        cursor: whether pages are always linked by tokens.
        once: properties that only the answer to the creation shows.
        needs_version: whether a change must name the present version.
        unset: what is shown, at version 0, while nothing is stored; None answers 404.
        sys: what `sys` of a new thing holds besides the usual.
        after: what follows from a change.

    """

    type: str
    path: str
    body: Body = as_sent
    verbs: tuple[str, ...] = ALL_VERBS
    first_version: int = 1
    parent: Parent | None = None
    single: bool = False
    limit: int = 100
    cursor: bool = False
    once: tuple[str, ...] = ()
    needs_version: bool = True
    unset: Object | None = None
    sys: SysParts = _no_parts
    after: After = _nothing
