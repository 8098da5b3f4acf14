"""Scheduled actions: publishing or unpublishing at a given moment.

Owns the endpoints and the firing. An action fires with the first request after its moment.
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from migrate.rehearsal.answers import Answer, Refusal, bad_request, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object, sent_version
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.jobs import Job, add_job, find_job, jobs_of, update_job
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Object, link, new_id, object_at, text_at, timestamp
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.publication import Actor, publish, unpublish
from migrate.rehearsal.query.collection import page_links
from migrate.rehearsal.query.compare import as_date, is_wanted, unknown_path
from migrate.rehearsal.query.parameters import Condition, parse_parameters
from migrate.rehearsal.query.rows import Found
from migrate.rehearsal.records import find

__all__ = ["ENDPOINTS", "KIND", "run_scheduled_action"]

KIND = "scheduled_action"
MAX_WAITING = 500
MAX_PER_MINUTE = 200
_ACTIONS = ("publish", "unpublish")
_PARTS = ("entity", "action", "scheduledFor", "payload")


def run_scheduled_action(transaction: Transaction, job: Job, options: RehearsalOptions, now: str) -> Job:
    """Publish or unpublish what the action names, and note how it went."""
    action = job.payload
    actor = Actor(text_at(action, "createdBy"), now, options.links)
    sys = object_at(action, "entity", "sys")
    record = find(transaction, job.env, text_at(sys, "linkType"), text_at(sys, "id"))
    result: Object = {"status": "succeeded"}
    transaction.execute("SAVEPOINT action")
    try:
        if record is None:
            raise not_found(text_at(sys, "linkType"), text_at(sys, "id"))
        change = publish if action["action"] == "publish" else unpublish
        change(transaction, record, actor)
    except Refusal as refusal:
        transaction.undo("action")
        error: Object = {"sys": {"type": "Error", "id": refusal.error_id}, "message": refusal.message}
        result = {"status": "failed", "error": {**error, "details": refusal.details}}
    transaction.execute("RELEASE action")
    return replace(job, state="done", payload={**action, "result": result, "updatedAt": now, "version": 2})


def _checked(call: Call, sent: Object) -> tuple[Object, str]:
    """Return what is kept of an action, and its moment."""
    errors: list[Object] = []
    if text_at(sent, "entity", "sys", "linkType") not in ("Entry", "Asset") or not text_at(sent, "entity", "sys", "id"):
        errors.append({"name": "required", "path": ["entity"], "details": 'The property "entity" is required here'})
    if sent.get("action") not in _ACTIONS:
        errors.append({"name": "in", "path": ["action"], "value": sent.get("action"), "expected": [*_ACTIONS]})
    due = _moment(sent)
    if due is None:
        errors.append({"name": "type", "path": ["scheduledFor", "datetime"], "details": "Must be a date with a time"})
    elif due <= call.now:
        errors.append({"name": "range", "path": ["scheduledFor", "datetime"], "details": "Must lie in the future"})
    if errors or due is None:
        raise validation_failed(errors)
    return {key: sent[key] for key in _PARTS if key in sent}, due


def _moment(sent: Object) -> str | None:
    try:
        moment = datetime.fromisoformat(text_at(sent, "scheduledFor", "datetime"))
        zone = text_at(sent, "scheduledFor", "timezone")
        local = ZoneInfo(zone) if zone else UTC
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return None
    return timestamp(moment if moment.tzinfo else moment.replace(tzinfo=local))


def _place(call: Call, environment: str) -> Place:
    return place_of(replace(call, path={**call.path, "environment": environment or "master"}))


def _post(call: Call) -> Answer:
    sent = read_object(call)
    place = _place(call, text_at(sent, "environment", "sys", "id") or _asked_environment(call))
    action, due = _checked(call, sent)
    waiting = call.transaction.execute(
        "SELECT count(*), sum(substr(due_at, 1, 16) = substr(?, 1, 16)) FROM job"
        " WHERE space = ? AND kind = ? AND state = 'waiting'",
        (due, place.space, KIND),
    ).fetchone()
    if waiting[0] >= MAX_WAITING or (waiting[1] or 0) >= MAX_PER_MINUTE:
        raise bad_request("Too many actions are scheduled.", {"limit": MAX_WAITING, "perMinute": MAX_PER_MINUTE})
    payload: Object = {**action, "createdBy": call.user, "createdAt": call.now, "updatedAt": call.now, "version": 1}
    job = Job(place.space, place.env, KIND, new_id(), due, "waiting", {**payload, "environment": place.environment})
    add_job(call.transaction, job)
    return json_answer(_shown(job), 201)


def _asked_environment(call: Call) -> str:
    return next((value for name, value in call.query if name == "environment.sys.id"), "")


def _shown(job: Job) -> Object:
    result = object_at(job.payload, "result")
    status = "canceled" if job.state == "canceled" else result.get("status", "scheduled")
    user = link("User", text_at(job.payload, "createdBy"))
    shown: Object = {
        "sys": {
            "id": job.id,
            "type": "ScheduledAction",
            "version": job.payload["version"],
            "space": link("Space", job.space),
            "status": status,
            "createdAt": job.payload["createdAt"],
            "createdBy": user,
            "updatedAt": job.payload["updatedAt"],
            "updatedBy": user,
        },
        "environment": link("Environment", text_at(job.payload, "environment")),
        **{key: job.payload[key] for key in _PARTS if key in job.payload},
    }
    if "error" in result:
        shown["error"] = result["error"]
    return shown


def _find(call: Call) -> Job:
    place = _place(call, _asked_environment(call))
    job = find_job(call.transaction, place.space, KIND, call.path["scheduled_action"])
    if job is None:
        raise not_found("ScheduledAction", call.path["scheduled_action"], place.space)
    return job


def _get(call: Call) -> Answer:
    return json_answer(_shown(_find(call)))


def _get_all(call: Call) -> Answer:
    place = _place(call, _asked_environment(call))
    asked = parse_parameters(call.query)
    conditions = [condition for condition in asked.conditions if condition.path != "environment.sys.id"]
    jobs = jobs_of(call.transaction, place.env, KIND)
    for path in reversed(asked.order):
        jobs.sort(key=partial(_value, path=path.lstrip("-+")), reverse=path.startswith("-"))
    fitting = [job for job in jobs if all(_fits(job, condition) for condition in conditions)]
    page = fitting[asked.start : asked.start + asked.limit + 1]
    pages = page_links(call, Found(asked, None, [("", "") for _ in page]))
    items = [_shown(job) for job in page[: asked.limit]]
    return json_answer({"sys": {"type": "Array"}, "limit": asked.limit, "pages": pages, "items": [*items]})


def _value(job: Job, path: str) -> str:
    """Return what a query compares at a path, moments as instants; "" where there is nothing."""
    if path == "scheduledFor.datetime":
        return job.due_at
    return text_at(_shown(job), *path.split("."))


def _fits(job: Job, condition: Condition) -> bool:
    value, path, operator = _value(job, condition.path), condition.path, condition.operator
    if operator in ("in", "nin"):
        return (value in condition.values) is (operator == "in")
    sent = condition.values[0]
    if path == "scheduledFor.datetime" and operator != "exists":
        sent = str(as_date(sent))
    tests = {
        "": value == sent,
        "ne": value != sent,
        "exists": bool(value) is is_wanted(condition),
        "lt": value < sent,
        "lte": value <= sent,
        "gt": value > sent,
        "gte": value >= sent,
    }
    if operator not in tests:
        raise unknown_path(f"{path}[{operator}]")
    return tests[operator]


def _put(call: Call) -> Answer:
    job = _find(call)
    check_version(call, job.payload)
    _refuse_done(job)
    action, due = _checked(call, read_object(call))
    version = sent_version(call) or 0
    changed = replace(job, due_at=due, payload={**job.payload, **action, "updatedAt": call.now, "version": version + 1})
    update_job(call.transaction, changed)
    return json_answer(_shown(changed))


def _delete(call: Call) -> Answer:
    job = _find(call)
    _refuse_done(job)
    changed = replace(job, state="canceled", payload={**job.payload, "updatedAt": call.now})
    update_job(call.transaction, changed)
    return json_answer(_shown(changed))


def _refuse_done(job: Job) -> None:
    if job.state != "waiting":
        raise bad_request("The action is not waiting any more.")


_ALL = "/spaces/{space}/scheduled_actions"
_ONE = f"{_ALL}/{{scheduled_action}}"

ENDPOINTS = (
    Endpoint("GET", _ALL, _get_all),
    Endpoint("POST", _ALL, _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("DELETE", _ONE, _delete, writes=True),
)
