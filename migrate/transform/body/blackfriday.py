"""Markdown as Blackfriday read it (the engine of Hugo before 0.60), rewritten for the engine of today.

Owns: the block structure of the old engine, found line by line and written again as CommonMark that means the same.
Does not own: words inside a paragraph (`blackfriday_inline`), bare addresses (`linkify`), typography.

What differed: a list or quote needed an empty line before it; what follows an empty line belonged to a list item only
when indented by four; HTML was a block only for some tags and only up to an end tag followed by an empty line, and
Markdown inside any other tag worked; headings could lose trailing signs; a table's rule needed three dashes.
"""

import re

from migrate.transform.body.blackfriday_alike import alike_blocks, alike_until, different_signs
from migrate.transform.body.blackfriday_inline import Inlines
from migrate.transform.body.blackfriday_items import is_item, read_item
from migrate.transform.body.blackfriday_lines import (
    BLOCK_TAGS,
    BULLET,
    DEFINITION,
    DEFINITION_LIKE,
    FENCE,
    HEADING,
    HEADING_ID,
    MARKER_LIKE,
    NOTE_DEFINITION,
    NUMBER,
    QUOTE,
    RULE,
    TABLE_RULE,
    TAG,
    UNDERLINE,
    escape_rule,
    fence_length,
    indents_in_pre,
    is_table,
    take_definitions,
    without_tabs,
)
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.rawtext import guard_html

__all__ = ["as_commonmark"]

_MAX_DEPTH = 60
"""Levels of quotes and lists that are read; what is deeper stays text."""


def as_commonmark(text: str, pieces: Pieces) -> str:
    """Return `text` such that today's engine makes of it what the old one made; itself when it does so anyway."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    end = alike_until(text, 0)
    if end == len(text) and not different_signs(text, 0, end):
        return text
    source = text
    text = without_tabs(text)
    text, definitions = take_definitions(text)
    rewriter = _Rewriter(pieces)
    out = rewriter.whole(text, end if text is source else alike_until(text, 0))
    if text is source and not rewriter.changed:
        return source
    if definitions or rewriter.inlines.notes:
        out += ["", *definitions, ""]
        for label, note in rewriter.inlines.notes:
            out += [f"[^{label}]: {note}", ""]
    return "\n".join(out)


class _Rewriter:
    """Reads blocks and writes them as CommonMark lines, each after an empty line."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.inlines = Inlines(pieces)
        self.changed = False
        """Whether any block was written otherwise than it stood."""
        self._bullets = 0
        self._nothing = ""
        self._depth = 0
        self._readers = (
            self._heading,
            self._html,
            self._indented,
            self._fence,
            self._rule,
            self._quote,
            self._table,
            self._list,
            self._note,
            self._paragraph,
        )
        self._words_readers = (self._table, self._paragraph)

    def whole(self, text: str, end: int) -> list[str]:
        """Return the text of a body: what both engines read alike as it is, every other block rewritten.

        `end` is where what they read alike at the start of the text ends.
        """
        out: list[str] = []
        lines = text.split("\n")
        at = row = 0
        self._depth += 1
        while at < len(text):
            if end > at:
                out.append("")
                self._copy(text, at, end, out)
                row += text.count("\n", at, end)
                at = end
                continue
            written = len(out)
            self.changed = True
            taken = self._block(lines, row, out)
            if len(out) == written + 1 and is_item(_next_text(lines, row + taken)):
                # A block that shows nothing still parts a list from the next one.
                out.append(self._word())
            at += sum(map(len, lines[row : row + taken])) + taken
            row += taken
            end = alike_until(text, at)
        self._depth -= 1
        return out

    def _copy(self, text: str, start: int, end: int, out: list[str]) -> None:
        """Write blocks as they are, but those in which the words are read differently."""
        signs = iter(different_signs(text, start, end))
        sign = next(signs, end)
        done = start
        for first, last, code in alike_blocks(text, start, end) if sign < end else ():
            if sign >= last:
                continue
            while sign < last:
                sign = next(signs, end)
            if not code:
                block = text[first:last].rstrip("\n")
                made = self.blocks(block.split("\n"))
                if made[0] or "\n".join(made[1:]) != block:
                    self.changed = True
                    out += (text[done:first].rstrip("\n"), *made, "")
                    done = last
        out.append(text[done:end].rstrip("\n"))

    def blocks(self, lines: list[str]) -> list[str]:
        """Return the blocks in `lines` rewritten, each after an empty line."""
        if self._depth >= _MAX_DEPTH:
            return ["", *self._text(lines)]
        self._depth += 1
        out: list[str] = []
        at = 0
        while at < len(lines):
            at += self._block(lines, at, out) if lines[at].strip() else 1
        self._depth -= 1
        return out

    def _block(self, lines: list[str], at: int, out: list[str]) -> int:
        """Write the block that begins at `at` after an empty line; return how many lines it takes."""
        out.append("")
        # What begins with a letter is no other block, and most lines do.
        for read in self._words_readers if lines[at][0].isalpha() else self._readers:
            taken = read(lines, at, out)
            if taken:
                return taken
        return 1

    def _heading(self, lines: list[str], at: int, out: list[str]) -> int:
        match = HEADING.match(lines[at])
        if match is None:
            return 0
        text = match[2].strip()
        given = HEADING_ID.search(text)
        if given is not None:
            written = text[given.start() :].strip()
            self.pieces.builder.explicit_ids.append(given[1])
            self.pieces.builder.note("heading-id-dropped", written, "left the id of the heading out", written)
            text = text[: given.start()]
        text = text.rstrip("# ") if text.endswith("#") else text
        if text:
            out.append(f"{match[1]} {self.inlines.rewrite(text)}")
        return 1

    def _html(self, lines: list[str], at: int, out: list[str]) -> int:
        line = lines[at]
        if not line.startswith("<"):
            return 0
        if line.startswith("<!--"):
            return self._comment(lines, at, out)
        match = TAG.match(line)
        if match is None or match[1].lower() not in BLOCK_TAGS:
            return 0
        end = self._html_end(lines, at, match[1])
        if not end:
            return 0
        self._verbatim("\n".join(lines[at : at + end]), out)
        return end

    def _html_end(self, lines: list[str], at: int, tag: str) -> int:
        """Return how many lines the HTML block takes: to an end tag that ends its line and precedes an empty one."""
        if tag.lower() in ("ins", "del"):
            return 0
        for position in range(at, len(lines)):
            if lines[position].rstrip().endswith(f"</{tag}>") and (
                position + 1 >= len(lines) or not lines[position + 1].strip()
            ):
                return position - at + 1
        return 0

    def _comment(self, lines: list[str], at: int, out: list[str]) -> int:
        for position in range(at, len(lines)):
            if "-->" in lines[position]:
                rest = lines[position].split("-->", 1)[1].strip()
                if rest:
                    return 0
                self._verbatim("\n".join(lines[at : position + 1]), out)
                return position - at + 1
        return 0

    def _verbatim(self, html: str, out: list[str]) -> None:
        out.append(self.pieces.placeholders.add(Standing(guard_html(html), html)))

    def _indented(self, lines: list[str], at: int, out: list[str]) -> int:
        if not lines[at].startswith("    "):
            return 0
        taken = 0
        for line in lines[at:]:
            if line.startswith("    ") or not line.strip():
                taken += 1
            else:
                break
        block = lines[at : at + taken]
        while block and not block[-1].strip():
            block.pop()
        # An empty paragraph parts the code from a list before it, which would take it in.
        out += [self._word(), "", *block]
        return taken

    def _fence(self, lines: list[str], at: int, out: list[str]) -> int:
        length = fence_length(lines, at)
        if not length:
            return 0
        match = FENCE.match(lines[at])
        mark = match[1] if match is not None else "```"
        language = match[2].strip("{}").strip().lstrip(".") if match is not None else ""
        # Several words in braces are attributes for another tool: ``{.brush: .bash}``.
        language = "" if len(language.split()) > 1 else language
        body = lines[at + 1 : at + length - 1]
        three = mark[:3]
        runs = (re.findall(re.escape(mark[0]) + "{3,}", line) for line in body if three in line)
        longest = max((len(run) for found in runs for run in found), default=0)
        fence = mark[0] * max(len(mark), longest + 1)
        out += [fence + language, *body, fence]
        return length

    def _rule(self, lines: list[str], at: int, out: list[str]) -> int:
        if RULE.match(lines[at]) is None:
            return 0
        out.append("***")
        return 1

    def _quote(self, lines: list[str], at: int, out: list[str]) -> int:
        if QUOTE.match(lines[at]) is None:
            return 0
        inner: list[str] = []
        position = at
        while position < len(lines):
            line = lines[position]
            match = QUOTE.match(line)
            if match is not None:
                inner.append(line[match.end() :])
            elif not line.strip():
                following = lines[position + 1] if position + 1 < len(lines) else ""
                if QUOTE.match(following) is None and not following.startswith("    "):
                    break
                inner.append("")
            else:
                inner.append(line)
            position += 1
        out += [f"> {line}" if line else ">" for line in self.blocks(inner)[1:]]
        return position - at

    def _table(self, lines: list[str], at: int, out: list[str]) -> int:
        if not is_table(lines, at):
            return 0
        position = at
        while position < len(lines) and "|" in lines[position]:
            line = lines[position]
            out.append(line.strip() if position == at + 1 else self.inlines.rewrite(line.strip(), table=True))
            position += 1
        return position - at

    def _list(self, lines: list[str], at: int, out: list[str]) -> int:
        first = lines[at]
        numbered = NUMBER.match(first) is not None
        if not numbered and BULLET.match(first) is None:
            return 0
        self._bullets += 1
        bullet = "-" if self._bullets % 2 else "*"
        position = at
        number = 1
        while position < len(lines) and (BULLET.match(lines[position]) or NUMBER.match(lines[position])):
            taken, content, ends = read_item(lines, position, self.blocks, self._text)
            marker = f"{number}. " if numbered else f"{bullet} "
            number += 1
            pad = " " * len(marker)
            content = content or [""]
            # Two spaces at the end of a line break it, but for the last one.
            breaks = len(content) > 1 and content[1] and content[0].endswith("  ")
            out.append(marker + content[0] if breaks else (marker + content[0]).rstrip())
            out += [f"{pad}{line}" if line else "" for line in content[1:]]
            position += taken
            if ends:
                break
        return position - at

    def _note(self, lines: list[str], at: int, out: list[str]) -> int:
        """Leave a footnote as it is, with what is indented below it: both engines read it alike."""
        if NOTE_DEFINITION.match(lines[at]) is None:
            return 0
        position = at + 1
        while position < len(lines) and (not lines[position].strip() or lines[position].startswith("    ")):
            position += 1
        out += [line.lstrip(" ") if number == 0 else line for number, line in enumerate(lines[at:position])]
        return position - at

    def _paragraph(self, lines: list[str], at: int, out: list[str]) -> int:
        position = at
        while position < len(lines):
            line = lines[position]
            if line[:1].isalpha():
                position += 1
                continue
            if not line.strip():
                if position == at + 1 and DEFINITION.match(_next_text(lines, position)):
                    return self._definitions(lines, at, out)
                break
            if position > at:
                underline = UNDERLINE.match(line)
                if underline is not None:
                    out += self._text(lines[at : position - 1])
                    if position - 1 > at:
                        out.append("")
                    level = "#" if underline[1][0] == "=" else "##"
                    out.append(f"{level} {self.inlines.rewrite(lines[position - 1].strip())}")
                    return position - at + 1
                if HEADING.match(line) or RULE.match(line) or fence_length(lines, position):
                    break
                if DEFINITION.match(line):
                    return self._definitions(lines, at, out)
            position += 1
        out += self._text(lines[at:position])
        return position - at

    def _definitions(self, lines: list[str], at: int, out: list[str]) -> int:
        """Leave a definition list to today's engine, which reads terms and definitions alike."""
        position = at
        while position < len(lines):
            if not lines[position].strip():
                following = _next_text(lines, position)
                if DEFINITION.match(following) is None and not following.startswith("    "):
                    break
            out.append(self.inlines.rewrite(lines[position]))
            position += 1
        return position - at

    def _text(self, lines: list[str]) -> list[str]:
        """Return the lines of a paragraph such that none begins a block, words rewritten."""
        bare = [line.lstrip(" ") for line in lines]
        if any("<pre" in line for line in lines):
            # Today's engine cuts what indents a line of a paragraph.
            bare = [self._verbatim_text(gap) + line for gap, line in zip(indents_in_pre(lines), bare, strict=True)]
        text = self.inlines.rewrite("\n".join(bare))
        return [self._plain(line) for line in text.split("\n")]

    def _plain(self, line: str) -> str:
        if line[:1].isalpha():
            return line
        match = MARKER_LIKE.match(line)
        if match is not None:
            at = match.end(3) if match[3] else match.end(1)
            return f"{line[:at]}\\{line[at:]}"
        if line.startswith(("<?", "<!D", "<!d")) or DEFINITION_LIKE.match(line):
            return f"\\{line}"
        if line.startswith(("<", "```", "~~~", "|", "[^")) or TABLE_RULE.match(line) or set(line) <= set("|:- "):
            return f"{self._word()}{escape_rule(line)}"
        return line

    def _verbatim_text(self, text: str) -> str:
        return self.pieces.placeholders.add(Standing(text, text)) if text else ""

    def _word(self) -> str:
        """Return a placeholder for nothing: before it, a line begins with a word."""
        if not self._nothing:
            self._nothing = self.pieces.placeholders.add(Standing("", ""))
        return self._nothing


def _next_text(lines: list[str], at: int) -> str:
    """Return the first line from `at` on that is not blank, "" when there is none."""
    for position in range(at, len(lines)):
        if lines[position].strip():
            return lines[position]
    return ""
