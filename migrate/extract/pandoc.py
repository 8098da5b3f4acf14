"""Org, AsciiDoc, reStructuredText and Pandoc Markdown as HTML, by Pandoc (https://pandoc.org/MANUAL.html).

Owns: calling the program that the package `pypandoc_binary` brings, and giving its HTML the form that Hugo's own has
(code languages, footnotes, task lists). Does not own: shortcodes, which are placeholders here.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from migrate.extract.asciidoc_source import Include, as_asciidoctor_reads
from migrate.extract.org_source import COMMA, as_hugo_reads, footnote_numbers

__all__ = ["READERS", "ConverterError", "ConverterMissingError", "Rendered", "render_html"]


@dataclass(frozen=True, slots=True)
class _Reader:
    """How one markup is read."""

    format: str
    heading_shift: int = 0
    """Hugo's converters give the first level ``h2`` in Org and AsciiDoc."""
    preamble: str = ""
    """One line of settings put before the text."""


READERS = {
    "asciidoc": _Reader("asciidoc", heading_shift=1),
    # Hugo's Org reader wants braces for sub- and superscripts, shows drawers and what is archived, and makes headings
    # of all levels.
    "org": _Reader("org+fancy_lists", heading_shift=1, preamble="#+OPTIONS: ^:{} d:t arch:t H:9"),
    "pandoc": _Reader("markdown"),
    "rst": _Reader("rst"),
}
"""Markup → how Pandoc is asked to read it."""

_SECONDS = 20
_BYTES_PER_SECOND = 10_000
"""Time that a text may take: some for the start, the rest at a fraction of the speed of ordinary Org files."""
_MEMORY = "-M2g"
_WARNING = re.compile(r"^\[WARNING\] (.*(?:\n  .*)*)", re.MULTILINE)
_WARNING_LINE = re.compile(r" at (?:\S+ )?line (\d+)(?: column (\d+))?")


class ConverterMissingError(Exception):
    """Pandoc is not installed."""


class ConverterError(Exception):
    """Pandoc gave up on a text; the message is its own."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a text."""

    html: str
    warnings: tuple[tuple[int, str], ...]
    """Line within the text (0 when unknown) and what Pandoc left out or could not do."""


def render_html(markup: str, text: str, include: Include | None = None) -> Rendered:
    """Render `text` as HTML; the same text gives the same bytes with the same Pandoc.

    The program runs without access to files or the network, so an include in the text is left out, with a warning,
    unless `include` knows the file.

    Raises:
        ConverterMissingError: Pandoc is not installed.
        ConverterError: it failed, ran out of memory, or took much longer than a text of that size needs.

    """
    program = _find_program()
    if program is None:
        raise ConverterMissingError
    reader = READERS[markup]
    source = text
    missing: tuple[tuple[int, str], ...] = ()
    if markup == "org":
        source = f"{reader.preamble}\n{as_hugo_reads(text)}"
    elif markup == "asciidoc":
        source, missing = as_asciidoctor_reads(text, include)
    answer = _ask(program, reader, source.encode("utf-8", errors="replace"))
    if answer.failure:
        raise ConverterError(answer.failure)
    html, messages = answer.html, answer.messages
    for pattern, replacement in _CORRECTIONS:
        html = pattern.sub(replacement, html)
    if markup == "org":
        html = _as_org(html)
    html = _with_notes(html, footnote_numbers(text) if markup == "org" else ())
    return Rendered(html, (*missing, *_warnings(messages, 1 if reader.preamble else 0)))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Pandoc printed, or why it did not."""

    html: str = ""
    messages: str = ""
    failure: str = ""


# A proof asks for the body of a page several times, and Pandoc takes a tenth of a second for each answer.
@lru_cache(maxsize=1000)
def _ask(program: str, reader: _Reader, source: bytes) -> _Answer:
    arguments = (
        program,
        "+RTS",
        _MEMORY,
        "-RTS",
        f"--from={reader.format}",
        "--to=html5",
        "--sandbox",
        "--wrap=preserve",
        "--syntax-highlighting=none",
        "--mathjax",
        f"--shift-heading-level-by={reader.heading_shift}",
    )
    seconds = _SECONDS + len(source) // _BYTES_PER_SECOND
    try:
        done = subprocess.run(  # noqa: S603  # the program is the package's own, the text comes by standard input
            arguments, input=source, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return _Answer(failure=f"it took longer than {seconds} seconds")
    except OSError as error:
        return _Answer(failure=error.strerror or str(error))
    messages = done.stderr.decode("utf-8", "replace")
    if done.returncode != 0:
        return _Answer(failure=messages.strip() or f"exit code {done.returncode}")
    return _Answer(done.stdout.decode("utf-8", "replace"), messages)


def _as_org(html: str) -> str:
    """Return the HTML of an Org text with what Hugo's own reader does otherwise."""
    html = _BLOCK_TITLE.sub("", html).replace(COMMA, ",")
    html = _NAMED_IMAGE.sub(r"\1", html)
    html = _BARE_IMAGE.sub(r'<img src="\1" alt="\1" title="\1"\2 />', html)
    html = _LINKED_IMAGE.sub(r'<img src="\1" alt="\1" />', html)
    html = _FIRST_TAG.sub("\u00a0" * 3, html)
    return _CAPTION_ABOVE.sub(r"<figure>\n\2\n<figcaption>\n\1\n</figcaption>\n</figure>", html)


def _with_notes(html: str, numbers: Sequence[int]) -> str:
    """Give footnotes the form that they have in Markdown: references by number, and a box for each note.

    Pandoc numbers references and repeats a note for each of them; `numbers` are those of the notes, when known.
    """
    if len(_REFERENCE.findall(html)) != len(numbers):
        numbers = ()

    def number(match: re.Match[str]) -> int:
        at = int(match[1])
        return numbers[at - 1] if numbers else at

    def reference(match: re.Match[str]) -> str:
        return f'<sup class="footnote-reference"><a href="#{number(match)}">{number(match)}</a></sup>'

    seen: set[int] = set()

    def note(match: re.Match[str]) -> str:
        own = number(match)
        if own in seen:
            return ""
        seen.add(own)
        label = f'<sup class="footnote-definition-label">{own}</sup>'
        return f'<div class="footnote-definition" id="{own}">{label}{match[2]}</div>\n'

    html = _NOTES.sub(lambda notes: _NOTE.sub(note, notes[1]), html)
    return _REFERENCE.sub(reference, html)


@lru_cache(maxsize=1)
def _find_program() -> str | None:
    """Return the package's own program, so that the same text gives the same HTML on every machine that has it."""
    try:
        import pypandoc  # optional on machines for which there is no wheel
    except ImportError:
        return shutil.which("pandoc")
    for name in ("pandoc", "pandoc.exe"):
        program = Path(pypandoc.__file__).parent / "files" / name
        if program.is_file():
            return str(program)
    return shutil.which("pandoc")


def _warnings(messages: str, lines_before: int) -> tuple[tuple[int, str], ...]:
    found = []
    for match in _WARNING.finditer(messages):
        message = " ".join(match.group(1).split())
        place = _WARNING_LINE.search(message)
        # Pandoc names the place behind the construct: the first column means the end of the line before.
        line = int(place.group(1)) - lines_before - (place.group(2) == "1") if place else 0
        found.append((max(line, 0), _WARNING_LINE.sub("", message)))
    return tuple(found)


def _code_block(match: re.Match[str]) -> str:
    """Name the language on the ``code`` element, as Goldmark does."""
    attributes = match.group(1)
    named = re.search(r'data-org-language="([^"]*)"', attributes) or re.search(r'class="([^" ]+)', attributes)
    language = named.group(1) if named else ""
    return f'<pre><code class="language-{language}" data-lang="{language}">' if language else "<pre><code>"


def _figure(match: re.Match[str]) -> str:
    """Give the image the ``alt`` and ``title`` that Pandoc puts on the figure."""
    return f"<figure>\n<img{match.group(2)}{match.group(1)} />"


def _named_link(match: re.Match[str]) -> str:
    """Make a link of what Org writes as a link to a name; Hugo takes it for an address."""
    target, text = match.groups()
    return f'<a href="{target}">{text}</a>'


_CORRECTIONS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<pre((?: [\w:-]+=\"[^\"]*\")+)><code>"), _code_block),
    (re.compile(r"<figure((?: (?:alt|title)=\"[^\"]*\")+)>\s*<img((?: (?!alt)[\w-]+=\"[^\"]*\")*) />"), _figure),
    (re.compile(r' ?<a href="#fnref\d+" class="footnote-back"[^>]*>[^<]*</a>'), ""),
    (
        re.compile(r'<label><input type="checkbox"( checked="")? />(.*?)</label>', re.DOTALL),
        r'<input\1 disabled="" type="checkbox"> \2',
    ),
    (re.compile(r'<a href="#([^"#]+\.(?:adoc|asciidoc)(?:#[^"]*)?)" class="cross-reference">'), r'<a href="\1">'),
    (re.compile(r'(?<= )(href|src)="file:(?://(?=/))?(?!//)'), r'\1="'),
    (re.compile(r'<span class="spurious-link"\s+target="([^"]*)"><em>(.*?)</em></span>', re.DOTALL), _named_link),
)
"""What Pandoc writes in another form than Goldmark; each pair is independent of the others."""
_BLOCK_TITLE = re.compile(r'(?<=>\n)<div class="title">\n<p>\w+</p>\n</div>\n')
"""The words "Note", "Tip" … that Pandoc adds to Org's special blocks and Hugo does not."""
_NAMED_IMAGE = re.compile(r'(<img src="[^"]*"(?: (?:width|height|class|style|alt)="[^"]*")*) title="([^"]*)" id="\2"')
"""An image with a name, which no reader sees: Pandoc takes it for a title."""
_BARE_IMAGE = re.compile(r'(?<!">)<img src="([^"]*)"((?: (?:width|height|class|style)="[^"]*")*) />')
_LINKED_IMAGE = re.compile(r'(?<=">)<img src="([^"]*)" />')
"""An image that nothing describes: Hugo's reader says its address."""
_FIRST_TAG = re.compile('(?<!</span>)[ \u00a0](?=<span class="tag" )')
_CAPTION_ABOVE = re.compile(
    r'<div class="captioned-content">\n<div class="caption">\n(.*?)\n</div>\n((?:(?!<div).)*?)\n</div>', re.DOTALL
)
_REFERENCE = re.compile(
    r'<a href="#fn(\d+)" class="footnote-ref" id="fnref\d+"\s+role="doc-noteref"><sup>\d+</sup></a>'
)
_NOTES = re.compile(r'<section id="footnotes"[^>]*>\s*<hr />\s*<ol>\n(.*)</ol>\s*</section>', re.DOTALL)
_NOTE = re.compile(r'<li id="fn(\d+)">(.*?)</li>\n(?=<li id="fn\d+">|\Z)', re.DOTALL)
