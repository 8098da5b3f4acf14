"""Lines of tables as Goldmark takes them apart (goldmark's ``extension/table.go``).

Owns: the cells of a line and the columns of the line under a head. Does not own: where tables stand (`written_tables`).
"""

import re

__all__ = ["cells_of", "columns_of"]

_PIPE = re.compile(r"(?<!\\)\|")
_COLUMN = re.compile(r"\s*:?-+:?\s*")


def cells_of(line: str) -> list[str]:
    """Return the cells of a line; pipes at its ends are its frame, and an empty cell behind the last pipe is none."""
    row = line.strip().removeprefix("|").removesuffix("|")
    cells = _PIPE.split(row)
    if not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]


def columns_of(line: str) -> list[str]:
    """Return what the line under a head says of each column (``:--``); none where Goldmark sees no such line."""
    columns = line.split("|")
    if not columns[0].strip():
        del columns[0]
    if columns and not columns[-1].strip():
        columns.pop()
    return [column.strip() for column in columns] if all(map(_COLUMN.fullmatch, columns)) else []
