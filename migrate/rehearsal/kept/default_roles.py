"""The roles that a new space begins with. Official clients take it for granted that there are some."""

from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import Json, Object, link, new_id
from migrate.rehearsal.places import Place
from migrate.rehearsal.records import Record, save

__all__ = ["give_default_roles"]

_ROLES: tuple[tuple[str, str, Json], ...] = (
    ("Editor", "Allows editing, publishing and archiving of all content", "all"),
    ("Author", "Allows only for creation and editing of content", ["create", "read", "update"]),
)


def give_default_roles(transaction: Transaction, place: Place, now: str, user: str) -> None:
    """Add the roles of a new space, whose first environment is `place`."""
    author = link("User", user)
    for name, description, actions in _ROLES:
        role = new_id()
        sys: Object = {
            "type": "Role",
            "id": role,
            "version": 0,
            "space": link("Space", place.space),
            "createdAt": now,
            "createdBy": author,
            "updatedAt": now,
            "updatedBy": author,
        }
        body: Object = {
            "name": name,
            "description": description,
            "policies": [{"effect": "allow", "actions": actions}],
            "permissions": {"ContentModel": ["read"], "Settings": [], "ContentDelivery": []},
        }
        save(transaction, Record(place.env, "Role", role, sys, body))
