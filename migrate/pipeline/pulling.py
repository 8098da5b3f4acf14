"""`pull`: edits made in Contentful go back into the front matter of the posts.

Owns the order: what differs, what it would have to be, written, read again, and only then settled. Bodies stay where
they are.
"""

import asyncio
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.frontmatter.writing import FrontMatterEdit, NotWritableError, write_values
from migrate.load import Space, State, observe
from migrate.model.canonical import Json
from migrate.model.moments import same_moment
from migrate.model.space import Target
from migrate.pipeline.opening import open_space, open_target
from migrate.pipeline.planning import compare
from migrate.pipeline.wanting import Wanted, want
from migrate.pipeline.ways_back import WayBack, WaysBack
from migrate.plan import find_drift
from migrate.plan.threeway import same_json
from migrate.report.progress import ProgressSink
from migrate.report.pulled import Pulled, PulledFile, PulledValue
from migrate.settings import Settings

__all__ = ["pull"]


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
            edits = list(WaysBack(wanted, remote, state, force=force).edits(drift)) if drift else []
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


def _written(edits: Sequence[WayBack], site: Path, wanted: Wanted) -> tuple[list[WayBack], list[PulledFile]]:
    """Return the edits, with reasons where the text cannot be written, and the files as they would be."""
    version = wanted.site.config.hugo_version
    legacy = version is not None and version < (0, 152)
    contents: dict[str, tuple[bytes, bytes]] = {}
    result: list[WayBack] = []
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
    edits: Sequence[WayBack], files: Sequence[PulledFile], site: Path, again: Wanted
) -> tuple[list[WayBack], list[PulledFile]]:
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
    edits: Sequence[WayBack],
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


def _refused(edit: WayBack, reason: str) -> WayBack:
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
