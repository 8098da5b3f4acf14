"""JSON text to values, with the errors of this package.

Owns: the one place that reads JSON of a site. Does not own: which text is JSON.
"""

import json
import math
import re
from typing import Any

from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.limits import check_depth
from migrate.model.source import Param

__all__ = ["read_json"]

_KEY = re.compile(r'[{,]\s*"((?:[^"\\]|\\.)*)"\s*:')
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_EXACT = 2**53
"""Hugo keeps JSON numbers as 64-bit floats, in which integers beyond this are no longer exact."""


def read_json(text: str, source: str, line: int = 1) -> tuple[Param, dict[str, int]]:
    """Return the value of a JSON text and the lines on which its keys are first written; the last duplicate wins.

    Raises:
        FrontMatterError: not JSON, or nested too deep.

    """
    check_depth(text, _SIGN, source, line)
    try:
        value: Param = json.loads(
            text, parse_int=_parse_integer, parse_float=_parse_float, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        message = f"JSON cannot be read: {error.msg}"
        raise FrontMatterError(message, where=f"{source}:{line + error.lineno - 1}", hint="Correct the JSON") from error
    except (ValueError, RecursionError) as error:
        message = f"JSON cannot be read: {error}"
        raise FrontMatterError(message, where=f"{source}:{line}", hint="Correct the JSON") from error
    if _SURROGATE.search(text):
        value = _without_surrogates(value)
    return value, _key_lines(text, value, line)


def _parse_integer(digits: str) -> int | float:
    if len(digits) > 17:
        return float(digits)
    number = int(digits)
    return number if abs(number) <= _EXACT else float(digits)


def _parse_float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        message = f"{digits[:40]} is beyond a 64-bit float"
        raise ValueError(message)
    return number


def _without_surrogates(value: Any) -> Any:
    """Replace each half of a character that is written without its other half by U+FFFD, as Go does."""
    match value:
        case str():
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case dict():
            return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
        case list():
            return [_without_surrogates(item) for item in value]
        case _:
            return value


def _refuse_constant(name: str) -> Any:
    message = f"{name} is no JSON value"
    raise ValueError(message)


def _key_lines(text: str, value: Param, line: int) -> dict[str, int]:
    """Find the keys of the outermost object; a key of the same name deeper but earlier is not told apart."""
    lines: dict[str, int] = {}
    if isinstance(value, dict):
        position = 0
        for match in _KEY.finditer(text):
            line += text.count("\n", position, match.start(1))
            position = match.start(1)
            if match[1] in value:
                lines.setdefault(match[1], line)
    return lines
