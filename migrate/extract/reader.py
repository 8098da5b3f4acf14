"""The port through which `transform` reads bodies and files: bodies decoded, rendered where needed, and lexed.

Owns: bytes to text, and the choice of what lexes and renders it. Does not own: front matter, shortcode grammar
(`shortcodes`), converters (`formats`), lookups (`links`).
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from migrate.errors import MigrateError
from migrate.extract.asciidoc_source import Include
from migrate.extract.content import ContentFile
from migrate.extract.files import SiteFiles
from migrate.extract.formats import render_parts
from migrate.extract.links import PageIndex
from migrate.extract.pandoc import READERS, render_html
from migrate.extract.shortcodes import parse_body
from migrate.model.data_uri import is_data_uri, read_data_uri
from migrate.model.findings import Finding, Severity
from migrate.model.source import (
    BodyFormat,
    BodyPart,
    BodyText,
    LinkTarget,
    SiteConfig,
    SourceBody,
    SourcePage,
    SummaryDivider,
)
from migrate.model.templates import ShortcodeTemplate

__all__ = ["FileReader", "Reader"]

_EMPTY = SourceBody(BodyFormat.MARKDOWN, (), "", 1, ())
_WIDE_ENCODINGS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks, longest first → encoding."""
_MAX_BYTE_FINDINGS = 50
_ORG_DIVIDER = "# more"
"""The summary divider of a file with Org front matter."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads the bytes of files of one site, and knows nothing of its pages."""

    files: SiteFiles

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the site, or those that a ``data:`` address holds.

        Raises:
            MigrateError: the file cannot be read or lies outside.

        """
        data = read_data_uri(path) if is_data_uri(path) else None
        return data[1] if data is not None else self.files.read(path)


class Reader:
    """A `migrate.model.source.SiteReader` over the files of one site; picklable, safe in worker processes."""

    def __init__(
        self,
        files: SiteFiles,
        config: SiteConfig,
        pages: Sequence[SourcePage],
        templates: Mapping[str, ShortcodeTemplate],
        set_aside: Sequence[ContentFile] = (),
    ) -> None:
        self._files = files
        self._templates = templates
        self._index = PageIndex(pages, config, files, set_aside)

    def body(self, page: SourcePage) -> SourceBody:
        """Return the body of `page`; an empty one for a page without a file. Never raises on content.

        A file that cannot be read, bytes that are not UTF-8, and a format whose converter is missing are findings.
        """
        if not page.source:
            return _EMPTY
        try:
            raw = self._files.read(page.source)
        except MigrateError as error:
            return _unreadable(page.source, error)
        text, decoding = _decode(raw, page)
        parts, lexing = parse_body(text, page.body_line, page.source, self._templates)
        rendering: tuple[Finding, ...] = ()
        if page.markup in READERS:
            if page.markup == "org" and raw[: page.body_offset].lstrip().startswith(b"#+"):
                parts = _org_divided(parts)
            parts, rendering = _rendered(page, parts, partial(self._included, page))
        body_format = BodyFormat.HTML if page.markup == "html" or page.markup in READERS else BodyFormat.MARKDOWN
        findings = (*decoding, *lexing, *rendering)
        return SourceBody(body_format, parts, text, page.body_line, tuple(sorted(findings)) if findings else ())

    def _included(self, page: SourcePage, path: str) -> str | None:
        """Return the text of a file that a page in AsciiDoc includes: Hugo looks from the site's folder."""
        folder = page.source.rpartition("/")[0]
        for base in ("", f"{folder}/"):
            name = posixpath.normpath(base + path.lstrip("/"))
            if name.startswith("..") or not self._files.exists(name):
                continue
            try:
                return self._files.read(name).decode("utf-8", "replace")
            except MigrateError:
                return None
        return None

    def ref(self, page: SourcePage, reference: str, lang: str = "", output_format: str = "") -> LinkTarget:
        """Resolve the argument of ``ref`` or ``relref``; see `migrate.model.source.SiteReader.ref`."""
        return self._index.ref(page, reference, lang, output_format)

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Resolve a link or image destination; see `migrate.model.source.SiteReader.link`."""
        return self._index.link(page, destination)

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Tell whether all pages get the same answer; see `migrate.model.source.SiteReader.is_shared`."""
        return self._index.is_shared(page, destination)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; see `FileReader.read`."""
        return FileReader(self._files).read(path)


def _rendered(
    page: SourcePage, parts: tuple[BodyPart, ...], include: Include
) -> tuple[tuple[BodyPart, ...], tuple[Finding, ...]]:
    if not parts:
        return (), ()
    render = partial(render_html, include=include)
    rendered = render_parts(page.markup, parts, page.source, page.body_line, render)
    return rendered.parts, rendered.findings


def _decode(raw: bytes, page: SourcePage) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _WIDE_ENCODINGS:
        if raw.startswith(mark):
            text = raw.decode(encoding, errors="replace")
            action = f"read as {encoding.upper()}, its front matter included in the text as Hugo does"
            return text, (Finding(page.source, 0, 0, "not-utf8", Severity.FALLBACK, encoding.upper(), action),)
    body = raw[page.body_offset :]
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = body.decode("utf-8", errors="replace")
    return text, _byte_findings(body, page)


def _byte_findings(body: bytes, page: SourcePage) -> tuple[Finding, ...]:
    """One finding for each line with undecodable bytes, up to a limit, then one for the rest."""
    found: list[Finding] = []
    broken = 0
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", body)):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            broken += 1
            if broken <= _MAX_BYTE_FINDINGS:
                shown = line.decode("utf-8", errors="replace").strip()
                column = len(line[: error.start].decode("utf-8")) + 1
                action = "undecodable bytes became U+FFFD"
                found.append(
                    Finding(page.source, page.body_line + number, column, "broken-bytes", Severity.LOSS, shown, action)
                )
    if broken > _MAX_BYTE_FINDINGS:
        rest = f"{broken - _MAX_BYTE_FINDINGS} more lines"
        found.append(Finding(page.source, 0, 0, "broken-bytes", Severity.LOSS, rest, "undecodable bytes became U+FFFD"))
    return tuple(found)


def _org_divided(parts: tuple[BodyPart, ...]) -> tuple[BodyPart, ...]:
    """Cut the text at the first ``# more``, which is Org's spelling of the summary divider."""
    for position, part in enumerate(parts):
        if isinstance(part, BodyText) and _ORG_DIVIDER in part.text:
            before, _, after = part.text.partition(_ORG_DIVIDER)
            line = part.line + before.count("\n")
            cut = (BodyText(before, part.line), SummaryDivider(line), BodyText(after.lstrip(), line + 1))
            return (*parts[:position], *cut, *parts[position + 1 :])
    return parts


def _unreadable(source: str, error: MigrateError) -> SourceBody:
    finding = Finding(source, 0, 0, "unreadable-file", Severity.LOSS, error.message, "the body was left out")
    return SourceBody(BodyFormat.MARKDOWN, (), "", 1, (finding,))
