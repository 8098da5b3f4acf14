"""Publishing, unpublishing and archiving entries and assets, whoever asks: an endpoint, a bulk or a scheduled action.

Owns the change of state. Does not own the rules: see `rules`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from migrate.rehearsal.answers import bad_request, invalid_entry
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.lifecycle import (
    archived_sys,
    field_status,
    published_locales,
    published_sys,
    unarchived_sys,
    unpublished_sys,
)
from migrate.rehearsal.locales import Locale, locales_of
from migrate.rehearsal.options import LinkRule
from migrate.rehearsal.payload import Object, object_at, text_at
from migrate.rehearsal.records import Record, find_content_type_body, save, save_state
from migrate.rehearsal.rules.files import check_asset
from migrate.rehearsal.rules.model import ContentType, parse_content_type
from migrate.rehearsal.rules.publishing import check_entry, forget_unique_values, remember_unique_values
from migrate.rehearsal.snapshots import keep_snapshot, take_snapshot
from migrate.rehearsal.sync_log import note_change

__all__ = [
    "Actor",
    "archive",
    "check_publishable",
    "content_type_of",
    "publish",
    "unarchive",
    "unknown_content_type",
    "unpublish",
]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something, when, and under which rule for links."""

    user: str
    now: str
    links: LinkRule


def content_type_of(transaction: Transaction, env: int, content_type: str) -> ContentType | None:
    """Return the active version of a content type, or None."""
    body = find_content_type_body(transaction, env, content_type)
    return parse_content_type(content_type, body) if body is not None else None


def publish(
    transaction: Transaction,
    record: Record,
    actor: Actor,
    *,
    only: Collection[str] | None = None,
    beside: Collection[tuple[str, str]] = (),
) -> Record:
    """Publish an entry or asset and return its new state.

    Args:
        transaction: where to write.
        record: what to publish.
        actor: who does it.
        only: locales to publish, None for all.
        beside: kind and id of what is published in the same action.

    Raises:
        Refusal: 400 when it is archived, 422 when a rule is broken.

    """
    locales = locales_of(transaction, record.env)
    check_publishable(transaction, record, actor, locales, only=only, beside=beside)
    codes = [locale.code for locale in locales]
    public_body = record.body if only is None else _merged(record, only)
    published = codes if only is None else sorted({*published_locales(record.sys), *only})
    sys = published_sys(actor.now, actor.user, record.sys)
    sys["fieldStatus"] = field_status(codes, published, record.body, public_body)
    changed = replace(record, sys=sys, public_sys=sys, public_body=public_body)
    keep_snapshot(transaction, record)
    save_state(transaction, changed)
    if record.kind == "Entry":
        content_type = content_type_of(transaction, record.env, text_at(record.sys, "contentType", "sys", "id"))
        if content_type is not None:
            remember_unique_values(transaction, changed, content_type)
        take_snapshot(transaction, changed, actor.now, actor.user)
    note_change(transaction, changed, actor.now, published=True)
    return changed


def check_publishable(
    transaction: Transaction,
    record: Record,
    actor: Actor,
    locales: Sequence[Locale],
    *,
    only: Collection[str] | None = None,
    beside: Collection[tuple[str, str]] = (),
) -> None:
    """Make sure that an entry or asset may be published; arguments and errors as of `publish`."""
    if record.archived:
        raise bad_request("Cannot publish archived")
    checked = [locale.code for locale in locales if only is None or locale.code in only]
    if record.kind == "Asset":
        check_asset(record.body, checked, locales[0].code)
        return
    content_type_id = text_at(record.sys, "contentType", "sys", "id")
    content_type = content_type_of(transaction, record.env, content_type_id)
    if content_type is None:
        raise invalid_entry([unknown_content_type(content_type_id)])
    required_in = [
        locale.code for locale in locales if locale.code in checked and (locale.default or not locale.optional)
    ]
    check_entry(
        transaction,
        record,
        content_type,
        default=locales[0].code,
        locales=checked,
        required_in=required_in,
        links=actor.links,
        beside=beside,
    )


def unknown_content_type(content_type: str) -> Object:
    """Return the error for a content type that does not exist or is not active."""
    return {
        "name": "unknownContentType",
        "path": ["sys", "contentType", "sys", "id"],
        "value": content_type,
        "details": "There is no active content type with this id",
    }


def unpublish(transaction: Transaction, record: Record, actor: Actor, *, only: Collection[str] | None = None) -> Record:
    """Unpublish an entry or asset, wholly or in some locales, and return its new state.

    Raises:
        Refusal: 400 when it is not published.

    """
    if not record.published:
        raise bad_request("Not published")
    keep_snapshot(transaction, record)
    codes = [locale.code for locale in locales_of(transaction, record.env)]
    left = [] if only is None else [locale for locale in published_locales(record.sys) if locale not in only]
    if left:
        public_body = _without_locales(object_at(record.public_body), set(only or ()))
        sys = published_sys(actor.now, actor.user, record.sys)
        sys["fieldStatus"] = field_status(codes, left, record.body, public_body)
        changed = replace(record, sys=sys, public_sys=sys, public_body=public_body)
        save_state(transaction, changed)
        note_change(transaction, changed, actor.now, published=True)
        return changed
    sys = unpublished_sys(actor.now, actor.user, record.sys)
    sys["fieldStatus"] = field_status(codes, (), record.body, None)
    changed = replace(record, sys=sys, public_sys=None, public_body=None)
    save_state(transaction, changed)
    forget_unique_values(transaction, changed)
    note_change(transaction, changed, actor.now, published=False)
    return changed


def archive(transaction: Transaction, record: Record, actor: Actor) -> Record:
    """Archive an entry or asset that is not published and return its new state.

    Raises:
        Refusal: 400 when it is published or archived already.

    """
    if record.published:
        raise bad_request("Cannot archive published")
    if record.archived:
        raise bad_request("Already archived")
    changed = replace(record, sys=archived_sys(actor.now, actor.user, record.sys))
    save(transaction, changed)
    return changed


def unarchive(transaction: Transaction, record: Record, actor: Actor) -> Record:
    """Take an entry or asset out of the archive and return its new state.

    Raises:
        Refusal: 400 when it is not there.

    """
    if not record.archived:
        raise bad_request("Not archived")
    changed = replace(record, sys=unarchived_sys(actor.now, actor.user, record.sys))
    save(transaction, changed)
    return changed


def _merged(record: Record, only: Collection[str]) -> Object:
    """Return the published state in which just the locales `only` are taken from the present one."""
    before, now = object_at(record.public_body, "fields"), object_at(record.body, "fields")
    fields: Object = {}
    for field in {**before, **now}:
        values = {locale: value for locale, value in object_at(before, field).items() if locale not in only}
        values.update({locale: value for locale, value in object_at(now, field).items() if locale in only})
        if values:
            fields[field] = values
    return {**record.body, "fields": fields}


def _without_locales(body: Object, gone: Collection[str]) -> Object:
    fields: Object = {}
    for field, values in object_at(body, "fields").items():
        kept = {locale: value for locale, value in object_at(values).items() if locale not in gone}
        if kept:
            fields[field] = kept
    return {**body, "fields": fields}
