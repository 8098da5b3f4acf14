"""Carrying out a bulk entry operation: every entry by itself, with a result of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from migrate.rehearsal.answers import Refusal, bad_request, not_found, version_mismatch
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.entry_writes import create_entry, update_entry
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.jobs import Job
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Json, Object, link, list_at, new_id, object_at, text_at
from migrate.rehearsal.places import Place
from migrate.rehearsal.records import Record, delete_record, find

__all__ = ["run_bulk_operation"]


@dataclass(frozen=True, slots=True)
class _Writing:
    """What every entry of one job is written with."""

    transaction: Transaction
    place: Place
    user: str
    now: str
    options: RehearsalOptions


def run_bulk_operation(transaction: Transaction, job: Job, options: RehearsalOptions, now: str) -> Job:
    """Do what the job says and note a result per entry."""
    environment = transaction.execute("SELECT id FROM environment WHERE pk = ?", (job.env,)).fetchone()[0]
    place = Place(job.space, environment, job.env)
    writing = _Writing(transaction, place, text_at(job.payload, "user"), now, options)
    run = _RUNS[text_at(job.payload, "action")]
    items: list[Json] = []
    for entry in list_at(job.payload, "items"):
        transaction.execute("SAVEPOINT one")
        try:
            done = run(writing, object_at(entry))
        except Refusal as refusal:
            transaction.undo("one")
            items.append(_failed(object_at(entry), refusal))
        else:
            items.append({"status": "succeeded", "entity": _reference(done)})
        transaction.execute("RELEASE one")
    payload: Object = {key: value for key, value in job.payload.items() if key != "items"}
    return replace(job, state="done", payload={**payload, "result": {"items": items, "completedAt": now}})


def _create(writing: _Writing, entry: Object) -> Record:
    entry_id = check_id(text_at(entry, "sys", "id") or new_id())
    if find(writing.transaction, writing.place.env, "Entry", entry_id) is not None:
        raise Refusal(409, "EntryExistsError", "An entry with this id exists.")
    content_type = text_at(entry, "sys", "contentType", "sys", "id")
    return create_entry(writing, writing.place, entry_id, content_type, entry)


def _update(writing: _Writing, entry: Object) -> Record:
    return update_entry(writing, _present(writing, entry), entry)


def _delete(writing: _Writing, entry: Object) -> Record:
    record = _present(writing, entry)
    if record.published:
        raise bad_request("Cannot delete published")
    delete_record(writing.transaction, record)
    return record


def _present(writing: _Writing, entry: Object) -> Record:
    entry_id = text_at(entry, "sys", "id")
    record = find(writing.transaction, writing.place.env, "Entry", entry_id)
    if record is None:
        raise not_found("Entry", entry_id, writing.place.space, writing.place.environment)
    if object_at(entry, "sys").get("version") != record.version:
        raise version_mismatch()
    return record


_RUNS: Mapping[str, Callable[[_Writing, Object], Record]] = {"create": _create, "update": _update, "delete": _delete}


def _reference(record: Record) -> Object:
    reference = object_at(link("Entry", record.id), "sys")
    return {"sys": {**reference, "version": record.version}}


def _failed(entry: Object, refusal: Refusal) -> Object:
    error: Object = {"sys": {"type": "Error", "id": refusal.error_id}}
    if refusal.message:
        error["message"] = refusal.message
    if refusal.details is not None:
        error["details"] = refusal.details
    return {"status": "failed", "entity": link("Entry", text_at(entry, "sys", "id")), "error": error}
