"""Rich Text as HTML for the browser page.

Owns the rendering, one function per kind of node found through `_RENDERERS`. Everything is escaped; links keep only
harmless schemes; depth is bounded, so that no document can exhaust the stack.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from migrate.rehearsal.pages.entities import Card
from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at

__all__ = ["Surroundings", "render_document", "safe_link"]

_MAX_DEPTH = 60
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MARKS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "code": "code",
    "superscript": "sup",
    "subscript": "sub",
    "strikethrough": "s",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document needs to be shown: the address of its environment, and the targets of its links."""

    base: str
    cards: Mapping[tuple[str, str], Card]


def safe_link(address: str) -> str:
    """Return `address` when a browser may be led there, or ""."""
    text = address.strip()
    try:
        scheme = urlsplit(text).scheme.lower()
    except ValueError:
        return ""
    # Browsers skip control characters inside a scheme, so an address with any is not trusted.
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text) or text.startswith("//"):
        return ""
    return text if scheme in _SCHEMES else ""


def render_document(document: Json, surroundings: Surroundings) -> Markup:
    """Return a document as safe HTML."""
    return _children(object_at(document), surroundings, 0)


def _children(node: Object, around: Surroundings, depth: int) -> Markup:
    if depth > _MAX_DEPTH:
        return Markup("<span class='quiet'>… nested too deeply to show</span>")
    return Markup("").join(_node(object_at(child), around, depth + 1) for child in list_at(node, "content"))


def _node(node: Object, around: Surroundings, depth: int) -> Markup:
    kind = text_at(node, "nodeType")
    if kind == "text":
        return _text(node)
    renderer = _RENDERERS.get(kind)
    if renderer is not None:
        return renderer(node, around, depth)
    tag = _TAGS.get(kind, "div")
    if tag == "hr":
        return Markup("<hr>")
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), _children(node, around, depth))  # noqa: S704 - from the table


def _text(node: Object) -> Markup:
    shown = Markup("<br>").join(escape(line) for line in text_at(node, "value").split("\n"))
    for mark in list_at(node, "marks"):
        tag = _MARKS.get(text_at(mark, "type"))
        if tag:
            shown = Markup("<{0}>{1}</{0}>").format(Markup(tag), shown)  # noqa: S704 - from the table
    return shown


def _hyperlink(node: Object, around: Surroundings, depth: int) -> Markup:
    address = text_at(node, "data", "uri")
    inner = _children(node, around, depth)
    safe = safe_link(address)
    if not safe:
        return Markup('<span class="link-text" title="{}">{}</span>').format(address, inner)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow" title="{}">{}</a>').format(safe, safe, inner)


def _entity_link(node: Object, around: Surroundings, depth: int) -> Markup:
    inner = _children(node, around, depth)
    return Markup('<a class="to-entity" href="{}">{}</a>').format(_address(node, around), inner)


def _embedded_entry(node: Object, around: Surroundings, depth: int) -> Markup:
    card = _target(node, around)
    if card is None:
        return _missing(node)
    return Markup(
        '<a class="embed" href="{}"><span class="embed-type">{}</span><span class="embed-title">{}</span>'
        '<span class="state {}">{}</span></a>'
    ).format(_address(node, around), card.type, card.title, card.state, card.state)


def _embedded_asset(node: Object, around: Surroundings, depth: int) -> Markup:
    card = _target(node, around)
    if card is None:
        return _missing(node)
    if not card.picture:
        return Markup('<a class="embed" href="{}"><span class="embed-type">{}</span>{}</a>').format(
            _address(node, around), card.type, card.title
        )
    return Markup(
        '<figure><a href="{}"><img src="{}" alt="{}" loading="lazy"></a><figcaption>{}</figcaption></figure>'
    ).format(_address(node, around), card.picture, card.title, card.title)


def _missing(node: Object) -> Markup:
    sys = object_at(node, "data", "target", "sys")
    name = text_at(sys, "id") or text_at(sys, "urn")
    return Markup('<span class="embed missing">{} {} is not here</span>').format(text_at(sys, "linkType"), name)


def _target(node: Object, around: Surroundings) -> Card | None:
    sys = object_at(node, "data", "target", "sys")
    return around.cards.get((text_at(sys, "linkType"), text_at(sys, "id")))


def _address(node: Object, around: Surroundings) -> str:
    sys = object_at(node, "data", "target", "sys")
    collection = "assets" if text_at(sys, "linkType") == "Asset" else "entries"
    return f"{around.base}/{collection}/{quote(text_at(sys, 'id'), safe='')}"


# Headings of a document stand below those of the page.
_TAGS = {
    "paragraph": "p",
    **{f"heading-{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)},
    "ordered-list": "ol",
    "unordered-list": "ul",
    "list-item": "li",
    "blockquote": "blockquote",
    "hr": "hr",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "table-header-cell": "th",
}

_RENDERERS: Mapping[str, Callable[[Object, Surroundings, int], Markup]] = {
    "hyperlink": _hyperlink,
    "entry-hyperlink": _entity_link,
    "asset-hyperlink": _entity_link,
    "embedded-entry-block": _embedded_entry,
    "embedded-entry-inline": _embedded_entry,
    "embedded-asset-block": _embedded_asset,
    "embedded-resource-block": lambda node, around, depth: _missing(node),
    "embedded-resource-inline": lambda node, around, depth: _missing(node),
    "resource-hyperlink": lambda node, around, depth: _children(node, around, depth),
}
