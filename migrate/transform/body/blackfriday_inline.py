"""Words inside a paragraph as Blackfriday read them, rewritten for the engine of today; see `blackfriday`."""

import re

from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["Inlines"]

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_SPACED = re.compile(
    r"(!?\[(?:[^\[\]]|\[[^\[\]]*\])*\])\(\s*([^()<>\"'\n]*?[^()<>\"'\s][ ]+[^()<>\"'\s][^()<>\"'\n]*?)"
    r"(\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)"
)
_GLUED_TITLE = re.compile(r"(\]\([^()\s\"']+)(\"[^\"\n]*\"\))")
_APART = re.compile(r"(?<![\\\]])(\[[^\[\]\n]+\])(?:[ ]+|[ ]*\n[ ]*)\(([^()\n]+)\)")
_EMPTY = re.compile(r"(?<![\\!])\[(?=\]\([^()]*\))|(?<![\\!])\[(?=[^\[\]\n]+\]\(\s*\))")
# Each of these must be found where one of the patterns above is to match; looking for them takes a tenth of the time.
_NO_ADDRESS = re.compile(r"\]\(\s*\)")
_GAP = re.compile(r"\][ \n]+\(")
_SPACE_IN_ADDRESS = re.compile(r"\]\(\s*[^()<>\"'\n]*[^()<>\"'\s] +[^()<>\"'\s]")
_SINGLE_TILDE = re.compile(r"(?<![~\\])~(?!~)")
_THREE_TILDES = re.compile(r"(?<!~)~~~([^~\n]+)~~~(?!~)")
_INNER_STAR = re.compile(r"(?<=[^\W_])(\*)(?=[^\s*])([^*\n]*[^\s*])\*(?=[^\W_])")
_EARLY_UNDERSCORE = re.compile(r"(?<!\w)_(?=\w)")
_LATE_UNDERSCORE = re.compile(r"(?<=[^\W_])_(?=[^\W_])([^_\n]*[^\W_])_(?=[\s.,;:!?)\]]|$)")
_LABEL = "inline-"
_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])+)\]")
_DOUBLE = re.compile(r"(?<![\\*])\*\*(?!\*)")


class Inlines:
    """Rewrites paragraphs of one body; `notes` are the footnotes that stood between the words."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.notes: list[tuple[str, str]] = []

    def rewrite(self, text: str, *, table: bool = False) -> str:
        """Return the Markdown of a paragraph, heading or row for today's engine; code stays as it is."""
        if "`" not in text:
            return self._words(text)
        out: list[str] = []
        done = 0
        for match in _CODE.finditer(text):
            out += (self._words(text[done : match.start()]), match[0].replace("\\|", "\\\\|") if table else match[0])
            done = match.end()
        out.append(self._words(text[done:]))
        return "".join(out)

    def _words(self, text: str) -> str:
        if "]" in text:
            text = self._links(text)
        if "~" in text:
            text = _THREE_TILDES.sub(r"\\~~~\1~~\\~", text)
            text = _SINGLE_TILDE.sub(r"\\~", text)
        if "*" in text:
            text = _INNER_STAR.sub(r"\\*\2\\*", text)
            if "**" in text:
                text = self._bold(text)
        if "_" in text and _EARLY_UNDERSCORE.search(text) is None:
            text = _LATE_UNDERSCORE.sub(r"*\1*", text)
        return text

    def _links(self, text: str) -> str:
        if "^[" in text:
            text = _NOTE.sub(self._inline_note, text)
        if "[](" in text or _NO_ADDRESS.search(text) is not None:
            text = _EMPTY.sub(r"\\[", text)
        if _GAP.search(text) is not None:
            text = _APART.sub(r"\1(\2)", text)
        if "](" not in text:
            return text
        if '"' in text:
            text = _GLUED_TITLE.sub(r"\1 \2", text)
        if _SPACE_IN_ADDRESS.search(text) is not None:
            text = _SPACED.sub(lambda match: f"{match[1]}(<{match[2]}>{match[3] or ''})", text)
        return text

    def _inline_note(self, match: re.Match[str]) -> str:
        # Where a script that nobody closed swallows the note, its label is seen.
        stem = self.pieces.placeholders.nonce if _LABEL in self.pieces.builder.body.text else _LABEL
        label = f"{stem}n{len(self.notes)}"
        self.notes.append((label, match[1].replace("\n", " ")))
        # Behind a note these signs are words.
        words = match.string.startswith(("(", "[", ":"), match.end())
        return f"[^{label}]" + (self._tag("") if words else "")

    def _bold(self, text: str) -> str:
        """Write as HTML what was bold then and is not now: a space before the end, signs beside letters."""
        marks = [match.start() for match in _DOUBLE.finditer(text)]
        out: list[str] = []
        done = 0
        for start, end in zip(marks[::2], marks[1::2], strict=False):
            inner = text[start + 2 : end]
            if not inner.strip() or inner[0].isspace() or "\n\n" in inner:
                continue
            before, after = text[start - 1 : start], text[end + 2 : end + 3]
            late = inner[-1].isspace() or (not inner[-1].isalnum() and after.isalnum())
            early = before.isalnum() and not inner[0].isalnum()
            if late or early:
                out += (text[done:start], self._tag("<strong>"), inner, self._tag("</strong>"))
                done = end + 2
        out.append(text[done:])
        return "".join(out)

    def _tag(self, html: str) -> str:
        return self.pieces.placeholders.add(Standing(html, ""))
