"""HTML that has no place in Rich Text: kept as it is in an ``htmlEmbed`` entry, or unwrapped when it only wraps."""

import re

from migrate.transform.body.builder import Builder
from migrate.transform.body.embedded import display_name, divide
from migrate.transform.body.html import RULE_ATTRIBUTE
from migrate.transform.body.reserved import CALL_ATTRIBUTE
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element, Node, attributes, elements, plain_text

__all__ = [
    "embed_html",
    "html_entry",
    "needle_of",
    "report_unknown",
    "serialise",
    "unknown",
    "visible_text",
    "with_unknown",
]

_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr",
    }
)  # fmt: skip
_NAMES = frozenset(
    (
        "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo",
        "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code",
        "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl",
        "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd",
        "label", "legend", "li", "link", "main", "map", "mark", "marquee", "math", "menu", "meta", "meter",
        "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p",
        "param", "picture", "plaintext", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script",
        "search", "section", "select", "slot", "small", "source", "span", "strike", "strong", "style", "sub",
        "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time",
        "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
    )
)  # fmt: skip
"""Names of HTML elements. Any other is a tag for browsers all the same: of ``<me@here.test>`` they show nothing."""
_RULE = re.compile(f' {RULE_ATTRIBUTE}="\\d*"')
_SILENT = frozenset(("script", "style", "template", "link", "meta", "!"))
_WHOLE = ("script", "style", "xmp", "iframe", "noembed", "noframes", "!")


def serialise(nodes: list[Node]) -> str:
    """Return the HTML of `nodes`."""
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        elif node[0] in _VOID or node[0] in _WHOLE:
            parts.append(node[1])
        else:
            parts += (node[1], serialise(node[2]), f"</{node[0]}>")
    return "".join(parts)


def visible_text(element: Element) -> str:
    """Return what a reader sees of an element, as text."""
    if element[0] in _SILENT or element[0] in _WHOLE:
        return ""
    return " ".join(plain_text(element[2]).split())


def with_unknown(nodes: list[Node]) -> list[Node]:
    """Return `nodes` with tags that no HTML element has, such as ``<me@here.test>``, as text."""
    out: list[Node] = []
    for node in nodes:
        if not isinstance(node, str) and _is_unknown(node):
            out.append(_as_written(node))
        if isinstance(node, str):
            out.append(node)
        else:
            out.append((node[0], node[1], with_unknown(node[2])))
    return out


def report_unknown(builder: Builder, nodes: list[Node]) -> None:
    """Tell of tags that no HTML element has, where only the text of `nodes` is kept."""
    for node in elements(nodes):
        if _is_unknown(node):
            builder.note("html-unwrapped", _as_written(node), "kept the content, not the element", f"<{node[0]}")


def _is_unknown(element: Element) -> bool:
    return element[0] not in _NAMES and element[0][:1].isalpha()


def _as_written(element: Element) -> str:
    return element[1].replace('=""', "")


def _subject(element: Element) -> str:
    """Return what an element without words is about: what it names for readers, its address, else its tag."""
    tag, start, _ = element
    opening = start[: start.find(">") + 1]
    given = attributes(opening)
    names = ("title", "aria-label", "alt", "src", "data", "action", "href")
    return next((given[name] for name in names if given.get(name)), "") or opening or f"<{tag}>"


def needle_of(builder: Builder, element: Element) -> str:
    """Return what an element is best found by in the source: all of it, an attribute of its own, else its tag."""
    tag, start, _ = element
    text = builder.locator.body_text
    whole = serialise([element]).split("\n", 1)[0]
    if len(whole) > len(tag) + 2 and whole in text:
        return whole
    given = attributes(start[: start.find(">") + 1])
    for name in ("id", "src", "data-id", "action", "href", "name", "class"):
        value = given.get(name)
        if value:
            # Authors quote in their own way.
            forms = (f'{name}="{value}"', f"{name}='{value}'", f"{name}={value}")
            return next((form for form in forms if form in text), value)
    return f"<{tag}"


def _source(builder: Builder, element: Element, markup: str) -> str:
    """Return the element as the author wrote it, where its start and end can be told; else as it was understood."""
    text = builder.locator.body_text
    tag = element[0]
    if markup in text:
        return markup
    start = builder.locator.offset(f"<{tag}")
    end_tag = f"</{tag}>"
    if start >= 0 and markup.count(f"<{tag}") == 1:
        end = text.find(end_tag, start)
        if end >= 0:
            written = text[start : end + len(end_tag)]
            if re.sub(r"[\s\"'/]+", "", written) == re.sub(r"[\s\"'/]+", "", markup.replace('=""', "")):
                return written
    return markup


def _as_authors_wrote(builder: Builder, nodes: list[Node]) -> list[Node]:
    """Return `nodes` without signs of ours, with what the author wrote where they stand for something to be done."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node[0].startswith("#"):
            out += _as_authors_wrote(builder, node[2])
        elif CALL_ATTRIBUTE in node[1] and (key := attributes(node[1]).get(CALL_ATTRIBUTE, "")) in builder.deferred:
            written = builder.written.get(key, "")
            if written.startswith("{{"):
                builder.note("shortcode-in-html", written, "kept as it was written, in the HTML around it")
            out += [("!", written, [])] if written else _as_authors_wrote(builder, node[2])
        else:
            start = _RULE.sub("", node[1]) if RULE_ATTRIBUTE in node[1] else node[1]
            out.append((node[0], start, _as_authors_wrote(builder, node[2])))
    return out


def embed_html(builder: Builder, element: Element, content_type: str = "", reason: str = "") -> None:
    """Keep an element in an htmlEmbed entry."""
    markup = _source(builder, element, serialise(_as_authors_wrote(builder, [element])))
    text = visible_text(element)
    action = "kept in an embedded htmlEmbed entry" + (f" ({reason})" if reason else "")
    builder.note("html-to-entry", text or _subject(element), action, needle_of(builder, element))
    parts = divide(markup)
    for part in parts:
        builder.embed_entry(
            "htmlEmbed",
            {"name": display_name(text or markup, element[0]), "html": part},
            own_block=not builder.run or builder.place != "flow",
            content_type=content_type,
        )


def html_entry(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Scripts, forms, drawings and other elements that work rather than read."""
    if element[0] == "noscript" and not any(True for _ in elements(element[2])) and not plain_text(element[2]).strip():
        return
    embed_html(builder, element)


def unknown(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Unwrap a tag that no table row names: its content stays."""
    tag, start, children = element
    if tag in ("link", "meta", "base", "param", "source", "track", "area", "col", "colgroup", "title"):
        builder.note("comment-dropped", plain_text(children) or start, "left out", f"<{tag}")
        return
    builder.note("html-unwrapped", start, "kept the content, not the element", f"<{tag}")
    builder.walk(children, marks, link)
