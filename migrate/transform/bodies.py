"""The body of one page in one locale, converted at most once and only when a field asks for it.

Owns which forms of a body fields may ask for: Rich Text, the part before the divider, plain text, Markdown. Does not
own the conversion (`body`) nor the rewriting of Markdown (`markdown_text`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from migrate.mapping.rules import BodyRules
from migrate.model.richtext import Document, Node
from migrate.model.source import BodyFormat, BodyText, SourceBody, SourcePage, SourceSite
from migrate.transform.context import AssetUses, BodyContext, BodyResult, HugoRendering, PageEntries
from migrate.transform.gathered import Gathered
from migrate.transform.markdown_text import rewrite_markdown

__all__ = ["ConvertBody", "PageBodies", "document_text"]

ConvertBody: TypeAlias = Callable[[SourceBody, BodyContext], BodyResult]


@dataclass(slots=True)
class PageBodies:
    """The body of `page`; what it gives besides the text goes to `gathered`, once."""

    site: SourceSite
    page: SourcePage
    rules: BodyRules
    entry_id: str
    locale: str
    assets: AssetUses
    pages: PageEntries
    convert: ConvertBody
    gathered: Gathered
    rendering: HugoRendering | None = None
    share: float = 1.0
    """How much of its entry a body may take."""
    _body: SourceBody | None = field(default=None)
    _result: BodyResult | None = field(default=None)

    @property
    def length(self) -> int:
        """Characters of the body as read so far; 0 while no field has asked for it."""
        return len(self._body.text) if self._body is not None else 0

    def rich_text(self) -> Document | None:
        """Return the body as Rich Text; None when the page has none."""
        document = self._converted().document
        return document if document["content"] else None

    def summary(self) -> Document | None:
        """Return the part before ``<!--more-->``; None without a divider."""
        return self._converted().summary

    def summary_text(self) -> str | None:
        """Return the visible text of that part; None without a divider."""
        summary = self.summary()
        return document_text(summary) if summary is not None else None

    def markdown(self) -> str | None:
        """Return the body as Markdown with its URLs rewritten; None when the page has none."""
        body = self._read()
        if self._result is None:
            # The conversion tells of them too.
            self.gathered.findings += body.findings
        text = rewrite_markdown(self.site, self.page, body, self.assets, self.gathered)
        return text if text.strip() else None

    def rich_text_of(self, markdown: str, line: int) -> Document:
        """Return the Markdown of a front-matter value as Rich Text."""
        part = BodyText(markdown, line)
        body = SourceBody(BodyFormat.MARKDOWN, (part,), markdown, line, ())
        result = self.convert(body, self._context())
        self._gather(result)
        return result.document

    def _read(self) -> SourceBody:
        if self._body is None:
            self._body = self.site.reader.body(self.page)
        return self._body

    def _converted(self) -> BodyResult:
        if self._result is None:
            self._result = self.convert(self._read(), self._context())
            self._gather(self._result)
        return self._result

    def _context(self) -> BodyContext:
        return BodyContext(
            self.site,
            self.page,
            self.rules,
            self.entry_id,
            self.locale,
            self.assets,
            self.pages,
            self.rendering,
            self.share,
        )

    def _gather(self, result: BodyResult) -> None:
        self.gathered.findings += result.findings
        self.gathered.assets += result.assets
        self.gathered.embedded += result.entries


def document_text(document: Document) -> str:
    """Return the visible text of a document, a space between blocks."""
    return " ".join(" ".join(_texts(document)).split())


def _texts(node: Node) -> Iterator[str]:
    if node["nodeType"] == "text":
        yield str(node.get("value", ""))
        return
    pieces: list[str] = []
    inline = node["nodeType"] == "paragraph" or node["nodeType"].startswith(("heading", "hyperlink"))
    for child in node.get("content", []):  # type: ignore[attr-defined]  # what is no text has content
        pieces += _texts(child)
    yield "".join(pieces) if inline else " ".join(pieces)
