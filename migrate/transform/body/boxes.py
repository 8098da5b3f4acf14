"""Boxes and notes: alerts, details, callouts, footnotes.

A box is an embedded ``callout`` entry with kind, title and a body of its own, because Rich Text cannot group blocks.
"""

import re
from typing import cast

from migrate.model.canonical import Json
from migrate.model.richtext import block, document
from migrate.transform.body.builder import Builder
from migrate.transform.body.divide import document_within_limits
from migrate.transform.body.embedded import display_name
from migrate.transform.body.notes import Footnotes
from migrate.transform.body.reserved import is_plain
from migrate.transform.body.runs import SUPER, Link
from migrate.transform.body.shape import close_document, settle
from migrate.transform.body.tree import Element, Node, attributes, elements, plain_text

__all__ = [
    "FOOTNOTE",
    "NOTE_REFERENCE",
    "alert",
    "callout",
    "close_footnotes",
    "details",
    "footnote_definition",
    "footnote_reference",
    "own_footnotes",
]

FOOTNOTE = "footnote-definition"
"""The class of the ``<div>`` that Markdown makes of a note."""
NOTE_REFERENCE = "footnote-reference"
"""The class of the ``<sup>`` that Markdown makes of a reference to one."""

_TITLE = 256
"""The longest title that a field of one line holds."""
_TITLE_MARKS = frozenset(("b", "code", "del", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"))
"""What a title may leave out; a link, an image or an entry has no place there."""
_ALERT = re.compile(r"^\s*\[!(\w+)\]([+-]?)(?:[ \t]+|(?=\n)|$)")


def callout(
    builder: Builder,
    code: str,
    kind: str,
    title: str,
    nodes: list[Node],
    needle: str = "",
    *,
    marker: str = "",
    line: int = 0,
    column: int = 0,
) -> None:
    """Add a callout entry whose body is made from `nodes`; `marker` is shown text that the kind stands for."""
    if builder.place == "flow":
        builder.flush()
    if len(title) > _TITLE:
        title, nodes = "", [("p", "<p>", [("strong", "<strong>", [title])]), *nodes]
    blocks = builder.sub_document(nodes)
    text = " ".join(f"{marker} {title} {plain_text(nodes)}".split())
    action = f"kept in an embedded callout entry of the kind {kind}"
    builder.note(code, text or kind, action, needle or text[:40], line=line, column=column)
    body = cast("Json", document(document_within_limits(builder, close_document(blocks)))) if blocks else None
    name = display_name(title or plain_text(nodes), kind)
    builder.embed_entry("callout", {"name": name, "kind": kind[:256], "title": title, "body": body})


def alert(builder: Builder, element: Element) -> bool:
    """Turn a quote that begins with ``[!NOTE]`` or the like into a callout; False when it is an ordinary quote."""
    children = element[2]
    first = next((node for node in children if not isinstance(node, str) or node.strip()), None)
    if first is None or isinstance(first, str) or first[0] != "p" or not first[2]:
        return False
    opening = first[2][0]
    match = _ALERT.match(opening) if isinstance(opening, str) else None
    if match is None or not isinstance(opening, str):
        return False
    kind = match[1].lower()
    line, rest = _first_line([opening[match.end() :], *first[2][1:]])
    title = " ".join(plain_text(line).split())
    if len(title) > _TITLE or any(
        node[0] not in _TITLE_MARKS or not is_plain(builder, node) for node in elements(line)
    ):
        title, rest = "", [*line, "\n", *rest]
    position = children.index(first)
    body: list[Node] = [*children[:position], ("p", "<p>", rest), *children[position + 1 :]]
    # The marker is part of what a page without a hook for alerts shows.
    callout(builder, "alert-to-callout", kind, title, body, match[0].strip(), marker=match[0].strip())
    return True


def _first_line(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    for position, node in enumerate(nodes):
        if isinstance(node, str) and "\n" in node:
            before, after = node.split("\n", 1)
            return [*nodes[:position], before], [after, *nodes[position + 1 :]]
    return nodes, []


_NO_TITLE = frozenset(("a", "audio", "embed", "iframe", "img", "input", "object", "picture", "video"))
"""Elements of a summary that are more than words."""
_DRAWN = frozenset(("canvas", "svg"))


def details(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<details>``: a callout of the kind details, with the summary as its title."""
    children = element[2]
    summary = next((node for node in children if not isinstance(node, str) and node[0] == "summary"), None)
    rest = [node for node in children if node is not summary]
    said = [] if summary is None else [node for node in summary[2] if isinstance(node, str) or node[0] not in _DRAWN]
    title = " ".join(plain_text(said).split())
    if summary is not None and (
        len(title) > _TITLE or any(node[0] in _NO_TITLE or not is_plain(builder, node) for node in elements(summary[2]))
    ):
        # Links, images and calls of a summary have no place in a title; as one and as words it would be shown twice.
        title, rest = "", [("p", "<p>", summary[2]), *rest]
    elif summary is not None:
        # A sign beside the words, mostly; it stands behind the title instead.
        rest = [*(node for node in elements(summary[2]) if node[0] in _DRAWN), *rest]
    callout(builder, "details-to-callout", "details", title, rest, "<details")


def footnote_reference(builder: Builder, element: Element, marks: int) -> None:
    """Write the number for the ``<sup>`` that Markdown makes of ``[^label]``."""
    builder.text(str(builder.footnotes.number(_label(element))), marks | SUPER)


def footnote_definition(builder: Builder, element: Element) -> bool:
    """Keep the content of a note for the end of the document; False when the element is no note."""
    given = attributes(element[1])
    if given.get("class") != FOOTNOTE:
        return False
    content = element[2]
    if content and not isinstance(content[0], str) and content[0][0] == "sup":
        content = content[1:]
    builder.footnotes.define(given.get("id", ""), content)
    return True


def own_footnotes(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Convert a text that was rendered by itself, with its notes at its end."""
    outer, builder.footnotes = builder.footnotes, Footnotes()
    builder.flush()
    builder.walk(element[2], marks, link)
    builder.flush()
    if builder.place == "flow":
        close_footnotes(builder)
    else:
        # Elsewhere blocks are rearranged by the functions of their elements.
        notes = builder.footnotes
        _number_within_notes(builder)
        items: list[Node] = [("li", "<li>", notes.definitions.get(label, [])) for label in notes.order]
        if items:
            builder.walk([("ol", "<ol>", items)], marks, link)
            builder.flush()
        _report_unused(builder)
    builder.footnotes = outer


def close_footnotes(builder: Builder) -> None:
    """Write the notes that were referred to as a rule and a numbered list; report the others."""
    notes = builder.footnotes
    _number_within_notes(builder)
    items = []
    position = 0
    # A description of an image in a note may refer to another one, which then joins the end of the list.
    while position < len(notes.order):
        content = notes.definitions.get(notes.order[position], [])
        builder.depth_in_list += 1
        items.append(block("list-item", settle(builder.sub_blocks(content), item=True)))
        builder.depth_in_list -= 1
        position += 1
    if items:
        builder.flush()
        notes_text = (plain_text(notes.definitions.get(label, [])) for label in notes.order)
        text = " ".join(" ".join(notes_text).split())
        builder.note("footnotes-listed", text, f"listed {len(items)} notes at the end", "[^")
        builder.blocks.append(block("hr"))
        builder.blocks.append(block("ordered-list", items))
    _report_unused(builder)


def _number_within_notes(builder: Builder) -> None:
    """Give a number to what notes refer to, in their order; for Goldmark notes that nothing refers to count too."""
    notes = builder.footnotes
    for label, content in notes.definitions.items():
        if label in notes.order or not builder.settings.blackfriday:
            for node in elements(content):
                if node[0] == "sup" and NOTE_REFERENCE in node[1]:
                    notes.number(_label(node))


def _label(reference: Element) -> str:
    """Return the label that the ``<sup>`` which Markdown makes of ``[^label]`` refers to."""
    inner = next((node for node in reference[2] if not isinstance(node, str)), None)
    return "" if inner is None else attributes(inner[1]).get("href", "")[1:]


def _report_unused(builder: Builder) -> None:
    for label, content in builder.footnotes.unused():
        text = " ".join(plain_text(content).split())
        builder.note("footnote-unused", text, "left out, as Hugo does", f"[^{label}]:")
