"""Content formats: which markup a file is in, and HTML parts for the bodies that a converter renders.

Owns: extensions, the ``markup`` field, carrying shortcode calls through a converter. Does not own: Markdown
(transform), the grammar of shortcodes (`shortcodes`), the converter (`pandoc`).
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from migrate.extract.pandoc import ConverterError, ConverterMissingError, Rendered, render_html
from migrate.model.findings import Finding, Severity
from migrate.model.source import BodyPart, BodyText, ShortcodeCall

__all__ = ["CONTENT_EXTENSIONS", "RenderedParts", "markup_of", "render_parts"]

CONTENT_EXTENSIONS: dict[str, str] = {
    "ad": "asciidoc",
    "adoc": "asciidoc",
    "asciidoc": "asciidoc",
    "htm": "html",
    "html": "html",
    "markdown": "markdown",
    "md": "markdown",
    "mdown": "markdown",
    "org": "org",
    "pandoc": "pandoc",
    "pdc": "pandoc",
    "rst": "rst",
}
"""File extension, lower-case → markup. Any other extension is a plain file for Hugo."""

_MARKUP_NAMES: dict[str, str] = {
    **CONTENT_EXTENSIONS,
    "asciidocext": "asciidoc",
    "asciidoctor": "asciidoc",
    "blackfriday": "markdown",
    "goldmark": "markdown",
    "mmark": "markdown",
    "org-mode": "org",
}
"""Values of the ``markup`` field; names of engines that Hugo no longer has are read as what they were."""


@dataclass(frozen=True, slots=True)
class RenderedParts:
    """A body whose text is HTML now."""

    parts: tuple[BodyPart, ...]
    findings: tuple[Finding, ...]


def markup_of(path: str, markup: str = "") -> str:
    """Return the markup of a content file; `markup` is the front-matter field. "" when it is no content file."""
    name = path.rpartition("/")[2]
    by_extension = CONTENT_EXTENSIONS.get(name.rpartition(".")[2].lower(), "") if "." in name else ""
    return _MARKUP_NAMES.get(markup.lower(), by_extension) if by_extension else ""


def render_parts(
    markup: str,
    parts: Sequence[BodyPart],
    source: str,
    line: int,
    render: Callable[[str, str], Rendered] = render_html,
) -> RenderedParts:
    """Render the text of a lexed body as HTML, its shortcode calls and divider kept where they stand.

    Hugo's own order: calls become inert words first, then the text is rendered, then the words become calls again.
    A body that cannot be rendered keeps its text as written, in a ``pre`` element, and gets a finding.

    Args:
        markup: ``org``, ``asciidoc``, ``rst`` or ``pandoc``.
        parts: the lexed body.
        source: the file's path relative to the site, for findings.
        line: 1-based line of the file on which the body starts.
        render: the converter: markup and text to HTML.

    """
    held = [part for part in parts if not isinstance(part, BodyText)]
    word = _placeholder(parts)
    text = _with_placeholders(parts, word)
    try:
        rendered = render(markup, text)
    except ConverterMissingError:
        return _kept_as_text(parts, _finding("converter-missing", source, line, markup))
    except ConverterError as error:
        return _kept_as_text(parts, _finding("converter-failed", source, line, f"{markup}: {error}"))
    html_parts, lost = _cut(rendered.html, word, held, line)
    findings = [
        Finding(source, line + at - 1 if at else line, 0, "converter-warning", Severity.LOSS, message, "left out")
        for at, message in rendered.warnings
    ]
    findings += [
        Finding(source, call.line, call.column, "call-not-shown", Severity.NOTE, call.source, "left out, as Hugo does")
        for call in lost
        if isinstance(call, ShortcodeCall)
    ]
    return RenderedParts(html_parts, tuple(sorted(findings)))


def _placeholder(parts: Sequence[BodyPart]) -> str:
    """Return a word of letters and digits that no text of the body contains; the same for the same body."""
    texts = "".join(part.text for part in parts if isinstance(part, BodyText))
    digest = hashlib.sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()
    return f"hugocall{digest[:12]}n"


def _with_placeholders(parts: Sequence[BodyPart], word: str) -> str:
    pieces: list[str] = []
    held = 0
    for part in parts:
        if isinstance(part, BodyText):
            pieces.append(part.text)
        elif isinstance(part, ShortcodeCall):
            pieces.append(f"{word}{held}e" + "\n" * part.source.count("\n") if part.own_line else f"{word}{held}e")
            held += 1
        else:
            # A divider ends the paragraph before it, whatever the format makes of a lone word.
            pieces.append(f"\n\n{word}{held}e\n\n")
            held += 1
    return "".join(pieces)


def _cut(
    html: str, word: str, held: Sequence[BodyPart], line: int
) -> tuple[tuple[BodyPart, ...], tuple[BodyPart, ...]]:
    """Cut the HTML at the placeholders; a paragraph that holds nothing else goes, as in Hugo."""
    pattern = re.compile(rf"<p>\s*{word}(\d+)e\s*</p>\n?|{word}(\d+)e")
    parts: list[BodyPart] = []
    shown: set[int] = set()
    position = 0
    for match in pattern.finditer(html):
        number = int(match.group(1) or match.group(2))
        if match.start() > position:
            parts.append(BodyText(html[position : match.start()], line))
        parts.append(held[number])
        line = held[number].line
        shown.add(number)
        position = match.end()
    if position < len(html):
        parts.append(BodyText(html[position:], line))
    return tuple(parts), tuple(part for number, part in enumerate(held) if number not in shown)


def _kept_as_text(parts: Sequence[BodyPart], finding: Finding) -> RenderedParts:
    kept: list[BodyPart] = [
        BodyText(escape(part.text, quote=False), part.line) if isinstance(part, BodyText) else part for part in parts
    ]
    return RenderedParts((BodyText("<pre>", finding.line), *kept, BodyText("</pre>", finding.line)), (finding,))


def _finding(code: str, source: str, line: int, text: str) -> Finding:
    return Finding(source, line, 0, code, Severity.LOSS, text, "kept as written, in a preformatted block")
