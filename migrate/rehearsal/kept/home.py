"""Where kept things live: in an environment, a space, the organization or with a user.

Owns the choice of the environment number under which a thing is stored, and the links in `sys` that tell it.
"""

from dataclasses import dataclass

from migrate.rehearsal.answers import not_found
from migrate.rehearsal.call import Call
from migrate.rehearsal.kept.kind import Kind
from migrate.rehearsal.payload import Object, link
from migrate.rehearsal.places import Place, place_of

__all__ = ["ORGANIZATION_ENV", "Home", "home_of", "space_place"]

ORGANIZATION_ENV = 0
"""The number under which things of the organization are stored; those of environments begin at 1."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a thing lives: the place that rows are found by, and the links that `sys` shows."""

    place: Place
    links: Object


def home_of(call: Call, kind: Kind) -> Home:
    """Return the home of the things of `kind` that a path names.

    Raises:
        Refusal: 404 when space, environment or organization do not exist.

    """
    if "environment" in call.path:
        place = place_of(call)
        links: Object = {"space": link("Space", place.space), "environment": link("Environment", place.environment)}
    elif "space" in call.path:
        place = space_place(call)
        links = {"space": link("Space", place.space)}
    else:
        organization = call.options.organization
        if call.path.get("organization", organization) != organization:
            raise not_found("Organization", call.path["organization"])
        place = Place("", "", ORGANIZATION_ENV)
        links = {"organization": link("Organization", organization)}
    if kind.parent is not None:
        links[kind.parent.key] = link(kind.parent.kind, call.path[kind.parent.parameter])
    return Home(place, links)


def space_place(call: Call) -> Place:
    """Return the place of what belongs to a space as a whole: its first environment, which cannot be deleted.

    Raises:
        Refusal: 404 when the space does not exist.

    """
    space = call.path["space"]
    row = call.transaction.execute("SELECT min(pk), id FROM environment WHERE space = ?", (space,)).fetchone()
    if row[0] is None:
        raise not_found("Space", space)
    return Place(space, row[1], row[0])
