"""The part of a mapping that is about content types and their fields.

Owns the checks of one field, and that references lead to types and fields that the mapping has.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from migrate.mapping.document import Loc
from migrate.mapping.problems import did_you_mean
from migrate.mapping.rules import ContentTypeRule, FieldRule, Lookup, Match, ReferenceRule
from migrate.mapping.schema import ContentTypeText, FieldText, MappingFile, MatchText
from migrate.mapping.shorthand import FieldType, parse_field_type
from migrate.mapping.sources import source_problem
from migrate.mapping.told import Told
from migrate.model.canonical import Json, JsonObject

__all__ = ["compile_types"]

_FIELD_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z")
_ENTITY_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_ID_PREFIX = re.compile(r"[A-Za-z0-9._-]{0,24}\Z")
_FIELDS_PER_TYPE = 50
_DISPLAY_NAMES = ("title", "name", "label", "heading")
_LOCALIZED_TYPES = ("Symbol", "Text", "RichText")
_LINKS = ("Asset", "Entry")


def compile_types(file: MappingFile, told: Told) -> tuple[ContentTypeRule, ...]:
    """Return the content types with their fields; references lead to types of the mapping."""
    types = tuple(_content_type(told, type_id, held) for type_id, held in file.content_types.items())
    if not types:
        told.add(("contentTypes",), "there is no content type", "Add one, or run `migrate init SITE`")
    return _with_references(told, types)


def _content_type(told: Told, type_id: str, held: ContentTypeText) -> ContentTypeRule:
    loc: Loc = ("contentTypes", type_id)
    if not _ENTITY_ID.match(type_id):
        told.add(loc, f"'{type_id}' is no content type id", "Use up to 64 letters, digits, '.', '_' and '-'")
    if not _ID_PREFIX.match(held.id_prefix):
        told.add((*loc, "idPrefix"), f"'{held.id_prefix}' cannot start an id", "Use up to 24 letters or digits")
    if len(held.fields) > _FIELDS_PER_TYPE:
        message = f"'{type_id}' has {len(held.fields)} fields; Contentful takes {_FIELDS_PER_TYPE}"
        told.add((*loc, "fields"), message, "Move rare keys into one Object field")
    fields = tuple(
        rule
        for field_id, field in held.fields.items()
        if (rule := _field(told, (*loc, "fields", field_id), field_id, field)) is not None
    )
    return ContentTypeRule(
        id=type_id,
        name=held.name or _words(type_id),
        description=held.description,
        display_field=_display_field(told, loc, held, fields),
        fields=fields,
        match=_match(held.match) if held.match else None,
        id_prefix=held.id_prefix,
        where=told.text.where(loc),
    )


def _display_field(told: Told, loc: Loc, held: ContentTypeText, fields: tuple[FieldRule, ...]) -> str:
    symbols = [field.id for field in fields if field.type in ("Symbol", "Text")]
    if not held.display_field:
        named = [name for name in _DISPLAY_NAMES if name in symbols]
        return (named or [field.id for field in fields if field.type == "Symbol"] or symbols or [""])[0]
    if held.display_field not in held.fields:
        message = f"displayField '{held.display_field}' is no field of '{loc[-1]}'"
        told.add((*loc, "displayField"), message, did_you_mean(held.display_field, held.fields))
    elif held.display_field not in symbols:
        message = f"displayField '{held.display_field}' is neither Symbol nor Text"
        told.add((*loc, "displayField"), message, "Contentful shows only short or long text there")
    return held.display_field


def _field(told: Told, loc: Loc, field_id: str, held: FieldText) -> FieldRule | None:
    if not _FIELD_ID.match(field_id):
        told.add(loc, f"'{field_id}' is no field id", "Start with a letter, then letters, digits and '_'")
    try:
        kind = parse_field_type(held.type)
    except ValueError as error:
        told.add((*loc, "type"), str(error), did_you_mean(held.type.partition("(")[0], ()) or "See docs/mapping.md")
        return None
    _check_options(told, loc, kind, held)
    source = "" if held.constant is not None else held.from_ or field_id
    problem = source_problem(source) if source else None
    if problem is not None:
        told.add((*loc, "from"), *problem)
    return FieldRule(
        id=field_id,
        name=held.name or _words(field_id),
        type="Array" if kind.many else "Link" if kind.name in _LINKS else kind.name,
        source=source,
        link_type=kind.name if kind.name in _LINKS else "",
        items=("Link" if kind.name in _LINKS else "Symbol") if kind.many else "",
        reference=_reference(kind, held),
        constant=held.constant,
        default=held.default,
        split=held.split,
        join=held.join,
        lookup=Lookup(held.lookup.table, held.lookup.default) if held.lookup else None,
        date=held.date if kind.name == "Date" else "",
        localized=held.localized if held.localized is not None or kind.name in _LOCALIZED_TYPES else False,
        required=held.required,
        unique=held.unique,
        create_only=held.create_only,
        validations=tuple(_validations(kind, held)),
        items_validations=tuple(_items_validations(kind, held)),
        widget=held.widget,
        help_text=held.help_text,
        where=told.text.where(loc),
        optional=held.optional,
    )


def _check_options(told: Told, loc: Loc, kind: FieldType, held: FieldText) -> None:
    rows: tuple[tuple[bool, str, str, str], ...] = (
        (
            kind.name == "Entry" and not kind.to,
            "type",
            "Entry needs the content type that it leads to",
            "Write Entry(author) or Entry(tag)[]",
        ),
        (held.by != "" and kind.name != "Entry", "by", "`by` is for Entry only", "Remove it"),
        (
            held.unique and (kind.many or kind.name not in ("Symbol", "Integer", "Number")),
            "unique",
            f"Contentful has no unique {kind.name}{'[]' if kind.many else ''}",
            "Only Symbol, Integer, Number can be",
        ),
        (
            held.constant is not None and held.from_ != "",
            "constant",
            "`constant` and `from` exclude each other",
            "Keep one of the two",
        ),
        (
            bool(held.items_validations) and not kind.many,
            "itemsValidations",
            "`itemsValidations` is for lists only",
            "Use `validations`",
        ),
        (
            held.split != "" and not (kind.many or kind.name in ("Entry", "Object")),
            "split",
            f"`split` makes a list, and {kind.name} holds one value",
            f"Write {kind.name}[], or use `join`",
        ),
        (
            bool(held.regexp) and kind.name not in ("Symbol", "Text"),
            "regexp",
            "`regexp` is for text only",
            "Remove it",
        ),
    )
    for wrong, key, message, hint in rows:
        if wrong:
            told.add((*loc, key), message, hint)


def _validations(kind: FieldType, held: FieldText) -> Iterator[JsonObject]:
    if held.unique:
        yield {"unique": True}
    if held.size is not None:
        yield {"size": {"min": held.size.get("min"), "max": held.size.get("max")}}
    if held.in_ is not None and not kind.many:
        yield {"in": list(held.in_)}
    if held.regexp:
        yield {"regexp": {"pattern": held.regexp, "flags": None}}
    yield from held.validations


def _with_references(told: Told, types: tuple[ContentTypeRule, ...]) -> tuple[ContentTypeRule, ...]:
    """Check what references lead to, and fill in `by` where it is left out."""
    by_id = {held.id: held for held in types}
    return tuple(
        replace(held, fields=tuple(_with_reference(told, held, rule, by_id) for rule in held.fields)) for held in types
    )


def _with_reference(
    told: Told, owner: ContentTypeRule, rule: FieldRule, types: dict[str, ContentTypeRule]
) -> FieldRule:
    reference = rule.reference
    if reference is None or not reference.content_type:
        return rule
    loc: Loc = ("contentTypes", owner.id, "fields", rule.id)
    for name in (reference.content_type, *reference.also):
        if name not in types:
            hint = did_you_mean(name, types)
            told.add(loc, f"'{rule.id}' refers to the content type '{name}', which is not in this mapping", hint)
    target = types.get(reference.content_type)
    if target is None:
        return rule
    fields = {field.id: field for field in target.fields}
    if not reference.by:
        return replace(rule, reference=replace(reference, by="name" if "name" in fields else target.display_field))
    if reference.by not in fields:
        message = f"'{rule.id}' finds its entries by '{reference.by}', which is no field of '{target.id}'"
        told.add((*loc, "by"), message, did_you_mean(reference.by, fields))
    return rule


def _words(name: str) -> str:
    """Return an id as people write it: ``publishedAt`` → ``Published at``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    spaced = re.sub(r"[._-]+", " ", spaced).strip()
    words = spaced.split()
    return (
        " ".join([words[0][:1].upper() + words[0][1:], *(w if w.isupper() else w.lower() for w in words[1:])])
        if words
        else name
    )


def _items_validations(kind: FieldType, held: FieldText) -> Iterator[JsonObject]:
    if held.in_ is not None and kind.many:
        yield {"in": list(held.in_)}
    yield from held.items_validations


def _match(held: MatchText) -> Match:
    where: dict[str, Json] = {key.lower(): value for key, value in held.where.items()}
    return Match(tuple(held.section), tuple(held.type), tuple(held.kind), tuple(held.path), where)


def _reference(kind: FieldType, held: FieldText) -> ReferenceRule | None:
    if kind.name != "Entry":
        return None
    return ReferenceRule(kind.to[0] if kind.to else "", held.by, held.match, kind.to[1:])
