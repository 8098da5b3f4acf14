"""JSON Patch (RFC 6902), which entries are patched with."""

from collections.abc import Callable, Mapping

from migrate.rehearsal.answers import Refusal, bad_request, unprocessable
from migrate.rehearsal.payload import Json, Object, dump, parse_object, text_at

__all__ = ["apply_patch"]


def apply_patch(document: Object, patch: Json) -> Object:
    """Return `document` with all operations of `patch` carried out in order; `document` itself stays as it is.

    Raises:
        Refusal: 400 when the patch is none, 422 when an operation cannot be carried out.

    """
    if not isinstance(patch, list):
        raise bad_request("A patch is a list of operations.")
    copy = parse_object(dump(document))
    for index, operation in enumerate(patch):
        kind = text_at(operation, "op")
        run = _OPERATIONS.get(kind)
        if run is None or not isinstance(operation, dict):
            raise bad_request(f'Operation {index} of the patch is none: "{kind}".')
        try:
            run(copy, operation)
        except (LookupError, ValueError, TypeError) as error:
            raise _impossible(index, operation) from error
    return copy


def _impossible(index: int, operation: Object) -> Refusal:
    details = f"The operation cannot be carried out at {text_at(operation, 'path')!r}"
    return unprocessable(
        "ValidationFailed", "The patch does not fit.", [{"name": "patch", "path": [index], "details": details}]
    )


def _keys(pointer: Json) -> list[str]:
    if not isinstance(pointer, str) or not pointer.startswith("/"):
        raise ValueError(pointer)
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer[1:].split("/")]


def _parent(document: Json, keys: list[str]) -> Json:
    for key in keys[:-1]:
        document = _child(document, key)
    return document


def _child(value: Json, key: str) -> Json:
    if isinstance(value, dict):
        return value[key]
    if isinstance(value, list):
        return value[_index(key, len(value) - 1)]
    raise KeyError(key)


def _index(key: str, most: int) -> int:
    if not key.isascii() or not key.isdigit() or int(key) > most:
        raise IndexError(key)
    return int(key)


def _put(document: Json, keys: list[str], value: Json) -> None:
    parent = _parent(document, keys)
    if isinstance(parent, dict):
        parent[keys[-1]] = value
    elif isinstance(parent, list):
        parent.insert(len(parent) if keys[-1] == "-" else _index(keys[-1], len(parent)), value)
    else:
        raise KeyError(keys[-1])


def _take(document: Json, keys: list[str]) -> Json:
    parent = _parent(document, keys)
    if isinstance(parent, dict):
        return parent.pop(keys[-1])
    if isinstance(parent, list):
        return parent.pop(_index(keys[-1], len(parent) - 1))
    raise KeyError(keys[-1])


def _add(document: Json, operation: Object) -> None:
    _put(document, _keys(operation["path"]), operation["value"])


def _remove(document: Json, operation: Object) -> None:
    _take(document, _keys(operation["path"]))


def _replace(document: Json, operation: Object) -> None:
    keys = _keys(operation["path"])
    value = operation["value"]
    _take(document, keys)
    _put(document, keys, value)


def _move(document: Json, operation: Object) -> None:
    _put(document, _keys(operation["path"]), _take(document, _keys(operation["from"])))


def _copy(document: Json, operation: Object) -> None:
    keys = _keys(operation["from"])
    value = _child(_parent(document, keys), keys[-1])
    _put(document, _keys(operation["path"]), parse_object(dump({"": value}))[""])


def _test(document: Json, operation: Object) -> None:
    keys = _keys(operation["path"])
    if _child(_parent(document, keys), keys[-1]) != operation["value"]:
        raise ValueError(operation["path"])


_OPERATIONS: Mapping[str, Callable[[Json, Object], None]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}
