"""Taxonomy: concepts, the schemes that order them, and the ways up and down between concepts.

Owns what is special about both kinds. The organization has one taxonomy, which all of its spaces share.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from migrate.rehearsal.answers import Answer, json_answer, validation_failed
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.kept.endpoints import found
from migrate.rehearsal.kept.home import ORGANIZATION_ENV, home_of
from migrate.rehearsal.kept.kind import Kind, as_sent
from migrate.rehearsal.payload import Json, Object, link, list_at, object_at, text_at
from migrate.rehearsal.records import Record, all_records, find, save, to_payload

__all__ = ["CONCEPT", "CONCEPT_SCHEME", "ENDPOINTS", "ancestors", "descendants"]

_BASE = "/organizations/{organization}/taxonomy"
_VERBS = ("list", "create", "read", "upsert", "patch", "delete")
_LABELS = ("altLabels", "hiddenLabels")
_NOTES = ("note", "changeNote", "definition", "editorialNote", "example", "historyNote", "scopeNote")


def _label(sent: Object) -> Object:
    label = object_at(sent, "prefLabel")
    if not any(isinstance(text, str) and text for text in label.values()):
        raise validation_failed([{"name": "required", "path": ["prefLabel"], "value": sent.get("prefLabel")}])
    return label


def _concept(call: Call, sent: Object, before: Object | None) -> Object:
    label = _label(sent)
    _check_links(call, sent, ("broader", "related"))
    none: dict[str, Json] = {locale: [] for locale in label}
    return {
        "uri": sent.get("uri"),
        "notations": list_at(sent, "notations"),
        "conceptSchemes": list_at(before, "conceptSchemes"),
        "broader": list_at(sent, "broader"),
        "related": list_at(sent, "related"),
        "prefLabel": label,
        **{name: object_at(sent, name) or dict(none) for name in _LABELS},
        **{name: object_at(sent, name) or None for name in _NOTES},
        **_internal(sent),
    }


def _scheme(call: Call, sent: Object, before: Object | None) -> Object:
    kept = as_sent(call, sent, before)
    _check_links(call, sent, ("topConcepts", "concepts"))
    concepts = list_at(sent, "concepts")
    return {
        "uri": kept.get("uri"),
        "prefLabel": _label(sent),
        "definition": object_at(sent, "definition") or None,
        "topConcepts": list_at(sent, "topConcepts"),
        "concepts": concepts,
        "totalConcepts": len(concepts),
        **_internal(sent),
    }


def _internal(sent: Object) -> Object:
    """Return what marks the folders of the visual editor, which are concepts too; others have no such properties."""
    return {name: sent[name] for name in ("purpose", "metadata") if name in sent}


def _check_links(call: Call, sent: Object, names: Iterable[str]) -> None:
    errors: list[Object] = []
    for name in names:
        for index, item in enumerate(list_at(sent, name)):
            if find(call.transaction, ORGANIZATION_ENV, CONCEPT.type, text_at(item, "sys", "id")) is None:
                errors.append({"name": "notResolvable", "path": [name, index], "link": object_at(item, "sys")})
    if errors:
        raise validation_failed(errors)


def _note_scheme(call: Call, before: Record | None, after: Record | None) -> None:
    """Let concepts link back to the schemes that they are in."""
    _link_back(call, (before, after), "concepts", ("conceptSchemes", CONCEPT_SCHEME.type))


def _note_concept(call: Call, before: Record | None, after: Record | None) -> None:
    """Let concepts be related to each other both ways."""
    _link_back(call, (before, after), "related", ("related", CONCEPT.type))


def _link_back(call: Call, change: tuple[Record | None, Record | None], name: str, back: tuple[str, str]) -> None:
    """Keep the links from concepts back to a thing whose links `name` lead to them; their versions stay."""
    before, after = change
    record = after or before
    if record is None:
        return
    place, kind = back
    was, now = _targets(before, name), _targets(after, name)
    for concept_id in dict.fromkeys((*was, *now)):
        concept = find(call.transaction, ORGANIZATION_ENV, CONCEPT.type, concept_id)
        if concept is None:
            continue
        others = [item for item in list_at(concept.body, place) if text_at(item, "sys", "id") != record.id]
        links: list[Json] = [*others, link(kind, record.id)] if concept_id in now else others
        if links != list_at(concept.body, place):
            save(call.transaction, replace(concept, body={**concept.body, place: links}))


def _targets(record: Record | None, name: str) -> list[str]:
    return [] if record is None else [text_at(item, "sys", "id") for item in list_at(record.body, name)]


CONCEPT = Kind("TaxonomyConcept", f"{_BASE}/concepts", _concept, _VERBS, cursor=True, after=_note_concept)
CONCEPT_SCHEME = Kind(
    "TaxonomyConceptScheme", f"{_BASE}/concept-schemes", _scheme, _VERBS, cursor=True, after=_note_scheme
)


def ancestors(call: Call, concept: str) -> list[Record]:
    """Return the concepts above one, nearest first."""
    return _reached(call, concept, {record.id: _targets(record, "broader") for record in _concepts(call)})


def descendants(call: Call, concept: str) -> list[Record]:
    """Return the concepts below one, nearest first."""
    below: dict[str, list[str]] = {}
    for record in _concepts(call):
        for upper in _targets(record, "broader"):
            below.setdefault(upper, []).append(record.id)
    return _reached(call, concept, below)


def _concepts(call: Call) -> list[Record]:
    return all_records(call.transaction, ORGANIZATION_ENV, CONCEPT.type)


def _reached(call: Call, start: str, steps: Mapping[str, list[str]]) -> list[Record]:
    reached: dict[str, None] = {}
    waiting = [*steps.get(start, ())]
    while waiting:
        concept = waiting.pop(0)
        if concept not in reached and concept != start:
            reached[concept] = None
            waiting.extend(steps.get(concept, ()))
    records = [find(call.transaction, ORGANIZATION_ENV, CONCEPT.type, concept) for concept in reached]
    return [record for record in records if record is not None]


def _related(call: Call, reach: Callable[[Call, str], list[Record]]) -> Answer:
    items: list[Json] = [to_payload(record) for record in reach(call, found(call, CONCEPT).id)]
    return json_answer({"sys": {"type": "Array"}, "limit": 100, "items": items, "pages": {}})


def _total(call: Call, kind: Kind) -> Answer:
    return json_answer({"total": len(all_records(call.transaction, home_of(call, kind).place.env, kind.type))})


ENDPOINTS = (
    Endpoint("GET", f"{CONCEPT.path}/total", lambda call: _total(call, CONCEPT)),
    Endpoint("GET", f"{CONCEPT_SCHEME.path}/total", lambda call: _total(call, CONCEPT_SCHEME)),
    Endpoint("GET", f"{CONCEPT.path}/{{id}}/ancestors", lambda call: _related(call, ancestors)),
    Endpoint("GET", f"{CONCEPT.path}/{{id}}/descendants", lambda call: _related(call, descendants)),
)
