"""Tables are written as the engine reads them.

Goldmark makes a table of a paragraph once it is whole: of the first line of dashes and pipes under a line of no more
cells, and of all lines below (goldmark's ``extension/table.go``). The engine asks for as many cells, a first pipe and
lines as deep as the block, and ends a table at lines that go on a paragraph. So each table is written anew, and what is
none for Goldmark is kept from being one. Does not own: what tables become (`tables`).
"""

import re
from collections.abc import Iterator

from migrate.transform.body.lone_tables import REST, LoneTable, lone_tables
from migrate.transform.body.paragraphs import Paragraph, paragraphs_of
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.table_lines import cells_of, columns_of

__all__ = ["may_need_tables_written", "write_tables"]

_RULE = re.compile(r"\n[ \t>]*(?=[-:| \t]*-)(?=[- \t]*[:|])[-:| \t]+(?=\n|\Z)")
"""What may be the line under a head; as a list item or a definition such a line is none."""
_ROW = rf"(?:\|(?=[^\n]*[^\s|])|[^\W\d_]|\d+(?![\d.)])){REST}"
_PLAIN = re.compile(
    rf"(?:\A|\n\n)(?P<head>{_ROW})\n(?P<rule>(?:\||-(?![ \t])-*[ \t]*\|)[-:| \t]*)(?:\n{_ROW})*(?=\n\n|\n?\Z)"
)
"""A table that the engine reads as Goldmark does if its head has as many cells as the line below."""
_ESCAPED_END = re.compile(r"\\\|[ \t]*(?:\n|\Z)")
_SIGN = re.compile(r"[|:]")
_COLON = re.compile(r"^([ \t>]*):(?=[-:| \t]*$)", re.MULTILINE)
_ESCAPED = re.compile(r"(?<!\\)(?P<odd>\\(?:\\\\)*)\\\|")
"""A pipe behind an even number of backslashes, of which the last one is a sign of its own for Goldmark."""


def may_need_tables_written(text: str) -> bool:
    """Tell quickly whether a table may be there that the engine could read otherwise than Goldmark does."""
    if "-" not in text or ("|" not in text and ":-" not in text and "-:" not in text):
        return False
    end = 0
    for match in _RULE.finditer(text):
        if match.start() < end:
            continue
        start = text.rfind("\n\n", 0, match.start())
        plain = _PLAIN.match(text, max(start, 0))
        if plain is None or plain.start("rule") != match.start() + 1 or not _is_even(plain["head"], plain["rule"]):
            return True
        if "\\|" in plain[0] and _ESCAPED_END.search(plain[0]):
            return True
        end = plain.end()
    return False


def _is_even(head: str, rule: str) -> bool:
    return "|" in head and not head.rstrip().endswith("||") and len(cells_of(head)) == len(columns_of(rule))


def write_tables(text: str, pieces: Pieces) -> str:
    """Return Markdown in which the engine finds the tables that Goldmark would find, and no others."""
    lone = lone_tables(text, [match.start() for match in _RULE.finditer(text)])
    if lone is not None and all(len(cells_of(table.head)) <= len(columns_of(table.rule)) for table in lone):
        return _write_lone(text, lone, pieces)
    out: list[str] = []
    done = 0
    # A colon that begins such a line begins a definition for the engine.
    shown = _COLON.sub(r"\1x", text[: _end_of_tables(text)])
    for paragraph in paragraphs_of(shown, pieces.builder.settings.goldmark):
        for start, end, written in _written(text, paragraph, pieces):
            out += (text[done:start], written)
            done = end
    out.append(text[done:])
    return "".join(out)


def _write_lone(text: str, tables: list[LoneTable], pieces: Pieces) -> str:
    out: list[str] = []
    done = 0
    for table in tables:
        out += (text[done : table.start], "\n".join(_table(table.head, table.rule, table.rows, pieces)))
        done = table.end
    out.append(text[done:])
    return "".join(out)


def _end_of_tables(text: str) -> int:
    """Return where the last paragraph ends that may be a table: the engine need read no further."""
    last = max((match.end() for match in _RULE.finditer(text)), default=0)
    end = text.find("\n\n", last)
    return len(text) if end < 0 else end + 1


def _written(text: str, paragraph: Paragraph, pieces: Pieces) -> Iterator[tuple[int, int, str]]:
    """Yield which parts of a paragraph are replaced, and by what."""
    lines = [text[line.start : line.end] for line in paragraph.lines]
    rules = [at for at, line in enumerate(lines) if "-" in line and not line.strip("-:| \t")]
    under = next((at for at in rules if at and not paragraph.lines[at].deep and columns_of(lines[at])), 0)
    is_table = under > 0 and len(cells_of(lines[under - 1])) <= len(columns_of(lines[under]))
    for at in rules:
        if not is_table or (at < under - 1 and not paragraph.underlined):
            yield (*paragraph.lines[at][:2], _SIGN.sub(lambda sign: _kept(sign[0], pieces), lines[at], count=1))
    if not is_table:
        return
    made = _table(lines[under - 1], lines[under], lines[under + 1 :], pieces)
    first = under - 1
    if paragraph.underlined:
        # The words above become the heading, below the table; without any the line of the heading is a line.
        made += ["", *lines[:first]]
        first = 0
    start = paragraph.lines[first].start
    if first:
        start = text.rfind("\n", 0, start) + 1
        made[0] = paragraph.before + made[0]
    yield start, paragraph.lines[-1].end, f"\n{paragraph.before}".join(made)


def _table(head: str, rule: str, rows: list[str], pieces: Pieces) -> list[str]:
    """Return the lines of a table with the frame that the engine asks for, and as many cells in its head as columns."""
    columns = columns_of(rule)
    cells = cells_of(head)
    cells += [""] * (len(columns) - len(cells))
    return [_row(row, pieces) for row in (cells, columns, *map(cells_of, rows))]


def _row(cells: list[str], pieces: Pieces) -> str:
    row = " | ".join(cells)
    if "\\\\|" in row:
        row = _ESCAPED.sub(lambda match: match["odd"] + _kept("|", pieces), row)
    return f"| {row} |"


def _kept(sign: str, pieces: Pieces) -> str:
    """Return what stands for a sign that is none of a table."""
    return pieces.placeholders.add(Standing(sign, sign))
