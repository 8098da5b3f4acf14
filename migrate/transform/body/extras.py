"""Extensions that are off by default in Hugo: marked and inserted text.

Does not own: formulas (`formulas`), emoji (`emoji_text`).
"""

import re
from collections.abc import Mapping
from functools import cache

from migrate.model.goldmark import Goldmark
from migrate.transform.body.engine_places import EnginePlaces
from migrate.transform.body.markdown import engine, tag_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = [
    "BARE_ADDRESS",
    "CODE_SPANS",
    "FENCED_CODE",
    "OUTSIDE",
    "emphasise",
    "may_hold_escaped_pair",
    "may_strike_within_words",
    "protect_escaped_pairs",
    "strike_within_words",
    "write_signs",
]

CODE_SPANS = (
    r"(?:^|(?<=\n))[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t>]*(?P=fence)[`~]*[ \t]*(?=\n|$)"
    r"|(?<!\\)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
)
"""Pattern of code in Markdown: fences, and spans between backticks."""
FENCED_CODE = CODE_SPANS.split(r"|(?<!\\)(?P<ticks>", 1)[0]
"""Pattern of fences alone."""
OUTSIDE = r"<(?:pre\b.*?</pre>|code\b.*?</code>|[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)"
"""Pattern of what is not running text in HTML: code and tags. One sign first is found faster than one of three."""
_STRUCK_TEXT = r"(?:[^~\n|`\[\]<]|\[[^\[\]~\n|`<]*\]\([^()\n]*\))*"
"""Words, and links in one piece."""
_DESTINATION = r"\]\((?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
"""Where a link leads, and its title."""
_STRUCK = re.compile(
    rf"{CODE_SPANS}|{_DESTINATION}|<[A-Za-z/!?][^<>\n]*>|(?:https?://|www\.)(?:(?!\]\()[^\s*])+"
    rf"|^[ ]{{0,3}}\[[^\]\n]+\]:[^\n]*"
    rf"|(?<![~\\])(?:(?<=\w)~(?P<after>\w(?:{_STRUCK_TEXT}\w)?)~|~(?P<before>\w(?:{_STRUCK_TEXT}\w)?)~(?=\w))(?!~)",
    re.DOTALL | re.MULTILINE,
)
"""Skipped: code, addresses and tags; then a pair of single tildes that touches a word on its outer side."""
_AFTER_ESCAPE = re.compile(rf"{CODE_SPANS}|(?<!\\)(?:\\\\)*(?P<run>\\~~+)", re.DOTALL)
"""Tildes behind one that is escaped, which strike nothing out (goldmark's ``extension/strikethrough.go``)."""
_STRUCK_WORD = re.compile(r"~(?<=\w~)\w")
"""One of the tildes of each such pair; most pages have none."""
_ESCAPED_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\(?P<sign>[=+])")
_EDGE = re.compile(r"</?(?:p|li|h\d|t[dh]|d[dt]|ul|ol|pre|table|blockquote)\b")
BARE_ADDRESS = r"(?<![^\s*_~(>])(?:https?|ftp)://[^\s<]+"
"""An address that Goldmark takes in one piece."""
_ADDRESS = r"(?<![^\s*_~(>=+])(?:https?|ftp)://[^\s<:/?#=+]+(?:(?::\d+)?[/#?][^\s<]*)?"
"""The same, behind marks as well; marks right behind the name of a host end it."""
_SIGNS = {"(c)": "©", "(r)": "®", "(tm)": "™", ". . .": "…"}
_SIGN = re.compile(
    rf"(?P<skip>{OUTSIDE})|(?P<sign>\((?:c|r|tm)\)|\. \. \.)|(?<![\w/])(?P<top>\d+)/(?P<bottom>\d+)(?![\w/])",
    re.DOTALL | re.IGNORECASE,
)


def emphasise(html: str, pieces: Pieces) -> str:
    """Return `html` with ``==marked==`` and ``++inserted++`` text in their elements."""
    goldmark = pieces.builder.settings.goldmark
    for on, sign, tag in ((goldmark.mark, "=", "mark"), (goldmark.insert, "+", "ins")):
        if on and sign * 2 in html:
            html = _with_pairs(html, sign, tag)
    return html


def _with_pairs(html: str, sign: str, tag: str) -> str:
    """Return `html` with an element for each two pairs of a sign, by the rules of emphasis; it may hold code."""
    found: list[tuple[int, str]] = []
    opened: list[int] = []
    for match in _run_of(sign).finditer(html):
        start, end = match.span()
        if match["run"] is None:
            if _EDGE.match(html, start) is not None:
                opened.clear()
            continue
        before, after = html[start - 1 : start], html[end : end + 1]
        inner = after not in ("", sign) and not after.isspace()
        outer = before not in ("", sign) and not before.isspace()
        if outer and opened and (before.isalnum() or not after.isalnum()) and opened[-1] + 2 < start:
            found += ((opened.pop(), f"<{tag}>"), (start, f"</{tag}>"))
        elif inner and (after.isalnum() or not before.isalnum()):
            opened.append(start)
    if not found:
        return html
    out: list[str] = []
    done = 0
    for start, written in sorted(found):
        out += (html[done:start], written)
        done = start + 2
    out.append(html[done:])
    return "".join(out)


@cache
def _run_of(sign: str) -> re.Pattern[str]:
    """Return the pattern of two signs of a kind, and of what is no running text."""
    pair = re.escape(sign)
    return re.compile(rf"{OUTSIDE}|{_ADDRESS}|(?P<run>(?<!{pair}){pair}{{2}}(?!{pair}))", re.DOTALL)


def may_hold_escaped_pair(text: str, goldmark: Goldmark) -> bool:
    """Tell quickly whether a sign of marked or inserted text may be escaped."""
    return (goldmark.mark and "\\=" in text) or (goldmark.insert and "\\+" in text)


def protect_escaped_pairs(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for escaped signs, with which no marked or inserted text begins or ends."""

    def put(match: re.Match[str]) -> str:
        sign = match["sign"]
        return match[1] + pieces.placeholders.add(Standing(sign, f"\\{sign}", in_tag=sign))

    return _ESCAPED_PAIR.sub(put, text)


def may_strike_within_words(text: str) -> bool:
    """Tell quickly whether a single tilde may strike out a part of a word."""
    return _STRUCK_WORD.search(text) is not None


def strike_within_words(text: str, pieces: Pieces) -> str:
    """Return Markdown with a second tilde where one strikes out a part of a word, which the engine asks for."""
    if r"\~~" in text and not pieces.builder.settings.blackfriday:
        text = _AFTER_ESCAPE.sub(_escape_all, text)
    if not may_strike_within_words(text):
        return text

    code = "<" in text or "`" in text or "    " in text or "\t" in text
    verbatim: EnginePlaces | None = None

    def double(match: re.Match[str]) -> str:
        nonlocal verbatim
        inner = match["after"] or match["before"]
        if inner is None:
            return match[0]
        if code and verbatim is None:
            # A tilde in raw HTML and in code is a tilde; backticks without an end hide where code begins.
            verbatim = EnginePlaces(text, engine(pieces.builder.settings.goldmark, typographer=False), _is_verbatim)
        return match[0] if verbatim is not None and verbatim.hold(match.start()) else f"~~{inner}~~"

    return _STRUCK.sub(double, text)


def _escape_all(match: re.Match[str]) -> str:
    run = match["run"]
    return match[0] if run is None else match[0].removesuffix(run) + "\\~" * run.count("~")


def _is_verbatim(event: Mapping[str, object]) -> bool:
    return "Html" in event or "Code" in event or tag_of(event, "Start") == "CodeBlock"


def write_signs(html: str, pieces: Pieces) -> str:
    """Return `html` with the signs and fractions that Blackfriday wrote besides curled quotes."""

    def put(match: re.Match[str]) -> str:
        if match["skip"] is not None:
            return match[0]
        if match["top"] is not None:
            return f"<sup>{match['top']}</sup>⁄<sub>{match['bottom']}</sub>"
        return _SIGNS[match["sign"].lower()]

    return _SIGN.sub(put, html)
