"""Which shortcode tags belong together.

Owns: pairing opening and closing tags by Hugo's rule, or by name where Hugo would refuse the page. Does not own:
whether a shortcode has inner content, which its template says.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from migrate.extract.shortcodes.scan import Tag

__all__ = ["Pairing", "pair"]


@dataclass(slots=True)
class Pairing:
    """Positions in the list of tags."""

    closing_of: dict[int, int] = field(default_factory=dict)
    """Opening tag → closing tag."""
    unclosed: list[int] = field(default_factory=list)
    """Opening tags that need a closing tag and have none."""
    strays: list[int] = field(default_factory=list)
    """Closing tags that close nothing."""


def pair(tags: Sequence[Tag], takes_inner: Sequence[bool | None]) -> Pairing:
    """Pair opening and closing tags; takes time proportional to their number.

    Hugo does not compare names: a closing tag ends the innermost open shortcode whose template uses ``.Inner``. Where
    nothing is known of a template, a closing tag ends the nearest open shortcode of its name, and what is left open
    in between has no inner content. Where that leaves tags over, so that Hugo would refuse the page, all are paired
    by name.

    Args:
        tags: all tags of a body, in order.
        takes_inner: for each tag whether its template uses ``.Inner``; None when unknown.

    """
    by_rule = _Pairer(tags, takes_inner, by_name=False).run()
    if by_rule.unclosed or by_rule.strays:
        return _Pairer(tags, takes_inner, by_name=True).run()
    return by_rule


class _Pairer:
    def __init__(self, tags: Sequence[Tag], takes_inner: Sequence[bool | None], *, by_name: bool) -> None:
        self._tags = tags
        self._takes_inner = takes_inner
        self._by_name = by_name
        self._result = Pairing()
        self._open: list[int] = []
        self._names: list[str] = []
        """For each open tag the name of the closing tag that it waits for."""
        self._known: list[int] = []
        """Positions in `_open` of those whose template uses ``.Inner``."""
        self._positions: dict[str, list[int]] = {}
        """Name → positions in `_open`, ascending; stale ones are dropped when met."""

    def run(self) -> Pairing:
        for index, tag in enumerate(self._tags):
            if tag.closes:
                self._close(index, tag.name)
            elif not tag.self_closing and (self._by_name or self._takes_inner[index] is not False):
                self._push(index, tag.name)
        self._drop_to(0)
        self._result.unclosed.sort()
        return self._result

    def _push(self, index: int, name: str) -> None:
        if self._takes_inner[index] and not self._by_name:
            self._known.append(len(self._open))
        self._positions.setdefault(name, []).append(len(self._open))
        self._open.append(index)
        self._names.append(name)

    def _close(self, index: int, name: str) -> None:
        named = self._nearest(name) if name else len(self._open) - 1
        known = self._known[-1] if self._known else -1
        position = max(named, known)
        if position < 0:
            self._result.strays.append(index)
            return
        waited_for = self._names[position]
        self._drop_to(position + 1)
        self._result.closing_of[self._open[position]] = index
        self._pop()
        if position != named and named >= 0 and name:
            # The tags cross: what waited for this closing tag gets the other one.
            self._names[named] = waited_for
            self._nearest(waited_for)
            insort(self._positions.setdefault(waited_for, []), named)

    def _nearest(self, name: str) -> int:
        positions = self._positions.get(name, [])
        while positions and (positions[-1] >= len(self._open) or self._names[positions[-1]] != name):
            positions.pop()
        return positions[-1] if positions else -1

    def _drop_to(self, length: int) -> None:
        """Take off what is still open above `length`: it has no closing tag."""
        while len(self._open) > length:
            index = self._open[-1]
            if self._takes_inner[index]:
                self._result.unclosed.append(index)
            self._pop()

    def _pop(self) -> None:
        self._open.pop()
        self._names.pop()
        if self._known and self._known[-1] >= len(self._open):
            self._known.pop()
