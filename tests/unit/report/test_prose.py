"""Rich Text as prose and its differences."""

from migrate.model import richtext as rt
from migrate.model.canonical import JsonObject
from migrate.report.prose import prose_diff, prose_lines


def page(content: list[rt.Node]) -> JsonObject:
    """Return a document as JSON."""
    return rt.as_json(rt.document(content))


def paragraph(*words: str) -> rt.Node:
    """Return a paragraph of plain texts."""
    return rt.block("paragraph", [rt.text(word) for word in words])


def test_every_block_has_a_line() -> None:
    """Headings, lists, quotes, rules, tables and embeds are each told in their own manner."""
    document = page(
        [
            rt.block("heading-2", [rt.text("Title")]),
            rt.block("unordered-list", [rt.block("list-item", [paragraph("one"), paragraph("two")])]),
            rt.block("blockquote", [paragraph("quoted")]),
            rt.block("hr"),
            rt.block("table", [rt.block("table-row", [rt.block("table-cell", [paragraph("cell")])])]),
            rt.asset_block("photo"),
            rt.block("paragraph", [rt.hyperlink("https://e.org", [rt.text("link")]), rt.entry_inline("note")]),
            paragraph(""),
        ]
    )
    assert prose_lines(document) == [
        "## Title",
        "- one",
        "  two",
        "> quoted",
        "---",
        "| cell |",
        "[asset photo]",
        "link (https://e.org)[entry note]",
    ]


def test_a_changed_word_is_marked() -> None:
    """One changed word in a line is shown inside the line."""
    before = page([paragraph("The quick fox"), paragraph("stays")])
    after = page([paragraph("The slow fox"), paragraph("stays")])
    assert prose_diff(before, after) == ["~ The [-quick-]{+slow+} fox"]


def test_new_and_gone_lines() -> None:
    """Lines that came or went stand as a whole."""
    before = page([paragraph("a"), paragraph("b")])
    assert prose_diff(before, page([paragraph("a")])) == ["- b"]
    assert prose_diff(page([paragraph("a")]), before) == ["+ b"]


def test_equal_words_with_other_marks_are_told() -> None:
    """A change of form alone is not silent."""
    before = page([rt.block("paragraph", [rt.text("a")])])
    after = page([rt.block("paragraph", [rt.text("a", ["bold"])])])
    assert "formatting" in prose_diff(before, after)[0]
