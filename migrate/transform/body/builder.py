"""Collects what elements say: runs of inline content, blocks, embedded entries, findings.

Owns: where a run ends and what block it becomes, in which surroundings we are, and where embeds may stand. Does not
own: the meaning of elements (`elements` and its neighbours) or of shortcodes.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from migrate.model.canonical import Json
from migrate.model.codes import body as codes
from migrate.model.findings import Finding
from migrate.model.richtext import Element, block, entry_block, entry_inline
from migrate.model.source import LinkTarget, SourceBody
from migrate.transform.body.embedded import EmbeddedEntries
from migrate.transform.body.locate import Locator
from migrate.transform.body.notes import Footnotes
from migrate.transform.body.runs import BREAK, Embed, Item, Link, assemble, part_labels, text_content
from migrate.transform.body.settings import BodySettings
from migrate.transform.body.shape import settle
from migrate.transform.body.tree import Element as HtmlElement
from migrate.transform.body.tree import Node as HtmlNode
from migrate.transform.body.tree import elements
from migrate.transform.context import AssetUse, BodyContext

__all__ = ["Builder", "Deferred", "Walk", "lone_text"]

_SEVERITY = {row.code: row.severity for row in codes.ROWS}
_TEXT_LIMIT = 500
"""Characters of text that a note shows when the text is still in the document."""
_MOVED = frozenset(("code-to-entry", "footnote-unused", "hidden-html", "read-as-blackfriday", "read-as-goldmark"))
"""Notes about text that is not in the document, or not as it was seen: an outside check needs all of it."""
_LINE_END = re.compile(r"([\n\v])")


def lone_text(nodes: list[HtmlNode]) -> str | None:
    """Return the text that `nodes` are, when they are one text without links and breaks: no walk is needed then."""
    if len(nodes) != 1:
        return None
    text = nodes[0]
    if not isinstance(text, str) or "://" in text or "@" in text or "www." in text or BREAK in text:
        return None
    return text


class Builder:
    """The state of one conversion; elements read and write it through its methods.

    `place` says what surrounds us: ``flow`` (document or list item), ``quote``, ``cell`` or ``heading``. Everywhere
    but in ``flow`` embeds stand between words. `kind` is the block that a run becomes. `carried` is the last link
    that an entry took as a field, `last_anchor` the start tag of the last link around a text.
    """

    __slots__ = (
        "_filled",
        "_walk",
        "assets",
        "blocks",
        "body",
        "carried",
        "context",
        "deferred",
        "depth_in_list",
        "divider_at",
        "divider_in",
        "entries",
        "explicit_ids",
        "findings",
        "footnotes",
        "fragments",
        "kind",
        "labels",
        "last_anchor",
        "locator",
        "nodes",
        "place",
        "root",
        "run",
        "settings",
        "source",
        "targets",
        "written",
    )

    def __init__(self, body: SourceBody, context: BodyContext, settings: BodySettings, walk: "Walk") -> None:
        self._walk = walk
        self._filled: set[str] | None = None
        self.context = context
        self.deferred: dict[str, Deferred] = {}
        self.written: dict[str, str] = {}
        """For some of these, what the author wrote there, for HTML that is kept as it is."""
        self.settings = settings
        self.body = body
        self.locator = Locator(body)
        self.source = context.page.source
        self.entries = EmbeddedEntries(context.entry_id, context.locale, context.rules)
        self.footnotes = Footnotes()
        self.fragments: list[tuple[str, str]] = []
        self.explicit_ids: list[str] = []
        self.targets: dict[str, LinkTarget] = {}
        self.assets: list[AssetUse] = []
        self.findings: list[Finding] = []
        self.blocks: list[Element] = []
        self.root = self.blocks
        self.divider_at: int | None = None
        self.divider_in: Element | None = None
        self.run: list[Item] = []
        self.labels: list[Link] = []
        self.place = "flow"
        self.kind = "paragraph"
        self.depth_in_list = 0
        self.nodes: list[HtmlNode] = []
        self.carried: Link | None = None
        self.last_anchor = ""

    def aside(self, settings: BodySettings) -> "Builder":
        """Return a builder for another reading of the same body."""
        return Builder(self.body, self.context, settings, self._walk)

    def note(self, code: str, text: str, action: str, needle: str = "", *, line: int = 0, column: int = 0) -> None:
        """Report a finding; its place is `line` and `column`, or where `needle` stands in the source."""
        if not line:
            line, column = self.locator.find((needle or text).strip().split("\n", 1)[0])
        if len(text) > _TEXT_LIMIT and _SEVERITY[code] == "note" and code not in _MOVED:
            text = text[:_TEXT_LIMIT] + "…"
        self.findings.append(Finding(self.source, line, column, code, _SEVERITY[code], text, action))

    def walk(self, nodes: list[HtmlNode], marks: int, link: Link | None) -> None:
        """Convert HTML nodes into the run and the blocks."""
        self._walk(self, nodes, marks, link)

    def sub_blocks(self, nodes: list[HtmlNode], place: str = "flow", marks: int = 0) -> list[Element]:
        """Convert HTML nodes into blocks of their own, as the content of a container of the kind `place`."""
        text = lone_text(nodes)
        if text is not None:
            content = text_content(text, marks)
            return [] if content is None else [{"nodeType": "paragraph", "data": {}, "content": content}]
        run, blocks, outer, kind = self.run, self.blocks, self.place, self.kind
        self.run, self.blocks, self.place, self.kind = [], [], place, "paragraph"
        self._walk(self, nodes, marks, None)
        inner = self.finish()
        self.run, self.blocks, self.place, self.kind = run, blocks, outer, kind
        return inner

    def shown_elsewhere(self, element: HtmlElement) -> bool:
        """Tell whether a like element with content follows, as when a browser divides a link around a block."""
        if element[2]:
            return False
        if self._filled is None:
            self._filled = {node[1] for node in elements(self.nodes) if node[0] == "a" and node[2]}
        return element[1] in self._filled

    def sub_document(self, nodes: list[HtmlNode]) -> list[Element]:
        """Convert HTML nodes into the blocks of a document of its own, such as the body of an entry."""
        depth, self.depth_in_list = self.depth_in_list, 0
        before = len(self.entries.entries)
        inner = settle(self.sub_blocks(nodes))
        if len(self.entries.entries) > before:
            # Whoever asks for the document adds its own entry behind these.
            self.entries.out_of_order = True
        self.depth_in_list = depth
        return inner

    def divide(self) -> None:
        """Note that the summary ends here; inside a table or an entry it ends after that."""
        if self.place in ("flow", "quote"):
            self.flush()
        self.divider_at = len(self.root)
        if self.blocks is not self.root:
            self.divider_at += 1
            self.divider_in = self.blocks[-1] if self.blocks else None

    def text(self, value: str, marks: int = 0, link: Link | None = None) -> None:
        """Add text to the run."""
        if value:
            self.run.append((value, marks, link))

    def line_break(self, marks: int = 0, link: Link | None = None) -> None:
        """Add a hard line break to the run."""
        self.run.append((BREAK, marks, link))

    def embed(self, item: Embed, marks: int = 0, link: Link | None = None) -> None:
        """Add an embed to the run; `flush` decides whether it stands between words or between blocks."""
        self.run.append((item, marks, link))

    def embed_entry(
        self, role: str, fields: Mapping[str, Json], *, own_block: bool = True, content_type: str = ""
    ) -> None:
        """Make an embedded entry and add it to the run, or between blocks where that is its place."""
        entry_id = self.entries.add(role, fields, content_type)
        if own_block and self.place == "flow":
            self.flush()
            self.blocks.append(entry_block(entry_id))
        else:
            self.run.append((self.entry_embed(entry_id), 0, None))

    def entry_embed(self, entry_id: str) -> Embed:
        """Return an embed of an entry for the run."""
        return Embed(partial(entry_block, entry_id), partial(entry_inline, entry_id))

    def flush(self) -> None:
        """End the run: it becomes a block of `kind`, or several when embeds stand on lines of their own."""
        run = self.run
        if not run:
            return
        self.run = []
        if self.labels:
            run = part_labels(run, self.labels)
        if len(run) > 1 or not isinstance(run[0][0], str):
            for item in run:
                if not isinstance(item[0], str):
                    if self.place == "flow":
                        self._flush_with_embeds(run)
                        return
                    break
        content = assemble(run)
        if content is not None:
            self.blocks.append({"nodeType": self.kind, "data": {}, "content": content})

    def plain(self, text: str, marks: int) -> None:
        """Add a block that is a text found by `lone_text`; the run is empty before and after."""
        content = text_content(text, marks)
        if content is not None:
            self.blocks.append({"nodeType": self.kind, "data": {}, "content": content})

    def _flush_with_embeds(self, run: list[Item]) -> None:
        """Give embeds that share their line with no text a place between blocks."""
        lines: list[list[Item]] = [[]]
        for item in run:
            value = item[0]
            if isinstance(value, str) and ("\n" in value or BREAK in value):
                for piece in _LINE_END.split(value):
                    if piece:
                        lines[-1].append((piece, item[1], item[2]))
                    if piece in ("\n", BREAK):
                        lines.append([])
            else:
                lines[-1].append(item)
        waiting: list[Item] = []
        for line in lines:
            embeds = [item[0] for item in line if not isinstance(item[0], str)]
            blank = all(not isinstance(item[0], str) or not item[0].strip(" \t\n\r\f\v") for item in line)
            if embeds and blank:
                self._flush_plain(waiting)
                waiting = []
                self.blocks.extend(embed.as_block() for embed in embeds)
            else:
                waiting.extend(line)
        self._flush_plain(waiting)

    def _flush_plain(self, run: list[Item]) -> None:
        content = assemble(run)
        if content is not None:
            self.blocks.append(block(self.kind, content))

    def finish(self) -> list[Element]:
        """End the run and return the blocks collected so far, starting anew."""
        self.flush()
        blocks, self.blocks = self.blocks, []
        return blocks


Walk: TypeAlias = Callable[[Builder, list[HtmlNode], int, Link | None], None]
Deferred: TypeAlias = Callable[[Builder, HtmlElement, int, Link | None], None]
"""What a reserved element stands for, such as a shortcode's entry: run when the walk reaches its place."""
