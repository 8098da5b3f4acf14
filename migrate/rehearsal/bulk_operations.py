"""Bulk entry content operations: one uploaded list of up to 10,000 entries, created, updated or deleted by one job.

Owns the endpoints. The work itself is done by a job: see `bulk_operation_runner`. Spaces without the entitlement get
403, which is the default here too.
"""

import json
from collections.abc import Callable
from typing import cast

from migrate.rehearsal.answers import Answer, Refusal, bad_request, conflict, forbidden, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint, read_object
from migrate.rehearsal.jobs import Job, add_job, due_in, find_job
from migrate.rehearsal.payload import Json, Object, link, new_id, object_at, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.uploads import read_upload

__all__ = ["ENDPOINTS", "KIND"]

KIND = "bulk_operation"
MAX_ENTRIES = 10_000
_ACTIONS = ("create", "update", "delete")


def _post(action: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        place = place_of(call)
        _check_entitled(call, place)
        upload = text_at(read_object(call), "upload", "sys", "id")
        data = read_upload(call, upload)
        if data is None:
            raise not_found("Upload", upload, place.space, place.environment)
        payload: Object = {"action": action, "items": _entries(data), "user": call.user, "createdAt": call.now}
        return _start(call, place, payload)

    return handler


def _post_export(call: Call) -> Answer:
    place = place_of(call)
    _check_entitled(call, place)
    raise Refusal(501, "NotImplemented", "The rehearsal space does not export by bulk operation; read pages instead.")


def _check_entitled(call: Call, place: Place) -> None:
    if not call.options.bulk_entry_operations:
        raise forbidden("This space is not entitled to bulk entry content operations.")
    waiting = call.transaction.execute(
        "SELECT 1 FROM job WHERE space = ? AND kind = ? AND state = 'waiting'", (place.space, KIND)
    ).fetchone()
    if waiting:
        raise conflict("Another bulk operation of this space is in progress.")


def _entries(data: bytes) -> list[Json]:
    try:
        entries = cast(Json, json.loads(data))
    except (ValueError, RecursionError) as error:
        raise bad_request(f"The uploaded file is not valid JSON: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise bad_request("The uploaded file is not a list of entries.")
    if len(entries) > MAX_ENTRIES:
        raise Refusal(422, "ValidationFailed", "Too many entries.", {"errors": [{"name": "size", "max": MAX_ENTRIES}]})
    return entries


def _start(call: Call, place: Place, payload: Object) -> Answer:
    due = due_in(call.now, call.options.job_delay)
    job = Job(place.space, place.env, KIND, new_id(), due, "waiting", payload)
    add_job(call.transaction, job)
    return json_answer(_shown(place, job), 201)


def _shown(place: Place, job: Job) -> Object:
    result = object_at(job.payload, "result")
    sys: Object = {
        "id": job.id,
        "type": "BulkOperation",
        "space": link("Space", place.space),
        "environment": link("Environment", place.environment),
        "createdAt": job.payload["createdAt"],
        "updatedAt": result.get("completedAt", job.payload["createdAt"]),
        "createdBy": link("User", text_at(job.payload, "user")),
        "status": "completed" if result else "created",
    }
    shown: Object = {"sys": sys, "action": job.payload["action"]}
    if result:
        shown["result"] = {"items": result["items"]}
    return shown


def _get(call: Call) -> Answer:
    place = place_of(call)
    job = find_job(call.transaction, place.space, KIND, call.path["bulk_operation"])
    if job is None or job.env != place.env:
        raise not_found("BulkOperation", call.path["bulk_operation"], place.space, place.environment)
    return json_answer(_shown(place, job))


_ALL = "/spaces/{space}/environments/{environment}/bulk_operations"

ENDPOINTS = (
    *(Endpoint("POST", f"{_ALL}/entries/{action}", _post(action), writes=True) for action in _ACTIONS),
    Endpoint("POST", f"{_ALL}/entries/export", _post_export, writes=True),
    Endpoint("GET", f"{_ALL}/{{bulk_operation}}", _get),
)
