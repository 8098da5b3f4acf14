"""Rich Text as prose and its differences."""

from migrate.model import richtext as rt
from migrate.model.canonical import JsonObject
from migrate.report.prose import is_prose, prose_diff, prose_lines


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


def test_long_texts_are_compared_by_words() -> None:
    """A text of many words or lines shows what changed in it; short ones and other values are shown whole."""
    long = "one two three four five six seven eight nine ten " * 4
    assert is_prose(long, long + "more")
    assert prose_diff(long, long.replace("one two", "one 2", 1))[0].startswith("~ one [-two-]{+2+} three four")
    assert is_prose("a\nb", "a\nc")
    assert prose_diff("a\nb", "a\nc") == ["~ [-b-]{+c+}"]
    assert not is_prose("Old", "New")
    assert not is_prose(long, None)


def test_line_ends_alone_are_told() -> None:
    """A text whose words are the same says that its line ends changed."""
    assert prose_diff("a\nb", "a\r\nb") == ["~ line ends changed; the words are the same"]


def test_very_long_lines_take_no_time() -> None:
    """Ten thousand words of which two differ are compared from both ends; what lies between counts as one change."""
    words = [f"w{number}" for number in range(10_000)]
    other = [*words[:10], "x", *words[11:9_990], "y", *words[9_991:]]
    (line,) = prose_diff(" ".join(words), " ".join(other))
    assert line.startswith("~ w0 w1 w2")
    assert line.endswith("w9999")
    assert "[-w10 w11 " in line
