"""What a plan calls an entity, and the reasons that it gives in more than one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrate.model.space import EntityKey
from migrate.plan.sides import Side

__all__ = ["CHANGED", "NEW", "Labels"]

CHANGED = "changed on the site"
NEW = "new on the site"
"""Reasons that `migrate.plan.causes` may say better."""


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
