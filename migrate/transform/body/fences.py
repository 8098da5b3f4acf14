"""Code fences with attributes: the word after the fence, and ``{hl_lines=[1] title="x"}``.

The Markdown engine knows the language only. The rest of the line goes into a placeholder that comes back as the
language and attributes of the ``<code>`` element. Nor does a fence end code for it that has a tab behind it.
"""

import re
from html import escape

from migrate.transform.body.line_starts import LineStart
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["close_fences", "fence_attributes", "has_tab_behind_fence", "protect_fences", "restore_fences"]

_FENCE = re.compile(
    r"\n([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*([^\n`{]*)(\{[^\n`]*\})[ \t]*(?=\n|\Z)"
)
"""It begins with a line end, since a pattern that is tried at every sign takes ten times as long."""
_MAY_END = LineStart(r"[ \t>]*(?:`{3,}|~{3,})[ ]*\t")
_TAB_BEHIND = re.compile(r"^([ \t>]*(?:`{3,}|~{3,}))[ ]*\t[ \t]*$", re.MULTILINE)
_CHUNK = re.compile(r"\{(\w+)[,}\s]")
"""The beginning of a chunk of R Markdown, which names its language among its options."""
_PAIR = re.compile(r"""([\w.-]+)\s*=\s*("[^"]*"|'[^']*'|\[[^\]]*\]|[^\s,}]+)""")


def fence_attributes(written: str) -> dict[str, str]:
    """Return the attributes of a fence, quotes and brackets taken off."""
    return {name.lower(): value.strip("\"'[]").strip() for name, value in _PAIR.findall(written)}


def has_tab_behind_fence(text: str) -> bool:
    """Tell quickly whether a tab may end the line of a fence."""
    return _MAY_END.within(text)


def close_fences(text: str, pieces: Pieces) -> str:
    """Return Markdown without tabs behind fences; CommonMark 0.31 allows them there."""
    return _TAB_BEHIND.sub(r"\1", text)


def protect_fences(text: str, pieces: Pieces) -> str:
    """Return `text` with the attributes of fences in placeholders."""

    def protect(match: re.Match[str]) -> str:
        lead, fence, language, written = match.groups()
        given = fence_attributes(written)
        language = language.strip().split(" ")[0]
        if not language and (chunk := _CHUNK.match(written)):
            language = chunk[1]
        lines = given.get("hl_lines", "").replace('"', "").replace("'", "")
        title = given.get("title", given.get("filename", given.get("file", "")))
        extra = "".join(
            f' {name}="{escape(value)}"' for name, value in (("data-highlight", lines), ("data-title", title)) if value
        )
        # Inside of other code, and of HTML, it is a line like any other.
        rest = match[0][1 + len(lead) + len(fence) :]
        standing = Standing(rest, rest)
        word = pieces.placeholders.add(standing)
        pieces.fences[word] = f'class="language-{escape(language)}"{extra}' if language else extra.strip()
        return f"\n{lead}{fence}{word}"

    return _FENCE.sub(protect, f"\n{text}")[1:]


def restore_fences(html: str, pieces: Pieces) -> str:
    """Return `html` with the attributes of fences at their ``<code>`` elements."""
    for word, attributes in pieces.fences.items():
        html = html.replace(f'<code class="language-{word}">', f"<code {attributes}>" if attributes else "<code>")
    return html
