"""The stretch of two renderings in which all that differs lies, so that the rest need not be parsed.

Most pages of an old site that differ at all differ in a line or two.
"""

from typing import TypeVar

__all__ = ["differing_parts", "shared_start"]

Text = TypeVar("Text", str, bytes)

_VOID = ("<br", "<hr", "<img", "<input", "<!")
"""Starts of what has no end tag."""


def differing_parts(old: str, new: str) -> tuple[str, str]:
    """Return both texts of HTML without the whole blocks that they share at their beginnings and at their ends.

    What is cut off holds as many end tags as start tags, and ends where a line begins with a tag.
    """
    start = _block_start(old, shared_start(old, new))
    old, new = old[start:], new[start:]
    shared = shared_start(old[::-1], new[::-1])
    end = _block_end(old, len(old) - shared)
    return old[:end], new[: len(new) - (len(old) - end)]


def shared_start(one: Text, other: Text) -> int:
    """Return how many characters or bytes two texts begin with alike."""
    start, end = 0, min(len(one), len(other)) + 1
    while end - start > 1:
        middle = (start + end) // 2
        if one[start:middle] == other[start:middle]:
            start = middle
        else:
            end = middle
    return start


def _open(html: str, start: int, end: int) -> int:
    """Return how many elements begin between two places less how many end."""
    ends = html.count("</", start, end)
    return html.count("<", start, end) - 2 * ends - sum(html.count(tag, start, end) for tag in _VOID)


def _block_start(html: str, before: int) -> int:
    """Return the last place up to `before` where a block begins that stands in no other one."""
    balance = _open(html, 0, before)
    at = before
    while (line := html.rfind("\n<", 0, at)) >= 0:
        balance -= _open(html, line + 1, at)
        at = line + 1
        if not balance:
            return at
    return 0


def _block_end(html: str, after: int) -> int:
    """Return the first place from `after` on where a block begins that stands in no other one."""
    balance = _open(html, after, len(html))
    at = after
    line = html.find("\n<", max(after - 1, 0))
    while line >= 0:
        balance -= _open(html, at, line + 1)
        at = line + 1
        if not balance:
            return at
        line = html.find("\n<", at)
    return len(html)
