"""Line ends and signs that settings of Goldmark change in running text.

Each function takes rendered HTML and leaves code and tags alone.
"""

import re
from html import escape, unescape

from migrate.transform.body.extras import OUTSIDE
from migrate.transform.body.parts import Pieces
from migrate.transform.body.raw_lines import line_mark

__all__ = ["break_lines", "curl", "join_east_asian_lines"]

_INLINE = r"a|abbr|b|code|del|em|i|img|ins|kbd|mark|s|span|strong|sub|sup|u"
_LINE_END = re.compile(rf"(?P<skip>{OUTSIDE})|(?<!\n)\n(?=[^<\n]|</?(?:{_INLINE})\b)", re.DOTALL)
_EAST_ASIAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_EAST_ASIAN_END = re.compile(rf"(?P<skip>{OUTSIDE})|(?<=[{_EAST_ASIAN}])\n(?=[{_EAST_ASIAN}])", re.DOTALL)
_SIGNS = {
    "leftSingleQuote": "‘",
    "rightSingleQuote": "’",
    "apostrophe": "’",
    "leftDoubleQuote": "“",
    "rightDoubleQuote": "”",
    "enDash": "–",
    "emDash": "—",
    "ellipsis": "…",
    "leftAngleQuote": "«",
    "rightAngleQuote": "»",
}
"""Goldmark's names of replacements → what they are by default."""
_CURLED = re.compile(rf"(?P<skip>{OUTSIDE})|&lt;&lt;|&gt;&gt;|[{''.join(sorted(set(_SIGNS.values())))}]", re.DOTALL)


def break_lines(html: str, pieces: Pieces) -> str:
    """Return `html` with every line end inside a paragraph as a line break (``hardWraps``)."""
    mark = line_mark(pieces)

    def broken(match: re.Match[str]) -> str:
        return match[0] if match["skip"] is not None or html.startswith(mark, match.end()) else "<br />\n"

    return _LINE_END.sub(broken, html).replace(mark, "")


def join_east_asian_lines(html: str, pieces: Pieces) -> str:
    """Return `html` without line ends between East Asian letters (``eastAsianLineBreaks``)."""
    return _EAST_ASIAN_END.sub(lambda match: match["skip"] or "", html)


def curl(html: str, pieces: Pieces) -> str:
    """Return `html` with guillemets, and with the signs that the site put in place of Goldmark's own."""
    given = {
        name.lower(): unescape(value) for name, value in pieces.builder.settings.goldmark.typographer_characters.items()
    }
    signs = {default: escape(given[name.lower()]) for name, default in _SIGNS.items() if name.lower() in given}
    signs = {"&lt;&lt;": signs.get("«", "«"), "&gt;&gt;": signs.get("»", "»"), **signs}

    def put(match: re.Match[str]) -> str:
        return match[0] if match["skip"] is not None else signs.get(match[0], match[0])

    return _CURLED.sub(put, html)
