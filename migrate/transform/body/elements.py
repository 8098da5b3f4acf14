"""What each HTML element becomes: one function an element, found through one table.

Owns: `ELEMENTS`, the walk, and the elements that need few words. Code, links, lists, media and tables have modules of
their own. Does not own: rules of the mapping (`rules`), which are looked at before the table.
"""

from collections.abc import Callable, Mapping

from migrate.transform.body import boxes, code, links, lists, media, ruling, tables, verbatim
from migrate.transform.body.builder import Builder, lone_text
from migrate.transform.body.heading_ids import end_of_heading
from migrate.transform.body.html import RULE_ATTRIBUTE
from migrate.transform.body.linkify import autolinks
from migrate.transform.body.rawtext import RAW_TEXT_TAG
from migrate.transform.body.reserved import reserved
from migrate.transform.body.runs import BOLD, CODE, ITALIC, STRIKE, SUB, SUPER, UNDERLINE, Link, Literal
from migrate.transform.body.shape import fit_quote
from migrate.transform.body.summary import DIVIDER_TAG
from migrate.transform.body.tree import Element, Node, attributes, plain_text

__all__ = ["ELEMENTS", "Handler", "walk"]

Handler = Callable[[Builder, Element, int, "Link | None"], None]
"""Says to the builder what an element becomes: builder, element, marks and link around it."""


def walk(builder: Builder, nodes: list[Node], marks: int, link: Link | None) -> None:
    """Convert `nodes` in order, with the marks and the link that surround them."""
    linkify = link is None and not marks & CODE and builder.settings.linkify
    for node in nodes:
        if isinstance(node, str):
            if linkify and ("://" in node or "www." in node or "@" in node):
                autolinks(builder, node, marks)
            else:
                builder.run.append((node, marks, link))
            continue
        tag, start, children = node
        if len(start) == len(tag) + 2:
            bits = _MARKS.get(tag)
            if bits is not None:
                walk(builder, children, marks | bits, link)
                continue
        elif RULE_ATTRIBUTE in start and ruling.apply(builder, node, marks, link):
            continue
        handler = ELEMENTS.get(tag, verbatim.unknown)
        handler(builder, node, marks, link)


def _marked(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Elements that are a mark; the ones with attributes come here."""
    tag, start, children = element
    if tag == "sup" and boxes.NOTE_REFERENCE in start:
        boxes.footnote_reference(builder, element, marks)
        return
    _note_attributes(builder, element)
    walk(builder, children, marks | _MARKS[tag], link)


def _note_attributes(builder: Builder, element: Element, known: tuple[str, ...] = ()) -> None:
    tag, start, _ = element
    if len(start) > len(tag) + 2:
        names = [name for name in attributes(start) if name not in known and name != RULE_ATTRIBUTE]
        if names:
            builder.note("attributes-dropped", start, f"left out {', '.join(names)}", f"<{tag}")


def _paragraph(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<p>``."""
    if len(element[1]) > 3:
        _note_attributes(builder, element)
    if builder.run:
        builder.flush()
    text = lone_text(element[2]) if link is None else None
    if text is not None:
        builder.plain(text, marks)
        return
    walk(builder, element[2], marks, link)
    builder.flush()


def _heading(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<h1>`` to ``<h6>``; bold paragraphs in table cells, which hold no headings."""
    tag, start, children = element
    if len(start) > 4:
        _note_attributes(builder, element, ("id",))
    builder.flush()
    place, kind = builder.place, builder.kind
    if place == "cell":
        builder.note("ordered-in-table", plain_text(children), "made a bold paragraph")
        marks |= BOLD
    else:
        builder.place = "heading"
        builder.kind = f"heading-{tag[1]}"
    end = end_of_heading(children)
    walk(builder, children[:end], marks, link)
    builder.flush()
    builder.place, builder.kind = place, kind
    if end < len(children):
        builder.note("html-unwrapped", start, "ended the heading where a block begins in it", f"<{tag}")
        walk(builder, children[end:], marks, link)
        builder.flush()


def _quote(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<blockquote>``; an alert becomes a callout, a quote in a cell only its paragraphs."""
    if builder.place in ("flow", "quote") and not builder.settings.blackfriday and boxes.alert(builder, element):
        return
    if len(element[1]) > 12:
        _note_attributes(builder, element)
    builder.flush()
    if builder.place == "cell":
        walk(builder, element[2], marks, link)
        builder.flush()
        return
    outer, place = builder.blocks, builder.place
    builder.blocks, builder.place = [], "quote"
    walk(builder, element[2], marks, link)
    inner = builder.finish()
    builder.blocks, builder.place = outer, place
    blocks, apart = fit_quote(inner)
    if apart:
        builder.note("quote-taken-apart", plain_text(element[2]).strip(), "put the blocks between parts of the quote")
    builder.blocks.extend(blocks)


def _rule(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<hr>``."""
    builder.flush()
    if builder.place != "cell":
        builder.blocks.append({"nodeType": "hr", "data": {}, "content": []})


def _break(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<br>``."""
    builder.line_break(marks, link)


def _container(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<div>`` and other blocks that group without showing anything themselves."""
    tag, start, children = element
    if len(start) > len(tag) + 2:
        if tag == "div" and boxes.footnote_definition(builder, element):
            return
        if reserved(builder, element, marks, link):
            return
        builder.note("html-unwrapped", start, "kept the content, not the element", f"<{tag}")
    if builder.place == "heading":
        # A box in a heading is a part of it.
        builder.text(" ", marks, link)
        walk(builder, children, marks, link)
        builder.text(" ", marks, link)
        return
    builder.flush()
    walk(builder, children, marks, link)
    builder.flush()


def _phrase(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<span>`` and other inline elements without a mark in Rich Text."""
    tag, start, children = element
    if tag == "span":
        if reserved(builder, element, marks, link):
            return
        if len(start) > 6:
            builder.note("html-unwrapped", start, "kept the content, not the element", _needle(element))
    else:
        builder.note("html-unwrapped", start, "kept the content, not the element", _needle(element))
    first, last = _AROUND.get(tag, ("", ""))
    builder.text(first, marks, link)
    walk(builder, children, marks, link)
    builder.text(last, marks, link)


def _needle(element: Element) -> str:
    return f"<{element[0]}"


def _raw_text(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Add words in which addresses are no links and brackets none of a link."""
    for text in element[2]:
        if isinstance(text, str):
            builder.run.append((Literal(text), marks, link))


def _divider(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """End the summary here."""
    builder.divide()


def _nothing(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<wbr>`` and the parts of elements that their parents read."""


def _comment(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Leave a comment out; the reader never saw it."""
    builder.note("comment-dropped", element[1], "left out", element[1][:40])


_AROUND: Mapping[str, tuple[str, str]] = {"q": ("“", "”"), "button": (" ", " ")}
"""What browsers show around the words of an element: quotes, and the edges of a box."""
_MARKS: Mapping[str, int] = {
    "strong": BOLD,
    "b": BOLD,
    "em": ITALIC,
    "i": ITALIC,
    "cite": ITALIC,
    "dfn": ITALIC,
    "var": ITALIC,
    "u": UNDERLINE,
    "ins": UNDERLINE,
    "s": STRIKE,
    "strike": STRIKE,
    "del": STRIKE,
    "sup": SUPER,
    "sub": SUB,
    "code": CODE,
    "kbd": CODE,
    "samp": CODE,
    "tt": CODE,
}

ELEMENTS: Mapping[str, Handler] = {
    "p": _paragraph,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quote,
    "hr": _rule,
    "br": _break,
    **dict.fromkeys(_MARKS, _marked),
    **dict.fromkeys(
        (
            "address",
            "article",
            "aside",
            "body",
            "center",
            "div",
            "fieldset",
            "footer",
            "header",
            "hgroup",
            "legend",
            "main",
            "nav",
            "search",
            "section",
            "summary",
        ),
        _container,
    ),
    **dict.fromkeys(
        (
            "abbr",
            "acronym",
            "bdi",
            "bdo",
            "big",
            "blink",
            "button",
            "data",
            "font",
            "label",
            "mark",
            "meter",
            "nobr",
            "output",
            "progress",
            "q",
            "rp",
            "rt",
            "ruby",
            "small",
            "span",
            "time",
        ),
        _phrase,
    ),
    "wbr": _nothing,
    RAW_TEXT_TAG: _raw_text,
    DIVIDER_TAG: _divider,
    "!": _comment,
    "a": links.anchor,
    "pre": code.preformatted,
    "xmp": code.preformatted,
    "ul": lists.unordered,
    "menu": lists.unordered,
    "dir": lists.unordered,
    "ol": lists.ordered,
    "li": lists.stray_item,
    "dl": lists.definitions,
    "dt": lists.term,
    "dd": lists.definition,
    "input": lists.check_box,
    "table": tables.table,
    "figure": media.figure,
    "figcaption": media.caption,
    "img": media.image,
    "picture": media.picture,
    "video": media.video,
    "audio": media.video,
    "iframe": media.iframe,
    "details": boxes.details,
    **dict.fromkeys(
        (
            "script",
            "style",
            "svg",
            "math",
            "object",
            "embed",
            "canvas",
            "form",
            "map",
            "noscript",
            "template",
            "select",
        ),
        verbatim.html_entry,
    ),
}
"""Tag → function. A tag that is not here is unwrapped with a finding (`verbatim.unknown`)."""
