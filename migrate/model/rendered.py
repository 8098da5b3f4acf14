"""What Hugo printed for one shortcode call: the word between the room that runs Hugo and the one that converts."""

import re
from dataclasses import dataclass

__all__ = ["NESTED_CALL", "RenderedCall", "nested_call"]

NESTED_CALL = re.compile("\ue002(\\d+):(\\d+)\ue003")
"""Stands in the text of a call for a call inside it that Hugo was not to render, by line and column."""


@dataclass(frozen=True, slots=True)
class RenderedCall:
    """What became of a call."""

    text: str
    """HTML for ``{{< >}}``, Markdown for ``{{% %}}``; see `NESTED_CALL`."""
    error: str = ""
    """Why Hugo could not render it, in its own words; "" when it could."""


def nested_call(line: int, column: int) -> str:
    """Return what stands for the call at `line` and `column` of the content file."""
    return f"\ue002{line}:{column}\ue003"
