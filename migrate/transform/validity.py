"""What Contentful would refuse to publish: required fields without a value, values that break a validation.

Owns the checks that need one value only. Uniqueness needs all entries and stands in `assemble`. The patterns of a
mapping are JavaScript's; one that Python cannot read is left to Contentful.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from migrate.mapping.rules import FieldRule
from migrate.model.canonical import Json, JsonObject

__all__ = ["broken_rules"]


def broken_rules(rule: FieldRule, value: Json) -> Iterator[str]:
    """Yield, for each validation of `rule` that `value` breaks, what it asks for."""
    for validation in rule.validations:
        yield from _broken(validation, value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        for validation in rule.items_validations:
            for item in value:
                yield from _broken(validation, item)


def _broken(validation: JsonObject, value: Json) -> Iterator[str]:
    for key, wanted in validation.items():
        match key:
            case "in" if isinstance(wanted, Sequence) and value not in wanted:
                yield f"one of {', '.join(str(item) for item in wanted)}"
            case "size" if isinstance(wanted, Mapping) and isinstance(value, (str, list)):
                yield from _out_of(wanted, len(value), "long")
            case "range" if isinstance(wanted, Mapping) and isinstance(value, (int, float)):
                yield from _out_of(wanted, value, "large")
            case "regexp" if isinstance(wanted, Mapping) and isinstance(value, str):
                pattern = _pattern(str(wanted.get("pattern") or ""), str(wanted.get("flags") or ""))
                if pattern is not None and pattern.search(value) is None:
                    yield f"text like {wanted.get('pattern')}"
            case _:
                pass


def _out_of(wanted: Mapping[str, Json], measure: float, word: str) -> Iterator[str]:
    low, high = wanted.get("min"), wanted.get("max")
    if isinstance(low, (int, float)) and measure < low:
        yield f"at least {low} {word}"
    if isinstance(high, (int, float)) and measure > high:
        yield f"at most {high} {word}"


@lru_cache(maxsize=256)
def _pattern(pattern: str, flags: str) -> re.Pattern[str] | None:
    python = re.sub(r"\(\?<(?=[A-Za-z])", "(?P<", pattern)
    try:
        return re.compile(python, re.IGNORECASE if "i" in flags else 0)
    except re.error:
        return None
