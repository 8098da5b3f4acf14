"""Writing entries, whoever asks: an endpoint or a bulk operation.

Owns what creating and updating make of a payload. Does not own the rules: see `rules`.
"""

from dataclasses import replace
from typing import Protocol

from migrate.rehearsal.answers import bad_request, invalid_entry
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.lifecycle import field_status, first_sys, next_sys, published_locales
from migrate.rehearsal.locales import locales_of
from migrate.rehearsal.options import RehearsalOptions
from migrate.rehearsal.payload import Json, Object, link, object_at, text_at
from migrate.rehearsal.places import Place
from migrate.rehearsal.publication import content_type_of, unknown_content_type
from migrate.rehearsal.records import Record, save
from migrate.rehearsal.rules.model import ContentType
from migrate.rehearsal.rules.values import check_metadata, check_values, refuse_unknown_fields

__all__ = ["Writer", "create_entry", "update_entry"]

_EMPTY_METADATA: Object = {"tags": [], "concepts": []}


class Writer(Protocol):
    """Who writes: a request or a job."""

    @property
    def transaction(self) -> Transaction:
        """What is written through."""

    @property
    def user(self) -> str:
        """Id of the user."""

    @property
    def now(self) -> str:
        """The time stamp of the write."""

    @property
    def options(self) -> RehearsalOptions:
        """The server's switches."""


def create_entry(writer: Writer, place: Place, entry: str, content_type_id: str, sent: Object) -> Record:
    """Save a new entry, with the default values of its content type, and return it.

    Raises:
        Refusal: 422 when a rule is broken.

    """
    content_type = content_type_of(writer.transaction, place.env, content_type_id)
    if content_type is None:
        raise invalid_entry([unknown_content_type(content_type_id)])
    fields = _with_defaults(_sent_fields(sent), content_type)
    codes = _check(writer, place.env, content_type, fields, sent)
    sys = first_sys(writer, place, "Entry", entry)
    sys["contentType"] = link("ContentType", content_type_id)
    body: Object = {"metadata": _metadata(sent, _EMPTY_METADATA), "fields": fields}
    sys["fieldStatus"] = field_status(codes, (), body, None)
    record = Record(place.env, "Entry", entry, sys, body)
    save(writer.transaction, record)
    return record


def update_entry(writer: Writer, record: Record, sent: Object) -> Record:
    """Replace an entry by what was sent and return it; fields that were not sent are gone.

    Raises:
        Refusal: 400 when the entry is archived, 422 when a rule is broken.

    """
    if record.archived:
        raise bad_request("Cannot update archived")
    content_type_id = text_at(record.sys, "contentType", "sys", "id")
    content_type = content_type_of(writer.transaction, record.env, content_type_id)
    if content_type is None:
        raise invalid_entry([unknown_content_type(content_type_id)])
    fields = _sent_fields(sent)
    codes = _check(writer, record.env, content_type, fields, sent)
    kept = object_at(record.body, "metadata") if writer.options.open_points.keep_metadata else _EMPTY_METADATA
    body: Object = {"metadata": _metadata(sent, kept), "fields": fields}
    sys = next_sys(writer, record.sys)
    sys["fieldStatus"] = field_status(codes, published_locales(record.sys), body, record.public_body)
    changed = replace(record, sys=sys, body=body)
    save(writer.transaction, changed)
    return changed


def _check(writer: Writer, env: int, content_type: ContentType, fields: Object, sent: Object) -> list[str]:
    refuse_unknown_fields(fields, content_type)
    locales = locales_of(writer.transaction, env)
    codes = [locale.code for locale in locales]
    check_values(fields, content_type, codes, codes[0])
    check_metadata(sent.get("metadata"))
    return codes


def _sent_fields(sent: Object) -> Object:
    fields = sent.get("fields", {})
    if not isinstance(fields, dict):
        raise invalid_entry(
            [{"name": "type", "type": "Object", "path": ["fields"], "details": 'The type of "fields" is incorrect'}]
        )
    return fields


def _metadata(sent: Object, otherwise: Object) -> Json:
    metadata = object_at(sent, "metadata")
    return {"tags": metadata["tags"], "concepts": metadata.get("concepts", [])} if metadata else otherwise


def _with_defaults(fields: Object, content_type: ContentType) -> Object:
    filled = dict(fields)
    for field in content_type.fields:
        if isinstance(field.default_value, dict) and field.id not in filled:
            filled[field.id] = field.default_value
    return filled
