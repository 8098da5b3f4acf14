"""Bodies as the reader hands them out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.model.findings import Severity
from migrate.model.source import BodyFormat, BodyText, ShortcodeCall, SourceBody, SummaryDivider


def body_of(root: Path, name: str, content: bytes) -> SourceBody:
    """Return the body of the one page in a site."""
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    site = read_site(root, now=datetime(2026, 1, 1, tzinfo=UTC))
    (page,) = (page for page in site.pages if page.source)
    return site.reader.body(page)


def text_of(body: SourceBody) -> str:
    """Return the text parts of a body."""
    return "".join(part.text for part in body.parts if isinstance(part, BodyText))


def test_markdown_is_lexed_after_the_front_matter(tmp_path: Path) -> None:
    """Text, format and the line on which the body starts."""
    body = body_of(tmp_path, "a.md", b"---\ntitle: A\n---\nOne {{< x >}}\n<!--more-->\nTwo\n")
    assert (body.format, body.line, body.findings) == (BodyFormat.MARKDOWN, 4, ())
    assert body.text == "One {{< x >}}\n<!--more-->\nTwo\n"
    assert [type(part) for part in body.parts] == [BodyText, ShortcodeCall, BodyText, SummaryDivider, BodyText]


def test_html_is_kept_and_still_lexed(tmp_path: Path) -> None:
    """Hugo runs shortcodes in HTML content too."""
    body = body_of(tmp_path, "a.html", b"---\n---\n<p>{{< x >}}</p>")
    assert body.format is BodyFormat.HTML
    assert text_of(body) == "<p></p>"


def test_org_becomes_html_with_its_own_divider(tmp_path: Path) -> None:
    """``# more`` divides when the front matter is Org."""
    body = body_of(tmp_path, "a.org", b"#+TITLE: A\n\n* Head\nOne /it/ {{< x >}}.\n\n# more\n\nTwo\n")
    assert body.format is BodyFormat.HTML
    assert "<em>it</em>" in text_of(body)
    assert [type(part) for part in body.parts] == [BodyText, ShortcodeCall, BodyText, SummaryDivider, BodyText]
    assert body.text.endswith("Two\n")


def test_asciidoc_includes_files_of_the_site(tmp_path: Path) -> None:
    """By their path from the site's folder or from the page; what lies outside or is missing is told."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.txt").write_text("From the site.\n", encoding="utf-8")
    (tmp_path / "content" / "a").mkdir(parents=True)
    (tmp_path / "content" / "a" / "two.txt").write_text("From beside it.\n", encoding="utf-8")
    source = b"---\n---\ninclude::parts/one.txt[]\n\ninclude::two.txt[]\n\ninclude::../../../../out.txt[]\n"
    body = body_of(tmp_path, "a/p.adoc", source)
    assert text_of(body) == "<p>From the site.</p>\n<p>From beside it.</p>\n"
    (finding,) = body.findings
    assert (finding.code, finding.line) == ("converter-warning", 7)


@pytest.mark.parametrize("content", [b"", b"---\n---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_an_empty_body(tmp_path: Path, content: bytes) -> None:
    """Nothing at all, front matter only, a byte order mark only."""
    body = body_of(tmp_path, "a.md", content)
    assert (text_of(body), body.findings) == ("", ())


def test_broken_bytes_are_findings_with_their_line(tmp_path: Path) -> None:
    """Every line with undecodable bytes, where they stand."""
    body = body_of(tmp_path, "a.md", b"---\ntitle: A\n---\nfine\ncaf\xe9 au lait\nfine\n\xff\n")
    assert [(finding.line, finding.column, finding.text) for finding in body.findings] == [
        (5, 4, "caf\ufffd au lait"),
        (7, 1, "\ufffd"),
    ]
    assert "caf\ufffd au lait" in body.text


def test_many_broken_lines_are_summed_up(tmp_path: Path) -> None:
    """A file in another encoding does not flood the ledger."""
    body = body_of(tmp_path, "a.md", b"---\n---\n" + b"\xe9\n" * 500)
    assert len(body.findings) == 51
    assert any("450 more lines" in finding.text for finding in body.findings)


def test_utf16_is_decoded_and_reported(tmp_path: Path) -> None:
    """Hugo would publish noise; the text is kept readable."""
    body = body_of(tmp_path, "a.md", "Hëllo\n".encode("utf-16"))
    assert "Hëllo" in body.text
    (finding,) = body.findings
    assert (finding.code, finding.severity) == ("not-utf8", Severity.FALLBACK)


def test_a_body_that_vanishes_is_a_finding(tmp_path: Path) -> None:
    """The run goes on when a file is gone."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("x", encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    (tmp_path / "content" / "a.md").unlink()
    (page,) = (page for page in site.pages if page.source)
    body = site.reader.body(page)
    assert [finding.code for finding in body.findings] == ["unreadable-file"]


def test_a_page_without_a_file_has_no_body(tmp_path: Path) -> None:
    """Home, sections and terms that Hugo makes itself."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("x", encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    home = next(page for page in site.pages if page.path == "/")
    assert site.reader.body(home) == SourceBody(BodyFormat.MARKDOWN, (), "", 1, ())
