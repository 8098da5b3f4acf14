"""Bulk actions: publishing, unpublishing or validating up to 200 items at once, all or nothing.

Owns both forms of the endpoint. v1 names the action in the path and links in the body; v2 has one endpoint, with
locales per item. The work itself is done by a job: see `bulk_runner`.
"""

from collections.abc import Callable, Sequence

from migrate.rehearsal.answers import Answer, Refusal, json_answer, not_found, unprocessable
from migrate.rehearsal.call import Call, Endpoint, read_object
from migrate.rehearsal.jobs import Job, add_job, due_in, find_job
from migrate.rehearsal.payload import Json, Object, link, list_at, new_id, object_at, text_at
from migrate.rehearsal.places import Place, place_of

__all__ = ["ENDPOINTS", "KIND"]

KIND = "bulk_action"
MAX_ITEMS = 200
MAX_ACTIVE = 5
_ACTIONS = ("publish", "unpublish", "validate")


def _post_v1(action: str) -> Callable[[Call], Answer]:
    def handler(call: Call) -> Answer:
        sent = read_object(call)
        links = list_at(sent, "entities", "items")
        path: list[Json] = ["entities", "items"]
        items: list[Json] = [{"entity": entity} for entity in links]
        _check_items(items, path, versioned=action == "publish", wrapped=False)
        return _start(call, action, sent, items)

    return handler


def _post_v2(call: Call) -> Answer:
    sent = read_object(call)
    action = text_at(sent, "action")
    if action not in _ACTIONS:
        raise _invalid([{"name": "in", "path": ["action"], "value": action, "expected": [*_ACTIONS]}])
    items = list_at(sent, "entities") or list_at(sent, "entities", "items")
    _check_items(items, ["entities"], versioned=action == "publish", wrapped=True)
    return _start(call, action, sent, items)


def _check_items(items: Sequence[Json], path: list[Json], *, versioned: bool, wrapped: bool) -> None:
    if not items:
        raise _invalid([_required(path)])
    if len(items) > MAX_ITEMS:
        raise _invalid(
            [{"name": "array.max", "path": path, "details": f'"entities" must hold at most {MAX_ITEMS} items'}]
        )
    errors: list[Object] = []
    for index, item in enumerate(items):
        where: list[Json] = [*path, index, "entity", "sys"] if wrapped else [*path, index, "sys"]
        sys = object_at(item, "entity", "sys")
        if text_at(sys, "linkType") not in ("Entry", "Asset"):
            errors.append(_required([*where, "linkType"]))
        if not text_at(sys, "id"):
            errors.append(_required([*where, "id"]))
        if versioned and not isinstance(sys.get("version"), int):
            errors.append(_required([*where, "version"]))
    if errors:
        raise _invalid(errors)


def _required(path: list[Json]) -> Object:
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return {"name": "any.required", "path": path, "details": f'"{name}" is required'}


def _invalid(errors: Sequence[Object]) -> Refusal:
    return unprocessable("ValidationFailed", "Validation error", errors)


def _start(call: Call, action: str, sent: Object, items: Sequence[Json]) -> Answer:
    place = place_of(call)
    active = call.transaction.execute(
        "SELECT count(*) FROM job WHERE space = ? AND kind = ? AND state = 'waiting'", (place.space, KIND)
    ).fetchone()[0]
    points = call.options.open_points
    if active >= MAX_ACTIVE:
        error_id = "RateLimitExceeded" if points.bulk_limit_status == 429 else "Conflict"
        refusal = Refusal(
            points.bulk_limit_status, error_id, f"Only {MAX_ACTIVE} bulk actions may be active in a space."
        )
        refusal.headers = {"X-Contentful-RateLimit-Reset": "1"}
        raise refusal
    payload: Object = {
        "action": action,
        "sent": sent,
        "items": [*items],
        "user": call.user,
        "createdAt": call.now,
        "fail": call.fault is not None and call.fault.kind == "bulk-failure",
    }
    due = due_in(call.now, call.options.job_delay)
    job = Job(place.space, place.env, KIND, new_id(), due, "waiting", payload)
    add_job(call.transaction, job)
    return json_answer(_shown(place, job), points.bulk_create_status)


def _shown(place: Place, job: Job) -> Object:
    result = object_at(job.payload, "result")
    sys: Object = {
        "id": job.id,
        "type": "BulkAction",
        "space": link("Space", place.space),
        "environment": link("Environment", place.environment),
        "createdAt": job.payload["createdAt"],
        "updatedAt": result.get("completedAt", job.payload["createdAt"]),
        "createdBy": link("User", text_at(job.payload, "user")),
        "status": result.get("status", "created"),
    }
    if result:
        sys["startedAt"] = sys["completedAt"] = result["completedAt"]
    shown: Object = {"sys": sys, "action": job.payload["action"], "payload": job.payload["sent"]}
    if "error" in result:
        shown["error"] = result["error"]
    return shown


def _get(call: Call) -> Answer:
    place = place_of(call)
    job = find_job(call.transaction, place.space, KIND, call.path["bulk_action"])
    if job is None or job.env != place.env:
        raise not_found("BulkAction", call.path["bulk_action"])
    return json_answer(_shown(place, job))


_ALL = "/spaces/{space}/environments/{environment}/bulk_actions"

ENDPOINTS = (
    Endpoint("POST", _ALL, _post_v2, writes=True),
    *(Endpoint("POST", f"{_ALL}/{action}", _post_v1(action), writes=True) for action in _ACTIONS),
    Endpoint("GET", f"{_ALL}/actions/{{bulk_action}}", _get),
    Endpoint("GET", f"{_ALL}/{{bulk_action}}", _get),
)
