"""The saved plan: a versioned JSON document, written exactly and read with suspicion.

Owns the format. A saved plan is applied as it stands, so whatever does not fit the schema is an error, never a guess.
The schema itself is generated, for other tools to check against.
"""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from migrate.errors import ConfigurationError
from migrate.model.canonical import Json, JsonObject, canonical_json
from migrate.model.plan import (
    Action,
    Change,
    Forecast,
    Memory,
    Payload,
    Plan,
    PlanItem,
    PublishStep,
    SetupItem,
    SetupKind,
)
from migrate.model.space import EntityKey, EntityType, FileOrigin, PublishState, Schedule, Target
from migrate.plan.payload import pack
from migrate.plan.saved import SavedChange, SavedItem, SavedMemory, SavedPlan, SavedSchedule, SavedSetup

__all__ = ["PLAN_FORMAT", "dump_plan", "load_plan", "plan_schema"]

PLAN_FORMAT = "1.1"
"""Changes of the second number only add; another first number cannot be read."""


def dump_plan(plan: Plan) -> str:
    """Return a plan as JSON text, the same bytes for the same plan."""
    value: JsonObject = {
        "format_version": PLAN_FORMAT,
        "target": {
            "space": plan.target.space,
            "environment": plan.target.environment,
            "host": plan.target.host,
            "rehearsal": plan.target.rehearsal,
        },
        "ownerTag": plan.owner_tag,
        "defaultLocale": plan.default_locale,
        "setup": [_setup_json(item) for item in plan.setup],
        "items": [_item_json(item) for item in plan.items],
        "unchanged": dict(plan.unchanged),
        "findings": dict(plan.findings),
        "forecast": {
            "requests": plan.forecast.requests,
            "seconds": plan.forecast.seconds,
            "webhookEvents": plan.forecast.webhook_events,
        },
        "refusals": list(plan.refusals),
        "renames": dict(plan.renames),
    }
    # By way of the canonical form, so that what is no JSON fails here and not at whoever reads the file.
    return json.dumps(json.loads(canonical_json(value)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load_plan(text: str, *, where: str = "") -> Plan:
    """Return the plan that `dump_plan` wrote.

    Args:
        text: content of the file.
        where: name of the file, for messages.

    Raises:
        ConfigurationError: it is no plan, or one of another version.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise ConfigurationError(
            f"the plan is no JSON: {error}", where=where, hint="Make it anew with `migrate plan --out`"
        ) from error
    version = raw.get("format_version") if isinstance(raw, dict) else None
    if not isinstance(version, str) or version.split(".")[0] != PLAN_FORMAT.split(".")[0]:
        raise ConfigurationError(
            f"this is no plan of format {PLAN_FORMAT} (format_version is {version!r})",
            where=where,
            hint="Make it anew with `migrate plan --out`",
        )
    try:
        parsed = SavedPlan.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(
            f"the plan does not fit its schema at {place}: {first['msg']}", where=where, hint="Make it anew"
        ) from error
    return _plan(parsed)


def plan_schema() -> JsonObject:
    """Return the JSON Schema of a saved plan."""
    return SavedPlan.model_json_schema()


def _plan(parsed: SavedPlan) -> Plan:
    return Plan(
        target=Target(**parsed.target.model_dump()),
        setup=tuple(_setup(item) for item in parsed.setup),
        items=tuple(_item(item) for item in parsed.items),
        unchanged=parsed.unchanged,
        findings=parsed.findings,
        forecast=Forecast(parsed.forecast.requests, parsed.forecast.seconds, parsed.forecast.webhookEvents),
        owner_tag=parsed.ownerTag,
        refusals=tuple(parsed.refusals),
        renames=parsed.renames,
        default_locale=parsed.defaultLocale,
    )


def _item(item: SavedItem) -> PlanItem:
    return PlanItem(
        key=EntityKey(EntityType(item.type), item.id),
        content_type=item.contentType,
        label=item.label,
        action=Action(item.action),
        reason=item.reason,
        changes=_changes(item.changes),
        version=item.version,
        payload=pack(item.payload) if item.payload is not None else None,
        step=PublishStep(item.step),
        schedule=_schedules(item.schedule) if item.schedule is not None else None,
        origin=FileOrigin(**item.origin.model_dump()) if item.origin is not None else None,
        sources=tuple(item.sources),
        links=tuple(EntityKey(EntityType(link.type), link.id) for link in item.links),
        memory=_memory(item.memory) if item.memory is not None else None,
        was=PublishState(item.was) if item.was is not None else None,
        renamed_from=item.renamedFrom,
    )


def _memory(memory: SavedMemory) -> Memory:
    return Memory(
        ours=memory.ours,
        base=pack(memory.base) if memory.base is not None else None,
        state=PublishState(memory.state) if memory.state is not None else None,
        schedule=_schedules(memory.schedule),
        page=memory.page,
        urls=tuple(memory.urls),
        file=memory.file,
        exclusive=memory.exclusive,
        certain=memory.certain,
    )


def _setup(item: SavedSetup) -> SetupItem:
    return SetupItem(
        kind=SetupKind(item.kind),
        id=item.id,
        action=Action(item.action),
        reason=item.reason,
        changes=_changes(item.changes),
        version=item.version,
        payload=item.payload,
        publish=item.publish,
        wanted=item.wanted,
    )


def _changes(changes: Sequence[SavedChange]) -> tuple[Change, ...]:
    return tuple(Change(**change.model_dump()) for change in changes)


def _schedules(schedules: Sequence[SavedSchedule]) -> tuple[Schedule, ...]:
    return tuple(Schedule(schedule.action, schedule.at) for schedule in schedules)


def _item_json(item: PlanItem) -> JsonObject:
    return {
        "type": item.key.type.value,
        "id": item.key.id,
        "contentType": item.content_type,
        "label": item.label,
        "action": item.action.value,
        "reason": item.reason,
        "changes": [_change_json(change) for change in item.changes],
        "version": item.version,
        "was": item.was.value if item.was is not None else None,
        "payload": _read(item.payload),
        "step": item.step.value,
        "schedule": _schedule_json(item.schedule) if item.schedule is not None else None,
        "origin": None
        if item.origin is None
        else {
            "path": item.origin.path,
            "url": item.origin.url,
            "sha256": item.origin.sha256,
            "size": item.origin.size,
        },
        "sources": list(item.sources),
        "links": [{"type": link.type.value, "id": link.id} for link in item.links],
        "memory": _memory_json(item.memory) if item.memory is not None else None,
        "renamedFrom": item.renamed_from,
    }


def _memory_json(memory: Memory) -> JsonObject:
    return {
        "ours": memory.ours,
        "base": _read(memory.base),
        "state": memory.state.value if memory.state is not None else None,
        "schedule": _schedule_json(memory.schedule),
        "page": memory.page,
        "urls": list(memory.urls),
        "file": memory.file,
        "exclusive": memory.exclusive,
        "certain": memory.certain,
    }


def _setup_json(item: SetupItem) -> JsonObject:
    return {
        "kind": item.kind.value,
        "id": item.id,
        "action": item.action.value,
        "reason": item.reason,
        "changes": [_change_json(change) for change in item.changes],
        "version": item.version,
        "payload": item.payload,
        "publish": item.publish,
        "wanted": item.wanted,
    }


def _change_json(change: Change) -> JsonObject:
    return {
        "field": change.field,
        "locale": change.locale,
        "before": change.before,
        "after": change.after,
        "base": change.base,
        "kept": change.kept,
    }


def _schedule_json(schedules: Sequence[Schedule]) -> Sequence[Json]:
    return [{"action": schedule.action, "at": schedule.at} for schedule in schedules]


def _read(payload: Payload | None) -> JsonObject | None:
    return payload.read() if payload is not None else None
