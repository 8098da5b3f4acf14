"""Shortcodes whose rule says that real Hugo renders them: what becomes of the result, and of failures."""

from dataclasses import replace

import pytest

from migrate.extract.shortcodes import parse_body
from migrate.mapping.rules import BodyRules, ShortcodeAction, ShortcodeRule
from migrate.model.rendered import nested_call
from migrate.model.source import BodyFormat, SourceBody
from migrate.model.templates import ShortcodeTemplate
from migrate.transform.body.convert import convert_body
from migrate.transform.context import BodyResult
from tests.golden.body.drawing import draw_document
from tests.unit.transform.body.rendering import FakeRendering
from tests.unit.transform.body.worlds import context_of, site_of

RULED = ("chart", "box", "gauge", "notice")


def convert(source: str, printed: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> BodyResult:
    """Convert a body in which Hugo renders some shortcodes and `printed` says what it prints."""
    templates = {name: ShortcodeTemplate(name, f"layouts/{name}.html", True, True) for name in (*RULED, "columns")}
    rules = BodyRules(shortcodes={name: ShortcodeRule(name, ShortcodeAction.HUGO) for name in RULED})
    parts, _ = parse_body(source, 1, "content/posts/here.md", templates)
    context = replace(
        context_of(site_of(shortcodes=templates), rules), rendering=FakeRendering(printed or {}, errors or {})
    )
    return convert_body(SourceBody(BodyFormat.MARKDOWN, parts, source, 1, ()), context)


def drawn(result: BodyResult) -> str:
    """Return the document as text."""
    return "\n".join(draw_document(result.document))


def codes(result: BodyResult) -> list[str]:
    """Return the codes of the findings."""
    return [finding.code for finding in result.findings]


def test_html_is_converted_like_raw_html() -> None:
    """A table that a template prints becomes a table between the paragraphs around the call."""
    html = "<table><tr><th>a</th></tr><tr><td><b>1</b></td></tr></table>"
    text = drawn(convert("Before\n\n{{< chart >}}x{{< /chart >}}\n\nAfter", {"chart": html}))
    assert text.index("Before") < text.index("table-header-cell") < text.index("'1' +bold") < text.index("After")


def test_markdown_joins_the_page() -> None:
    """What a call with percent signs prints is Markdown of the page: its heading counts, its note is the page's."""
    text = drawn(convert("{{% box %}}x{{% /box %}}\n\n[^n]: A note", {"box": "## Title\n\nSee[^n]"}))
    assert "heading-2: 'Title'" in text
    assert "A note" in text


def test_text_serves_as_an_address() -> None:
    """A call in the address of a link is replaced by what it prints, without a finding about code."""
    result = convert("[go]({{< chart />}})", {"chart": "https://else.test/?a=1&amp;b=2"})
    assert "hyperlink https://else.test/?a=1&b=2: 'go'" in drawn(result)
    assert "shortcode-in-code" not in codes(result)


@pytest.mark.parametrize("percent", [False, True])
def test_a_call_that_hugo_left_to_us_stands_at_its_place(percent: bool) -> None:
    """A mark in what Hugo printed is replaced by what our own rules make of the call inside."""
    left, right = ("{{%", "%}}") if percent else ("{{<", ">}}")
    source = f"{left} box {right}\n{{{{< youtube abc >}}}}\n{left} /box {right}"
    result = convert(source, {"box": f"<p>one</p>\n\n{nested_call(2, 1)}\n\n<p>two</p>\n"})
    text = drawn(result)
    assert text.index("'one'") < text.index("embedded-entry-block") < text.index("'two'")
    assert [entry.content_type for entry in result.entries] == ["videoEmbed"]


def test_markdown_call_inside_html_is_rendered() -> None:
    """A call with percent signs that Hugo left to us inside HTML is read as Markdown there."""
    source = "{{< box >}}\n{{% columns %}}**b**{{% /columns %}}\n{{< /box >}}"
    assert "'b' +bold" in drawn(convert(source, {"box": f"<div>{nested_call(2, 1)}</div>"}))


def test_a_failure_keeps_the_call_and_its_words() -> None:
    """A call that Hugo could not render becomes an entry with its inner text, and the finding says why."""
    result = convert("{{< box a=1 >}}**in**{{< /box >}}", errors={"box": "shortcodes/box.html:3: no such field"})
    (entry,) = result.entries
    assert (entry.content_type, entry.fields["params"], entry.fields["inner"]) == ("shortcode", {"a": 1}, "**in**")
    (finding,) = result.findings
    assert (finding.code, finding.text) == ("shortcode-not-rendered", "in")
    assert "shortcodes/box.html:3: no such field" in finding.action


def test_without_a_template_the_usual_handler_serves() -> None:
    """For a shortcode that has no template to render, what is known about its name is better than nothing."""
    result = convert("{{< notice tip >}}in{{< /notice >}}")
    assert [entry.content_type for entry in result.entries] == ["callout"]


def test_without_template_and_handler_it_is_told() -> None:
    """A shortcode that has neither becomes an entry whose finding says that there is no template."""
    result = convert("{{< gauge >}}in{{< /gauge >}}")
    assert codes(result) == ["shortcode-not-rendered"]
    assert "have a template" in result.findings[0].action


def test_ids_follow_what_was_rendered() -> None:
    """An entry made of rendered code keeps its id while Hugo prints the same, and gets another one when not."""
    first, again, other = (convert("{{< box />}}", {"box": f"<pre>{code}</pre>"}) for code in ("a", "a", "b"))
    assert first.entries[0].id == again.entries[0].id != other.entries[0].id
