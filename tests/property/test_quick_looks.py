"""What a quick look says is not there is not there: the step behind it changes nothing."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.model.goldmark import Goldmark
from migrate.transform.body import (
    attribute_lists,
    closed_headings,
    colons,
    empty_items,
    fences,
    linkify_source,
    single_columns,
    tabbed_signs,
    table_rows,
    tasks,
)
from migrate.transform.body.builder import Builder
from migrate.transform.body.elements import walk
from migrate.transform.body.parts import Pieces
from migrate.transform.body.settings import settle_settings
from tests.unit.transform.body.worlds import body_of, context_of, site_of

PIECES = st.sampled_from(
    [
        "a", " ", "  ", "    ", "\t", "\n", "\n\n", "> ", "- ", "-", "* ", "+\t", "1. ", "2)", "```", "~~~", "`", "# ",
        " ## ",
        "{#x}", "{.x}", "{}", "{a=b}", "{", "}", "{{", "{%", ":", ": ", ":smile:", "[x]", "[ ]", "[X] ", "[^1]: ",
        "|", "| a |", "---", "|-", ":-:", "-:", "\\", "\\_", "\\[", "\\*", "&quot;", "“", "…", ";", "http://x.test",
        "ftp://", "www.x.test", "me@x.test", "https://", "é", "(", "](", "<p>", "</p>", "</li>", "</td>",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=16).map("".join)

Quick = Callable[[str], bool]
Step = Callable[[str, Pieces], str]
LOOKS: dict[str, tuple[Quick, Step]] = {
    "tab behind a fence": (fences.has_tab_behind_fence, fences.close_fences),
    "closed heading": (closed_headings.has_closed_heading, closed_headings.open_headings),
    "attributes": (attribute_lists.has_attribute_line, attribute_lists.part_at_attributes),
    "attributes in HTML": (attribute_lists.may_end_block, attribute_lists.cut_block_attributes),
    "tabbed sign": (tabbed_signs.has_tabbed_sign, tabbed_signs.settle_tabbed_signs),
    "colon": (colons.has_colon_first, colons.protect_colons),
    "empty item": (empty_items.may_have_empty_item, empty_items.close_after_empty_items),
    "check box": (tasks.has_close_box, tasks.check_boxes),
    "one column": (single_columns.has_single_column, single_columns.frame_single_columns),
    "numbered row": (table_rows.has_numbered_row, table_rows.keep_numbered_rows),
    "sign before an address": (linkify_source.has_sign_before_address, linkify_source.guard_after_signs),
    "backslash": (lambda text: "\\" in text, linkify_source.guard_before_escapes),
}


def pieces_around(text: str) -> Pieces:
    """Return pieces of a site that has all extensions."""
    context = context_of(site_of(goldmark=Goldmark(unsafe=True, attribute_block=True), emoji=True))
    body = body_of(text)
    return Pieces(body, Builder(body, context, settle_settings(context), walk), lambda call, held: "", lambda a, b: "")


@pytest.mark.parametrize("look", sorted(LOOKS))
@settings(max_examples=400)
@given(text=TEXTS)
def test_nothing_is_overlooked(look: str, text: str) -> None:
    """A quick look may find what is none, never the other way round."""
    quick, step = LOOKS[look]
    if not quick(text):
        assert step(text, pieces_around(text)) == text
