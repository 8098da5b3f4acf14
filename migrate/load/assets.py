"""Assets: a machine of four states (uploaded, written, processing, processed), many assets in each at once.

Owns uploads, the start of processing, and the batched polling. Publishing is `migrate.load.publish`'s. A killed run
leaves at worst an upload that nothing uses; the next run deletes it.
"""

from collections.abc import Mapping, Sequence

from migrate.load.budget import Budget
from migrate.load.failures import RefusedError, StaleError
from migrate.load.run import Processing, Progress, Run, gather_all
from migrate.load.state.journal import Write
from migrate.load.writing import payload_digest
from migrate.model.canonical import Json, JsonObject, digest_bytes
from migrate.model.plan import PlanItem, Status
from migrate.model.space import PublishState, RemoteEntity
from migrate.plan.sides import FILE

__all__ = ["await_files", "discard_uploads", "write_assets"]

_WORKERS = 8
_MEMORY = 64_000_000
"""Bytes of files held in memory at the same time; a single larger file is held alone."""
_FIRST_POLL = 0.25
_SLOWEST_POLL = 3.0


async def write_assets(run: Run, items: Sequence[PlanItem]) -> None:
    """Write assets and have their files made; afterwards each is under way, or has an outcome that says why not."""
    memory = Budget(_MEMORY)
    done = 0

    async def work(item: PlanItem) -> None:
        nonlocal done
        try:
            async with memory.part(item.origin.size if item.origin is not None else 0):
                processing = await _write(run, item)
            if processing:
                run.processing[item.key] = Processing(item, run.state.clock.monotonic())
        except (StaleError, RefusedError) as error:
            run.set_aside(item, error)
        done += 1
        run.show(Progress("assets", done, len(items)))

    await gather_all(items, work, workers=min(_WORKERS, max(1, len(items))))


async def discard_uploads(run: Run, uploads: Sequence[tuple[int, str]]) -> None:
    """Delete uploads of a killed run that nothing uses, and tell of those that cannot be named."""
    for seq, upload in uploads:
        if upload:
            await run.space.writer.discard_upload(upload)
            run.notes.append(f"upload {upload} of an earlier run was not used and is deleted")
        else:
            run.notes.append("an upload of an earlier run may be left; Contentful deletes it within a day")
        run.state.journal.use_upload(seq)


async def _write(run: Run, item: PlanItem) -> bool:
    """Write one asset; return whether its file is being processed."""
    await run.keep_before(item)
    if item.was is PublishState.ARCHIVED:
        await run.change(item, Write.UNARCHIVE, run.space.writer.unarchive)
    body = item.payload.read() if item.payload is not None else {}
    upload: tuple[int, str] | None = None
    if item.origin is not None and not item.origin.url:
        upload = await _upload(run, item)
        body = _with_upload(body, upload[1])
    entity = await run.put(item, body, payload_digest(item.key, body))
    if upload is not None:
        run.state.journal.use_upload(upload[0])
    locales = _unprocessed(entity)
    for locale in locales:
        seq = run.state.journal.intend(Write.PROCESS, item.key, version=entity.version, note=locale)
        try:
            await run.space.writer.process(item.key, locale, entity.version)
        except (StaleError, RefusedError) as error:
            run.state.journal.failed(seq, str(error))
            raise
        run.state.journal.done(seq)
    return bool(locales)


async def _upload(run: Run, item: PlanItem) -> tuple[int, str]:
    assert item.origin is not None  # noqa: S101 -- the caller has looked
    try:
        data = run.files(item.origin.path)
    except OSError as error:
        raise RefusedError(f"{item.origin.path} cannot be read: {error.strerror or error}") from error
    if item.origin.sha256 and digest_bytes(data) != item.origin.sha256:
        raise StaleError(f"{item.origin.path} has changed since the plan was made", hint="Plan again")
    seq = run.state.journal.intend(Write.UPLOAD, item.key, digest=item.origin.sha256)
    upload = await run.space.writer.upload(data)
    run.state.journal.annotate(seq, upload)
    return seq, upload


def _with_upload(body: JsonObject, upload: str) -> JsonObject:
    """Return the body with every file that has no URL yet made from an upload."""
    fields = body.get("fields")
    files = fields.get(FILE) if isinstance(fields, Mapping) else None
    if not isinstance(fields, Mapping) or not isinstance(files, Mapping):
        return body
    link: Json = {"sys": {"type": "Link", "linkType": "Upload", "id": upload}}
    made = {
        locale: value if _has(value, "url") else {**_plain(value), "uploadFrom": link}
        for locale, value in files.items()
    }
    return {**body, "fields": {**fields, FILE: made}}


def _plain(value: Json) -> JsonObject:
    return {name: part for name, part in value.items() if name != "upload"} if isinstance(value, Mapping) else {}


def _unprocessed(entity: RemoteEntity) -> list[str]:
    files = entity.fields.get(FILE)
    if not isinstance(files, Mapping):
        return []
    return sorted(locale for locale, value in files.items() if not _has(value, "url"))


def _has(value: Json, name: str) -> bool:
    return isinstance(value, Mapping) and bool(value.get(name))


async def await_files(run: Run) -> None:
    """Ask about all files under way together, until each is ready or has had its time."""
    clock, pause, waiting = run.state.clock, _FIRST_POLL, run.processing
    while waiting:
        async for page in run.space.reader.some_entities(sorted(waiting)):
            for entity in page:
                if entity.key in waiting and not _unprocessed(entity):
                    run.note_processed(waiting.pop(entity.key).item, entity)
        late = [key for key, one in waiting.items() if clock.monotonic() - one.since > run.options.asset_timeout]
        for key in late:
            run.fail(
                waiting.pop(key).item,
                f"Contentful has not processed the file of asset {key.id} within {run.options.asset_timeout:g} s; "
                "run the same command again, or look at the file",
                Status.FAILED,
            )
        if waiting:
            await clock.sleep(pause)
            pause = min(pause * 1.5, _SLOWEST_POLL)
