"""Tables: rows of equal length, cells of paragraphs, no spans and no alignment.

A table in a list item, a cell or a heading becomes a ``table`` entry; one in a quote is lifted out of it by `shape`.
"""

from typing import cast

from migrate.model.canonical import Json
from migrate.model.richtext import Element as RichElement
from migrate.model.richtext import block, document
from migrate.transform.body.builder import Builder
from migrate.transform.body.divide import document_within_limits
from migrate.transform.body.embedded import display_name
from migrate.transform.body.runs import Link
from migrate.transform.body.shape import close_document, empty_paragraph, fit_cell
from migrate.transform.body.tree import Element, Node, attributes, elements, plain_text

__all__ = ["table"]

_PARTS = ("thead", "tbody", "tfoot")
_MAX_SPAN = 50


def table(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<table>`` with everything in it; one with numbers of lines beside code is the code."""
    builder.flush()
    if "lntable" in element[1]:
        code = [node for node in elements(element[2]) if node[0] == "pre"]
        builder.walk(list(code), marks, link)
        return
    rows: list[Element] = []
    beside: list[Node] = []
    _sections(element[2], rows, beside)
    # Captions, and what the depth limit left outside any cell, stand before the table.
    for node in beside:
        builder.walk([node] if isinstance(node, str) or node[0] != "caption" else node[2], marks, link)
        builder.flush()
    grid = _grid(builder, rows, marks)
    if not grid:
        return
    text = ""
    if "align" in element[1] or any("align" in cell[1] for row in rows for cell in _cells(row)):
        text = plain_text(element[2]).strip()
        builder.note("table-alignment-dropped", " ".join(text.split()), "left alignment out", _first_cell_text(rows))
    made = block("table", [block("table-row", row) for row in grid])
    if not builder.depth_in_list and builder.place in ("flow", "quote"):
        builder.blocks.append(made)
        return
    text = text or plain_text(element[2]).strip()
    builder.note("table-to-entry", text, "kept in an embedded table entry", _first_cell_text(rows))
    body = cast("Json", document(document_within_limits(builder, close_document([made]))))
    builder.embed_entry("table", {"name": display_name(text, "Table"), "body": body})


def _first_cell_text(rows: list[Element]) -> str:
    for row in rows:
        for cell in _cells(row):
            text = plain_text(cell[2]).strip()
            if text:
                return text.split("\n")[0]
    return "<table"


def _sections(nodes: list[Node], rows: list[Element], beside: list[Node]) -> None:
    """Sort what a table holds into rows and what stands beside them."""
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                beside.append(node)
        elif node[0] == "tr":
            rows.append(node)
            beside.extend(
                inner
                for inner in node[2]
                if (inner.strip() if isinstance(inner, str) else inner[0] not in ("td", "th", "script", "template"))
            )
        elif node[0] in _PARTS:
            _sections(node[2], rows, beside)
        elif node[0] not in ("col", "colgroup"):
            beside.append(node)


def _cells(row: Element) -> list[Element]:
    return [node for node in row[2] if not isinstance(node, str) and node[0] in ("td", "th")]


def _grid(builder: Builder, rows: list[Element], marks: int) -> list[list[RichElement]]:
    """Return the cells of each row; a merged cell is followed, to the right and below, by empty ones."""
    grid: list[list[RichElement]] = []
    covered: dict[tuple[int, int], str] = {}
    for row_number, row in enumerate(rows):
        line: list[RichElement] = []
        for cell in _cells(row):
            while (row_number, len(line)) in covered:
                line.append(block(covered[row_number, len(line)], [empty_paragraph()]))
            kind = "table-header-cell" if cell[0] == "th" else "table-cell"
            column = len(line)
            line.append(block(kind, fit_cell(builder.sub_blocks(cell[2], "cell", marks))))
            if "span" in cell[1]:
                given = attributes(cell[1])
                across, down = _span(given.get("colspan", "")), _span(given.get("rowspan", ""))
                for below in range(down):
                    for right in range(across):
                        if below or right:
                            covered[row_number + below, column + right] = kind
        while (row_number, len(line)) in covered:
            line.append(block(covered[row_number, len(line)], [empty_paragraph()]))
        if line:
            grid.append(line)
    if covered:
        merged = (" ".join(plain_text(cell[2]).split()) for row in rows for cell in _cells(row) if "span" in cell[1])
        text = ", ".join(filter(None, merged))
        builder.note("table-spans", text, "followed merged cells by empty ones", _first_cell_text(rows))
    width = max(map(len, grid), default=0)
    for line in grid:
        kind = line[-1]["nodeType"]
        line.extend(block(kind, [empty_paragraph()]) for _ in range(width - len(line)))
    return grid


def _span(value: str) -> int:
    return min(max(int(value), 1), _MAX_SPAN) if value.isdigit() else 1
