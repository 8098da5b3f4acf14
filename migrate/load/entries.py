"""Entries: their content written one by one, or thousands at a time where the space grants it.

Owns both ways and the falling back from one to the other. Links may dangle until everything is written, so the order
does not matter here.
"""

from collections.abc import Sequence

from migrate.errors import MigrateError
from migrate.load.failures import LostResponseError, RefusedError, StaleError
from migrate.load.port import EntryJob, JobItem
from migrate.load.run import Progress, Run, gather_all
from migrate.load.state.journal import Write
from migrate.load.writing import payload_digest
from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.plan import PlanItem
from migrate.model.space import EntityKey, PublishState, RemoteEntity
from migrate.plan.sides import Side

__all__ = ["write_entries"]

_PER_JOB = 2500
"""Entries of one job: Contentful takes 10,000, and their content has to fit into memory here."""
_FIRST_POLL = 0.25
_SLOWEST_POLL = 5.0
_JOB_TIMEOUT = 1800.0


async def write_entries(run: Run, items: Sequence[PlanItem]) -> None:
    """Write the content of entries; afterwards each has a version, or an outcome that says why not."""
    rest = list(items)
    if run.options.bulk_entries and len(rest) >= run.options.bulk_entries_from:
        rest = await _by_jobs(run, rest)
    done = len(items) - len(rest)

    async def work(item: PlanItem) -> None:
        nonlocal done
        try:
            await _write(run, item)
        except (StaleError, RefusedError) as error:
            run.set_aside(item, error)
        done += 1
        run.show(Progress("entries", done, len(items)))

    await gather_all(rest, work, workers=min(run.options.workers, max(1, len(rest))))


async def _write(run: Run, item: PlanItem) -> None:
    assert item.payload is not None  # noqa: S101 -- only items with content come here
    await run.keep_before(item)
    if item.was is PublishState.ARCHIVED:
        await run.change(item, Write.UNARCHIVE, run.space.writer.unarchive)
    body = item.payload.read()
    await run.put(item, body, payload_digest(item.key, body))


async def _by_jobs(run: Run, items: Sequence[PlanItem]) -> list[PlanItem]:
    """Write as much as possible by bulk entry operations; return what is left for the classic way."""
    left = [item for item in items if item.was is PublishState.ARCHIVED]
    plain = [item for item in items if item.was is not PublishState.ARCHIVED]
    for job, group in (
        (EntryJob.CREATE, [item for item in plain if item.version is None]),
        (EntryJob.UPDATE, [item for item in plain if item.version is not None]),
    ):
        for start in range(0, len(group), _PER_JOB):
            chunk = group[start : start + _PER_JOB]
            undone = await _job(run, job, chunk)
            left += undone
            if len(undone) == len(chunk):
                # Not granted, or somebody else's job is running: the classic way always works.
                left += group[start + _PER_JOB :]
                break
    order = {item.key: place for place, item in enumerate(items)}
    return sorted(left, key=lambda item: order[item.key])


async def _job(run: Run, job: EntryJob, chunk: Sequence[PlanItem]) -> list[PlanItem]:
    """Run one job; return the items that it has not settled."""
    if not chunk:
        return []
    bodies: list[Json] = []
    steps: dict[EntityKey, int] = {}
    chunk = [item for item in chunk if await _kept_before(run, item)]
    if not chunk:
        return []
    run.state.alive()
    with run.state.transaction():
        for item in chunk:
            assert item.payload is not None  # noqa: S101 -- only items with content come here
            body = item.payload.read()
            bodies.append(_with_sys(item, body))
            steps[item.key] = run.state.journal.intend(
                Write.PUT,
                item.key,
                version=item.version,
                digest=payload_digest(item.key, body),
                note=job.value,
                memory=item.memory,
                payload=item.payload,
            )
    try:
        id_ = await _started(run, job, bodies)
    except LostResponseError:
        # The job may have begun. Its steps stay open until the classic way, or the next run, has looked.
        run.loose.update(steps)
        return list(chunk)
    results = await _results(run, id_) if id_ is not None else {}
    return [item for item in chunk if not _settle(run, item, results.get(item.key), steps[item.key])]


async def _started(run: Run, job: EntryJob, bodies: list[Json]) -> str | None:
    """Upload entries and start the job on them; the upload is noted, so that a kill leaves none that nobody knows."""
    data = canonical_json(bodies)
    seq = run.state.journal.intend(Write.UPLOAD, None)
    upload = await run.space.writer.upload(data)
    run.state.journal.annotate(seq, upload)
    id_ = await run.space.writer.start_job(job, upload, len(bodies))
    if id_ is None:
        await run.space.writer.discard_upload(upload)
    run.state.journal.use_upload(seq)
    return id_


async def _kept_before(run: Run, item: PlanItem) -> bool:
    """Keep how an entry was; one that is not as the plan says is set aside."""
    try:
        await run.keep_before(item)
    except StaleError as error:
        run.set_aside(item, error)
        return False
    return True


def _settle(run: Run, item: PlanItem, result: JobItem | None, seq: int) -> bool:
    """Take note of what a job says of one entry; return whether it is settled."""
    if result is None:
        run.state.journal.failed(seq, "not done by the job")
        return False
    if result.error:
        run.state.journal.failed(seq, result.error)
        # The classic way finds out what is wrong, and whether it is the content that we wanted after all.
        return False
    assert item.payload is not None  # noqa: S101 -- only items with content come here
    body = item.payload.read()
    before = run.state.entity(item.key)
    version = result.version or (item.version or 0) + 1
    fields = body.get("fields")
    entity = RemoteEntity(
        key=item.key,
        content_type=item.content_type,
        version=version,
        published_version=before.published_version if before is not None else None,
        archived_version=None,
        updated_at=before.updated_at if before is not None else "",
        updated_by=run.state.fact("user"),
        fields=fields if isinstance(fields, dict) else {},
        tags=_tags(body),
    )
    run.note_put(item, entity, seq)
    return True


async def _results(run: Run, job: str) -> dict[EntityKey, JobItem]:
    clock, pause = run.state.clock, _FIRST_POLL
    started = clock.monotonic()
    while True:
        result = await run.space.writer.job_result(job)
        if result.done:
            return {item.key: item for item in result.items}
        if clock.monotonic() - started > _JOB_TIMEOUT:
            raise MigrateError(
                f"bulk entry operation {job} has not ended within {_JOB_TIMEOUT / 60:g} min",
                hint="Run the same command again later; it goes on where this stopped",
            )
        run.state.alive()
        await clock.sleep(pause)
        pause = min(pause * 1.5, _SLOWEST_POLL)


def _with_sys(item: PlanItem, body: JsonObject) -> JsonObject:
    link: Json = {"sys": {"type": "Link", "linkType": "ContentType", "id": item.content_type}}
    system: dict[str, Json] = {"id": item.key.id, "type": "Entry", "contentType": link}
    if item.version is not None:
        system["version"] = item.version
    return {"sys": system, **body}


def _tags(body: JsonObject) -> tuple[str, ...]:
    return tuple(sorted(Side.from_json(body).tags))
