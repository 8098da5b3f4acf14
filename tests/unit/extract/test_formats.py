"""Bodies that a converter renders, with shortcode calls carried through."""

import subprocess
from typing import Any

import pytest

from migrate.extract.formats import markup_of, render_parts
from migrate.extract.pandoc import ConverterError, ConverterMissingError, Rendered, render_html
from migrate.extract.shortcodes import parse_body
from migrate.model.findings import Severity
from migrate.model.source import BodyPart, BodyText, ShortcodeCall, SummaryDivider


def rendered(markup: str, text: str) -> str:
    """Return the body as one text, calls as ``[name]``, the divider as ``[more]``."""
    parts, findings = parse_body(text, 1, "a.org", {})
    assert not findings
    return "".join(shown(part) for part in render_parts(markup, parts, "a.org", 1).parts)


def shown(part: BodyPart) -> str:
    """Return a part as text."""
    match part:
        case BodyText(text=text):
            return text
        case ShortcodeCall(name=name):
            return f"[{name}]"
        case SummaryDivider():
            return "[more]"


@pytest.mark.parametrize(
    ("path", "field", "markup"),
    [
        ("a/b.MD", "", "markdown"),
        ("b.markdown", "", "markdown"),
        ("b.htm", "", "html"),
        ("b.org", "", "org"),
        ("b.pdc", "", "pandoc"),
        ("b.txt", "", ""),
        ("md", "", ""),
        ("b.md", "asciidocext", "asciidoc"),
        ("b.md", "mmark", "markdown"),
        ("b.html", "unheard-of", "html"),
        ("b.txt", "md", ""),
    ],
)
def test_extension_and_field_give_the_markup(path: str, field: str, markup: str) -> None:
    """The field overrides the extension of a content file; it does not make one."""
    assert markup_of(path, field) == markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('Before {{< x "a" >}} after.\n', "<p>Before [x] after.</p>\n"),
        ("One.\n\n{{< x >}}\n\nTwo.\n", "<p>One.</p>\n[x]<p>Two.</p>\n"),
        (
            'See [[{{< relref "a.org" >}}][the *text*]].\n',
            '<p>See <a href="[relref]">the <strong>text</strong></a>.</p>\n',
        ),
        ("* Head {{< x >}}\n", "[x]</h2>\n"),
        ("#+begin_src sh\necho {{< x >}}\n#+end_src\n", '<code class="language-sh" data-lang="sh">echo [x]\n</code>'),
        ("One\n<!--more-->\nTwo\n", "<p>One</p>\n[more]<p>Two</p>\n"),
        ("- {{< x >}}\n- b\n", "<li>[x]</li>\n<li>b</li>"),
        ("| {{< x >}} | b |\n", "<td>[x]</td>\n<td>b</td>"),
    ],
)
def test_calls_stand_where_they_stood(text: str, html: str) -> None:
    """Inline, alone in a paragraph, in links, headings, code, lists and tables; the divider too."""
    assert html in rendered("org", text)


@pytest.mark.parametrize(
    ("markup", "text", "html"),
    [
        ("org", "* A\n** B\n", "<h2"),
        ("org", "* A\n** B\n", "<h3"),
        ("org", "a^2 x_1 b_{c}\n", "<p>a^2 x_1 b<sub>c</sub></p>"),
        ("org", "#+begin_note\nText\n#+end_note\n", '<div class="note">\n<p>Text</p>\n</div>'),
        ("org", "- [X] done\n- [ ] open\n", '<input checked="" disabled="" type="checkbox"> done'),
        ("org", "a[fn:1]\n\n[fn:1] Note.\n", '<sup class="footnote-reference"><a href="#1">1</a></sup>'),
        ("org", "a[fn:1]\n\n[fn:1] Note.\n", 'id="1"><sup class="footnote-definition-label">1</sup><p>Note.</p></div>'),
        ("rst", "a [1]_\n\n.. [1] Note.\n", 'id="1"><sup class="footnote-definition-label">1</sup><p>Note.</p></div>'),
        ("org", "#+CAPTION: Cap\n#+ATTR_HTML: :alt An alt\n[[./a.png]]\n", '<img src="./a.png" alt="An alt" />'),
        ("org", "$a_1$\n", r'<span class="math inline">\(a_1\)</span>'),
        ("org", "[[*Head][text]]\n", '<a href="*Head">text</a>'),
        ("rst", "Title\n=====\n\n``code`` and *em*\n", "<code>code</code> and <em>em</em>"),
        (
            "rst",
            ".. code-block:: python\n\n   x\n",
            '<pre><code class="language-python" data-lang="python">x</code></pre>',
        ),
        ("asciidoc", "== Head\n\n*bold*\n", "<strong>bold</strong>"),
        ("pandoc", "H~2~O[^1]\n\n[^1]: N\n", "H<sub>2</sub>O"),
    ],
)
def test_the_html_has_the_form_of_hugos_own(markup: str, text: str, html: str) -> None:
    """Heading levels, code languages, footnotes, task lists, figures, braces for sub- and superscripts."""
    assert html in render_html(markup, text).html


def test_nothing_outside_the_text_is_read() -> None:
    """An include is left out, with the line and name in a finding."""
    parts: tuple[BodyPart, ...] = (BodyText('a\n\n#+INCLUDE: "/etc/hostname"\n\nb\n', 7),)
    body = render_parts("org", parts, "content/a.org", 7)
    (finding,) = body.findings
    assert (finding.code, finding.line, finding.severity) == ("converter-warning", 9, Severity.LOSS)
    assert "/etc/hostname" in finding.text


def test_a_call_that_the_format_does_not_show_is_a_note() -> None:
    """A comment takes its call with it, as in Hugo."""
    parts, _ = parse_body("a\n\n# {{< x >}}\n\nb\n", 3, "a.org", {})
    (finding,) = render_parts("org", parts, "a.org", 3).findings
    assert (finding.code, finding.line, finding.severity) == ("call-not-shown", 5, Severity.NOTE)


@pytest.mark.parametrize(
    ("error", "code"), [(ConverterMissingError(), "converter-missing"), (ConverterError("boom"), "converter-failed")]
)
def test_without_a_converter_the_text_is_kept(error: Exception, code: str) -> None:
    """The source stands in a preformatted block, calls in place, and the finding says why."""

    def refuse(markup: str, text: str) -> Rendered:
        raise error

    parts, _ = parse_body("a < b {{< x >}} c\n", 4, "a.rst", {})
    body = render_parts("rst", parts, "a.rst", 4, refuse)
    assert "".join(map(shown, body.parts)) == "<pre>a &lt; b [x] c\n</pre>"
    (finding,) = body.findings
    assert (finding.code, finding.line, finding.severity) == (code, 4, Severity.LOSS)


def test_the_same_text_gives_the_same_parts() -> None:
    """Placeholders depend on the text alone."""
    assert rendered("org", "a {{< x >}} b") == rendered("org", "a {{< x >}} b")


def test_the_same_text_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof asks for a body several times; another text, or another format, is asked for anew."""
    asked: list[bytes] = []
    run = subprocess.run

    def counted(*arguments: Any, **options: Any) -> Any:
        asked.append(options["input"])
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    first = render_html("rst", "Words that no other test renders.")
    assert render_html("rst", "Words that no other test renders.") == first
    assert len(asked) == 1
    render_html("asciidoc", "Words that no other test renders.")
    render_html("rst", "Other words that no other test renders.")
    assert len(asked) == 3
