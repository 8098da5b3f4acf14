"""Signs that real Hugo's typographer writes here and now: the same ones are baked in where the mapping asks for it."""

from pathlib import Path

from migrate.mapping.rules import BodyRules
from tests.oracle.composed_quotes import compose_quotes
from tests.oracle.rendered_inputs import render_inputs
from tests.unit.transform.body.facts import facts_of_html, facts_of_result
from tests.unit.transform.body.worlds import convert


def test_quotes_dashes_and_dots_are_hugos(tmp_path: Path) -> None:
    """Every sign is the same, in addresses too."""
    texts = compose_quotes(400, seed=1)
    different = []
    for text, html in zip(texts, render_inputs(tmp_path, texts), strict=True):
        expected = facts_of_html(html, folded=False)
        actual = facts_of_result(convert(text, rules=BodyRules(typographer=True)), folded=False)
        if (expected.text, expected.links) != (actual.text, actual.links):
            different.append((text, expected, actual))
    assert different == []
