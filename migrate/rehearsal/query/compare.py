"""Comparing in SQL: what every condition is made of.

Owns the scope of a query, comparison operators and the conversion of their values.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from migrate.rehearsal.answers import Refusal, invalid_query
from migrate.rehearsal.payload import timestamp
from migrate.rehearsal.query.parameters import Condition

__all__ = [
    "Converter",
    "FieldType",
    "Scope",
    "Where",
    "any_locale",
    "as_boolean",
    "as_date",
    "as_day",
    "as_number",
    "compare",
    "content_type_missing",
    "exists",
    "is_wanted",
    "like",
    "unknown_path",
]

_COLUMN = {
    "sys.id": "id",
    "sys.version": "version",
    "sys.contentType.sys.id": "content_type",
    "sys.createdAt": "created_at",
    "sys.updatedAt": "updated_at",
    "sys.publishedAt": "published_at",
    "sys.publishedVersion": "published_version",
    "sys.archivedVersion": "archived_version",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_MILLISECONDS = 210_866_760_000_000
"""From the beginning of the Julian count to the epoch."""
_COMPARE = {"": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a query must know of a field: its type, and the type of a list's items."""

    type: str
    items: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a query runs over.

    Attributes:
        kind: kind of entity.
        fields: types of the fields by id, once a content type is chosen; None before.
        locale: the locale whose values count; "" looks at all of them.
        body: SQL of the JSON text that holds fields and metadata.
        sys: SQL of the JSON text of `sys`.
        columns: columns of paths that this view keeps elsewhere.
        linked: field → the fields of the content type that is named for what it links to.

    """

    kind: str
    fields: Mapping[str, FieldType] | None
    locale: str
    default_locale: str
    body: str = "body"
    sys: str = "sys"
    columns: Mapping[str, str] = field(default_factory=dict)
    linked: Mapping[str, Mapping[str, FieldType]] = field(default_factory=dict)

    def of_linked(self, fields: Mapping[str, FieldType]) -> "Scope":
        """Return the scope of the rows named ``linked``, which are entries with these fields."""
        return replace(self, fields=fields, body=f"linked.{self.body}", sys=f"linked.{self.sys}", linked={})

    def column(self, path: str) -> str | None:
        """Return the column that holds a path of `sys`, if one does."""
        return self.columns.get(path) or _COLUMN.get(path)


@dataclass(frozen=True, slots=True)
class Where:
    """A condition in SQL and its parameters."""

    sql: str
    values: tuple[object, ...] = ()


def unknown_path(path: str) -> Refusal:
    """400: the path means nothing here."""
    return invalid_query(
        "The query you sent was invalid. Probably a filter or ordering specification is not applicable to the type of"
        " a field.",
        [{"name": "unknown", "path": [path], "details": f'The path "{path}" is not recognized'}],
    )


def content_type_missing(when: str) -> Refusal:
    """400: fields mean something only within a content type."""
    return invalid_query(
        f"{when}, a content type must be named with content_type.",
        [{"name": "contentTypeMissing", "path": ["content_type"]}],
    )


def any_locale(
    condition: Condition, source: str, only: tuple[str, tuple[str, ...]], column: str, convert: "Converter"
) -> Where:
    """Return the SQL that holds when a value in any of the rows of `source` compares; ``ne``: when none does."""
    negative = condition.operator in ("ne", "nin")
    positive = Condition(
        condition.path, {"ne": "", "nin": "in"}.get(condition.operator, condition.operator), condition.values
    )
    inner = compare(column, positive, convert)
    sql = f"EXISTS (SELECT 1 FROM {source} WHERE {only[0]}{inner.sql})"
    return Where(f"NOT {sql}" if negative else sql, (*only[1], *inner.values))


Converter = Callable[[str], object]


def compare(column: str, condition: Condition, convert: Converter) -> Where:
    """Return the SQL that compares `column` by the operator of the condition."""
    operator = condition.operator
    if operator == "exists":
        return exists(column, condition)
    if operator in ("in", "nin"):
        values = tuple(convert(value) for value in condition.values)
        marks = ", ".join("?" * len(values))
        if operator == "in":
            return Where(f"{column} IN ({marks})", values)
        return Where(f"({column} IS NULL OR {column} NOT IN ({marks}))", values)
    value = convert(condition.values[0])
    if operator == "ne":
        return Where(f"{column} IS NOT ?", (value,))
    if operator == "match":
        return Where(f"{column} LIKE ? ESCAPE '\\'", (f"%{like(condition.values[0])}%",))
    if operator not in _COMPARE:
        raise unknown_path(f"{condition.path}[{operator}]")
    return Where(f"{column} {_COMPARE[operator]} ?", (value,))


def exists(column: str, condition: Condition) -> Where:
    """Return the SQL of ``exists``."""
    return Where(f"{column} IS NOT NULL" if is_wanted(condition) else f"{column} IS NULL")


def is_wanted(condition: Condition) -> bool:
    """Tell whether ``exists`` asks for presence rather than absence."""
    return condition.values[0].lower() not in ("false", "0")


def like(text: str) -> str:
    """Return `text` with the wild cards of LIKE made harmless."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def as_date(text: str) -> object:
    """Return a date as it is stored; 400 when it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid_query(f'The value "{text}" is not a date.') from None
    return timestamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def as_day(text: str) -> object:
    """Return a date as the number that SQLite's ``julianday`` gives for it; 400 when it is none."""
    moment = datetime.fromisoformat(str(as_date(text)))
    # To the millisecond, as SQLite counts.
    return ((moment - _EPOCH) // timedelta(milliseconds=1) + _EPOCH_MILLISECONDS) / 86_400_000


def as_number(text: str) -> object:
    """Return a number; 400 when it is none."""
    try:
        return int(text) if text.lstrip("-").isdigit() and len(text) < 19 else float(text)
    except ValueError:
        raise invalid_query(f'The value "{text}" is not a number.') from None


def as_boolean(text: str) -> object:
    """Return a truth value as SQLite has it."""
    return 1 if text.lower() == "true" else 0
