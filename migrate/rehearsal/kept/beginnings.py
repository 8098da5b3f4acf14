"""What a new space begins with: roles, and the membership of the user who made it.

Official clients take it for granted that there are roles.
"""

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, Object, link, new_id
from migrate.rehearsal.places import Place
from migrate.rehearsal.records import Record, save

__all__ = ["begin_space"]

_ROLES: tuple[tuple[str, str, Json], ...] = (
    ("Editor", "Allows editing, publishing and archiving of all content", "all"),
    ("Author", "Allows only for creation and editing of content", ["create", "read", "update"]),
)


def begin_space(transaction: Transaction, place: Place, now: str, user: str) -> None:
    """Add what belongs to a new space from its beginning; its first environment is `place`."""
    author = link("User", user)
    membership: Object = {"admin": True, "user": author, "roles": []}
    _add(transaction, place, "SpaceMembership", membership, now, author)
    for name, description, actions in _ROLES:
        body: Object = {
            "name": name,
            "description": description,
            "policies": [{"effect": "allow", "actions": actions}],
            "permissions": {"ContentModel": ["read"], "Settings": [], "ContentDelivery": []},
        }
        _add(transaction, place, "Role", body, now, author)


def _add(transaction: Transaction, place: Place, kind: str, body: Object, now: str, author: Object) -> None:
    entity_id = new_id()
    sys: Object = {
        "type": kind,
        "id": entity_id,
        "version": 0,
        "space": link("Space", place.space),
        "createdAt": now,
        "createdBy": author,
        "updatedAt": now,
        "updatedBy": author,
    }
    save(transaction, Record(place.env, kind, entity_id, sys, body))
