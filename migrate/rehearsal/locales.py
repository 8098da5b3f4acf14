"""Locales: which there are, their fallbacks, and the endpoints that change them.

Owns the rules for locales. A fallback must exist and must not lead back to where it starts; the default locale
cannot be removed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from migrate.rehearsal.answers import Answer, Refusal, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.languages import locale_name
from migrate.rehearsal.payload import Object, link, new_id, parse_object, text_at
from migrate.rehearsal.places import Place, place_of
from migrate.rehearsal.query.collection import simple_page
from migrate.rehearsal.records import Record, delete_record, find, save, to_payload

__all__ = ["ENDPOINTS", "Locale", "create_locale", "locales_of"]

_FLAGS = ("contentManagementApi", "contentDeliveryApi")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")
"""Tags of languages, and codes of one's own that look like some; these stand in paths and queries."""


@dataclass(frozen=True, slots=True)
class Locale:
    """One locale of an environment; `fallback` is a code or ""."""

    code: str
    name: str
    fallback: str
    default: bool
    optional: bool


def locales_of(transaction: Transaction, env: int) -> tuple[Locale, ...]:
    """Return the locales of an environment, the default one first."""
    rows = transaction.execute(
        "SELECT body FROM entity WHERE env = ? AND kind = 'Locale' ORDER BY created_at, id", (env,)
    ).fetchall()
    return _parsed(tuple(body for (body,) in rows))


@lru_cache(maxsize=64)
def _parsed(bodies: tuple[str, ...]) -> tuple[Locale, ...]:
    """Return locales by their stored texts; every write asks for them, and they hardly ever change."""
    found = [_locale(parse_object(body)) for body in bodies]
    return tuple(sorted(found, key=lambda locale: not locale.default))


def _locale(body: Object) -> Locale:
    return Locale(
        code=text_at(body, "code"),
        name=text_at(body, "name"),
        fallback=text_at(body, "fallbackCode"),
        default=body.get("default") is True,
        optional=body.get("optional") is True,
    )


def create_locale(transaction: Transaction, env: int, space: str, environment: str, code: str, now: str) -> None:
    """Add the default locale of a new environment."""
    body: Object = {
        "name": locale_name(code),
        "code": code,
        "fallbackCode": None,
        "default": True,
        "optional": False,
        "contentManagementApi": True,
        "contentDeliveryApi": True,
        "internal_code": code,
    }
    save(transaction, _record(Place(space, environment, env), body, now, "rehearsal"))


def _record(place: Place, body: Object, now: str, user: str) -> Record:
    locale_id = new_id()
    sys: Object = {
        "type": "Locale",
        "id": locale_id,
        "version": 0,
        "space": link("Space", place.space),
        "environment": link("Environment", place.environment),
        "createdBy": link("User", user),
        "createdAt": now,
        "updatedBy": link("User", user),
        "updatedAt": now,
    }
    return Record(place.env, "Locale", locale_id, sys, body)


def _get_all(call: Call) -> Answer:
    return simple_page(call, place_of(call), "Locale")


def _find(call: Call) -> Record:
    place = place_of(call)
    record = find(call.transaction, place.env, "Locale", call.path["locale"])
    if record is None:
        raise not_found("Locale", call.path["locale"], place.space, place.environment)
    return record


def _get(call: Call) -> Answer:
    return json_answer(to_payload(_find(call)))


def _post(call: Call) -> Answer:
    place = place_of(call)
    sent = read_object(call)
    others = locales_of(call.transaction, place.env)
    default = next(locale.code for locale in others if locale.default)
    # Left out, the fallback is the default locale; null means none.
    fallback = sent.get("fallbackCode", default)
    body = _checked({**sent, "fallbackCode": fallback}, others)
    record = _record(place, {**body, "default": False, "internal_code": body["code"]}, call.now, call.user)
    save(call.transaction, record)
    location = f"/spaces/{place.space}/environments/{place.environment}/locales/{record.id}"
    return json_answer(to_payload(record), 201, Location=location)


def _put(call: Call) -> Answer:
    record = _find(call)
    check_version(call, record.sys)
    sent = read_object(call)
    old = _locale(record.body)
    all_locales = locales_of(call.transaction, record.env)
    others = [locale for locale in all_locales if locale.code != old.code]
    body = _checked({**record.body, **sent}, others)
    if body["code"] != old.code:
        if any(locale.fallback == old.code for locale in others):
            raise Refusal(403, "FallbackLocaleNotRenameable", "", {"reasons": "Other locales fall back to this one."})
        if old.default:
            raise Refusal(403, "DefaultLocaleNotRenameable", "", {"reasons": "The default locale keeps its code."})
    if old.default and body["fallbackCode"] is not None:
        raise validation_failed([{"name": "in", "path": "fallbackCode", "value": body["fallbackCode"]}])
    sys = {**record.sys, "version": record.version + 1, "updatedAt": call.now, "updatedBy": link("User", call.user)}
    changed = replace(record, sys=sys, body={**record.body, **body})
    save(call.transaction, changed)
    return json_answer(to_payload(changed))


def _delete(call: Call) -> Answer:
    record = _find(call)
    check_version(call, record.sys, required=False)
    locale = _locale(record.body)
    if locale.default:
        raise Refusal(403, "DefaultLocaleNotDeletable", "", {"reasons": "The default locale cannot be deleted."})
    if any(other.fallback == locale.code for other in locales_of(call.transaction, record.env)):
        raise Refusal(403, "FallbackLocaleNotDeletable", "", {"reasons": "Other locales fall back to this one."})
    delete_record(call.transaction, record)
    return Answer(204)


def _checked(sent: Object, others: Sequence[Locale]) -> Object:
    """Return what is stored of a locale; `others` are the locales beside it."""
    errors: list[Object] = []
    name, code, fallback = sent.get("name"), sent.get("code"), sent.get("fallbackCode")
    for path, value in (("name", name), ("code", code)):
        if not isinstance(value, str) or not value:
            errors.append({"name": "required" if value in (None, "") else "type", "path": path, "value": value})
    if isinstance(code, str) and code and not _CODE.fullmatch(code):
        errors.append({"name": "regexp", "path": "code", "value": code})
    if isinstance(code, str) and any(other.code == code for other in others):
        errors.append({"name": "taken", "path": "code", "value": code})
    if fallback is not None:
        by_code = {other.code: other for other in others}
        if not isinstance(fallback, str) or fallback not in by_code:
            errors.append({"name": "fallback locale doesn't exist", "path": "fallbackCode", "value": fallback})
        else:
            seen = {code}
            step: str = fallback
            while step and step not in seen:
                seen.add(step)
                step = by_code[step].fallback if step in by_code else ""
            if step:
                errors.append({"name": "fallback locale creates a loop", "path": "fallbackCode", "value": fallback})
    errors.extend(
        {"name": "type", "path": flag, "type": "Boolean", "value": sent[flag]}
        for flag in (*_FLAGS, "optional")
        if not isinstance(sent.get(flag, True), bool)
    )
    if errors:
        raise validation_failed(errors)
    return {
        "name": name,
        "code": code,
        "fallbackCode": fallback,
        "optional": sent.get("optional", False),
        **{flag: sent.get(flag, True) for flag in _FLAGS},
    }


_ALL = "/spaces/{space}/environments/{environment}/locales"

ENDPOINTS = (
    Endpoint("GET", _ALL, _get_all),
    Endpoint("POST", _ALL, _post, writes=True),
    Endpoint("GET", f"{_ALL}/{{locale}}", _get),
    Endpoint("PUT", f"{_ALL}/{{locale}}", _put, writes=True),
    Endpoint("DELETE", f"{_ALL}/{{locale}}", _delete, writes=True),
)
