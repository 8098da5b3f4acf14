"""The way back of an edit made in Contentful: which post it belongs to, and which value of its front matter.

Owns the reasons why there is none. Does not own turning a value back (`migrate.transform.inverse`), nor writing it
(`pulling`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.extract.frontmatter.writing import FrontMatterEdit
from migrate.load import State
from migrate.mapping.complete import complete_rules
from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules
from migrate.model.plan import Change, PlanItem
from migrate.model.source import SourcePage
from migrate.model.space import DesiredEntry, EntityKey, EntityType
from migrate.pipeline.wanting import Wanted
from migrate.plan import Remote
from migrate.plan.links import find_links
from migrate.plan.sides import Side
from migrate.plan.threeway import same_json
from migrate.report.pulled import PulledValue
from migrate.transform.inverse import Names, NoWayBackError, build_names, invert

__all__ = ["WayBack", "WaysBack"]


@dataclass(frozen=True, slots=True)
class WayBack:
    """One edit of an editor with its way back."""

    told: PulledValue
    key: EntityKey
    wanted_id: str
    """The id that the site gives; another one than the key's for a moved post."""
    edit: FrontMatterEdit | None
    """None when there is no way back."""


class WaysBack:
    """Finds the way back of each edit."""

    def __init__(self, wanted: Wanted, remote: Remote, state: State, *, force: bool) -> None:
        self._remote = remote
        self._state = state
        self._force = force
        self._rules: MappingRules = complete_rules(wanted.rules, wanted.site)
        self._wanted = wanted
        self._new_ids = {old: new for new, old in state.base.renames().items()}

    def edits(self, drift: Sequence[PlanItem]) -> Iterator[WayBack]:
        """Yield every edit, with its way back or the reason why there is none."""
        ids = {self._new_ids.get(item.key.id, item.key.id) for item in drift if item.key.type is EntityType.ENTRY}
        linked = {key.id for item in drift for change in item.changes for key in find_links(change.before)}
        entries: dict[str, DesiredEntry] = {}
        shown: dict[str, dict[str, str]] = {}
        for entry in self._wanted.space.entries:
            if entry.id in ids:
                entries[entry.id] = entry
            if entry.id in linked or entry.id in self._new_ids.values():
                shown[self._state.base.renames().get(entry.id, entry.id)] = _texts(entry)
        names = build_names(self._wanted.site, self._rules, shown)
        by_source = {page.source: page for page in self._wanted.site.pages if page.source}
        for item in drift:
            wanted_id = self._new_ids.get(item.key.id, item.key.id)
            entry_or_none = entries.get(wanted_id) if item.key.type is EntityType.ENTRY else None
            for change in item.changes or (Change("everything", "", None, None),):
                yield self._edit(item, change, wanted_id, entry_or_none, by_source, names)

    def _edit(
        self,
        item: PlanItem,
        change: Change,
        wanted_id: str,
        entry: DesiredEntry | None,
        by_source: Mapping[str, SourcePage],
        names: Names,
    ) -> WayBack:
        told = PulledValue(item.key.id, _WORDS.get(change.field, change.field), change.locale, "", change.before, "")
        try:
            rule, page = self._place(item, change, entry, by_source, names)
            told = replace(told, source=page.source)
            self._check_sides(item, change, entry)
            back = invert(rule, change.before, page, names)
        except NoWayBackError as error:
            return WayBack(replace(told, reason=str(error)), item.key, wanted_id, None)
        edit = FrontMatterEdit(back.path, back.name, back.value, back.date)
        return WayBack(told, item.key, wanted_id, edit)

    def _place(
        self,
        item: PlanItem,
        change: Change,
        entry: DesiredEntry | None,
        by_source: Mapping[str, SourcePage],
        names: Names,
    ) -> tuple[FieldRule, SourcePage]:
        if item.key.type is EntityType.ASSET:
            raise NoWayBackError("texts and files of assets are not written back")
        if item.version is None:
            raise NoWayBackError("deleted in Contentful; delete the post as well, or agree with `status --accept`")
        if not item.changes:
            raise NoWayBackError("what was written last is not known any more; sync once, then try again")
        if change.field == "$state":
            raise NoWayBackError("set `draft` or a date in the post by hand, or agree with `status --accept`")
        if change.field.startswith("$"):
            raise NoWayBackError("it has no place in front matter")
        if entry is None:
            raise NoWayBackError("its page is gone from the site")
        if wanted := names.pages.types.get(entry.id):
            return self._rule(wanted, change), self._page(entry, change, wanted, by_source)
        if entry.page:
            raise NoWayBackError("it stands in the body of a post; bodies are not written back")
        raise NoWayBackError("it is made from what several posts or data files say; change it there")

    def _rule(self, content_type: str, change: Change) -> FieldRule:
        held: ContentTypeRule = next(held for held in self._rules.content_types if held.id == content_type)
        rule = next((rule for rule in held.fields if rule.id == change.field), None)
        if rule is None:
            raise NoWayBackError("the mapping has no such field")
        return rule

    def _page(
        self, entry: DesiredEntry, change: Change, content_type: str, by_source: Mapping[str, SourcePage]
    ) -> SourcePage:
        source = entry.sources.get(change.locale)
        if source is None and not self._rule(content_type, change).localized:
            source = next(iter(entry.sources.values()), None)
        page = by_source.get(source) if source is not None else None
        if page is None:
            raise NoWayBackError("the post has no translation in that language")
        return page

    def _check_sides(self, item: PlanItem, change: Change, entry: DesiredEntry | None) -> None:
        if self._remote.entity(item.key).changed:
            raise NoWayBackError("it is not published in Contentful yet")
        fields = entry.fields.get(change.field) if entry is not None else None
        ours = fields.get(change.locale) if isinstance(fields, Mapping) else None
        before = Side.from_json(self._state.base.ours(item.key)).value(change.field, change.locale)
        if not self._force and not same_json(ours, before) and not same_json(ours, change.before):
            raise NoWayBackError("the post changed as well; --force takes what Contentful has")


_WORDS = {"$state": "publish state", "$tags": "tags of Contentful"}


def _texts(entry: DesiredEntry) -> dict[str, str]:
    """Return the texts of an entry by field, of the first locale that has one."""
    texts: dict[str, str] = {}
    for name, values in entry.fields.items():
        for value in values.values() if isinstance(values, Mapping) else ():
            if isinstance(value, str):
                texts.setdefault(name, value)
    return texts
