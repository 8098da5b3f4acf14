"""AsciiDoc written so that Pandoc makes of it what Asciidoctor makes."""

import pytest

from migrate.extract.asciidoc_source import as_asciidoctor_reads
from migrate.extract.pandoc import render_html

FILES = {
    "part.adoc": "Of the part.\n\ninclude::deep.adoc[]\n",
    "deep.adoc": "Deep.\n",
    "self.adoc": "x\ninclude::self.adoc[]",
}


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("----\ncode", "----\ncode\n----"),
        ("====\nText.\n\n----\ncode\n----\n", "====\nText.\n\n----\ncode\n----\n\n===="),
        ("****\n====\nText.\n****\nBehind.", "****\n====\nText.\n====\n****\nBehind."),
        ("----\n====\n----\nBehind.", "----\n====\n----\nBehind."),
        ("|===\n|a\n", "|===\n|a\n\n|==="),
        ("First part\n----------\n\nText.", "== First part\n\n\nText."),
        ("Sub\n~~~", "=== Sub\n"),
        ("Text\nover lines\n----------\ncode\n----------", "Text\nover lines\n----------\ncode\n----------"),
        ("Short\n----------\ncode\n----------", "Short\n----------\ncode\n----------"),
        (
            "video::abc[youtube,width=640]",
            '+++<iframe src="https://www.youtube.com/embed/abc"></iframe>+++',
        ),
        ("---\n*a*\n\n---\n", "'''\n*a*\n\n'''\n"),
        ("a\n---\nb", "a\n---\nb"),
        ("----\n\n---\n----", "----\n\n---\n----"),
        ("a[\n----\nb\n----", "a[\n\n----\nb\n----"),
        ("video::clip.mp4[]", '+++<video src="clip.mp4"></video>+++'),
        ("a\n\ninclude::part.adoc[]\n", "a\n\nOf the part.\n\nDeep.\n"),
    ],
)
def test_what_pandoc_reads_otherwise_is_written_anew(written: str, rewritten: str) -> None:
    """Blocks end with the text or with the block around them; titles may be underlined; included files are there."""
    assert as_asciidoctor_reads(written, FILES.get) == (rewritten, ())


@pytest.mark.parametrize("line", ["include::none.adoc[]", "include::part.adoc[lines=1]", "include::part.adoc[tag=a]"])
def test_what_cannot_be_included_is_told(line: str) -> None:
    """The rest of the page is there; Pandoc would give all of it up."""
    text, missing = as_asciidoctor_reads(f"a\n\n{line}\n\nb", FILES.get)
    assert text == "a\n\n\n\nb"
    assert [number for number, _ in missing] == [3]


def test_a_file_that_includes_itself_ends() -> None:
    """Its line is left out in the end."""
    text, missing = as_asciidoctor_reads("include::self.adoc[]", FILES.get)
    assert set(text.split()) == {"x"}
    assert len(missing) == 1


def test_files_that_include_each_other_many_times_end() -> None:
    """Ten times ten times ten … files are told as left out, once there are more than any page needs."""
    files = {f"{number}.adoc": f"x\ninclude::{number + 1}.adoc[]\n" * 10 for number in range(9)}
    text, missing = as_asciidoctor_reads("include::0.adoc[]", files.get)
    assert 2_000 < len(text.split()) < 25_000
    assert {number for number, _ in missing} == {1}


def test_an_open_block_ends_with_the_page() -> None:
    """Pandoc alone would look for its end until it is stopped."""
    assert "<pre><code>code" in render_html("asciidoc", "Text.\n\n----\ncode\n").html


def test_rules_and_brackets_take_no_longer_than_other_words() -> None:
    """Pandoc alone would read what follows a rule ``---`` twice, and look for the end of a bracket for ever."""
    rules = render_html("asciidoc", "---\n*a*: b.\n\n" * 12).html
    assert rules.count("<hr />") == 12
    assert "<pre><code>b" in render_html("asciidoc", "a[\n----\nb\n----\n").html


def test_a_reference_to_another_page_leads_there() -> None:
    """Pandoc makes a place on the same page of it."""
    assert '<a href="next.adoc">Next</a>' in render_html("asciidoc", "xref:next.adoc[Next]\n").html
