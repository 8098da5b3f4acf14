"""What pydantic says of a mapping, in words that its author can act on: file, line, key, nearest known name.

Owns the wording. Does not own what is checked (`schema`, `compile`).
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from migrate.errors import Problem
from migrate.mapping.document import Loc, MappingText

__all__ = ["did_you_mean", "problems_of", "way_text"]

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table of keys and values",
    "model_type": "a table of keys and values",
    "model_attributes_type": "a table of keys and values",
}


def problems_of(error: ValidationError, text: MappingText, model: type[BaseModel]) -> tuple[Problem, ...]:
    """Return one problem for each thing that pydantic refused, in the order of the file."""
    details = error.errors()
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    found = [
        (_line(text, detail["loc"]), _problem(detail, text, model))
        for detail in details
        # A key that is only misspelt is not missing as well.
        if not (detail["type"] == "missing" and any(_is_near(detail["loc"], loc) for loc in unknown))
    ]
    return tuple(problem for _, problem in sorted(found, key=lambda pair: pair[0]))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?", or the known words when none is near; "" when there are none."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if not near:
        folded = {candidate.casefold(): candidate for candidate in words}
        near = [folded[word.casefold()]] if word.casefold() in folded else []
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known here: {', '.join(words)}" if words else ""


def way_text(loc: Sequence[str | int]) -> str:
    """Return the way to a value as people write it: ``contentTypes.post.fields.title``, ``accept[0].code``."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _is_near(wanted: Loc, found: Loc) -> bool:
    """Tell whether two keys of one table are nearly alike."""
    return wanted[:-1] == found[:-1] and bool(get_close_matches(str(found[-1]), [str(wanted[-1])], n=1))


def _line(text: MappingText, loc: Loc) -> int:
    return int(text.where(loc).rpartition(":")[2] or 0) if ":" in text.where(loc) else 0


def _problem(detail: ErrorDetails, text: MappingText, model: type[BaseModel]) -> Problem:
    loc = tuple(detail["loc"])
    where = text.where(loc)
    way = way_text(loc)
    parent = f" in {way_text(loc[:-1])}" if loc[:-1] else ""
    kind = detail["type"]
    match kind:
        case "extra_forbidden":
            return Problem(
                f"unknown key '{loc[-1]}'{parent}", where, did_you_mean(str(loc[-1]), _keys(model, loc[:-1]))
            )
        case "missing":
            return Problem(f"the key '{loc[-1]}' is missing{parent}", text.where(loc[:-1]), "Add it")
        case "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", ""))
            words = [word.strip().strip("'") for word in expected.replace(" or ", ",").split(",")]
            return Problem(
                f"'{detail['input']}' is no value of {way}", where, did_you_mean(str(detail["input"]), words)
            )
        case "value_error":
            return Problem(f"{way}: {detail.get('ctx', {}).get('error', detail['msg'])}", where, "See docs/mapping.md")
        case "model_type" | "model_attributes_type" if detail["input"] is None:
            return Problem(f"{way} has no value", where, "Inside { } a line with commas needs quotes around it")
        case _ if kind in _EXPECTED:
            return Problem(
                f"{way} must be {_EXPECTED[kind]}, not {_said(detail['input'])}",
                where,
                "Put quotes around text" if kind == "string_type" else "See docs/mapping.md",
            )
        case _:
            return Problem(f"{way}: {detail['msg']}", where, "See docs/mapping.md")


def _said(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{value}'"
        case list():
            return "a list"
        case _:
            return "a table"


def _keys(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Return the keys that the model at `loc` knows."""
    current: Any = model
    for step in loc:
        current = _bare(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in current.model_fields.items()}
            current = fields.get(str(step))
        elif get_origin(current) is dict:
            current = get_args(current)[1]
        elif get_origin(current) is list:
            current = get_args(current)[0]
    current = _bare(current)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [field.alias or name for name, field in current.model_fields.items()]
    return []


def _bare(annotation: Any) -> Any:
    """Return `annotation` without ``Annotated`` and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin is Union or type(annotation).__name__ == "UnionType":
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation
