"""Placeholders: words that stand in the Markdown for what Markdown must not see.

Owns: making words that no source holds, and putting what they stand for into the rendered HTML, by where they ended
up: between tags as HTML, inside code and attributes as text. Does not own: what shortcodes put there.

Hugo does the same with ``{{< >}}`` (https://gohugo.io/content-management/shortcodes/), so Markdown takes the same
turns around them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

__all__ = ["Placeholders", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a placeholder stands for."""

    html: str
    """Between tags."""
    text: str
    """Inside code, attributes and anything else that is no place for elements."""
    in_code: Callable[[], None] | None = None
    """Called when the text had to be used in code or in a tag."""


class Placeholders:
    """The placeholders of one body."""

    __slots__ = ("_by_number", "_pattern", "nonce")

    def __init__(self, source: str) -> None:
        number = 0
        lowered = source.lower() if "zqh" in source.lower() else ""
        while lowered and f"zqh{number}q" in lowered:
            number += 1
        self.nonce = f"zqh{number}q"
        self._by_number: list[Standing] = []
        self._pattern: re.Pattern[str] | None = None

    def add(self, standing: Standing) -> str:
        """Return a new placeholder for `standing`."""
        self._by_number.append(standing)
        return f"{self.nonce}{len(self._by_number) - 1}z"

    def __bool__(self) -> bool:
        return bool(self._by_number)

    def resolve(self, html: str) -> str:
        """Return `html` with every placeholder replaced, also those in what a placeholder stood for."""
        if not self._by_number or self.nonce not in html:
            return html
        if self._pattern is None:
            word = rf"{self.nonce}(\d+)z"
            self._pattern = re.compile(
                rf"<p>{word}</p>|(<pre\b.*?</pre>|<code\b.*?</code>)|"
                rf"(<!--.*?-->|</?[A-Za-z][^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)|{word}",
                re.DOTALL,
            )
        return self._pattern.sub(self._replace, html)

    def _replace(self, match: re.Match[str]) -> str:
        number = match[1] or match[4]
        if number is not None:
            at = int(number)
            return self.resolve(self._by_number[at].html) if at < len(self._by_number) else match[0]
        whole = match[0]
        if self.nonce not in whole:
            return whole
        if whole.startswith("<!--"):
            return re.sub(rf"{self.nonce}\d+z", "", whole)
        return self.in_text(whole, quote=True)

    def in_text(self, value: str, *, quote: bool = False, report: bool = True) -> str:
        """Return `value` with placeholders replaced by their texts, escaped for HTML when `quote`."""
        if self.nonce not in value:
            return value

        def text(match: re.Match[str]) -> str:
            at = int(match[1])
            if at >= len(self._by_number):
                return match[0]
            standing = self._by_number[at]
            if report and standing.in_code is not None:
                standing.in_code()
            inner = self.in_text(standing.text, report=False)
            return escape(inner) if quote else inner

        return re.sub(rf"{self.nonce}(\d+)z", text, value)
