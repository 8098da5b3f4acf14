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
    lone_tables,
    raw_block_ends,
    stray_ends,
    tabbed_signs,
    tasks,
    written_tables,
)
from migrate.transform.body.builder import Builder
from migrate.transform.body.elements import walk
from migrate.transform.body.markdown import engine
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
        "</pre>", "</script >", "<pre>", "</style>", "<script>",
    ]
)  # fmt: skip
TABLES = st.sampled_from(["|", "a|b", "\n|-|-|\n", "\n-|-\n", "\n", "\\|"])
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
    "sign before an address": (linkify_source.has_sign_before_address, linkify_source.guard_after_signs),
    "end of a block": (raw_block_ends.has_other_end, raw_block_ends.end_raw_blocks),
    "end tag": (stray_ends.has_stray_end, stray_ends.part_stray_ends),
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


@settings(max_examples=1000)
@given(text=st.lists(PIECES | TABLES, max_size=16).map("".join))
def test_no_table_is_overlooked(text: str) -> None:
    """The engine reads tables that look plain as it would read them once they are written anew."""
    # Colons that begin no definition were looked at before.
    if written_tables.may_need_tables_written(text) or colons.has_colon_first(text):
        return
    pieces = pieces_around(text)
    html = engine(pieces.builder.settings.goldmark, typographer=False).html
    assert pieces.placeholders.resolve(html(written_tables.write_tables(text, pieces))) == html(text)


LONE = st.sampled_from(
    ["\n\n", "\n", "a|b", "`x`|y", "\n:--|:--\n", "\n--|--\n", "```", "\n```\n", "\n  ```\n", "~~~", "- ", "> ",
     "<div>", "<pre>", "<!--", "-->", ": d", "[^1]: ", "[x]: y", "1. ", "***", "===", "\\|", "    ", "&nbsp;|z", "é|ü"]
)  # fmt: skip


@settings(max_examples=1000)
@given(text=st.lists(LONE, min_size=3, max_size=16).map("".join))
def test_tables_told_from_the_text_alone_are_those_of_the_engine(text: str) -> None:
    """Written in the short way and in the long one they are rendered alike."""
    if not written_tables.may_need_tables_written(text):
        return
    html: list[str] = []
    for tell in (lone_tables.lone_tables, lambda text, rules: None):
        pieces = pieces_around(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("migrate.transform.body.written_tables.lone_tables", tell)
            written = written_tables.write_tables(text, pieces)
        chosen = engine(pieces.builder.settings.goldmark, typographer=False)
        html.append(pieces.placeholders.resolve(chosen.html(written)))
    assert html[0] == html[1]
