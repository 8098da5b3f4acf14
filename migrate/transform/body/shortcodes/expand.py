"""Calls take their places in the Markdown.

``{{< >}}`` becomes one placeholder whose HTML joins the page after Markdown; its inner text is rendered by itself.
``{{% %}}`` becomes a placeholder before and one after its inner text, which stays in the Markdown around it, so that
headings, notes and reference links inside belong to the page, as in Hugo.
"""

import re
from html import escape
from textwrap import dedent

from migrate.model.source import ShortcodeCall
from migrate.transform.body.parts import Pieces, join_parts
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.shortcodes.actions import shortcode_entry
from migrate.transform.body.shortcodes.calls import Call, Inner, Produced, inner_source
from migrate.transform.body.shortcodes.ruled import INNER, by_rule
from migrate.transform.body.shortcodes.table import SHORTCODES

__all__ = ["expand"]

_BLOCK_START = re.compile(r"<(?:p|ul|ol|div|pre|h[1-6]|table|blockquote|figure|hr|dl|details)\b")


def expand(call: ShortcodeCall, pieces: Pieces) -> str:
    """Return what stands for `call` in the Markdown."""
    view = Call(call, pieces.builder, tuple(pieces.parents), pieces.next_index(), pieces.builder.targets)
    produced = _produce(view, pieces)
    if produced.markdown is not None:
        return _pasted(produced.markdown, call, pieces)
    text = call.source if produced.text is None else produced.text
    if call.inner is not None and produced.inner == Inner.MARKDOWN and call.markdown:
        return _around(view, produced, pieces)
    inner = _inner_html(call, produced.inner, pieces)
    html = f"{produced.before}{inner}{produced.after}"
    if produced.action is not None:
        block = produced.block if produced.block is not None else call.own_line or bool(_BLOCK_START.search(inner))
        html = f"{opening(pieces.defer(produced.action), block=block)}{html}{closing(block=block)}"
    elif call.own_line and produced.block is None and inner and not produced.before:
        html = f"<div>{html}</div>"

    def in_code() -> None:
        if produced.text is None:
            view.note("shortcode-in-code", call.source, "kept as it was written")

    return pieces.placeholders.add(Standing(html, text, in_code))


def _produce(view: Call, pieces: Pieces) -> Produced:
    rule = pieces.builder.context.rules.shortcodes.get(view.name)
    if rule is not None:
        produced = by_rule(rule, view)
        if produced is not None:
            return produced
    else:
        handler = SHORTCODES.get(view.name)
        if handler is not None:
            return handler(view)
    return Produced(inner=Inner.MARKDOWN, action=shortcode_entry(view))


def _pasted(markdown: str, call: ShortcodeCall, pieces: Pieces) -> str:
    if INNER in markdown:
        with pieces.inside(call):
            markdown = markdown.replace(INNER, join_parts(call.inner or (), pieces))
    return markdown


def _inner_html(call: ShortcodeCall, mode: str, pieces: Pieces) -> str:
    if call.inner is None or mode == Inner.NONE:
        return ""
    if mode == Inner.TEXT:
        return escape(inner_source(call))
    with pieces.inside(call):
        text = join_parts(call.inner, pieces)
    if mode == Inner.HTML:
        return pieces.placeholders.resolve(text)
    return pieces.render(dedent(text))


def _around(view: Call, produced: Produced, pieces: Pieces) -> str:
    """Return the inner Markdown between two placeholders, on lines of its own when the call has them."""
    call = view.source
    with pieces.inside(call):
        inner = join_parts(call.inner or (), pieces)
    before, after = produced.before, produced.after
    lines = "\n" in inner
    block = produced.block if produced.block is not None else call.own_line or lines
    if produced.action is not None:
        before = opening(pieces.defer(produced.action), block=block) + before
        after = after + closing(block=block)
    first = pieces.placeholders.add(Standing(before, ""))
    last = pieces.placeholders.add(Standing(after, ""))
    if not lines:
        return f"{first}{inner}{last}"
    # Blank lines part the placeholders from the blocks beside them; the closing tag keeps its own indentation.
    head, _, tail = inner.rpartition("\n")
    indent = tail if not tail.strip() else ""
    body = head if not tail.strip() else inner
    return f"{first}\n{body}\n\n{indent}{last}\n"
