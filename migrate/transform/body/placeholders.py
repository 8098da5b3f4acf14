"""Placeholders: words that stand in the Markdown for what Markdown must not see.

Owns: making words that no source holds, and putting what they stand for into the rendered HTML, by where they ended
up: between tags as HTML, inside code and attributes as text. Does not own: what shortcodes put there.

Hugo does the same with ``{{< >}}`` (https://gohugo.io/content-management/shortcodes/), so Markdown takes the same
turns around them.
"""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from typing import NamedTuple

__all__ = ["Placeholders", "Standing"]


_VERBATIM = re.compile(r"<(script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)")
"""Elements in which HTML knows no tags."""


@cache
def _pattern_of(nonce: str) -> re.Pattern[str]:
    return re.compile(rf"{nonce}(\d+)z")


class Standing(NamedTuple):
    """What a placeholder stands for."""

    html: str
    """Between tags."""
    text: str
    """Inside code, attributes and anything else that is no place for elements."""
    in_code: Callable[[], None] | None = None
    """Called when the text had to be used in code or in a tag."""
    in_tag: str | None = None
    """Inside a tag, where that differs from code."""
    in_address: str | None = None
    """Inside an address that began before it, where that differs from other text."""


class Placeholders:
    """The placeholders of one body."""

    __slots__ = ("_by_number", "_pattern", "nonce")

    def __init__(self, source: str) -> None:
        number = 0
        lowered = source.lower()
        lowered = lowered if "zqh" in lowered else ""
        while lowered and f"zqh{number}q" in lowered:
            number += 1
        self.nonce = f"zqh{number}q"
        self._by_number: list[Standing] = []
        self._pattern = _pattern_of(self.nonce)

    def add(self, standing: Standing) -> str:
        """Return a new placeholder for `standing`."""
        self._by_number.append(standing)
        return f"{self.nonce}{len(self._by_number) - 1}z"

    def in_addresses(self, text: str) -> str:
        """Return an address of the running text with placeholders for what is part of it."""

        def part(match: re.Match[str]) -> str:
            at = int(match[1])
            standing = self._by_number[at] if at < len(self._by_number) else None
            if standing is None or standing.in_address is None:
                return match[0]
            return self.add(standing._replace(html=standing.in_address, in_address=None))

        return self._pattern.sub(part, text)

    def has_entry_within(self, address: str) -> bool:
        """Tell whether a call that becomes more than words stands in `address` with more of it behind."""
        return any(
            int(match[1]) < len(self._by_number)
            and match.end() < len(address)
            and self._by_number[int(match[1])].in_code is not None
            and self._by_number[int(match[1])].in_address is None
            and "<" in self._by_number[int(match[1])].html
            for match in self._pattern.finditer(address)
        )

    def source_of(self, value: str) -> str:
        """Return `value` with what placeholders stand for in the source; of a call Markdown sees a word."""
        if self.nonce not in value:
            return value

        def source(match: re.Match[str]) -> str:
            at = int(match[1])
            if at >= len(self._by_number):
                return match[0]
            standing = self._by_number[at]
            return "H" if standing.in_code is not None else self.source_of(standing.text)

        return self._pattern.sub(source, value)

    def silent(self) -> "Placeholders":
        """Return placeholders that stand for the same and call nobody."""
        other = Placeholders("")
        other.nonce, other._pattern = self.nonce, self._pattern
        other._by_number = [standing._replace(in_code=None) for standing in self._by_number]
        return other

    def __bool__(self) -> bool:
        return bool(self._by_number)

    def resolve(self, html: str) -> str:
        """Return `html` with every placeholder replaced, also those in what a placeholder stood for."""
        if not self._by_number or self.nonce not in html:
            return html
        verbatim = set(_VERBATIM.findall(html))
        # What is nowhere need not be looked for from each placeholder back to the beginning.
        comments = "<!--" in html
        code = [tag for tag in ("code", "pre") if f"<{tag}" in html]
        out: list[str] = []
        done = 0
        for match in self._pattern.finditer(html):
            start, end = match.span()
            at = int(match[1])
            if at >= len(self._by_number):
                continue
            standing = self._by_number[at]
            tag = html.rfind("<", 0, start)
            if comments and _is_open(html, "<!--", "-->", start):
                # Findings tell what a comment says; what a call would have shown there no reader sees.
                value = standing.text if standing.in_code is None and "--" not in standing.text else ""
            elif tag > html.rfind(">", 0, start):
                value = escape(self._text_of(standing) if standing.in_tag is None else standing.in_tag)
            elif any(_is_open(html, f"<{name}", f"</{name}>", start) for name in verbatim):
                value = self._text_of(standing)
            elif any(_is_inside(html, f"<{name}", f"</{name}>", start) for name in code):
                value = escape(self._text_of(standing))
            else:
                if html.startswith("<p>", start - 3) and html.startswith("</p>", end):
                    start, end = start - 3, end + 4
                value = self.resolve(standing.html)
            out += (html[done:start], value)
            done = end
        out.append(html[done:])
        return "".join(out)

    def _text_of(self, standing: Standing) -> str:
        if standing.in_code is not None:
            standing.in_code()
        return self.in_text(standing.text, report=False)

    def in_text(self, value: str, *, report: bool = True) -> str:
        """Return `value` with placeholders replaced by their texts."""
        if self.nonce not in value:
            return value

        def text(match: re.Match[str]) -> str:
            at = int(match[1])
            if at >= len(self._by_number):
                return match[0]
            standing = self._by_number[at]
            if report and standing.in_code is not None:
                standing.in_code()
            return self.in_text(standing.text, report=False)

        return self._pattern.sub(text, value)


def _is_inside(html: str, start_tag: str, end_tag: str, position: int) -> bool:
    """Tell whether `position` stands between a `start_tag` and its end; one that nobody closed ends with its parent."""
    if not _is_open(html, start_tag, end_tag, position):
        return False
    end, other = html.find(end_tag, position), html.find(start_tag, position)
    return end >= 0 and not 0 <= other < end


def _is_open(html: str, start_tag: str, end_tag: str, position: int) -> bool:
    """Tell whether the last `start_tag` before `position` has not been closed there."""
    opened = html.rfind(start_tag, 0, position)
    return opened >= 0 and html.find(end_tag, opened, position) < 0
