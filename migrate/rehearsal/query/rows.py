"""Running the query of a collection: conditions, order, totals and one page of rows.

Owns the SQL of lists. Rows stay JSON texts, so that most pages are joined without being parsed. Totals come from the
tally when nothing but the content type is asked for, so that a page costs the same whatever the size of the space.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrate.rehearsal.answers import invalid_query
from migrate.rehearsal.call import Call
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.payload import list_at, object_at, text_at
from migrate.rehearsal.places import Place
from migrate.rehearsal.query.compare import FieldType, Scope, Where, content_type_missing
from migrate.rehearsal.query.parameters import Condition, Parameters, parse_parameters
from migrate.rehearsal.query.references import linked_types
from migrate.rehearsal.query.sql import build_order, build_where
from migrate.rehearsal.ranks import ORDERS, Collection, select_from
from migrate.rehearsal.records import find

__all__ = ["DRAFTS", "PREVIEW", "PUBLISHED", "Found", "View", "find_rows"]

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """Which state of entities a collection shows.

    Attributes:
        prefix: of the columns that hold the state.
        condition: SQL that leaves out what has no such state.
        columns: columns that stand for a path, where they differ from those of the management view.
        default_order: SQL of the order when none is asked for.
        one_locale: whether conditions look at one locale alone, the default one if none is asked for.

    """

    prefix: str = ""
    condition: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    default_order: str = "updated_at DESC, id"
    one_locale: bool = False


DRAFTS = View()
_PUBLISHED = "published_version IS NOT NULL"
PUBLISHED = View(prefix="public_", condition=_PUBLISHED)
PREVIEW = View(condition="archived_version IS NULL", one_locale=True)


_TALLIES = {"": "total", _PUBLISHED: "published"}
"""Columns of the tally by the condition of a view."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page: the query, the total (None for pages by cursor) and the rows of `sys` and body."""

    parameters: Parameters
    total: int | None
    rows: Sequence[Row]


def find_rows(call: Call, place: Place, kind: str, view: View, default_locale: str = "") -> Found:
    """Run the query of a request over the entities of one kind.

    Args:
        call: the request.
        place: the environment.
        kind: kind of entity.
        view: the state that is shown.
        default_locale: the default locale, looked up when it is needed and not given.

    Raises:
        Refusal: 400 when the query makes no sense.

    """
    parameters = parse_parameters(call.query)
    if not default_locale and parameters.order:
        default_locale = _default_locale(call, place)
    locale = "" if parameters.locale == "*" else parameters.locale
    entries = kind == "Entry"
    named = _content_type_of(parameters.conditions)
    if entries and not named and any(path.startswith("fields.") for path in parameters.select):
        raise content_type_missing("When selecting fields of entries")
    scope = Scope(
        kind=kind,
        fields=_field_types(call, place, named) if entries and named else None,
        locale=locale or (default_locale if view.one_locale else ""),
        default_locale=default_locale,
        body=f"{view.prefix}body",
        sys=f"{view.prefix}sys",
        columns=view.columns,
        linked={field: _field_types(call, place, type_) for field, type_ in linked_types(parameters.conditions).items()}
        if entries
        else {},
    )
    wheres = [Where("env = ? AND kind = ?", (place.env, kind))]
    if view.condition:
        wheres.append(Where(view.condition))
    wheres.extend(build_where(condition, scope) for condition in parameters.conditions)
    source = Where(
        f"entity {_way(parameters.conditions)} WHERE " + " AND ".join(part.sql for part in wheres),
        tuple(value for part in wheres for value in part.values),
    )
    order = _with_id(build_order(parameters.order, scope)) or view.default_order
    collection = _collection(place, kind, parameters.conditions)
    ranked = None if view.condition else collection
    if parameters.cursor:
        window = (parameters.limit + 1, parameters.start)
        return Found(parameters, None, _rows(call.transaction, scope, ranked, source, order, window))
    window = (parameters.limit, parameters.skip)
    total = _total(call.transaction, view, collection, source)
    return Found(parameters, total, _rows(call.transaction, scope, ranked, source, order, window))


def _with_id(order: str) -> str:
    """Return an order in which no two rows are equal, so that pages neither miss rows nor repeat them."""
    return f"{order}, id" if order and order.rpartition(", ")[2] not in ("id", "id DESC") else order


def _way(conditions: Sequence[Condition]) -> str:
    """Return how SQLite shall find rows that are named; it would walk over all, since that saves it the sorting."""
    for condition in conditions:
        if condition.path == "sys.id" and condition.operator in ("", "in"):
            return "INDEXED BY entity_id"
        if condition.path.startswith("links_to_"):
            return "NOT INDEXED"
    return ""


def _collection(place: Place, kind: str, conditions: Sequence[Condition]) -> Collection | None:
    """Return the collection that the conditions mean when they ask for a content type at most, or None."""
    if not conditions:
        return Collection(place.env, kind, None)
    if len(conditions) == 1 and conditions[0].path == "content_type" and not conditions[0].operator:
        return Collection(place.env, kind, conditions[0].values[0])
    return None


def _rows(
    transaction: Transaction,
    scope: Scope,
    collection: Collection | None,
    source: Where,
    order: str,
    window: tuple[int, int],
) -> Sequence[Row]:
    limit, skip = window
    ranked = ORDERS.get(order)
    if collection is not None and ranked is not None:
        start = transaction.ranks.start(collection, ranked, skip)
        return select_from(transaction, collection, ranked, start, f"{scope.sys}, {scope.body}", limit)
    return transaction.execute(
        # The inner query walks an index without touching the rows that are skipped; CROSS has it run first.
        f"SELECT {scope.sys}, {scope.body} FROM (SELECT pk AS page_pk FROM"
        f" {source.sql} ORDER BY {order} LIMIT ? OFFSET ?) CROSS JOIN entity ON pk = page_pk ORDER BY {order}",
        (*source.values, limit, skip),
    ).fetchall()


def _total(transaction: Transaction, view: View, collection: Collection | None, source: Where) -> int:
    counted = _TALLIES.get(view.condition)
    if collection is not None and counted is not None:
        sql, values = collection.where
        row = transaction.execute(f"SELECT coalesce(sum({counted}), 0) FROM tally WHERE {sql}", values).fetchone()
    else:
        row = transaction.execute(f"SELECT count(*) FROM {source.sql}", source.values).fetchone()
    return int(row[0])


def _content_type_of(conditions: Sequence[Condition]) -> str:
    """Return the one content type that the conditions name, or ""."""
    named = [
        condition.values[0]
        for condition in conditions
        if condition.path in ("content_type", "sys.contentType.sys.id")
        and condition.operator in ("", "in")
        and len(condition.values) == 1
    ]
    return named[0] if named else ""


def _field_types(call: Call, place: Place, named: str) -> Mapping[str, FieldType]:
    """Return the field types of a content type."""
    record = find(call.transaction, place.env, "ContentType", named)
    if record is None:
        raise invalid_query(
            "The query you sent was invalid. Probably a filter or ordering specification is not applicable to the type"
            " of a field.",
            [{"name": "unknownContentType", "value": f"DOESNOTEXIST: {named}", "path": ["content_type"]}],
        )
    return {
        text_at(field, "id"): FieldType(text_at(field, "type"), text_at(object_at(field, "items"), "type"))
        for field in list_at(record.body, "fields")
    }


def _default_locale(call: Call, place: Place) -> str:
    row = call.transaction.execute(
        "SELECT json_extract(body, '$.code') FROM entity WHERE env = ? AND kind = 'Locale'"
        " AND json_extract(body, '$.default')",
        (place.env,),
    ).fetchone()
    return str(row[0]) if row else ""
