"""The tokens of Hugo's page lexer.

Owns: their names and shape, and what an unquoted parameter is worth. Does not own: where one ends.
"""

import re
from dataclasses import dataclass

from migrate.model.quick import quick

__all__ = ["Token", "TokenType", "Value", "typed_value"]

Value = bool | int | float | str
"""A shortcode parameter."""


class TokenType:
    """Hugo's own names of token types, as its lexer prints them."""

    ERROR = "tError"
    EOF = "tEOF"
    IGNORE = "TypeIgnore"
    DIVIDER = "TypeLeadSummaryDivider"
    FRONT_MATTER = "TypeFrontMatter"
    LEFT = "tLeftDelimScNoMarkup"
    RIGHT = "tRightDelimScNoMarkup"
    LEFT_MARKUP = "tLeftDelimScWithMarkup"
    RIGHT_MARKUP = "tRightDelimScWithMarkup"
    CLOSE = "tScClose"
    NAME = "tScName"
    INLINE_NAME = "tScNameInline"
    PARAM = "tScParam"
    PARAM_VALUE = "tScParamVal"
    INDENTATION = "tIndentation"
    TEXT = "tText"


@quick
@dataclass(frozen=True, slots=True)
class Token:
    """One token; offsets count characters of the text."""

    type: str
    start: int
    """For an error, the place that Hugo reports."""
    end: int
    text: str
    """What the token stands for; for an error, Hugo's message."""
    value: Value | None = None
    """The typed value of a parameter."""
    quoted: bool = False


_INTEGER = re.compile(r"[-+]?\d+", re.ASCII)
_FLOAT = re.compile(r"[-+]?\d*\.\d+", re.ASCII)
_LARGEST = 2**63


def typed_value(text: str) -> Value:
    """Return what an unquoted parameter is worth: a boolean, a 64-bit integer, a float, else its text."""
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        number = int(text) if len(text) < 100 else _LARGEST
        return number if -_LARGEST <= number < _LARGEST else text
    if _FLOAT.fullmatch(text):
        value = float(text)
        return text if value in (float("inf"), float("-inf")) else value
    return text
