"""The example that users copy is a mapping that loads."""

from pathlib import Path

from migrate.mapping.load import load_mapping
from migrate.mapping.shorthand import parse_field_line

SAMPLE = Path(__file__).resolve().parents[3] / "mappings" / "sample.yaml"


def test_sample_mapping_loads() -> None:
    """The sample mapping compiles without a problem, and its first type takes the posts."""
    rules = load_mapping(SAMPLE)
    first = rules.content_types[0]
    assert first.id == "post"
    assert first.match is not None
    assert first.match.section == ("posts",)


def test_flag_can_be_turned_off_in_a_line() -> None:
    """``localized false`` in a one-line field means what the long form means."""
    assert parse_field_line("Symbol from role, localized false") == {
        "type": "Symbol",
        "from": "role",
        "localized": False,
    }
