"""Signs of list items before and behind a tab, of which Goldmark and the engine make something else.

A tab that begins where the text of the quote or item around it begins, or behind that, is no indentation of an item
for Goldmark (``parseListItem`` in its ``parser/list.go`` counts blanks alone), whatever stands behind it. A tab that
reaches over that place is. Behind a sign Goldmark counts columns from there, too, and the engine from the margin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrate.transform.body.line_starts import LineStart
from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["has_tabbed_sign", "settle_tabbed_signs"]

_BEHIND_TAB = r"[ \t>]* \t[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t\n]|\Z)"
_TABBED = re.compile(f"^{_BEHIND_TAB}", re.MULTILINE)
_MAY_BE = LineStart(
    rf"{_BEHIND_TAB}|(?:[ \t>]+|[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)+)(?:[-*+]|\d{{1,9}}[.)])[ ]*\t"
)
_BLANKS = re.compile(r"[ \t]*")
_SIGN = re.compile(r"(?:[-*+]|\d{1,9}(?P<end>[.)]))")
_BEGIN = re.compile(r"[ \t\n]*")
_TAB = 4
_AROUND = frozenset(("BlockQuote", "DefinitionListDefinition", "FootnoteDefinition", "Item"))
_MOST = 20
"""Items inside each other that are looked at: what stands in a false one is seen only when that is none any more."""


def has_tabbed_sign(text: str) -> bool:
    """Tell quickly whether a sign may stand behind a blank and a tab, or before a tab and not at the margin."""
    return "\t" in text and _MAY_BE.within(text)


def settle_tabbed_signs(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for the signs that begin no item, and blanks for tabs of another width."""
    for _ in range(_MOST):
        out: list[str] = []
        done = 0
        for first, last, instead in _edits(text, pieces):
            if first >= done:
                out += (text[done:first], instead)
                done = last
        if not out:
            break
        out.append(text[done:])
        text = "".join(out)
    return text


@dataclass(frozen=True, slots=True)
class _Line:
    """How far a line is read."""

    text: str
    at: int = 0
    column: int = 0
    padding: int = 0
    """Columns of the tab before `at` that are still to be read."""

    def read(self, columns: int) -> "_Line":
        """Return the line behind so many columns of blanks, or behind all blanks when they are fewer."""
        at, column, left = self.at, self.column, columns - self.padding
        while left > 0 and at < len(self.text) and self.text[at] in " \t":
            width = _TAB - column % _TAB if self.text[at] == "\t" else 1
            at, column, left = at + 1, column + width, left - width
        return _Line(self.text, at, column, max(0, -left))

    def behind_quote(self) -> "_Line":
        """Return the line behind the sign of a quote; the line itself where none stands."""
        sign = self.read(_TAB * len(self.text))
        if not self.text.startswith(">", sign.at):
            return self
        return _Line(self.text, sign.at + 1, sign.column + 1).read(1)


def _edits(text: str, pieces: Pieces) -> list[tuple[int, int, str]]:
    """Return where something else has to stand: first and last place, and what."""
    tabbed = {match.end() for match in _TABBED.finditer(text)}
    found: list[tuple[int, int, str]] = []
    around: list[int] = []
    """The columns that each item around takes from its lines; 0 for a quote, -1 for what is not followed."""
    places = Places(text)
    for event, place in engine(pieces.builder.settings.goldmark, typographer=False).events_with_range(text):
        if (tag := tag_of(event, "End")) and tag in _AROUND:
            around.pop()
        elif (tag := tag_of(event, "Start")) and tag in _AROUND:
            if tag != "Item":
                around.append(0 if tag == "BlockQuote" else -1)
                continue
            start = places.at(place["start"])
            blank = _BEGIN.match(text, start)
            at = blank.end() if blank is not None else start
            begin = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            line = _read(text[begin : end if end >= 0 else len(text)], around)
            sign = _SIGN.match(text, at)
            if sign is None or -1 in around:
                around.append(-1)
                continue
            if sign.end() in tabbed and "\t" in line.text[line.at : at - begin]:
                # Of a number the sign behind it makes the item.
                last = sign.start("end") if sign["end"] else at
                found.append((last, last + 1, pieces.placeholders.add(Standing(text[last], text[last]))))
            elif text.startswith((" ", "\t"), sign.end()):
                found += _widened(text, line, at - begin, sign)
            around.append(_columns(line, at - begin, sign.end() - begin))
    return found


def _widened(text: str, line: _Line, at: int, sign: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the blanks behind a sign as many as Goldmark counts, where the engine counts others."""
    blanks = _BLANKS.match(text, sign.end())
    if blanks is None or "\t" not in blanks[0] or text[blanks.end() : blanks.end() + 1] in ("\n", ""):
        return
    from_text = line.padding + len(line.text[line.at : at].expandtabs(_TAB)) + len(sign[0])
    from_margin = line.column + len(line.text[line.at : at].expandtabs(_TAB)) + len(sign[0])
    width = _width(blanks[0], from_text)
    if width != _width(blanks[0], from_margin):
        yield sign.end(), blanks.end(), width * " "


def _width(blanks: str, column: int) -> int:
    """Return how many columns blanks take that begin at a column."""
    return len((" " * column + blanks).expandtabs(_TAB)) - column


def _read(text: str, around: list[int]) -> _Line:
    line = _Line(text)
    for columns in around:
        line = line.read(columns) if columns else line.behind_quote()
    return line


def _columns(line: _Line, sign: int, end: int) -> int:
    """Return how many columns the item on a line takes, whose sign stands there."""
    before = line.padding + len(line.text[line.at : sign].expandtabs(_TAB))
    column = line.column + len(line.text[line.at : sign]) + end - sign
    behind = _Line(line.text, end, column).read(_TAB * len(line.text))
    blanks = behind.column - column
    empty = behind.at >= len(line.text)
    return before + end - sign + (1 if empty or not 0 < blanks <= _TAB else blanks)
