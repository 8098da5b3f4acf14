"""Entries that a body embeds: their fields and their ids.

An id derives from the entry that holds the body, the locale, the role and the entry's own fields, and from how many
equal ones came before it. Nothing else of the page goes in, so an edit elsewhere leaves the id alone.
"""

import re
from collections.abc import Mapping

from migrate.mapping.rules import BodyRules
from migrate.model.canonical import Json, JsonObject, digest
from migrate.transform.body.types import TEXT_LIMIT, type_id
from migrate.transform.context import EmbeddedEntry

__all__ = ["EmbeddedEntries", "display_name", "divide", "entry_link"]

_ID_LIMIT = 64
_DIGEST = 16
_NAME_LIMIT = 120
_NO_ID = re.compile(r"[^A-Za-z0-9._-]")


def display_name(text: str, otherwise: str) -> str:
    """Return `text` on one line, short enough to be read in a list of entries; `otherwise` when it is blank."""
    # So many words are longer than the limit: what follows them is not looked at.
    name = " ".join(text.split(None, _NAME_LIMIT)[:_NAME_LIMIT])
    if not name:
        return otherwise
    return name if len(name) <= _NAME_LIMIT else name[: _NAME_LIMIT - 1].rstrip() + "…"


def entry_link(link_type: str, entity_id: str) -> JsonObject:
    """Return a link to an ``Asset`` or ``Entry`` as a field value."""
    return {"sys": {"type": "Link", "linkType": link_type, "id": entity_id}}


class EmbeddedEntries:
    """Collects the embedded entries of one body in document order."""

    __slots__ = ("_entry_id", "_head", "_locale", "_rules", "_seen", "entries", "out_of_order")

    def __init__(self, entry_id: str, locale: str, rules: BodyRules) -> None:
        self._entry_id = entry_id
        self._head = _NO_ID.sub("-", entry_id)
        self._locale = locale
        self._rules = rules
        self._seen: dict[str, int] = {}
        self.entries: list[EmbeddedEntry] = []
        self.out_of_order = False
        """True when an entry may have been added after one that stands behind it."""

    def add(self, role: str, fields: Mapping[str, Json], content_type: str = "") -> str:
        """Add an entry and return its id; empty fields are left out.

        Texts are within `TEXT_LIMIT`: whoever may have a longer one divides it before.
        """
        kind = content_type or type_id(self._rules, role)
        held = {name: value for name, value in fields.items() if value is not None and value != ""}
        key = digest([self._locale, kind, held])[:_DIGEST]
        count = self._seen.get(key, 0) + 1
        self._seen[key] = count
        tail = f"-{key}" if count == 1 else f"-{key}-{count}"
        head = self._head
        if len(head) + len(tail) > _ID_LIMIT:
            # Two long ids may begin alike; the digest of the whole id keeps their embedded entries apart.
            mark = digest(self._entry_id)[:8]
            head = f"{head[: _ID_LIMIT - len(tail) - 9]}-{mark}"
        entry_id = head + tail
        self.entries.append(EmbeddedEntry(entry_id, kind, held))
        return entry_id


def divide(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut `text` into pieces of at most `limit` characters, at line ends where there are any."""
    pieces: list[str] = []
    while len(text) > limit:
        cut = text.rfind("\n", 1, limit)
        cut = limit if cut <= 0 else cut + 1
        pieces.append(text[:cut])
        text = text[cut:]
    pieces.append(text)
    return pieces
