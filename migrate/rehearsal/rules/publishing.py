"""What is checked when an entry is published: required fields, every validation, unique values, links.

Owns the order of the checks. The keywords themselves stand in `keywords`, `links` and `richtext_options`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from migrate.rehearsal.answers import Refusal, invalid_entry, unprocessable
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.options import LinkRule
from migrate.rehearsal.payload import Json, Object, dump, link, object_at
from migrate.rehearsal.records import Record
from migrate.rehearsal.rules.keywords import KEYWORDS, finding
from migrate.rehearsal.rules.links import LINK_KEYWORDS, LinkAt, links_in, unresolved
from migrate.rehearsal.rules.model import ContentType, Field
from migrate.rehearsal.rules.richtext_options import check_options
from migrate.rehearsal.rules.targets import Target, look_up
from migrate.rehearsal.rules.values import Path

__all__ = ["check_entry", "forget_unique_values", "remember_unique_values"]


def check_entry(
    transaction: Transaction,
    record: Record,
    content_type: ContentType,
    *,
    default: str,
    locales: Sequence[str],
    required_in: Collection[str],
    links: LinkRule,
    beside: Collection[tuple[str, str]] = (),
) -> None:
    """Make sure that an entry may be published.

    Args:
        transaction: where targets and other entries are looked up.
        record: the entry.
        content_type: its content type.
        default: the default locale.
        locales: the locales that are published.
        required_in: locales in which required fields need a value.
        links: what is checked about targets.
        beside: kind and id of what is published at the same time and so counts as published.

    Raises:
        Refusal: 422 InvalidEntry with every fault found, or UnresolvedLinks when nothing but links is wrong.

    """
    fields = object_at(record.body, "fields")
    values = list(_values(fields, content_type, locales))
    found_links = [at for field, value, path in values for at in links_in(value, path) if field.type != "Object"]
    targets = look_up(transaction, record.env, {(at.kind, at.id) for at in found_links})
    errors: list[Object] = list(_missing(fields, content_type, default, required_in))
    for field, value, path in values:
        errors.extend(_field_findings(field, value, path, targets))
    errors.extend(_not_unique(transaction, record, values))
    if errors:
        raise invalid_entry(errors)
    dangling = [
        error for at in found_links for error in unresolved(at, targets, links) if not _comes_along(at, beside, targets)
    ]
    if dangling:
        raise _unresolved_links(dangling)


def _comes_along(at: LinkAt, beside: Collection[tuple[str, str]], targets: Mapping[tuple[str, str], Target]) -> bool:
    return (at.kind, at.id) in beside and (at.kind, at.id) in targets


def _unresolved_links(errors: Sequence[Object]) -> Refusal:
    return unprocessable(
        "UnresolvedLinks", "The resource could not be published because it links to missing entities.", errors
    )


def _values(fields: Object, content_type: ContentType, locales: Sequence[str]) -> Iterator[tuple[Field, Json, Path]]:
    for field in content_type.fields:
        values = object_at(fields, field.id)
        for locale in locales:
            if values.get(locale) is not None:
                yield field, values[locale], ("fields", field.id, locale)


def _missing(fields: Object, content_type: ContentType, default: str, required_in: Collection[str]) -> Iterator[Object]:
    for field in content_type.fields:
        if not field.required:
            continue
        values = object_at(fields, field.id)
        wanted = required_in if field.localized else [default]
        if field.localized and not any(value is not None for value in values.values()) and default in required_in:
            yield _required(("fields", field.id), field.id)
            continue
        for locale in wanted:
            if _is_blank(values.get(locale)):
                path = ("fields", field.id, locale) if values else ("fields", field.id)
                yield _required(path, field.id)


def _is_blank(value: Json) -> bool:
    return value is None or value == ""


def _required(path: Path, field: str) -> Object:
    return finding("required", path, f'The property "{field}" is required here')


def _field_findings(
    field: Field, value: Json, path: Path, targets: Mapping[tuple[str, str], Target]
) -> Iterator[Object]:
    for rule in field.validations:
        yield from _with_message(rule, _rule_findings(field, rule, value, path, targets))
    if field.type == "Array" and isinstance(value, list):
        for rule in field.items_validations:
            for index, item in enumerate(value):
                yield from _with_message(rule, _rule_findings(field, rule, item, (*path, index), targets))


def _rule_findings(
    field: Field, rule: Object, value: Json, path: Path, targets: Mapping[tuple[str, str], Target]
) -> Iterator[Object]:
    if field.type == "RichText":
        yield from check_options(rule, value, path, targets)
    for keyword, argument in rule.items():
        if keyword in LINK_KEYWORDS:
            at = next(links_in(value, path), None)
            target = targets.get((at.kind, at.id)) if at else None
            if target is not None:
                yield from LINK_KEYWORDS[keyword](argument, target, path)
        elif keyword in KEYWORDS:
            yield from KEYWORDS[keyword](argument, value, path)


def _with_message(rule: Object, findings: Iterator[Object]) -> Iterator[Object]:
    message = rule.get("message")
    for found in findings:
        yield {**found, "customMessage": message} if message else found


def _unique_fields(content_type: ContentType) -> Iterator[Field]:
    for field in content_type.fields:
        if any(rule.get("unique") is True for rule in field.validations):
            yield field


def _not_unique(
    transaction: Transaction, record: Record, values: Sequence[tuple[Field, Json, Path]]
) -> Iterator[Object]:
    for field, value, path in values:
        if not any(rule.get("unique") is True for rule in field.validations):
            continue
        others = transaction.execute(
            "SELECT entry FROM unique_value WHERE env = ? AND content_type = ? AND field = ? AND locale = ?"
            " AND value = ? AND entry <> ? ORDER BY entry LIMIT 5",
            (record.env, _content_type_id(record), field.id, str(path[2]), dump(value), record.id),
        ).fetchall()
        if others:
            conflicting: list[Json] = [link("Entry", other) for (other,) in others]
            yield finding(
                "unique", path, "Same field value present in other entry", value=value, conflicting=conflicting
            )


def remember_unique_values(transaction: Transaction, record: Record, content_type: ContentType) -> None:
    """Note the values of unique fields that an entry has now published."""
    unique = tuple(_unique_fields(content_type))
    if not unique:
        return
    forget_unique_values(transaction, record)
    fields = object_at(record.public_body, "fields")
    transaction.executemany(
        "INSERT OR IGNORE INTO unique_value VALUES (?, ?, ?, ?, ?, ?)",
        [
            (record.env, content_type.id, field.id, locale, dump(value), record.id)
            for field in unique
            for locale, value in object_at(fields, field.id).items()
            if value is not None
        ],
    )


def forget_unique_values(transaction: Transaction, record: Record) -> None:
    """Forget them, because the entry is no longer published."""
    transaction.execute("DELETE FROM unique_value WHERE env = ? AND entry = ?", (record.env, record.id))


def _content_type_id(record: Record) -> str:
    return str(object_at(record.sys, "contentType", "sys").get("id"))
