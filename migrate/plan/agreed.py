"""Differences between site and space that a person has agreed to, so that neither side is brought back.

Owns what agreeing means: the space's side stands, and what the site says now counts as known, until one of the two
changes again. Does not own the rule for one value (`threeway`) nor where agreements are kept (the base of an entity).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Memory
from migrate.model.space import EntityKey, PublishState
from migrate.plan.drift import list_changes
from migrate.plan.payload import pack
from migrate.plan.sides import Side, side_of_remote
from migrate.plan.views import GONE, Base, Remote

__all__ = ["KEY", "NOTHING", "Agreed", "agree", "agreed_of"]

KEY = "$agreed"
"""Where it stands beside the site's side of a base."""
_ANY = "any"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed to for one entity."""

    values: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Field and locale: whatever the site has there when it is next looked at counts as known."""
    everything: bool = False
    """As `values`, for every field: what was written last was not known."""
    state: str = ""
    """Publish state that the site wanted when the space's was agreed to; ``any`` until it is next looked at."""

    def covers(self, name: str, locale: str) -> bool:
        """Tell whether a value of the site counts as known."""
        return self.everything or (name, locale) in self.values

    def site_state(self, wanted: PublishState, reconciled: PublishState | None) -> PublishState | None:
        """Return the state that the site had when both sides were last reconciled.

        Args:
            wanted: what the site wants now.
            reconciled: the state that the space had then.
        """
        if not self.state:
            return reconciled
        return wanted if self.state == _ANY else PublishState(self.state)

    def to_json(self) -> JsonObject:
        """Return it as it is kept."""
        return {
            "values": [[name, locale] for name, locale in sorted(self.values)],
            "everything": self.everything,
            "state": self.state,
        }


NOTHING = Agreed()


def agreed_of(ours: JsonObject) -> Agreed:
    """Return what is kept beside the site's side of a base."""
    kept = ours.get(KEY)
    if not isinstance(kept, Mapping):
        return NOTHING
    values = kept.get("values")
    return Agreed(
        frozenset((str(name), str(locale)) for name, locale in _pairs(values)),
        bool(kept.get("everything")),
        str(kept.get("state") or ""),
    )


def agree(key: EntityKey, remote: Remote, base: Base) -> tuple[Memory, int] | None:
    """Return what to remember, and of which ``sys.version``, once what editors did to an entity is agreed to.

    None when nothing is remembered of the entity, so that there is nothing to agree to.
    """
    record, head = base.record(key), remote.head(key)
    if record is None:
        return None
    if head is None:
        sides = {"ours": base.ours(key), "theirs": base.theirs(key)}
        gone = Memory("", pack(sides), None, page=record.page, urls=record.urls, file=record.file)
        return gone, GONE
    there = side_of_remote(remote.entity(key))
    ours, known = base.ours(key), agreed_of(base.ours(key))
    edited = list_changes(there, Side.from_json(base.theirs(key)))
    differs = record.state is not head.state
    agreed = Agreed(
        known.values | {(change.field, change.locale) for change in edited},
        known.everything or not record.certain,
        _ANY if differs or known.state == _ANY or not record.certain else known.state,
    )
    memory = Memory(
        ours="",
        base=pack({"ours": {**ours, KEY: agreed.to_json()}, "theirs": there.to_json()}),
        state=head.state,
        schedule=record.schedule,
        page=record.page,
        urls=record.urls,
        file=record.file,
        # What an editor has not published yet stays so.
        exclusive=not head.changed,
    )
    return memory, head.version


def _pairs(values: Json) -> list[list[Json] | tuple[Json, ...]]:
    rows = values if isinstance(values, list | tuple) else ()
    return [row for row in rows if isinstance(row, list | tuple) and len(row) == 2]
