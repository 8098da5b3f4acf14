"""Rules for assets: title, description and file on saving, a processed file on publishing."""

from collections.abc import Collection, Iterator

from migrate.rehearsal.answers import invalid_entry, unprocessable
from migrate.rehearsal.payload import Json, Object, object_at, text_at
from migrate.rehearsal.rules.values import MAX_SYMBOL, MAX_TEXT, Path

__all__ = ["check_asset", "check_asset_values"]

_FIELDS = ("title", "description", "file")


def check_asset_values(fields: Object, locales: Collection[str]) -> None:
    """Make sure that the values of an asset may be saved.

    Raises:
        Refusal: 422 UnknownField or InvalidEntry.

    """
    unknown = [field for field in fields if field not in _FIELDS]
    if unknown:
        raise unprocessable(
            "UnknownField",
            f'No field with id "{unknown[0]}" found.',
            [{"name": "unknown", "path": ["fields", field]} for field in unknown],
        )
    errors: list[Object] = []
    for field, values in fields.items():
        if not isinstance(values, dict):
            errors.append(_type_error(("fields", field), values, "Object"))
            continue
        for locale, value in values.items():
            path = ("fields", field, locale)
            if locale not in locales:
                details = f'The locale "{locale}" is not known in this environment'
                errors.append({"name": "unknown", "path": list(path), "details": details})
            elif value is not None:
                errors.extend(_file(value, path) if field == "file" else _text(field, value, path))
    if errors:
        raise invalid_entry(errors)


def check_asset(body: Object, locales: Collection[str], default: str) -> None:
    """Make sure that an asset may be published in `locales`: it has a file, and each file is processed.

    Raises:
        Refusal: 422 InvalidEntry.

    """
    files = object_at(body, "fields", "file")
    errors = [
        _required(("fields", "file", locale, "url"), "url")
        for locale, file in files.items()
        if locale in locales and file is not None and not text_at(file, "url")
    ]
    if not any(object_at(file) for locale, file in files.items() if locale in locales):
        errors.append(_required(("fields", "file") if not files else ("fields", "file", default), "file"))
    if errors:
        raise invalid_entry(errors)


def _text(field: str, value: Json, path: Path) -> Iterator[Object]:
    most = MAX_SYMBOL if field == "title" else MAX_TEXT
    if not isinstance(value, str):
        yield _type_error(path, value, "Symbol" if field == "title" else "Text")
    elif len(value) > most:
        yield {"name": "size", "max": most, "path": list(path), "details": f"Size must be at most {most}"}


def _file(value: Json, path: Path) -> Iterator[Object]:
    if not isinstance(value, dict):
        yield _type_error(path, value, "File")
        return
    for key in ("contentType", "fileName"):
        text = value.get(key)
        if not isinstance(text, str) or not text:
            yield _required((*path, key), key) if text in (None, "") else _type_error((*path, key), text, "String")
        elif len(text) > MAX_SYMBOL:
            yield {
                "name": "size",
                "max": MAX_SYMBOL,
                "path": [*path, key],
                "details": f"Size must be at most {MAX_SYMBOL}",
            }
    upload = value.get("upload")
    if upload is not None and (
        not isinstance(upload, str) or not upload.lower().startswith(("https://", "http://", "//"))
    ):
        yield {"name": "regexp", "path": [*path, "upload"], "value": upload, "details": "Must be a web address"}
    source = value.get("uploadFrom")
    if source is not None and not text_at(source, "sys", "id"):
        yield _type_error((*path, "uploadFrom"), source, "Link")


def _required(path: Path, name: str) -> Object:
    return {"name": "required", "path": list(path), "details": f'The property "{name}" is required here'}


def _type_error(path: Path, value: Json, expected: str) -> Object:
    return {
        "name": "type",
        "value": value,
        "type": expected,
        "details": f'The type of "{path[-1]}" is incorrect, expected type: {expected}',
        "path": list(path),
    }
