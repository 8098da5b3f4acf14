"""What a reader finds on a page: text, links, images, headings; from HTML and from a converted body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from migrate.transform.context import BodyResult, EmbeddedEntry

__all__ = ["Facts", "facts_of_html", "facts_of_result"]

_HIDDEN = frozenset(("script", "style", "iframe", "noscript", "svg", "template"))
_FOLDED = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "...", "«": "<<", "»": ">>"}
)
_BACK_LINKS = re.compile("[\u21a9\ufe0e]|\\[return\\]")


@dataclass(slots=True)
class Facts:
    """The facts of one page; white space and the curl of quotes do not count."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    images: int = 0
    headings: list[tuple[str, str]] = field(default_factory=list)


def _squeezed(text: str, *, folded: bool = True) -> str:
    return re.sub(r"\s+", "", _BACK_LINKS.sub("", text.translate(_FOLDED) if folded else text))


def facts_of_html(html: str, *, folded: bool = True) -> Facts:
    """Return the facts of rendered HTML, signs as they are where they are not `folded`."""
    facts = Facts()
    texts: list[str] = []
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body
    assert body is not None
    stack: list[LexborNode] = [body]
    while stack:
        node = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            texts.append(node.text_content or "")
            continue
        if tag in _HIDDEN or tag == "-comment":
            continue
        _note_element(node, tag, facts, texts)
        stack += reversed(list(node.iter(include_text=True)))
    facts.text = _squeezed("".join(texts), folded=folded)
    facts.links.sort()
    return facts


def _note_element(node: LexborNode, tag: str, facts: Facts, texts: list[str]) -> None:
    given = node.attributes
    if tag == "a" and given.get("href") and "footnote" not in f"{given.get('class')} {given.get('rel')}":
        facts.links.append(str(given["href"]).replace("%20", " "))
    elif tag == "img":
        facts.images += 1
    elif tag == "input" and given.get("type") == "checkbox":
        texts.append("☑" if "checked" in given else "☐")
    elif re.fullmatch(r"h\d", tag):
        facts.headings.append((tag, _squeezed(node.text() or "")))


def facts_of_result(result: BodyResult, *, folded: bool = True) -> Facts:
    """Return the facts of a converted body, those of its embedded entries in their places."""
    reader = _Reader({entry.id: entry for entry in result.entries})
    reader.visit(result.document)
    facts = reader.facts
    facts.text = _squeezed("".join(reader.texts), folded=folded)
    facts.links.sort()
    return facts


class _Reader:
    """Reads documents as a page that renders every embedded entry would show them."""

    def __init__(self, entries: Mapping[str, EmbeddedEntry]) -> None:
        self.entries = entries
        self.facts = Facts()
        self.texts: list[str] = []

    def visit(self, node: Any) -> None:
        """Read a node and what is below it."""
        kind = node["nodeType"]
        if kind == "text":
            self.texts.append(node["value"])
        elif kind.startswith("embedded-entry"):
            self._entry(self.entries[node["data"]["target"]["sys"]["id"]])
        elif kind == "embedded-asset-block":
            self.facts.images += 1
        else:
            if kind == "hyperlink":
                self.facts.links.append(node["data"]["uri"].replace("%20", " "))
            elif kind.startswith("heading"):
                self.facts.headings.append((f"h{kind[-1]}", _squeezed(_text_of(node))))
            for child in node["content"]:
                self.visit(child)

    def _entry(self, entry: EmbeddedEntry) -> None:
        fields: Any = entry.fields
        if entry.content_type == "image":
            self.facts.images += 1
            self.facts.links += [fields["link"].replace("%20", " ")] if "link" in fields else []
        elif entry.content_type == "codeBlock":
            self.texts.append(fields["code"])
        elif entry.content_type == "htmlEmbed":
            inner = facts_of_html(fields["html"])
            self.texts.append(inner.text)
            self.facts.links.extend(inner.links)
        elif entry.content_type == "callout":
            self.texts.append(fields.get("title", ""))
        for value in fields.values():
            if isinstance(value, dict) and "nodeType" in value:
                self.visit(value)


def _text_of(node: Any) -> str:
    return str(node["value"]) if node["nodeType"] == "text" else "".join(map(_text_of, node["content"]))
