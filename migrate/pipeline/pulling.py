"""`pull`: edits made in Contentful go back into the front matter of the posts.

Owns the order: what differs, what it would have to be, written, read again, and only then settled. Bodies stay where
they are.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.frontmatter.writing import FrontMatterEdit, NotWritableError, write_values
from migrate.load import Space, State, observe
from migrate.mapping.complete import complete_rules
from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules
from migrate.model.canonical import Json
from migrate.model.moments import same_moment
from migrate.model.plan import Change, PlanItem
from migrate.model.source import SourcePage
from migrate.model.space import DesiredEntry, EntityKey, EntityType, Target
from migrate.pipeline.opening import open_space, open_target
from migrate.pipeline.planning import compare
from migrate.pipeline.wanting import Wanted, want
from migrate.plan import Remote, find_drift
from migrate.plan.links import find_links
from migrate.plan.sides import Side
from migrate.plan.threeway import same_json
from migrate.report.progress import ProgressSink
from migrate.report.pulled import Pulled, PulledFile, PulledValue
from migrate.settings import Settings
from migrate.transform.inverse import Names, NoWayBackError, build_names, invert

__all__ = ["pull"]


@dataclass(frozen=True, slots=True)
class _Edit:
    """One edit of an editor with its way back."""

    told: PulledValue
    key: EntityKey
    wanted_id: str
    """The id that the site gives; another one than the key's for a moved post."""
    edit: FrontMatterEdit | None
    """None when there is no way back."""


def pull(
    site: Path,
    mapping: Path | None,
    settings: Settings,
    progress: ProgressSink,
    *,
    dry_run: bool,
    force: bool,
) -> Pulled:
    """Write what editors changed into the posts' front matter, as far as it came from there.

    Nothing is sent to the space. A post counts only if reading the site again gives what the editor wrote; else its
    file is put back as it was.

    Args:
        site: the site.
        mapping: its mapping.
        settings: where the space is.
        progress: told how far it is.
        dry_run: only tell what would be written.
        force: write also where the site changed the same value.

    Raises:
        LockedError: a run is at work.
    """

    async def work() -> Pulled:
        async with open_space(settings, target, token, writable=not dry_run) as (space, state):
            progress.stage("Reading the space", None)
            remote = await observe(space.reader, state, owner_tag=wanted.space.owner_tag)
            drift = find_drift(remote, state.base)
            edits = list(_Ways(wanted, remote, state, force=force).edits(drift)) if drift else []
            edits, files = _written(edits, site, wanted)
            if dry_run or not files:
                return Pulled([edit.told for edit in edits], files, dry_run)
            for file in files:
                _replace(site / file.source, file.after)
            again = want(site, mapping, settings, settings.target, progress)
            edits, held = _proved(edits, files, site, again)
            if len(held) < len(files):
                again = want(site, mapping, settings, settings.target, progress)
            files = held
            await _settle(edits, again, settings, target, space, state, progress)
            return Pulled([edit.told for edit in edits], files, dry_run)

    wanted = want(site, mapping, settings, settings.target, progress)
    with open_target(settings, writable=False) as (target, token):
        return asyncio.run(work())


class _Ways:
    """Finds the way back of each edit."""

    def __init__(self, wanted: Wanted, remote: Remote, state: State, *, force: bool) -> None:
        self._remote = remote
        self._state = state
        self._force = force
        self._rules: MappingRules = complete_rules(wanted.rules, wanted.site)
        self._wanted = wanted
        self._new_ids = {old: new for new, old in state.base.renames().items()}

    def edits(self, drift: Sequence[PlanItem]) -> Iterator[_Edit]:
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
    ) -> _Edit:
        told = PulledValue(item.key.id, _WORDS.get(change.field, change.field), change.locale, "", change.before, "")
        try:
            rule, page = self._place(item, change, entry, by_source, names)
            told = replace(told, source=page.source)
            self._check_sides(item, change, entry)
            back = invert(rule, change.before, page, names)
        except NoWayBackError as error:
            return _Edit(replace(told, reason=str(error)), item.key, wanted_id, None)
        edit = FrontMatterEdit(back.path, back.name, back.value, back.date)
        return _Edit(told, item.key, wanted_id, edit)

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


def _written(edits: Sequence[_Edit], site: Path, wanted: Wanted) -> tuple[list[_Edit], list[PulledFile]]:
    """Return the edits, with reasons where the text cannot be written, and the files as they would be."""
    version = wanted.site.config.hugo_version
    legacy = version is not None and version < (0, 152)
    contents: dict[str, tuple[bytes, bytes]] = {}
    result: list[_Edit] = []
    for edit in edits:
        if edit.edit is None:
            result.append(edit)
            continue
        source = edit.told.source
        try:
            if source not in contents:
                data = _read(site, source)
                contents[source] = (data, data)
            before, now = contents[source]
            contents[source] = (before, write_values(now, [edit.edit], source, legacy_yaml=legacy))
            result.append(edit)
        except NotWritableError as error:
            result.append(_refused(edit, str(error)))
    files = [PulledFile(name, old, new) for name, (old, new) in sorted(contents.items()) if old != new]
    return result, files


def _proved(
    edits: Sequence[_Edit], files: Sequence[PulledFile], site: Path, again: Wanted
) -> tuple[list[_Edit], list[PulledFile]]:
    """Put back the files that do not read as the editor wrote; return what holds."""
    ids = {edit.wanted_id for edit in edits if edit.edit is not None}
    now = {entry.id: entry.fields for entry in again.space.entries if entry.id in ids}
    wrong = {
        edit.told.source
        for edit in edits
        if edit.edit is not None and not _holds(edit.edit, _value(now.get(edit.wanted_id), edit.told), edit.told.value)
    }
    for file in files:
        if file.source in wrong:
            _replace(site / file.source, file.before)
    reason = "the post would read otherwise than what Contentful has, so its file was left as it is"
    held = [_refused(edit, reason) if edit.edit is not None and edit.told.source in wrong else edit for edit in edits]
    return held, [file for file in files if file.source not in wrong]


def _holds(edit: FrontMatterEdit, now: Json, wanted: Json) -> bool:
    """Tell whether the post says what Contentful has; a date may say it in another form."""
    return same_json(now, wanted) or (edit.date and same_moment(now, wanted))


def _value(fields: Mapping[str, Json] | None, told: PulledValue) -> Json:
    values = fields.get(told.field) if fields is not None else None
    return values.get(told.locale) if isinstance(values, Mapping) else None


async def _settle(
    edits: Sequence[_Edit],
    again: Wanted,
    settings: Settings,
    target: Target,
    space: Space,
    state: State,
    progress: ProgressSink,
) -> None:
    """Remember that both sides agree now, so that the next sync has nothing to do."""
    planned = await compare(again.goal(), settings, target, space, state, progress)
    touched = {edit.key for edit in edits if edit.edit is not None}
    learnt = [(settled.key, settled.memory) for settled in planned.plan.settled]
    learnt += [(item.key, item.memory) for item in planned.plan.items if item.memory is not None and not item.writes]
    with state.transaction():
        for key, memory in learnt:
            version = state.seen.version(key)
            if key in touched and version is not None:
                state.base.remember(key, memory, version=version, ours=None, theirs=None)


def _refused(edit: _Edit, reason: str) -> _Edit:
    return replace(edit, told=replace(edit.told, reason=reason), edit=None)


def _read(site: Path, source: str) -> bytes:
    path = site / source
    if not path.is_file():
        raise NotWritableError("the file is no part of the site's own folder")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"the post cannot be read: {error.strerror}", where=str(path), hint="Check its permissions"
        ) from error


def _replace(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that nobody ever sees half of it; its permissions stay."""
    real = path.resolve()
    partial = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        shutil.copymode(real, partial)
        partial.replace(real)
    except OSError as error:
        raise MigrateError(
            f"the post cannot be written: {error.strerror}", where=str(path), hint="Check its permissions and try again"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
