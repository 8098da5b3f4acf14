"""Tables that are told from the text alone, and what is left to the engine."""

import pytest

from migrate.transform.body import written_tables
from migrate.transform.body.lone_tables import lone_tables
from tests.unit.transform.body.worlds import convert

TABLE = "a|`b`\n:--|:--\n1|2\n`x`|\n[y](z)|w"


def found(text: str) -> list[str] | None:
    """Return the heads of the tables that `text` holds for certain."""
    tables = lone_tables(text, [at for at in range(len(text)) if text.startswith(("\n:--|", "\n--|"), at)])
    return None if tables is None else [table.head for table in tables]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (TABLE, ["a|`b`"]),
        (f"w\n\n{TABLE}\n\nc|d\n--|--\n\n- e\n", ["a|`b`", "c|d"]),
        (f"```\n{TABLE}\n\n{TABLE}\n```\n\n{TABLE}\n", ["a|`b`"]),
        (f"- t\n\n  ~~~ c\n  x\n\n  ~~~\n\n{TABLE}\n", ["a|`b`"]),
    ],
)
def test_a_table_between_empty_lines_is_told(text: str, heads: list[str]) -> None:
    """Lines between fences are code."""
    assert found(text) == heads


@pytest.mark.parametrize(
    "text",
    [
        f"w\n{TABLE}",
        f"- w\n\n  {TABLE}".replace("\n", "\n  "),
        f"{TABLE}\n    code",
        f"{TABLE}\n\n: of which it is the term",
        f"<!-- a\n\n{TABLE}\n\n-->",
        f"<div>\n```\n\n{TABLE}\n\n```\n",
        f"```\n\n{TABLE}",
        f"```\n\n  ```\n\n{TABLE}\n\n```\n",
        f"- ```\n\n{TABLE}\n\n```\n",
        f"- t\n\n  ```\nx\n  ```\n\n{TABLE}",
        f"> ```\n\n{TABLE}\n\n```\n",
        f"{TABLE}\n---\n- x",
        f"[a]: b|c\n--|--\n\n{TABLE}",
    ],
)
def test_where_it_may_be_otherwise_nothing_is_told(text: str) -> None:
    """Items, HTML and fences may go on, or end before their last line."""
    assert found(text) is None


def test_such_tables_are_written_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking it for all blocks of the page takes ten times as long."""
    monkeypatch.setattr(written_tables, "paragraphs_of", lambda *given: pytest.fail("looked at"))
    assert convert(f"{TABLE}\n\nw\n").document["content"][0]["nodeType"] == "table"
