"""Entries as what a reader sees of them: a Rich Text document with everything that is embedded in it.

Titles of pages and names of embedded entries are for editors and are no part of the body.
"""

import re
from collections.abc import Mapping
from typing import Protocol

from migrate.model.canonical import Json
from migrate.report.fidelity.collector import Collector, as_frame
from migrate.report.fidelity.of_html import collect_html, drop_alert_marker
from migrate.report.fidelity.visible import (
    Visible,
    squeeze,
)

__all__ = ["Shown", "visible_of_document"]


_FOR_SCRIPTS = re.compile(r"""\sdata-[\w-]+=["']([^"']*)["']""")
_WITHOUT_SCRIPTS = re.compile(r"<noscript>(.*?)</noscript>", re.DOTALL | re.IGNORECASE)


class Shown(Protocol):
    """What links and embeds of a document lead to."""

    def entry(self, entry_id: str) -> tuple[str, Mapping[str, Json]] | None:
        """Return role and fields (values of one locale) of an embedded entry; None when there is none."""
        ...

    def page_address(self, entry_id: str) -> str:
        """Return the URL of the page that an entry is."""
        ...

    def asset(self, asset_id: str) -> tuple[str, str]:
        """Return the form of an asset's file, as `resolve` gives it, and what describes it."""
        ...

    def resolve(self, destination: str) -> str:
        """Return one form for all the ways to write a destination; "" leaves it out of the comparison."""
        ...


def visible_of_document(document: Json, shown: Shown) -> Visible:
    """Return what a reader sees of a Rich Text field."""
    collector = Collector()
    _node(document, shown, collector, frozenset())
    return collector.visible()


_Open = frozenset[str]
"""Entries around the node, so that a circle of embeds ends."""


def _node(node: Json, shown: Shown, into: Collector, around: _Open) -> None:
    if not isinstance(node, Mapping):
        return
    kind = node.get("nodeType")
    if kind == "text":
        into.parts.append(str(node.get("value", "")))
        return
    if kind in ("hyperlink", "entry-hyperlink", "asset-hyperlink"):
        start, images = len(into.parts), len(into.images)
        _content(node, shown, into, around)
        target = _target(node, shown, into)
        # A link around nothing cannot be seen.
        if target and (into.since(start) or len(into.images) > images):
            data = node.get("data")
            into.add_link(target, start, address=str(data.get("uri", "")) if isinstance(data, Mapping) else "")
        return
    if kind == "embedded-entry-inline":
        _embedded(_linked(node), shown, into, around)
        return
    into.parts.append(" ")
    into.block += 1
    if kind == "embedded-entry-block":
        _embedded(_linked(node), shown, into, around)
    elif kind == "embedded-asset-block":
        source, title = shown.asset(_linked(node))
        _image(source, title, into)
    else:
        start = len(into.parts)
        _content(node, shown, into, around)
        if isinstance(kind, str) and kind.startswith("heading-"):
            into.add_heading(int(kind[-1]), into.since(start), start)
        elif kind == "blockquote":
            drop_alert_marker(into, start)
        elif kind == "paragraph" and _is_code(node):
            into.marked.append(into.since(start))
    into.parts.append(" ")


def _is_code(paragraph: Mapping[str, Json]) -> bool:
    content = paragraph.get("content")
    held = [child for child in content if isinstance(child, Mapping)] if isinstance(content, list) else []
    return bool(held) and all({"type": "code"} in _marks(child) for child in held if child.get("value"))


def _marks(text: Mapping[str, Json]) -> list[Json]:
    marks = text.get("marks")
    return marks if isinstance(marks, list) else []


def _content(node: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    content = node.get("content")
    html = ""
    for child in content if isinstance(content, list) else ():
        piece = _html_of(child, shown)
        html += piece
        if not piece:
            html = _close_html(html, shown, into)
            _node(child, shown, into, around)
    _close_html(html, shown, into)


def _html_of(node: Json, shown: Shown) -> str:
    """Return the HTML of an entry between blocks; "" for any other node."""
    if not isinstance(node, Mapping) or node.get("nodeType") != "embedded-entry-block":
        return ""
    role, fields = shown.entry(_linked(node)) or ("", {})
    return _text(fields, "html") if role == "htmlEmbed" else ""


def _close_html(html: str, shown: Shown, into: Collector) -> str:
    """Add the HTML of entries in a row, which may be parts of one element; return what is left of it: nothing."""
    if html:
        into.parts.append(" ")
        _add_html(html, shown, into)
        into.parts.append(" ")
    return ""


def _linked(holder: Json) -> str:
    """Return the id in a link, or in the ``target`` of a node."""
    if isinstance(holder, Mapping):
        data = holder.get("data")
        if isinstance(data, Mapping):
            holder = data.get("target")
    if isinstance(holder, Mapping):
        link = holder.get("sys")
        if isinstance(link, Mapping):
            return str(link.get("id", ""))
    return ""


def _target(node: Mapping[str, Json], shown: Shown, into: Collector) -> str:
    match node.get("nodeType"):
        case "entry-hyperlink":
            return shown.resolve(shown.page_address(_linked(node)))
        case "asset-hyperlink":
            return shown.asset(_linked(node))[0]
        case _:
            data = node.get("data")
            uri = str(data.get("uri", "")) if isinstance(data, Mapping) else ""
            into.held.append(uri)
            return shown.resolve(uri)


def _image(source: str, alt: str, into: Collector) -> None:
    if source:
        # An image parts the words beside it.
        into.parts.append(" ")
        into.add_image(source, squeeze(alt))
        into.held.append(alt)


def _embedded(entry_id: str, shown: Shown, into: Collector, around: _Open) -> None:
    held = shown.entry(entry_id)
    if held is None or entry_id in around:
        return
    role, fields = held
    _ROLES.get(role, _unknown)(fields, shown, into, around | {entry_id})


def _text(fields: Mapping[str, Json], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _code_block(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    text = _text(fields, "code")
    into.add_code(text, _text(fields, "language"), len(into.parts))
    into.parts.append(text)
    into.held += (_text(fields, "language"), _text(fields, "title"), _text(fields, "highlight"))


def _image_entry(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    link = _text(fields, "link")
    if "asset" in fields:
        _image(shown.asset(_linked(fields["asset"]))[0], _text(fields, "alt"), into)
    else:
        _image(shown.resolve(_text(fields, "url").partition("#")[0]), _text(fields, "alt"), into)
    if "entry" in fields:
        link = shown.page_address(_linked(fields["entry"])) or link
    _around_link(link, shown, into, len(into.parts))
    if "caption" in fields:
        _node(fields["caption"], shown, into, around)
    into.held += (_text(fields, "title"), _text(fields, "width"), _text(fields, "height"))


def _around_link(link: str, shown: Shown, into: Collector, start: int) -> None:
    """Add the link that an entry holds as a field, around everything from position `start` on."""
    target = shown.resolve(link) if link else ""
    if target:
        into.held.append(link)
        into.add_link(target, start, address=link)


def _box(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    into.parts.append(f" {_text(fields, 'title')} ")
    # Authors write a kind with a capital, too.
    kind = _text(fields, "kind")
    into.held += (kind, kind.capitalize())
    _node(fields.get("body"), shown, into, around)


def _html(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    _add_html(_text(fields, "html"), shown, into)


def _add_html(html: str, shown: Shown, into: Collector) -> None:
    collect_html(html, shown.resolve, into)
    # Scripts take what to show from attributes; what browsers without scripts show is kept with them.
    into.held += (*_FOR_SCRIPTS.findall(html), *_WITHOUT_SCRIPTS.findall(html))


def _shortcode(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    # What the call showed stood between the words beside it.
    into.parts.append(" ")
    start = len(into.parts)
    _node(fields.get("body"), shown, into, around)
    _around_link(_text(fields, "link"), shown, into, start)
    # The source proves nothing of the inner text where that is shown.
    into.held += (_text(fields, "name"), "" if "body" in fields else _text(fields, "inner"))
    params = fields.get("params")
    for name, value in params.items() if isinstance(params, Mapping) else ():
        into.held += (name, str(value))
        into.arguments.append(str(value))
        if isinstance(value, str) and "/" in value and " " not in value:
            into.kept.append(shown.resolve(value))


def _math(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    # The page has delimiters there, which part it from the words beside it.
    into.add_formula(f" {_text(fields, 'tex')} ")
    # Some themes have it as an argument.
    into.held += ("display",) if fields.get("display") is True else ()


def _video(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    """Add a player; it shows no words of the page."""
    into.add_frame(as_frame(shown.resolve(_text(fields, "url"))))
    if "poster" in fields:
        _image(shown.asset(_linked(fields["poster"]))[0], "", into)
    elif "posterUrl" in fields:
        _image(shown.resolve(_text(fields, "posterUrl")), "", into)
    into.held += (_text(fields, "url"), _text(fields, "title"))


def _unknown(fields: Mapping[str, Json], shown: Shown, into: Collector, around: _Open) -> None:
    """Show every text of an entry whose type is the mapping's own."""
    for value in fields.values():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            into.parts.append(f" {value} ")
        elif isinstance(value, Mapping) and value.get("nodeType") == "document":
            _node(value, shown, into, around)


_ROLES = {
    "bodyPart": _box,
    "callout": _box,
    "codeBlock": _code_block,
    "htmlEmbed": _html,
    "image": _image_entry,
    "math": _math,
    "shortcode": _shortcode,
    "table": _box,
    "videoEmbed": _video,
}
"""Role of an embedded entry → what a front end shows of it."""
