"""Tables that real Hugo renders here and now: words and cells are the same."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.oracle.composed_tables import compose_tables
from tests.oracle.rendered_inputs import render_inputs
from tests.unit.transform.body.facts import facts_of_html, facts_of_result
from tests.unit.transform.body.worlds import convert


def test_tables_are_hugos(tmp_path: Path) -> None:
    """Whatever looks like a table is one, or none, as in Hugo."""
    texts = compose_tables(400, seed=1)
    different = []
    for text, html in zip(texts, render_inputs(tmp_path, texts), strict=True):
        result = convert(text)
        rows = repr((result.document, result.entries)).count("'table-row'")
        expected, actual = facts_of_html(html), facts_of_result(result)
        expected.headings = [heading for heading in expected.headings if heading[1]]
        if expected != actual or rows != len(LexborHTMLParser(html).css("tr")):
            different.append((text, expected, actual))
    assert different == []
