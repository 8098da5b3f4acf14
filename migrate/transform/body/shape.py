"""What may stand where: blocks are rearranged until their parent may hold them.

Follows the containment table of Rich Text (`migrate.model.richtext.CHILDREN`) and what the web editor does with the
same cases, so that an editor finds what the editor itself would have made. Each function takes the blocks that a
container was given and returns what it becomes; none loses a block.
"""

from collections.abc import Callable

from migrate.model.richtext import Element, Node, block

__all__ = ["close_document", "empty_paragraph", "fit_cell", "fit_quote", "settle"]

_LISTS = ("ordered-list", "unordered-list")


def empty_paragraph() -> Element:
    """Return a paragraph as the editor keeps an empty one."""
    return block("paragraph", [{"nodeType": "text", "value": "", "marks": [], "data": {}}])


def _part_equal_lists(blocks: list[Element]) -> list[Element]:
    out: list[Element] = []
    for node in blocks:
        kind = node["nodeType"]
        if out and kind in _LISTS and out[-1]["nodeType"] == kind:
            out.append(empty_paragraph())
        out.append(node)
    return out


def _lead_with_paragraph(blocks: list[Element]) -> list[Element]:
    if not blocks or blocks[0]["nodeType"] in _LISTS:
        return [empty_paragraph(), *blocks]
    return blocks


# An item gets its leading paragraph after equal lists are parted, as that never puts a list first.
_ITEM_PASSES: tuple[Callable[[list[Element]], list[Element]], ...] = (_part_equal_lists, _lead_with_paragraph)


def settle(blocks: list[Element], *, item: bool = False) -> list[Element]:
    """Return blocks of a document or list item such that the web editor leaves them alone."""
    if item:
        if len(blocks) == 1 and blocks[0]["nodeType"] == "paragraph":
            return blocks
        for step in _ITEM_PASSES:
            blocks = step(blocks)
        return blocks
    previous = ""
    for node in blocks:
        kind = node["nodeType"]
        if kind == previous and kind in _LISTS:
            return _part_equal_lists(blocks)
        previous = kind
    return blocks


def fit_quote(blocks: list[Element]) -> tuple[list[Element], bool]:
    """Return the blocks that a quote of `blocks` becomes, and whether it had to be taken apart.

    A quote holds paragraphs only: other blocks stand between the parts of the quote, inner quotes are opened.
    """
    out: list[Element] = []
    inside: list[Node] = []
    apart = False
    for node in blocks:
        kind = node["nodeType"]
        if kind == "paragraph":
            inside.append(node)
        elif kind == "blockquote":
            inside.extend(node["content"])
            apart = True
        else:
            if inside:
                out.append(block("blockquote", inside))
                inside = []
            out.append(node)
            apart = True
    if inside:
        out.append(block("blockquote", inside))
    return out, apart


def fit_cell(blocks: list[Element]) -> list[Element]:
    """Return the paragraphs of a table cell; the builder writes nothing else in one."""
    return blocks or [empty_paragraph()]


def close_document(blocks: list[Element]) -> list[Element]:
    """Return the blocks of a document with the paragraph at the end that the editor would append."""
    if not blocks or blocks[-1]["nodeType"] != "paragraph":
        return [*blocks, empty_paragraph()]
    return blocks
