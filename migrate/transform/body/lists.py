"""Lists: ordered, unordered, of tasks, of definitions.

Rich Text lists hold items, items hold blocks but no table; there is no first number, no check box, no definition.
In table cells, which hold paragraphs only, items become paragraphs with a bullet or a number before them.
"""

from itertools import groupby

from migrate.model.richtext import Node as RichNode
from migrate.model.richtext import block
from migrate.transform.body.builder import Builder
from migrate.transform.body.runs import BOLD, Item, Link
from migrate.transform.body.shape import settle
from migrate.transform.body.tree import Element, Node, attributes, elements, plain_text

__all__ = [
    "check_box",
    "definition",
    "definitions",
    "ordered",
    "stray_item",
    "term",
    "unordered",
    "value_of_control",
]

_CHECKED, _UNCHECKED = "☑ ", "☐ "


def unordered(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<ul>``, ``<menu>``, ``<dir>``."""
    _list(builder, element, marks, link, "unordered-list", 0)


def ordered(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<ol>``; its first number is reported when it is not 1."""
    first = 1
    if len(element[1]) > 4:
        start = attributes(element[1]).get("start", "1").strip()
        if start.lstrip("-").isdigit():
            first = int(start)
        if first != 1:
            builder.note("list-start", plain_text(element[2]).strip(), f"the list begins at 1, not at {first}", start)
    _list(builder, element, marks, link, "ordered-list", first)


def _list(builder: Builder, element: Element, marks: int, link: Link | None, kind: str, first: int) -> None:
    builder.flush()
    if builder.place == "cell":
        _list_in_cell(builder, element, marks, link, first, numbered=kind == "ordered-list")
        return
    outer, place, block_kind = builder.blocks, builder.place, builder.kind
    builder.place, builder.kind = "flow", "paragraph"
    builder.depth_in_list += 1
    items = []
    stray: list[Node] = []
    for child in element[2]:
        if isinstance(child, str) or child[0] != "li":
            stray.append(child)
            continue
        if stray:
            items.extend(_stray_items(builder, stray, marks, link))
            stray = []
        items.append(_item(builder, child[2], marks, link))
    if stray:
        items.extend(_stray_items(builder, stray, marks, link))
    builder.depth_in_list -= 1
    builder.blocks, builder.place, builder.kind = outer, place, block_kind
    if items:
        builder.blocks.append(block(kind, items))


def _item(builder: Builder, children: list[Node], marks: int, link: Link | None) -> RichNode:
    builder.blocks = []
    builder.walk(children, marks, link)
    return block("list-item", settle(builder.finish(), item=True))


def _stray_items(builder: Builder, nodes: list[Node], marks: int, link: Link | None) -> list[RichNode]:
    """Make an item of what stands in a list outside its items (a list in a list, mostly)."""
    builder.blocks = []
    builder.walk(nodes, marks, link)
    blocks = builder.finish()
    return [block("list-item", settle(blocks, item=True))] if blocks else []


def _list_in_cell(
    builder: Builder, element: Element, marks: int, link: Link | None, first: int, *, numbered: bool
) -> None:
    builder.note("ordered-in-table", plain_text(element[2]).strip(), "made each item a paragraph")
    number = first
    for is_item, nodes in groupby(element[2], lambda node: not isinstance(node, str) and node[0] == "li"):
        if not is_item:
            # What stands outside of items is a paragraph without a sign.
            builder.walk(list(nodes), marks, link)
            builder.flush()
            continue
        for item in nodes:
            builder.text(f"{number}. " if numbered else "• ", marks)
            number += 1
            builder.walk(list(item[2]), marks, link)
            builder.flush()


def stray_item(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<li>`` outside a list: a list of its own, as a browser shows it."""
    unordered(builder, ("ul", "<ul>", [element]), marks, link)


def check_box(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<input>``: a check box is a character, any other control shows no content."""
    given = attributes(element[1])
    if given.get("type", "").lower() in ("checkbox", "radio"):
        checked = "checked" in given
        sign = _CHECKED if checked else _UNCHECKED
        builder.note("task-list", sign.strip(), "wrote ☑ or ☐ before the text", "[x]" if checked else "[ ]")
        item: Item = (sign, marks, link)
        builder.run.append(item)
    else:
        builder.text(value_of_control(builder, element), marks, link)


def value_of_control(builder: Builder, element: Element) -> str:
    """Return what a reader sees in a control that is no check box, and tell that it is left out."""
    given = attributes(element[1])
    kind = given.get("type", "").lower()
    if kind == "hidden":
        return ""
    builder.note("html-unwrapped", given.get("value", "") or "<input>", "left the control out", "<input")
    return "" if kind in _WITHOUT_VALUE else given.get("value", "")


_WITHOUT_VALUE = ("password", "file", "color", "range", "image")
"""Kinds of controls whose value is no text on the page."""


def definitions(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<dl>``: bold terms, then the blocks of their definitions."""
    builder.flush()
    terms = (" ".join(plain_text(node[2]).split()) for node in elements(element[2]) if node[0] == "dt")
    words = (plain_text([node]).strip() for node in element[2])
    needle = next(filter(None, words), "").split("\n")[0]
    builder.note("definition-list", ", ".join(filter(None, terms)), "made the terms bold paragraphs", needle)
    builder.walk(element[2], marks, link)
    builder.flush()


def term(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<dt>``; Markdown terms on several lines are several terms."""
    builder.flush()
    for node in element[2]:
        if isinstance(node, str) and "\n" in node:
            for position, line in enumerate(node.split("\n")):
                if position:
                    builder.flush()
                builder.walk([line], marks | BOLD, link)
        else:
            builder.walk([node], marks | BOLD, link)
    builder.flush()


def definition(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<dd>``."""
    builder.flush()
    builder.walk(element[2], marks, link)
    builder.flush()
