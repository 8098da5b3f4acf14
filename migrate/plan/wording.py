"""What a plan calls an entity, and the reasons that it gives in more than one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrate.model.space import EntityKey, RemoteEntity
from migrate.plan.sides import Side
from migrate.plan.views import Remote

__all__ = ["CHANGED", "FORGOTTEN", "NEW", "Labels", "editor_of"]

CHANGED = "changed on the site"
NEW = "new on the site"
"""Reasons that `migrate.plan.causes` may say better."""
FORGOTTEN = "; what was written last is not known any more"
"""How the reason ends where the state file was lost. To read a space without a memory loses none."""


def editor_of(entity: RemoteEntity, remote: Remote) -> str:
    """Return who changed an entity as ``" by …"``; "" when that is not known, or when we have written to it since."""
    known = entity.updated_by not in ("", remote.environment.user)
    return f" by {entity.updated_by}" if known else ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is needed to call an entity by its name."""

    display_fields: Mapping[str, str]
    """Content type → display field."""
    default_locale: str

    def of(self, key: EntityKey, content_type: str, side: Side) -> str:
        """Return what a person calls the entity; its id when it has no name."""
        for field in (self.display_fields.get(content_type, ""), "title", "name"):
            values = side.fields.get(field, {})
            text = values.get(self.default_locale) or next((values[locale] for locale in sorted(values)), None)
            if isinstance(text, str) and text:
                return text
        return key.id
