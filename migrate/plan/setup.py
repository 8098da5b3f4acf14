"""The content model: locales, tags, content types and editor interfaces compared property by property.

Owns what is created or changed there, in the order of application. Nothing is ever taken away: fields, locales and
controls that only the space has stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence

from migrate.model.canonical import Json, JsonObject
from migrate.model.plan import Action, Change, SetupItem, SetupKind
from migrate.model.space import DesiredContentType, DesiredLocale, DesiredSpace, DesiredTag
from migrate.plan.threeway import Verdict, judge, same_json
from migrate.plan.views import Base, Environment, SetupFact

__all__ = ["compare_setup", "type_changes"]

_FIELD_DEFAULTS: JsonObject = {
    "localized": False,
    "required": False,
    "disabled": False,
    "omitted": False,
    "validations": [],
}
_IDENTITY = ("type", "linkType")
"""What cannot change once a field is activated."""


def compare_setup(desired: DesiredSpace, environment: Environment, base: Base) -> tuple[SetupItem, ...]:
    """Return what is to be set up before any entry is written: locales, tags, content types, editor interfaces."""
    return (
        *_locales(desired.locales, environment),
        *_tags(desired.tags, environment),
        *_content_types(desired.content_types, environment, base),
        *_editor_interfaces(desired.content_types, environment, base),
    )


def type_changes(desired: DesiredSpace, environment: Environment) -> tuple[str, ...]:
    """Return a sentence for each field whose type differs from that in the space, which Contentful never changes."""
    return tuple(
        f'field "{wanted["id"]}" of content type "{type_.id}" is {_type_name(there)} in the space and '
        f"{_type_name(wanted)} in the mapping"
        for type_ in desired.content_types
        if type_.id in environment.content_types
        for wanted in _fields(type_.payload)
        if (there := _by_id(_fields(environment.content_types[type_.id].payload)).get(str(wanted["id"]))) is not None
        and _type_name(there) != _type_name(wanted)
    )


def _locales(locales: Sequence[DesiredLocale], environment: Environment) -> Iterator[SetupItem]:
    done = set(environment.locales)
    waiting = [locale for locale in locales if locale.code not in done]
    while waiting:
        # A fallback has to exist before what falls back on it.
        ready = [locale for locale in waiting if locale.fallback is None or locale.fallback in done] or waiting
        for locale in ready:
            payload: JsonObject = {
                "code": locale.code,
                "name": locale.name,
                "fallbackCode": locale.fallback,
                "optional": True,
                "contentManagementApi": True,
                "contentDeliveryApi": True,
            }
            yield _item(SetupKind.LOCALE, locale.code, Action.CREATE, "not in the space", (), None, payload)
            done.add(locale.code)
        waiting = [locale for locale in waiting if locale.code not in done]
    for locale in locales:
        fact = environment.locales.get(locale.code)
        if fact is None or locale.default or fact.payload.get("fallbackCode") == locale.fallback:
            continue
        changes = (Change("fallbackCode", "", fact.payload.get("fallbackCode"), locale.fallback),)
        payload = {
            name: fact.payload.get(name)
            for name in ("code", "name", "optional", "contentManagementApi", "contentDeliveryApi")
            if name in fact.payload
        } | {"fallbackCode": locale.fallback}
        reason = "its fallback differs"
        yield SetupItem(SetupKind.LOCALE, locale.code, Action.UPDATE, reason, changes, fact.version, payload)


def _tags(tags: Sequence[DesiredTag], environment: Environment) -> Iterator[SetupItem]:
    for tag in sorted(tags, key=lambda tag: tag.id):
        if tag.id not in environment.tags:
            yield _item(SetupKind.TAG, tag.id, Action.CREATE, "not in the space", (), None, {"name": tag.name})


def _content_types(types: Sequence[DesiredContentType], environment: Environment, base: Base) -> Iterator[SetupItem]:
    for type_ in types:
        fact = environment.content_types.get(type_.id)
        if fact is None:
            yield _item(SetupKind.CONTENT_TYPE, type_.id, Action.CREATE, "not in the space", (), None, type_.payload)
            continue
        before = base.setup(SetupKind.CONTENT_TYPE, type_.id)
        changes, payload = _merged_type(type_.payload, fact, before)
        if changes or not fact.published:
            reason = "differs from the mapping" if changes else "not activated"
            action = Action.UPDATE if changes else Action.PUBLISH
            yield _item(SetupKind.CONTENT_TYPE, type_.id, action, reason, changes, fact.version, payload, type_.payload)


def _merged_type(
    wanted: JsonObject, fact: SetupFact, before: JsonObject | None
) -> tuple[tuple[Change, ...], JsonObject]:
    changes: list[Change] = []
    payload: dict[str, Json] = {name: value for name, value in fact.payload.items() if name != "fields"}
    for name in ("name", "description", "displayField"):
        ours, theirs = wanted.get(name), fact.payload.get(name)
        if (ours or None) != (theirs or None) and _takes_ours(name, ours, theirs, before):
            changes.append(Change(name, "", theirs, ours))
            payload[name] = ours
    there = _by_id(_fields(fact.payload))
    old = _by_id(_fields(before)) if before is not None else None
    fields: list[Json] = []
    for field in _fields(wanted):
        id_ = str(field["id"])
        current = there.pop(id_, None)
        if current is None:
            changes.append(Change(f"fields.{id_}", "", None, field))
            fields.append(field)
            continue
        merged = dict(current)
        for name in (*field, *(name for name in _FIELD_DEFAULTS if name not in field)):
            ours = field.get(name, _FIELD_DEFAULTS.get(name))
            theirs = current.get(name, _FIELD_DEFAULTS.get(name))
            if name in _IDENTITY or _same_property(ours, theirs):
                continue
            if _takes_ours(name, ours, theirs, None if old is None else old.get(id_)):
                changes.append(Change(f"fields.{id_}.{name}", "", theirs, ours))
                merged[name] = ours
        fields.append(merged)
    # Fields that only the space has stay, behind ours.
    payload["fields"] = [*fields, *there.values()]
    return tuple(changes), payload


def _takes_ours(name: str, ours: Json, theirs: Json, before: JsonObject | None) -> bool:
    """Return whether the mapping's value goes in: it does unless only the space has changed it."""
    if before is None:
        return True
    base = before.get(name, _FIELD_DEFAULTS.get(name))
    return judge(base, base, theirs, ours) in (Verdict.OURS, Verdict.CONFLICT)


def _same_property(ours: Json, theirs: Json) -> bool:
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        # `items` of an Array: the server fills in what was left out.
        names = {*ours, *theirs}
        return all(
            same_json(ours.get(name, _FIELD_DEFAULTS.get(name)), theirs.get(name, _FIELD_DEFAULTS.get(name)))
            for name in names
        )
    return same_json(ours, theirs)


def _editor_interfaces(
    types: Sequence[DesiredContentType], environment: Environment, base: Base
) -> Iterator[SetupItem]:
    for type_ in types:
        if type_.editor_interface is None:
            continue
        fact = environment.editor_interfaces.get(type_.id)
        if fact is None or type_.id not in environment.content_types:
            reason = "new with its content type"
            yield _item(SetupKind.EDITOR_INTERFACE, type_.id, Action.CREATE, reason, (), None, type_.editor_interface)
            continue
        before = base.setup(SetupKind.EDITOR_INTERFACE, type_.id)
        changes, payload = _merged_editor(type_.editor_interface, fact, before)
        if changes:
            reason = "differs from the mapping"
            yield _item(
                SetupKind.EDITOR_INTERFACE,
                type_.id,
                Action.UPDATE,
                reason,
                changes,
                fact.version,
                payload,
                type_.editor_interface,
            )


def _merged_editor(
    wanted: JsonObject, fact: SetupFact, before: JsonObject | None
) -> tuple[tuple[Change, ...], JsonObject]:
    there = _by_id(_controls(fact.payload), "fieldId")
    old = _by_id(_controls(before), "fieldId") if before is not None else None
    changes: list[Change] = []
    controls: list[Json] = []
    for control in _controls(wanted):
        field = str(control["fieldId"])
        current = there.pop(field, {})
        differs = any(not same_json(value, current.get(name)) for name, value in control.items())
        kept_by_editors = old is not None and same_json(old.get(field), control)
        if differs and not kept_by_editors:
            changes.append(Change(f"controls.{field}", "", current or None, control))
            controls.append({**current, **control})
        else:
            controls.append(current or control)
    return tuple(changes), {**fact.payload, "controls": [*controls, *there.values()]}


def _item(
    kind: SetupKind,
    id_: str,
    action: Action,
    reason: str,
    changes: tuple[Change, ...],
    version: int | None,
    payload: JsonObject,
    wanted: JsonObject | None = None,
) -> SetupItem:
    return SetupItem(kind, id_, action, reason, changes, version, payload, wanted=wanted)


def _fields(payload: JsonObject) -> Iterator[JsonObject]:
    fields = payload.get("fields")
    for field in fields if isinstance(fields, list | tuple) else ():
        if isinstance(field, Mapping):
            yield field


def _controls(payload: JsonObject) -> Iterator[JsonObject]:
    controls = payload.get("controls")
    for control in controls if isinstance(controls, list | tuple) else ():
        if isinstance(control, Mapping):
            yield control


def _by_id(parts: Iterator[JsonObject], name: str = "id") -> dict[str, JsonObject]:
    return {str(part[name]): part for part in parts}


def _type_name(field: JsonObject) -> str:
    items = field.get("items")
    inner = f" of {_type_name(items)}" if isinstance(items, Mapping) else ""
    link = f" to {field['linkType']}" if field.get("linkType") else ""
    return f"{field.get('type')}{inner}{link}"
