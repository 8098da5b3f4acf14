"""Hugo's HTML as what a reader sees of it.

Reads a finished page body by the rules of browsers, on its own: it shares no code with the conversion that it checks.
Scripts, styles and comments show nothing; line numbers and the arrows back from footnotes are no content.
"""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from migrate.report.fidelity.collector import Collector, as_frame
from migrate.report.fidelity.visible import (
    PICTURE,
    Visible,
    squeeze,
)

__all__ = ["Resolve", "collect_html", "drop_alert_marker", "visible_of_html"]

Resolve = Callable[[str], str]
"""Returns one form for all the ways to write a destination; "" for what leads nowhere, `CALL_START` for the unknown."""

_SILENT = frozenset(("script", "style", "template", "head", "title", "noscript", "iframe", "object", "select"))
_FRAMES = {"embed": "src", "iframe": "src", "object": "data", "script": "src"}
"""Elements in which something else shows what it has to show → attribute that says where it is."""
_WORKS = frozenset(("canvas", "form", "map", "math", "select", "svg"))
"""Elements that draw or ask something, whether or not they show words."""
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "audio", "blockquote", "button", "canvas", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "hr", "img", "input", "legend", "li", "main", "menu", "nav", "ol",
        "option", "p", "picture", "pre", "search", "section", "summary", "svg", "table", "tbody", "td", "textarea",
        "tfoot", "th", "thead", "tr", "ul", "video", "xmp",
    )
)  # fmt: skip
"""Elements at whose edges a word ends; any other tag may stand inside a word."""
_AFTER_HEADINGS = frozenset(("blockquote", "dl", "ol", "p", "pre", "table", "ul"))
_ANY_AFTER = ", ".join(sorted(_AFTER_HEADINGS))
_REOPENED = frozenset(("b", "code", "em", "font", "i", "small", "strong", "u"))
"""Elements that browsers open again where one around them was closed too early."""
_WITHOUT_VALUE = ("hidden", "password", "file", "color", "range", "image")
"""Kinds of controls whose value is no text on the page."""
_CHUNK = re.compile(r"\{(\w+)(?:[,}]|$)")
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")
_DEEPEST = 150
"""Elements inside each other beyond which only their words count; nobody writes so, and Python's stack is finite."""
_ALERT = re.compile(r"^\s*\[!\w+\][+-]?")
_NOT_SELECTABLE = re.compile(r"user-select:\s*none")
"""How highlighted code without classes marks its line numbers."""
_LINE_NUMBERS = frozenset(("ln", "lnt"))
_BACK_LINKS = frozenset(("footnote-backref", "footnote-back"))
_PLACE = re.compile(r"[/:.]")
"""What an address has that leads anywhere but to a name on its own page, or to the word that Org took for one."""
_NOTE_NUMBER = re.compile(r"footnote-\d+")


def visible_of_html(html: str, resolve: Resolve) -> Visible:
    """Return what a reader sees of `html`."""
    collector = Collector()
    collect_html(html, resolve, collector)
    return collector.visible()


def collect_html(html: str, resolve: Resolve, into: Collector) -> None:
    """Add what a reader sees of `html` to a page that is being collected."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}").body
    if body is not None:
        _children(body, resolve, into)


def drop_alert_marker(into: Collector, start: int) -> None:
    """Take ``[!NOTE]`` off the beginning of a quote: it names the kind of an alert, as ``#`` names a heading."""
    for position in range(start, len(into.parts)):
        if into.parts[position].strip():
            into.parts[position] = _ALERT.sub("", into.parts[position], count=1)
            return


def _children(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    if into.depth >= _DEEPEST:
        into.parts.append(f" {node.text(deep=True, separator=' ')} ")
        return
    into.depth += 1
    for child in node.iter(include_text=True):
        _node(child, resolve, into)
    into.depth -= 1


def _node(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    tag = node.tag or ""
    if tag == "-text":
        into.parts.append(node.text_content or "")
        return
    if tag in _FRAMES:
        _frame(node, resolve, into)
    if tag in _WORKS and not into.in_work and _is_work(node):
        if not into.in_call():
            into.works.append(tag)
        into.in_work = True
        _shown(node, tag, resolve, into)
        into.in_work = False
        return
    _shown(node, tag, resolve, into)


def _is_work(node: LexborNode) -> bool:
    """Tell whether an element is the author's: Hugo itself draws code of the language ``goat``."""
    parent = node.parent
    return parent is None or "goat" not in (parent.attributes.get("class") or "").split()


def _shown(node: LexborNode, tag: str, resolve: Resolve, into: Collector) -> None:
    if tag in _SILENT or not tag[:1].isalpha():
        return
    given = node.attributes
    kinds = frozenset((given.get("class") or "").split())
    if (
        kinds & _LINE_NUMBERS
        or kinds & _BACK_LINKS
        or _is_note_number(node)
        or _NOT_SELECTABLE.search(given.get("style") or "")
    ):
        return
    handler = _HANDLERS.get(tag)
    if tag in _BLOCKS:
        _edge(into)
    if handler is not None:
        handler(node, resolve, into)
    else:
        _children(node, resolve, into)
    if tag in _BLOCKS:
        _edge(into)


def _is_note_number(node: LexborNode) -> bool:
    """Tell whether Hugo's Org reader wrote the number of a note before it, as a list does by itself."""
    named = node.tag == "sup" and _NOTE_NUMBER.fullmatch(node.attributes.get("id") or "") is not None
    # Authors give their own notes such a name too, behind a star or a dagger.
    return named and node.text(deep=True).strip().isdigit()


def _is_note_reference(node: LexborNode | None) -> bool:
    return node is not None and "footnote-reference" in (node.attributes.get("class") or "").split()


def _edge(into: Collector) -> None:
    """End a word, and in code the line, where a block begins or ends."""
    if not into.in_code:
        into.parts.append(" ")
    elif into.parts and not into.parts[-1].endswith("\n"):
        into.parts.append("\n")


def _heading(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    if into.in_code:
        # Where Markdown takes a remark in it for one, or a tag was not escaped, the entry has it as a line of the code.
        _children(node, resolve, into)
        return
    start, blocks, in_call = len(into.parts), len(into.code), into.in_call()
    text = ""
    for child in node.iter(include_text=True):
        # One that nobody closed goes on to the next heading: it is the words before the first block in it.
        if not text and (child.tag in _AFTER_HEADINGS or (child.tag == "div" and child.css_first(_ANY_AFTER))):
            text = into.since(start)
        _node(child, resolve, into)
    text = text or into.since(start)
    # Code that is all of a heading is its words.
    into.code[blocks:] = [code for code in into.code[blocks:] if squeeze(code.text) != text]
    into.add_heading(int((node.tag or "h1")[1]), text, start, in_call=in_call)


def _link(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    start, images, in_call = len(into.parts), len(into.images), into.in_call()
    _children(node, resolve, into)
    address = _address(node, into.since(start))
    # A link around nothing cannot be seen.
    seen = into.since(start) or len(into.images) > images
    target = resolve(address) if address and seen else ""
    if target:
        into.add_link(target, start, in_call=in_call)


def _address(node: LexborNode, text: str) -> str:
    given = node.attributes
    address = (given.get("href") or "").strip()
    if "footnote-ref" in (given.get("class") or "").split() or _is_note_reference(node.parent):
        return ""
    inner = node
    while inner.prev is None and inner.parent is not None and inner.parent.tag in _REOPENED:
        inner = inner.parent
    shell = inner.prev
    if (
        text
        and shell is not None
        and shell.tag == "a"
        and _PLACE.search(shell.attributes.get("href") or "/")
        and not shell.text(deep=True).strip()
        and shell.css_first("img") is None
        and address.removesuffix("/").endswith(text.removesuffix("/"))
    ):
        # Goldmark makes links of addresses inside `<a>` too, and browsers then close the author's own link before it.
        return (shell.attributes.get("href") or "").strip() or address
    return address


def _quote(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    start = len(into.parts)
    _children(node, resolve, into)
    first = next((child for child in node.iter() if (child.tag or "")[:1].isalpha()), None)
    # In a heading it is a word: the line under it unmade the alert.
    if first is None or _HANDLERS.get(first.tag or "") is not _heading:
        drop_alert_marker(into, start)


def _image(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    given = node.attributes
    source = (given.get("src") or given.get("data-src") or "").strip()
    if not source:
        source = (given.get("srcset") or "").strip().split(",")[0].strip().split(" ")[0]
    # What follows the sign is for the theme; the picture is the same.
    known = resolve(source.partition("#")[0] or source) if source else ""
    alt = squeeze(given.get("alt") or "")
    if known:
        into.add_image(known, alt)
    elif not source:
        # Browsers show what describes it.
        into.parts.append(alt)


def _code(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    start, in_call = len(into.parts), into.in_call()
    written = node.text(deep=True).lstrip() if in_call else ""
    if written.startswith("<") and node.css_first("code[class]") is None:
        # Markdown took the indented lines of a template for code; what they say is HTML.
        collect_html(written, resolve, into)
        return
    outer, into.in_code = into.in_code, True
    _children(node, resolve, into)
    into.in_code = outer
    text = "".join(part for part in into.parts[start:] if PICTURE not in part)
    language = ""
    for holder in (node, *node.css("code")):
        given = holder.attributes
        match = _LANGUAGE.search(given.get("class") or "")
        language = language or given.get("data-lang") or (match[1] if match else "")
    if text.strip() and not outer:
        # Code inside of code is a part of it. Attributes of a fence stand where its language would, or behind it
        # without a blank; highlighting takes them off.
        # A chunk of R Markdown has its language among them.
        into.add_code(text, language.partition("{")[0] or _chunk(language), start, in_call=in_call)


def _chunk(language: str) -> str:
    match = _CHUNK.match(language)
    return match[1] if match else ""


def _inline_quote(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    into.parts.append('"')
    _children(node, resolve, into)
    into.parts.append('"')


def _control(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    given = node.attributes
    kind = (given.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        into.parts.append("☑ " if "checked" in given else "☐ ")
    elif kind not in _WITHOUT_VALUE:
        into.parts.append(given.get("value") or "")


def _frame(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    address = (node.attributes.get(_FRAMES[node.tag or ""]) or "").strip()
    if address:
        into.add_frame(as_frame(resolve(address)))


def _player(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    sources = [node, *node.css("source")]
    address = next((src for held in sources if (src := (held.attributes.get("src") or "").strip())), "")
    if address:
        into.add_frame(as_frame(resolve(address)))
        if poster := (node.attributes.get("poster") or "").strip():
            into.add_image(resolve(poster), "")
    # What stands inside is for browsers without a player.


def _line_break(node: LexborNode, resolve: Resolve, into: Collector) -> None:
    into.parts.append("\n")


_HANDLERS = {
    "br": _line_break,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("video", "audio"), _player),
    "a": _link,
    "blockquote": _quote,
    "img": _image,
    "pre": _code,
    "q": _inline_quote,
    "input": _control,
}
"""Tag → function, for the elements that say more than their words."""
