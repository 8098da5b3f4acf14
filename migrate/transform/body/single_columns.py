"""Tables of one column, for which Goldmark needs no pipe beside the words and the engine does.

A line of words above ``|-|``, ``-|`` or ``:-:`` is the head of a table (goldmark's ``extension/table.go``). Owns: the
frame around both lines. Does not own: what else heads need (`table_heads`).
"""

import re

from migrate.transform.body.engine_places import EnginePlaces
from migrate.transform.body.lazy_tables import behind_signs
from migrate.transform.body.markdown import engine, tag_of
from migrate.transform.body.parts import Pieces

__all__ = ["frame_single_columns", "has_single_column"]

_RULE = re.compile(
    r"\n(?P<before>[ \t>]*)(?P<rule>\|[ \t]*:?-+:?[ \t]*\|?|:-+:?[ \t]*\|?|-+:[ \t]*\|?|-(?![ \t])-*[ \t]*\|)"
    r"[ \t]*(?=\n|$)"
)
_PIPE = re.compile(r"(?<!\\)\|")
_OTHERS = frozenset(("CodeBlock", "Heading", "HtmlBlock", "Table"))
"""Blocks whose words are no head of a table that begins with them."""
_SIGN = re.compile(r"[-:|]")
_NO_CELL = re.compile(r"\[[^\]]+\]:|:[ \t]")
"""Beginning of a line that is a note, the definition of an address, or that of a word."""


def has_single_column(text: str) -> bool:
    """Tell quickly whether the line under the head of a table of one column may be there."""
    return ("\n" in text and "-" in text and ("|" in text or ":" in text)) and _RULE.search(text) is not None


def frame_single_columns(text: str, pieces: Pieces) -> str:
    """Return Markdown with a pipe on each side of the only cell of a head, and of the line under it."""
    out: list[str] = []
    done = 0
    # A line of words in its place leaves the words above it in their paragraph.
    plain = _RULE.sub(lambda match: _SIGN.sub("x", match[0]), text)
    others = EnginePlaces(
        plain,
        engine(pieces.builder.settings.goldmark, typographer=False),
        lambda event: "Html" in event or tag_of(event, "Start") in _OTHERS,
    )
    for match in _RULE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text[start : match.start()]
        cell = behind_signs(line).strip()
        first = match.start() - len(line) + line.find(cell) if cell else start
        inner = cell.removeprefix("|").removesuffix("|").strip()
        if not inner or start < done or _PIPE.search(inner) is not None or _NO_CELL.match(cell) is not None:
            continue
        if match["before"].count(">") > line[: first - start].count(">"):
            # The line begins a quote.
            continue
        if others.hold(first) or others.hold(match.start("rule")):
            continue
        sign = match["rule"].strip("| \t")
        framed = f"| {inner} |"
        out += (text[done:first], framed, "\n", match["before"], f"|{sign}|")
        done = match.end()
    out.append(text[done:])
    return "".join(out)
