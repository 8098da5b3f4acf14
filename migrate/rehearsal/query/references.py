"""Conditions on what a link leads to: entries found by a field of an entry that they link to.

Owns the SQL from a link to the entry behind it. As in Contentful, the type of that entry has to be named, with
``fields.author.sys.contentType.sys.id=author``, before ``fields.author.fields.name=Ann`` may be asked for.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from migrate.rehearsal.query.compare import FieldType, Scope, Where, compare, unknown_path
from migrate.rehearsal.query.parameters import Condition

__all__ = ["is_about_linked", "linked_condition", "linked_ids", "linked_types"]

_TYPE_OF_LINKED = re.compile(r"fields\.([A-Za-z][A-Za-z0-9_]{0,63})(?:\.[A-Za-z0-9_\-]+)?\.sys\.contentType\.sys\.id")


def linked_types(conditions: Sequence[Condition]) -> Mapping[str, str]:
    """Return field → the one content type that the conditions name for what it links to."""
    return {
        match[1]: condition.values[0]
        for condition in conditions
        if condition.operator in ("", "in")
        and len(condition.values) == 1
        and (match := _TYPE_OF_LINKED.fullmatch(condition.path))
    }


def is_about_linked(tail: str) -> bool:
    """Tell whether what follows a field's id leads past the link itself."""
    return tail.startswith((".fields.", ".sys.contentType."))


def linked_ids(places: str, only: tuple[str, tuple[str, ...]], field: FieldType) -> Where:
    """Return the SQL of the ids that a field links to.

    Args:
        places: the rows that hold the field's values, named ``place``; their table is named, for a linked one is about.
        only: what else holds of these rows, with its parameters.
        field: the type of the field.

    """
    if field.type == "Array":
        rows, column, kind = f"{places}, json_each(place.value) AS item", "item.value", "array"
    else:
        rows, column, kind = places, "place.value", "object"
    return Where(f"SELECT json_extract({column}, '$.sys.id') FROM {rows} WHERE {only[0]}place.type = '{kind}'", only[1])


def linked_condition(
    condition: Condition,
    scope: Scope,
    ids: Where,
    tail: str,
    types: Mapping[str, FieldType] | None,
    build: Callable[[Condition, Scope], Where],
) -> Where:
    """Return the SQL that holds when an entry that is linked to fulfils a condition.

    Args:
        condition: the condition, for its operator and values.
        scope: the scope of the query.
        ids: SQL of the ids that are linked to.
        tail: what follows the field: ``.sys.contentType.sys.id`` or ``.fields.name``.
        types: the fields of the type that the conditions name for what is linked to; None when they name none.
        build: makes the SQL of a condition on a field.

    Raises:
        Refusal: 400 when no type was named, or has no such field.

    """
    inner = Condition(tail.removeprefix("."), condition.operator, condition.values)
    if inner.path == "sys.contentType.sys.id":
        test = compare("linked.content_type", inner, str)
    elif types is None or not inner.path.startswith("fields."):
        raise unknown_path(condition.path)
    else:
        test = build(inner, scope.of_linked(types))
    sql = (
        "EXISTS (SELECT 1 FROM entity AS linked WHERE linked.env = entity.env AND linked.kind = 'Entry'"
        f" AND linked.id IN ({ids.sql}) AND linked.{scope.body} IS NOT NULL AND {test.sql})"
    )
    return Where(sql, (*ids.values, *test.values))
