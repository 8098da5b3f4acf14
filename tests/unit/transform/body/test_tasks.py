"""Check boxes that Goldmark reads and the engine does not."""

import pytest

from migrate.model.goldmark import Goldmark
from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert, site_of


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- [x]done", "☑done"),
        ("* [ ]", "☐"),
        ("> 1. [X]**a**\n>    - [ ]b", "☑a☐b"),
        ("- [x](here)", "☑(here)"),
        ("- - [ ].", "☐."),
    ],
)
def test_a_box_needs_nothing_behind_it(written: str, shown: str) -> None:
    """What follows the brackets at once, or nothing at all, makes a task of an item as a blank does."""
    facts = facts_of_result(convert(written))
    assert (facts.text, facts.links) == (shown, [])


@pytest.mark.parametrize(
    "written", ["a [x]b", "```\n- [x]b\n```", "text\n\n    - [x]b", "- `[x]b`", "- a [x]b", "a\n3) [x]b"]
)
def test_other_brackets_stay(written: str) -> None:
    """Code keeps what it shows, and so do brackets between words."""
    assert "[x]b" in facts_of_result(convert(written)).text


def test_a_site_without_tasks_has_no_boxes() -> None:
    """The extension can be off."""
    assert facts_of_result(convert("- [x]done", site=site_of(goldmark=Goldmark(task_list=False)))).text == "[x]done"
