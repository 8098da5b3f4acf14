"""Code blocks: an entry with language, title and highlighted lines, or a paragraph with the code mark."""

import re

from migrate.model.richtext import Node as RichNode
from migrate.model.richtext import block
from migrate.transform.body.builder import Builder
from migrate.transform.body.embedded import display_name, divide
from migrate.transform.body.lists import value_of_control
from migrate.transform.body.runs import BREAK, CODE, Link, marks_of
from migrate.transform.body.tree import BLOCKS, Element, Node, attributes, elements, plain_text
from migrate.transform.body.verbatim import embed_html, report_unknown

__all__ = ["code_block", "preformatted"]

_MORE_THAN_TEXT = frozenset(
    ("a", "audio", "embed", "iframe", "img", "object", "picture", "script", "style", "svg", "video")
)
_WORKS = frozenset(("canvas", "datalist", "form", "math", "select", "template", "textarea"))
"""What is more than its words: of a choice, readers see one."""
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")
_LINE_NUMBER = re.compile(r"class=\"[^\"]*\blnt?\b(?!-)|style=\"[^\"]*(?<![\w-])user-select:\s*none")
"""How highlighters mark the numbers of lines: by a class, or as what nobody can select."""


_MADE = frozenset(("p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"))
"""Blocks between which Markdown puts a line end."""


def preformatted(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<pre>``: code as it stands; one with links or images in it keeps them in a paragraph of code.

    One with controls is kept as HTML.
    """
    builder.flush()
    if any(node[0] in _WORKS for node in elements(element[2])):
        embed_html(builder, element)
        return
    given = attributes(element[1])
    children = _without_numbers(element[2])
    inner = [node for node in children if not isinstance(node, str)]
    if len(inner) == 1 and inner[0][0] == "code" and len(children) == 1:
        given = {**given, **attributes(inner[0][1])}
        children = inner[0][2]
    match = _LANGUAGE.search(given.get("class", ""))
    language = given.get("data-lang") or (match[1] if match else "") or _language_inside(children)
    if any(node[0] in _MORE_THAN_TEXT and (node[0] != "a" or node[2]) for node in elements(children)):
        builder.note(
            "code-with-links", plain_text(children), "wrote code as text, for the links and images in it", language
        )
        _rich_code(builder, children, marks, link)
        return
    report_unknown(builder, children)
    text = _shown(builder, _spaced(children)) if element[0] == "pre" else element[1][5:-6]
    code_block(
        builder,
        text.replace("\r\n", "\n").replace("\r", "\n"),
        language,
        title=given.get("title", given.get("data-title", "")),
        highlight=given.get("data-highlight", ""),
    )


def _language_inside(children: list[Node]) -> str:
    """Return the language that the first ``<code>`` with one names, where it does not stand alone."""
    found = (_LANGUAGE.search(attributes(node[1]).get("class", "")) for node in elements(children) if node[0] == "code")
    return next((match[1] for match in found if match is not None), "")


def _without_numbers(children: list[Node]) -> list[Node]:
    """Return highlighted code without the numbers of its lines, which are no part of it."""
    if not any(node[0] == "span" and _LINE_NUMBER.search(node[1]) for node in elements(children)):
        return children
    return [
        node if isinstance(node, str) else (node[0], node[1], _without_numbers(node[2]))
        for node in children
        if isinstance(node, str) or node[0] != "span" or _LINE_NUMBER.search(node[1]) is None
    ]


def _spaced(children: list[Node]) -> list[Node]:
    """Return the content of ``<pre>`` with the empty line between blocks that Markdown made inside of it."""
    out: list[Node] = []
    for node in children:
        if out and _ends_in_made(out[-1]) and not isinstance(node, str):
            out.append("\n")
        out.append(node)
    return out


def _ends_in_made(node: Node) -> bool:
    """Tell whether a block that Markdown made ends here; parsers go on with a ``<code>`` that it does not close."""
    while not isinstance(node, str) and node[0] == "code" and node[2]:
        node = node[2][-1]
    return not isinstance(node, str) and node[0] in _MADE


def _shown(builder: Builder, children: list[Node]) -> str:
    """Return the content of ``<pre>`` as browsers show it: blocks inside begin and end lines."""
    parts: list[str] = []
    stack: list[Node | None] = list(reversed(children))
    while stack:
        node = stack.pop()
        if node is None:
            if parts and not parts[-1].endswith("\n"):
                parts.append("\n")
        elif isinstance(node, str):
            parts.append(node)
        elif node[0] == "br":
            parts.append("\n")
        elif node[0] == "input":
            parts.append(value_of_control(builder, node))
        else:
            edge = [None] if node[0] in BLOCKS else []
            stack += (*edge, *reversed(node[2]), *edge)
    return "".join(parts)


def _rich_code(builder: Builder, children: list[Node], marks: int, link: Link | None) -> None:
    def lines(nodes: list[Node], kept: list[Node]) -> list[Node]:
        for node in nodes:
            if isinstance(node, str):
                kept.append(node.replace("\n", BREAK).replace("  ", "\xa0 "))
            elif node[0] in BLOCKS:
                # It is lines of the code, such as a heading that Markdown took a remark for.
                edge(kept)
                lines(node[2], kept)
                edge(kept)
            else:
                kept.append((node[0], node[1], lines(node[2], [])))
        return kept

    def edge(kept: list[Node]) -> None:
        if kept and not (isinstance(kept[-1], str) and kept[-1].endswith(BREAK)):
            kept.append(BREAK)

    builder.walk(lines(_spaced(children), []), marks | CODE, link)
    builder.flush()


def code_block(builder: Builder, text: str, language: str, *, title: str = "", highlight: str = "") -> None:
    """Add a code block where the builder stands."""
    text = text[:-1] if text.endswith("\n") else text
    if not text.strip():
        # A reader sees an empty box; there is nothing to keep but its language.
        if language:
            builder.note("code-language-dropped", language, "left an empty code block out", language)
        return
    if builder.place != "flow" or not builder.settings.code_entries:
        if language:
            builder.note(
                "code-language-dropped", language, f"wrote code as text, without its language {language}", text[:60]
            )
        if builder.place == "heading":
            builder.run.append((text, CODE, None))
        else:
            builder.flush()
            content: list[RichNode] = [{"nodeType": "text", "value": text, "marks": marks_of(CODE), "data": {}}]
            builder.blocks.append(block("paragraph", content))
        return
    parts = divide(text)
    if len(parts) > 1:
        builder.note("code-divided", text[:200], f"divided into {len(parts)} codeBlock entries", text[:60])
    first_line = text.strip().split("\n", 1)[0]
    line, column = builder.locator.find_line(first_line)
    builder.note("code-to-entry", text, "kept in an embedded codeBlock entry", line=line, column=column)
    for part in parts:
        name = title or display_name(part.strip().split("\n", 1)[0], "Code")
        builder.embed_entry(
            "codeBlock",
            {
                "name": display_name(name, "Code"),
                "language": language[:256],
                "title": title[:256],
                "highlight": highlight[:256],
                "code": part,
            },
        )
