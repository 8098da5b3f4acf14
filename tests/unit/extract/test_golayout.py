"""Dates in Go layouts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from migrate.extract.golayout import format_layout, is_layout

DATE = datetime(2016, 3, 4, 17, 6, 7, tzinfo=timezone(timedelta(hours=-8)))


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("2006", "2016"),
        ("06", "16"),
        ("01", "03"),
        ("1", "3"),
        ("Jan", "Mar"),
        ("January", "March"),
        ("02", "04"),
        ("2", "4"),
        ("_2", " 4"),
        ("002", "064"),
        ("__2", " 64"),
        ("Mon", "Fri"),
        ("Monday", "Friday"),
        ("15", "17"),
        ("03", "05"),
        ("3PM", "5PM"),
        ("3pm", "5pm"),
        ("04", "06"),
        ("05", "07"),
        ("4", "6"),
        ("5", "7"),
        ("20060102", "20160304"),
        ("_2006", "_2016"),
        ("Z0700", "-0800"),
        ("x", "x"),
    ],
)
def test_a_layout_prints_the_part_that_it_names(layout: str, text: str) -> None:
    """Every part that word characters can form."""
    assert format_layout(DATE, layout) == text


def test_zones_without_offset_are_z_and_named() -> None:
    """UTC is ``Z`` and ``UTC``."""
    assert format_layout(datetime(2016, 3, 4, tzinfo=UTC), "Z0700") == "Z"
    assert format_layout(datetime(2016, 3, 4, tzinfo=UTC), "MST") == "UTC"


def test_a_word_without_any_part_is_no_layout() -> None:
    """That is how Hugo tells a layout from an unknown token."""
    assert is_layout("2006")
    assert is_layout("x1")
    assert not is_layout("slugs")
