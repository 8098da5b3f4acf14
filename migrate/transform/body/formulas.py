"""Formulas between the delimiters of the site (Goldmark's passthrough extension) become entries.

Owns: where a formula begins and ends. Does not own the shortcodes that hold formulas.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from html import escape, unescape

import pyromark

from migrate.transform.body.builder import Builder
from migrate.transform.body.code import code_block
from migrate.transform.body.embedded import display_name
from migrate.transform.body.extras import CODE_SPANS
from migrate.transform.body.markdown import Places, engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element
from migrate.transform.body.types import TEXT_LIMIT

__all__ = ["embed_formula", "protect_math"]

_ADDRESSES = r"\]\((?:[^()\s]|\([^()\s]*\))*\)|<[A-Za-z/!?][^<>]*>|(?<![^\s*_~(])(?:https?|ftp)://[!-;=-~]*"
"""What Markdown reads in one go, so that no formula begins in it: where links lead, tags, bare addresses."""
_VERBATIM = r"<(?P<raw>pre|script|style|textarea)[\s>].*?</(?P=raw)>|<!--.*?-->"
"""HTML in which a browser shows no formula, and which Goldmark does not look into."""
_DESCRIPTION = re.compile(r"(?<!\\)!\[[^\[\]]*\Z")
_FAR = 300
"""Characters in which the beginning of a description is looked for."""
_EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
_LINE_END = re.compile(rb"\n")
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))

_Pairs = tuple[tuple[str, str, bool], ...]


def protect_math(text: str, pieces: Pieces) -> str:
    """Return `text` with formulas between the site's delimiters in placeholders.

    A formula between words ends in its own paragraph, item or cell, since Goldmark makes these first.
    """
    goldmark = pieces.builder.settings.goldmark
    pairs, signs = _delimiters(goldmark.passthrough_block, goldmark.passthrough_inline)
    # One sign is found faster than two, and most pages hold neither.
    if not any(sign in text for sign in signs) or not any(left in text for left, _, _ in pairs):
        return text
    pattern = _pattern(pairs)
    edges: list[int] | None = None
    out: list[str] = []
    done = at = 0
    while (match := pattern.search(text, at)) is not None:
        at = match.end()
        found = match.lastgroup or ""
        if not found.startswith("m"):
            continue
        _, _, display = pairs[int(found[1:])]
        start, written = match.start(), pieces.placeholders.in_text(match[0])
        if _EMPTY_LINE.search(written) is not None:
            at = start + 1
            continue
        if "\n" in written or "|" in written:
            if edges is None:
                edges = _edges(text, engine(goldmark, typographer=False))
            if bisect_right(edges, start) < bisect_left(edges, at):
                at = start + 1
                continue
        # Between the delimiters stands HTML: a browser shows `<` for `&lt;`.
        tex = unescape(pieces.placeholders.in_text(match[f"t{found[1:]}"], report=False).strip())
        if not tex:
            # Delimiters with nothing between them hold no formula, and are no signs of Markdown either.
            out += (text[done:start], pieces.placeholders.add(Standing(escape(written), written)))
            done = at
            continue
        # Goldmark leaves formulas out of descriptions of images.
        in_tag = "" if _DESCRIPTION.search(text, max(0, start - _FAR), start) is not None else written
        out += (text[done:start], _formula(tex, written, in_tag, pieces, display=display))
        done = at
    out.append(text[done:])
    return "".join(out)


@cache
def _delimiters(block: tuple[tuple[str, str], ...], inline: tuple[tuple[str, str], ...]) -> tuple[_Pairs, str]:
    """Return the pairs, longer ones first (`$$` is not two `$`), and the signs that they begin with."""
    pairs = [(left, right, True) for left, right in block] + [(left, right, False) for left, right in inline]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple(pairs), "".join(sorted({left[:1] for left, _, _ in pairs}))


@cache
def _pattern(pairs: _Pairs) -> re.Pattern[str]:
    choices = "|".join(
        rf"(?P<m{at}>(?<!\\){re.escape(left)}(?P<t{at}>.+?){re.escape(right)})"
        for at, (left, right, _) in enumerate(pairs)
    )
    return re.compile(rf"(?P<code>{CODE_SPANS}|{_VERBATIM})|(?P<address>{_ADDRESSES})|{choices}", re.DOTALL)


def _edges(text: str, chosen: pyromark.Markdown) -> list[int]:
    """Return where blocks and cells begin and end, and lines of code, in which no formula goes on; in order."""
    edges: set[int] = set()
    data = text.encode("utf-8", "replace")
    for event, place in chosen.events_with_range(text):
        if isinstance(event, dict):
            tag = tag_of(event, "Start")
            if tag and tag not in _INLINE:
                edges.update((place["start"], place["end"]))
            if tag == "CodeBlock":
                code = data[place["start"] : place["end"]]
                edges.update(place["start"] + found.start() for found in _LINE_END.finditer(code))
    return list(map(Places(text).at, sorted(edges)))


def _formula(tex: str, written: str, in_tag: str, pieces: Pieces, *, display: bool) -> str:
    def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
        builder.note("math-to-entry", written, "kept in an embedded math entry", written.split("\n")[0])
        embed_formula(builder, tex, display=display)

    key = pieces.defer(act, escape(written, quote=False))
    return pieces.placeholders.add(
        Standing(opening(key, block=display) + closing(block=display), written, in_tag=in_tag)
    )


def embed_formula(builder: Builder, tex: str, *, display: bool) -> None:
    """Add an entry that holds a formula; one that no field of text holds is kept as code, in parts."""
    if len(tex) > TEXT_LIMIT:
        code_block(builder, tex, "tex")
        return
    builder.embed_entry(
        "math", {"name": display_name(tex, "Formula"), "tex": tex, "display": display}, own_block=display
    )
