"""Conditions with a name of their own: content type, full text, links, tags, kind of file."""

from collections.abc import Callable, Mapping

from migrate.rehearsal.payload import dump
from migrate.rehearsal.query.compare import Scope, Where, any_locale, compare, is_wanted, like
from migrate.rehearsal.query.parameters import Condition
from migrate.rehearsal.rules.mimetypes import sql_patterns

__all__ = ["NAMED"]


def _content_type(condition: Condition, scope: Scope) -> Where:
    return compare("content_type", condition, str)


def _full_text(condition: Condition, scope: Scope) -> Where:
    words = condition.values[0].split()
    if scope.kind not in ("Entry", "Asset"):
        name = f"json_extract({scope.body}, '$.name') LIKE ? ESCAPE '\\'"
        return Where(" AND ".join([name] * len(words)) or "1", tuple(f"%{like(word)}%" for word in words))
    atoms = f"json_tree({scope.body}, '$.fields') AS t"
    test = f"EXISTS (SELECT 1 FROM {atoms} WHERE t.type = 'text' AND t.atom LIKE ? ESCAPE '\\')"
    return Where(" AND ".join([test] * len(words)) or "1", tuple(f"%{like(word)}%" for word in words))


def _links_to(kind: str) -> Callable[[Condition, Scope], Where]:
    def where(condition: Condition, scope: Scope) -> Where:
        return Where(
            "pk IN (SELECT source FROM link WHERE target_kind = ? AND target_id = ?)", (kind, condition.values[0])
        )

    return where


def _metadata(name: str) -> Callable[[Condition, Scope], Where]:
    def where(condition: Condition, scope: Scope) -> Where:
        source = f"json_each({scope.body}, '$.metadata.{name}') AS place"
        if condition.operator == "exists":
            sql = f"EXISTS (SELECT 1 FROM {source})"
            return Where(sql if is_wanted(condition) else f"NOT {sql}")
        column = "json_extract(place.value, '$.sys.id')"
        if condition.operator == "all":
            each = [
                any_locale(Condition(condition.path, "", (value,)), source, ("", ()), column, str)
                for value in condition.values
            ]
            return Where(" AND ".join(part.sql for part in each), tuple(v for part in each for v in part.values))
        return any_locale(condition, source, ("", ()), column, str)

    return where


# The taxonomy is the organization's, which has number 0.
_BELOW = """
  WITH RECURSIVE below (id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT entity.id FROM entity, json_each(entity.body, '$.broader') AS broader
      JOIN below ON json_extract(broader.value, '$.sys.id') = below.id
      WHERE entity.env = 0 AND entity.kind = 'TaxonomyConcept')
  SELECT id FROM below"""


def _concept_or_below(condition: Condition, scope: Scope) -> Where:
    source = f"json_each({scope.body}, '$.metadata.concepts') AS place"
    sql = f"EXISTS (SELECT 1 FROM {source} WHERE json_extract(place.value, '$.sys.id') IN ({_BELOW}))"
    return Where(sql, (dump([*condition.values]),))


def _mimetype_group(condition: Condition, scope: Scope) -> Where:
    tests = [
        f"json_extract(place.value, '$.contentType') LIKE '{pattern}'" for pattern in sql_patterns(condition.values[0])
    ]
    return Where(
        f"EXISTS (SELECT 1 FROM json_each({scope.body}, '$.fields.file') AS place WHERE {' OR '.join(tests) or '0'})"
    )


NAMED: Mapping[str, Callable[[Condition, Scope], Where]] = {
    "content_type": _content_type,
    "query": _full_text,
    "links_to_entry": _links_to("Entry"),
    "links_to_asset": _links_to("Asset"),
    "metadata.tags": _metadata("tags"),
    "metadata.tags.sys.id": _metadata("tags"),
    "metadata.concepts": _metadata("concepts"),
    "metadata.concepts.sys.id": _metadata("concepts"),
    "metadata.concepts.descendants": _concept_or_below,
    "mimetype_group": _mimetype_group,
}
