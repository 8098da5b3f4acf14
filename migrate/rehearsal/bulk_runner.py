"""Carrying out a bulk action: all items, or none and a list of what stood in the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from migrate.rehearsal.answers import Refusal
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.jobs import Job
from migrate.rehearsal.locales import locales_of
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at
from migrate.rehearsal.publication import Actor, check_publishable, publish, unpublish
from migrate.rehearsal.records import Record, find
from migrate.rehearsal.states import locales_in_change

__all__ = ["run_bulk_action"]

_Keys = frozenset[tuple[str, str]]


def run_bulk_action(transaction: Transaction, job: Job, options: RehearsalOptions, now: str) -> Job:
    """Do what the job says and note its result."""
    actor = Actor(text_at(job.payload, "user"), now, options.links)
    items = [object_at(item) for item in list_at(job.payload, "items")]
    action = text_at(job.payload, "action")
    if job.payload.get("fail"):
        failures = [
            _failure(items[0], Refusal(500, "InternalServerError", "A failure that the fault script asked for."))
        ]
        return _finished(job, now, "Cannot publish all content", failures)
    records = [find(transaction, job.env, *_key(item)) for item in items]
    failures = [
        _failure(item, problem)
        for item, record in zip(items, records, strict=True)
        if (problem := _unresolvable(item, record)) is not None
    ]
    if failures:
        return _finished(job, now, "Not all entities could be resolved", failures)
    found = [record for record in records if record is not None]
    transaction.execute("SAVEPOINT bulk")
    failures = _run(_RUNS[action], transaction, (items, found), actor)
    if failures or action == "validate":
        transaction.undo("bulk")
    transaction.execute("RELEASE bulk")
    return _finished(job, now, f"Cannot {action} all content", failures)


def _run(
    run: "_Run", transaction: Transaction, work: tuple[Sequence[Object], Sequence[Record]], actor: Actor
) -> list[Json]:
    beside = frozenset((record.kind, record.id) for record in work[1])
    failures: list[Json] = []
    for item, record in zip(*work, strict=True):
        try:
            run(transaction, record, item, actor, beside)
        except Refusal as refusal:
            failures.append(_failure(item, refusal))
    return failures


def _publish(transaction: Transaction, record: Record, item: Object, actor: Actor, beside: _Keys) -> None:
    if "remove" in item:
        unpublish(transaction, record, actor, only=locales_in_change(item["remove"]))
        return
    only = locales_in_change(item["add"]) if "add" in item else None
    publish(transaction, record, actor, only=only, beside=beside)


def _unpublish(transaction: Transaction, record: Record, item: Object, actor: Actor, beside: _Keys) -> None:
    only = locales_in_change(item["remove"]) if "remove" in item else None
    if not record.published:
        # What is no longer public needs no unpublishing, so that a bulk action may be sent again.
        return
    unpublish(transaction, record, actor, only=only)


def _validate(transaction: Transaction, record: Record, item: Object, actor: Actor, beside: _Keys) -> None:
    only = locales_in_change(item["add"]) if "add" in item else None
    check_publishable(transaction, record, actor, locales_of(transaction, record.env), only=only, beside=beside)


_Run = Callable[[Transaction, Record, Object, Actor, _Keys], None]
_RUNS: Mapping[str, _Run] = {"publish": _publish, "unpublish": _unpublish, "validate": _validate}


def _key(item: Object) -> tuple[str, str]:
    return text_at(item, "entity", "sys", "linkType"), text_at(item, "entity", "sys", "id")


def _unresolvable(item: Object, record: Record | None) -> Refusal | None:
    if record is None:
        return Refusal(404, "NotFound", "The resource could not be found.")
    version = object_at(item, "entity", "sys").get("version")
    if isinstance(version, int) and version != record.version:
        return Refusal(409, "VersionMismatch")
    return None


def _failure(item: Object, refusal: Refusal) -> Json:
    error: Object = {"sys": {"type": "Error", "id": refusal.error_id}}
    if refusal.message:
        error["message"] = refusal.message
    if refusal.details is not None:
        error["details"] = refusal.details
    return {"entity": item["entity"], "error": error}


def _finished(job: Job, now: str, message: str, failures: list[Json]) -> Job:
    result: Object = {"status": "failed" if failures else "succeeded", "completedAt": now}
    if failures:
        result["error"] = {
            "sys": {"type": "Error", "id": "BulkActionFailed"},
            "message": message,
            "details": {"errors": failures},
        }
    return replace(job, state="done", payload={**job.payload, "result": result})
