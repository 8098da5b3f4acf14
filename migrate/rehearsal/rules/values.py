"""What is checked whenever an entry is saved: known fields, known locales, the type and size of each value.

Owns one check per field type, found through `_TYPES`. What only publishing checks stands in `publishing`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

from migrate.rehearsal.answers import invalid_entry, unprocessable
from migrate.rehearsal.payload import Json, Object, dump, text_at
from migrate.rehearsal.rules.model import ContentType, Field
from migrate.rehearsal.rules.richtext import check_document

__all__ = ["Path", "check_metadata", "check_values", "refuse_unknown_fields"]

Path = tuple[str | int, ...]

MAX_SYMBOL = 256
MAX_TEXT = 50_000
MAX_LIST = 1000
MAX_RICH_TEXT_BYTES = 1024 * 1024
MAX_RICH_TEXT_CHARACTERS = 200_000
MAX_NUMBER = 2**53
MAX_TAGS = 100
MAX_CONCEPTS = 50

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+\-]\d{2}:?\d{2})?)?")


def refuse_unknown_fields(fields: Object, content_type: ContentType) -> None:
    """Make sure that every field sent is one of the content type.

    Raises:
        Refusal: 422 UnknownField, which clients read as ``details.errors[].path[1]``.

    """
    unknown = [field for field in fields if field not in content_type.by_id]
    if unknown:
        raise unprocessable(
            "UnknownField",
            f'No field with id "{unknown[0]}" found.',
            [{"name": "unknown", "path": ["fields", field]} for field in unknown],
        )


def check_values(fields: Object, content_type: ContentType, locales: Collection[str], default: str) -> None:
    """Make sure that the values of an entry may be saved.

    Args:
        fields: values by field and locale; fields must be known.
        content_type: what the entry is.
        locales: codes of the environment's locales.
        default: the default locale; fields that are not localized have a value in it alone.

    Raises:
        Refusal: 422 InvalidEntry with every fault found.

    """
    errors: list[Object] = []
    for field_id, values in fields.items():
        field = content_type.by_id[field_id]
        if not isinstance(values, dict):
            errors.append(_type_error(("fields", field_id), values, "Object"))
            continue
        for locale, value in values.items():
            path = ("fields", field_id, locale)
            if locale not in locales:
                errors.append(_error("unknown", path, f'The locale "{locale}" is not known in this environment'))
            elif not field.localized and locale != default:
                errors.append(_error("unknown", path, f'The field "{field_id}" is not localized'))
            elif value is not None:
                errors.extend(_TYPES[field.type](field, value, path))
    if errors:
        raise invalid_entry(errors)


def check_metadata(metadata: Json) -> None:
    """Make sure that `metadata`, when sent, holds tags, and links of the right kind.

    Raises:
        Refusal: 422 InvalidEntry.

    """
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        raise invalid_entry([_type_error(("metadata",), metadata, "Object")])
    if "tags" not in metadata:
        raise invalid_entry([{"name": "required", "path": ["tags"], "details": 'The property "tags" is required here'}])
    errors: list[Object] = []
    for name, kind, most in (("tags", "Tag", MAX_TAGS), ("concepts", "TaxonomyConcept", MAX_CONCEPTS)):
        links = metadata.get(name, [])
        if not isinstance(links, list):
            errors.append(_type_error(("metadata", name), links, "Array"))
            continue
        if len(links) > most:
            errors.append(_size_error(("metadata", name), most))
        errors.extend(
            _type_error(("metadata", name, index), item, "Link")
            for index, item in enumerate(links)
            if text_at(item, "sys", "linkType") != kind or not text_at(item, "sys", "id")
        )
    if errors:
        raise invalid_entry(errors)


def _symbol(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, str):
        yield _type_error(path, value, "Symbol")
    elif len(value) > MAX_SYMBOL:
        yield _size_error(path, MAX_SYMBOL)


def _text(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, str):
        yield _type_error(path, value, "Text")
    elif len(value) > MAX_TEXT:
        yield _size_error(path, MAX_TEXT)


def _rich_text(field: Field, value: Json, path: Path) -> Iterator[Object]:
    found = check_document(value, path)
    yield from found
    if not found:
        if len(dump(value).encode()) > MAX_RICH_TEXT_BYTES:
            yield _size_error(path, MAX_RICH_TEXT_BYTES)
        elif _characters(value) > MAX_RICH_TEXT_CHARACTERS:
            yield _size_error(path, MAX_RICH_TEXT_CHARACTERS)


def _characters(document: Json) -> int:
    count = 0
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            count += len(text_at(node, "value"))
            content = node.get("content")
            if isinstance(content, list):
                waiting.extend(content)
    return count


def _integer(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        yield _type_error(path, value, "Integer")
    elif abs(value) > MAX_NUMBER:
        yield {**_error("range", path, "The number is too large"), "value": value}


def _number(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield _type_error(path, value, "Number")
    elif abs(value) > MAX_NUMBER:
        yield {**_error("range", path, "The number is too large"), "value": value}


def _date(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, str) or not _DATE.fullmatch(value) or not _is_day(value):
        yield _type_error(path, value, "Date")


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text[:10])
        if "T" in text:
            datetime.fromisoformat(f"2000-01-01{text[10:16]}")
    except ValueError:
        return False
    return True


def _boolean(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, bool):
        yield _type_error(path, value, "Boolean")


def _object(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, dict | list):
        yield _type_error(path, value, "Object")


def _location(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, dict):
        yield _type_error(path, value, "Location")
        return
    for key, most in (("lat", 90), ("lon", 180)):
        degrees = value.get(key)
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            yield _type_error((*path, key), degrees, "Number")
        elif abs(degrees) > most:
            yield {**_error("range", (*path, key), f"Must be between -{most} and {most}"), "value": degrees}
    yield from (
        _error("unknown", (*path, key), f'"{key}" is no part of a Location')
        for key in value
        if key not in ("lat", "lon")
    )


def _link(field: Field, value: Json, path: Path) -> Iterator[Object]:
    yield from _checked_link(field.link_type, value, path)


def _checked_link(link_type: str, value: Json, path: Path) -> Iterator[Object]:
    fits = text_at(value, "sys", "type") == "Link" and text_at(value, "sys", "id")
    if not fits:
        yield _type_error(path, value, "Link")
    elif text_at(value, "sys", "linkType") != link_type:
        yield {
            **_error("linkType", (*path, "sys", "linkType"), f"The link must be to an {link_type}"),
            "value": text_at(value, "sys", "linkType"),
            "expected": [link_type],
        }


def _resource_link(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if text_at(value, "sys", "type") != "ResourceLink" or not text_at(value, "sys", "urn"):
        yield _type_error(path, value, "ResourceLink")


def _array(field: Field, value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, list):
        yield _type_error(path, value, "Array")
        return
    if len(value) > MAX_LIST:
        yield _size_error(path, MAX_LIST)
    for index, item in enumerate(value):
        where = (*path, index)
        if field.items_type == "Link":
            yield from _checked_link(field.items_link_type, item, where)
        elif field.items_type == "ResourceLink":
            yield from _resource_link(field, item, where)
        else:
            yield from _symbol(field, item, where)


_TYPES: Mapping[str, Callable[[Field, Json, Path], Iterator[Object]]] = {
    "Symbol": _symbol,
    "Text": _text,
    "RichText": _rich_text,
    "Integer": _integer,
    "Number": _number,
    "Date": _date,
    "Boolean": _boolean,
    "Object": _object,
    "Location": _location,
    "Link": _link,
    "ResourceLink": _resource_link,
    "Array": _array,
}


def _error(name: str, path: Path, details: str) -> Object:
    return {"name": name, "details": details, "path": list(path)}


def _type_error(path: Path, value: Json, expected: str) -> Object:
    return {
        "name": "type",
        "value": value,
        "type": expected,
        "details": f'The type of "{path[-1]}" is incorrect, expected type: {expected}',
        "path": list(path),
    }


def _size_error(path: Path, most: int) -> Object:
    return {**_error("size", path, f"Size must be at most {most}"), "max": most}
