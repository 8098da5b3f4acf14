"""Headings: where they end, and their ids as Hugo makes them (``autoIDType`` github, github-ascii, blackfriday).

Rich Text headings have no ids. Ids are worked out only to tell whether a link inside the page leads anywhere.
"""

import unicodedata
from collections.abc import Iterable

from migrate.transform.body.builder import Builder
from migrate.transform.body.tree import Element, Node, attributes, elements, plain_text

__all__ = ["end_of_heading", "heading_id", "report_fragments", "unique_ids"]

_LEVELS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_AFTER_HEADINGS = frozenset(("blockquote", "dl", "ol", "p", "pre", "table", "ul"))
_OTHERWISE = "heading"
_ASCII = {
    code: "-" if chr(code) in " -" else chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else None
    for code in range(128)
}
"""What becomes of the characters that most headings are made of."""


def heading_id(text: str, kind: str, *, typographer: bool = True) -> str:
    """Return the id of a heading with the visible `text` (alternative texts of images count)."""
    text = text.strip()
    if kind == "blackfriday":
        return _blackfriday(text)
    if typographer:
        # Dashes are one character by now, which no id keeps.
        text = text.replace("---", "").replace("--", "")
    if kind == "github-ascii":
        text = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
        text = "".join(char for char in text if char.isascii())
    if text.isascii():
        return text.translate(_ASCII) or _OTHERWISE
    made = []
    for char in text:
        if char in " -":
            made.append("-")
        elif char == "_" or unicodedata.category(char)[0] == "L" or unicodedata.category(char) == "Nd":
            made.append(char.lower())
    return "".join(made) or _OTHERWISE


def _blackfriday(text: str) -> str:
    made: list[str] = []
    apart = False
    for char in text:
        if unicodedata.category(char)[0] in "LN":
            if apart and made:
                made.append("-")
            apart = False
            made.append(char.lower())
        else:
            apart = True
    return "".join(made) or _OTHERWISE


def unique_ids(ids: Iterable[str]) -> list[str]:
    """Return `ids` with ``-1``, ``-2`` … after those that came before."""
    seen: set[str] = set()
    made: list[str] = []
    for base in ids:
        chosen, number = base, 0
        while chosen in seen:
            number += 1
            chosen = f"{base}-{number}"
        seen.add(chosen)
        made.append(chosen)
    return made


def report_fragments(builder: Builder) -> None:
    """Report links to places in this very page that no heading and no named element answers to."""
    if not builder.fragments:
        return
    goldmark = builder.settings.goldmark
    kind = "blackfriday" if builder.settings.blackfriday else goldmark.auto_id_type
    headings = []
    known = set(builder.explicit_ids)
    for node in elements(builder.nodes):
        if node[0] in _LEVELS:
            headings.append(heading_id(_heading_text(node), kind, typographer=goldmark.typographer))
        start = node[1]
        if 'id="' in start or 'name="' in start:
            given = attributes(start)
            known.update(given[name] for name in ("id", "name") if given.get(name))
    known.update(unique_ids(headings))
    for fragment, text in builder.fragments:
        if fragment not in known and fragment.lower() not in known:
            builder.note(
                "link-broken", text, f"kept the address #{fragment}, which nothing on the page has", f"#{fragment}"
            )


def _heading_text(heading: Element) -> str:
    parts: list[str] = []
    stack: list[Node] = list(reversed(heading[2]))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node[0] == "img":
            parts.append(attributes(node[1]).get("alt", ""))
        elif not (node[0] == "sup" and "footnote" in node[1]):
            stack.extend(reversed(node[2]))
    return "".join(parts)


def _begins_block(node: Element) -> bool:
    tag = node[0]
    return tag in _AFTER_HEADINGS or (tag == "div" and any(inner[0] in _AFTER_HEADINGS for inner in elements(node[2])))


def end_of_heading(children: list[Node]) -> int:
    """Return how many nodes are words of the heading: one that nobody closed goes on to the next one."""
    for at, node in enumerate(children):
        if not isinstance(node, str) and _begins_block(node) and plain_text(children[:at]).strip():
            return at
    return len(children)
