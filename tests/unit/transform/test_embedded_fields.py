"""Arguments of shortcodes as the fields of the mapping's own content types hold them."""

from datetime import UTC

import pytest

from migrate.mapping.load import parse_mapping
from migrate.model.canonical import Json
from migrate.transform.context import EmbeddedEntry
from migrate.transform.embedded_fields import settle_embedded
from migrate.transform.gathered import Gathered
from migrate.transform.subject import Place

MAPPING = """\
version: 1
contentTypes:
  recipe:
    fields:
      title: Symbol
      serves: Integer
      hot: Boolean
      kind: Symbol, default plain
"""


def _settle(fields: dict[str, Json]) -> tuple[dict[str, Json], list[str]]:
    """Return the fields of an embedded recipe and the codes of what was found."""
    recipe = parse_mapping(MAPPING, "mapping.yaml").content_types[0]
    gathered = Gathered()
    settled = settle_embedded(EmbeddedEntry("id", "recipe", fields), recipe, UTC, Place("a.md", 0), gathered)
    return dict(settled.fields), [finding.code for finding in gathered.findings]


@pytest.mark.parametrize(
    ("field", "text", "value"), [("serves", "6", 6), ("hot", "true", True), ("title", "Soup", "Soup")]
)
def test_text_becomes_what_the_field_holds(field: str, text: str, value: Json) -> None:
    """An argument is text; a whole number or a boolean field gets one, without a finding."""
    fields, codes = _settle({field: text})
    assert fields[field] == value
    assert codes == []


def test_default_fills_what_the_call_leaves_out() -> None:
    """A field without an argument, or with a blank one, takes its default."""
    assert _settle({})[0]["kind"] == "plain"
    assert _settle({"kind": ""})[0]["kind"] == "plain"


def test_unreadable_argument_is_a_finding() -> None:
    """A text that is no number leaves the field empty and is told."""
    fields, codes = _settle({"serves": "many"})
    assert "serves" not in fields
    assert codes == ["field-value-unreadable"]
