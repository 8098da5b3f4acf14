"""Merging one entity: every field and locale judged, and what follows for the content to write and to remember.

Owns the walk over fields and locales. The rule for one value is `threeway`; what becomes of the publish state is
`migrate.plan.lifecycle`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Change
from migrate.model.space import RemoteEntity
from migrate.plan.agreed import NOTHING, Agreed
from migrate.plan.policy import OnConflict
from migrate.plan.sides import FILE, Side, Wanted, same_file, side_of_remote
from migrate.plan.threeway import Verdict, judge, judge_unknown, merge_tags, same_date, same_json

__all__ = ["Merged", "Remembered", "edited_tag", "merge"]


@dataclass(frozen=True, slots=True)
class Remembered:
    """Both sides as they stood when they were last in step."""

    ours: Side
    theirs: Side
    file: str
    agreed: Agreed = NOTHING


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of merging the content of one entity."""

    changes: tuple[Change, ...]
    """Sorted by field and locale; those that are kept as the space has them included."""
    fields: JsonObject
    """The whole content to write, in the space's own form (files with their URL)."""
    tags: frozenset[str]
    write: bool
    """Whether the content differs from what the space holds."""
    file: bool
    """Whether the file is to be made anew."""
    conflicts: int
    drifts: int
    ours: Side
    theirs: Side
    """The two sides to remember once this is written."""


def merge(
    wanted: Wanted,
    remote: RemoteEntity,
    remembered: Remembered | None,
    *,
    touched: bool,
    known_fields: frozenset[str] | None,
    on_conflict: OnConflict,
    owner_tag: str = "",
    dates: frozenset[str] = frozenset(),
    state_theirs: bool = False,
) -> Merged:
    """Merge what the site wants into what the space holds.

    Args:
        wanted: the site's side.
        remote: the space's side.
        remembered: the last time in step; None when it is not known.
        touched: without `remembered`: whether the entity is ours and somebody else wrote to it last.
        known_fields: fields that the mapping speaks of; the others belong to the space. None = all.
        on_conflict: whose value stands where both sides changed.
        owner_tag: the tag by which we know what we made; "" leaves `edited_tag` alone.
        dates: fields that hold dates, whose form means nothing.
        state_theirs: whether the publish state is an editor's, who has then a part in what we write.
    """
    walk = _Walk(wanted, remote, remembered, touched=touched, on_conflict=on_conflict, dates=dates)
    names = {*wanted.side.fields, *walk.theirs.fields, *(remembered.ours.fields if remembered else ())}
    for name in sorted(names):
        if (known_fields is not None and name not in known_fields) or name in wanted.create_only:
            walk.leave(name)
        else:
            walk.field(name)
    walk.judge_tags(edited_tag(owner_tag) if owner_tag else "", state_theirs=state_theirs)
    return walk.result()


def edited_tag(owner_tag: str) -> str:
    """Return the tag of an entity that we wrote with values, or the publish state, of an editor.

    When the state file is lost, `sys.updatedBy` alone would make these look like ours.
    """
    return f"{owner_tag[:57]}-edited"


class _Walk:
    """The state of one merge; fields are visited in order."""

    def __init__(
        self,
        wanted: Wanted,
        remote: RemoteEntity,
        remembered: Remembered | None,
        *,
        touched: bool,
        on_conflict: OnConflict,
        dates: frozenset[str],
    ) -> None:
        self.wanted = wanted
        self.dates = dates
        self.remembered = remembered
        self.touched = touched
        self.on_conflict = on_conflict
        self.theirs = side_of_remote(remote)
        self.is_asset = not remote.content_type
        self.raw: dict[str, dict[str, Json]] = {
            name: dict(values) for name, values in remote.fields.items() if isinstance(values, Mapping)
        }
        self.base_ours: dict[str, dict[str, Json]] = {}
        self.base_theirs: dict[str, dict[str, Json]] = {}
        self.changes: list[Change] = []
        self.write = False
        self.file = False
        self.conflicts = 0
        self.drifts = 0
        self.agreed = 0
        self.tags: frozenset[str] = frozenset()
        self.base_tags = (wanted.side.tags, self.theirs.tags)

    def leave(self, name: str) -> None:
        """Keep a field that is none of ours, whatever it holds."""
        for locale, value in self.theirs.fields.get(name, {}).items():
            self._remember(name, locale, value, value)

    def field(self, name: str) -> None:
        """Judge every locale of a field."""
        locales = {*self.wanted.side.fields.get(name, ()), *self.theirs.fields.get(name, ())}
        if self.remembered is not None:
            locales |= {*self.remembered.ours.fields.get(name, ()), *self.remembered.theirs.fields.get(name, ())}
        for locale in sorted(locales):
            self._value(name, locale)

    def _value(self, name: str, locale: str) -> None:
        ours, theirs = self.wanted.side.value(name, locale), self.theirs.value(name, locale)
        is_file = self.is_asset and name == FILE
        verdict = self._verdict(name, locale, ours, theirs, is_file=is_file)
        base_ours = self._base_ours(name, locale, ours)
        base_theirs = self.remembered.theirs.value(name, locale) if self.remembered else None
        match verdict:
            case Verdict.SAME:
                self._remember(name, locale, ours, theirs)
            case Verdict.AGREED:
                self.agreed += not is_file
                self._remember(name, locale, ours, theirs)
            case Verdict.OURS:
                self._take_ours(name, locale, ours, theirs, is_file=is_file)
            case Verdict.THEIRS:
                self.drifts += 1
                self.changes.append(Change(_label(name, is_file), locale, theirs, ours, base_theirs, "theirs"))
                # Without a memory the site is taken as unchanged, so that a later change of it shows as a conflict.
                known = self.remembered is not None
                self._remember(name, locale, base_ours if known else ours, base_theirs if known else ours)
            case Verdict.CONFLICT if self.on_conflict is OnConflict.OURS:
                self._take_ours(name, locale, ours, theirs, is_file=is_file, base=base_theirs)
            case Verdict.CONFLICT:
                self.conflicts += 1
                self.changes.append(Change(_label(name, is_file), locale, theirs, ours, base_theirs, "theirs"))
                self._remember(name, locale, base_ours, base_theirs)

    def _verdict(self, name: str, locale: str, ours: Json, theirs: Json, *, is_file: bool) -> Verdict:
        same: Callable[[Json, Json], bool] = same_date if name in self.dates else same_json
        if is_file:
            # A file without a URL was never processed: it is not there yet, whoever left it so.
            if ours is not None and not (isinstance(theirs, Mapping) and theirs.get("url")):
                return Verdict.OURS
            if self.remembered is None or not self.remembered.file:
                origin = self.wanted.origin
                ours = {**_mapping(ours), "size": origin.size if origin else 0}
                verdict = judge_unknown(theirs, ours, touched=self.touched, same=same_file)
                return Verdict.OURS if self.remembered and verdict is Verdict.CONFLICT else verdict
            if self.remembered.agreed.covers(name, locale):
                return (
                    Verdict.AGREED if same_json(theirs, self.remembered.theirs.value(name, locale)) else Verdict.THEIRS
                )
            base = self.remembered.ours.value(name, locale)
            with_origin = {**_mapping(ours), "$file": self.wanted.file}
            base_with_origin = {**_mapping(base), "$file": self.remembered.file}
            return judge(
                base_with_origin,
                self._base_file(name, locale, theirs),
                theirs,
                with_origin,
                same=lambda _ours, _theirs: False,
            )
        if self.remembered is None:
            return judge_unknown(theirs, ours, touched=self.touched, same=same)
        return judge(
            self._base_ours(name, locale, ours),
            self.remembered.theirs.value(name, locale),
            theirs,
            ours,
            same=same,
            kept=same,
        )

    def _base_file(self, name: str, locale: str, theirs: Json) -> Json:
        """Return the file as it was in the space when we looked last.

        It may not have been processed then, as when a run ended in between. What is there now came of it if name, type
        and size say so, and is no edit.
        """
        if self.remembered is None:
            return None
        seen = self.remembered.theirs.value(name, locale)
        if isinstance(seen, Mapping) and not seen.get("url"):
            origin = self.wanted.origin if self.remembered.file == self.wanted.file else None
            sent = {**_mapping(self.remembered.ours.value(name, locale)), "size": origin.size if origin else 0}
            return theirs if same_file(sent, theirs) else seen
        return seen

    def _base_ours(self, name: str, locale: str, ours: Json) -> Json:
        """Return what the site had when both sides were last in step; what it has now where that was agreed to."""
        if self.remembered is None:
            return None
        return ours if self.remembered.agreed.covers(name, locale) else self.remembered.ours.value(name, locale)

    def _take_ours(self, name: str, locale: str, ours: Json, theirs: Json, *, is_file: bool, base: Json = None) -> None:
        self.write = True
        self.file = self.file or is_file
        self.changes.append(Change(_label(name, is_file), locale, theirs, ours, base))
        values = self.raw.setdefault(name, {})
        if ours is None:
            values.pop(locale, None)
            if not values:
                del self.raw[name]
        else:
            values[locale] = ours
        self._remember(name, locale, ours, ours)

    def judge_tags(self, edited: str, *, state_theirs: bool) -> None:
        """Merge the tags; comes last, for `edited` depends on what was found before."""
        ours, theirs = self.wanted.side.tags, self.theirs.tags
        base = self.remembered.ours.tags if self.remembered else frozenset[str]()
        self.tags = merge_tags(base, theirs, ours)
        self.write = self.write or self.tags != theirs
        if edited and self.write:
            impure = state_theirs or self.conflicts or self.drifts or self.agreed
            self.tags = self.tags - {edited} | ({edited} if impure else set())
        if self.tags != theirs:
            self.changes.append(Change("$tags", "", sorted(theirs), sorted(self.tags)))
        self.base_tags = (ours, self.tags)

    def _remember(self, name: str, locale: str, ours: Json, theirs: Json) -> None:
        for store, value in ((self.base_ours, ours), (self.base_theirs, theirs)):
            if value is not None:
                store.setdefault(name, {})[locale] = value

    def result(self) -> Merged:
        """Return what the walk has found."""
        return Merged(
            changes=tuple(self.changes),
            fields=self.raw,
            tags=self.tags,
            write=self.write,
            file=self.file,
            conflicts=self.conflicts,
            drifts=self.drifts,
            ours=Side(self.base_ours, self.base_tags[0]),
            theirs=Side(self.base_theirs, self.base_tags[1]),
        )


def _label(name: str, is_file: bool) -> str:
    return "$file" if is_file else name


def _mapping(value: Json) -> JsonObject:
    return value if isinstance(value, Mapping) else {}
