"""Calls take their places in the Markdown.

``{{< >}}`` becomes one placeholder whose HTML joins the page after Markdown; its inner text is rendered by itself.
``{{% %}}`` becomes a placeholder before and one after its inner text, which stays in the Markdown around it, so that
headings, notes and reference links inside belong to the page, as in Hugo.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from textwrap import dedent

from migrate.model.rendered import NESTED_CALL
from migrate.model.source import BodyPart, ShortcodeCall
from migrate.transform.body.parts import Pieces, join_parts, stands_in_html
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.reserved import LiteralText, closing, opening
from migrate.transform.body.shortcodes.actions import arguments_entry, shortcode_entry
from migrate.transform.body.shortcodes.builtin import inline
from migrate.transform.body.shortcodes.calls import Call, Inner, Produced, without_indent
from migrate.transform.body.shortcodes.ruled import INNER, by_rule
from migrate.transform.body.shortcodes.table import SHORTCODES
from migrate.transform.body.shortcodes.unread import seen_unread, tell_lost

__all__ = ["expand"]

_TAG = re.compile(r"\{\{[<%].*?[>%]\}\}", re.DOTALL)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_CODE = 4
"""Columns from which on a line behind an empty one is code."""
_BLOCK_START = re.compile(r"<(?:p|ul|ol|div|pre|h[1-6]|table|blockquote|figure|hr|dl|details)\b")


def expand(call: ShortcodeCall, pieces: Pieces) -> str:
    """Return what stands for `call` in the Markdown."""
    view = Call(call, pieces.builder, tuple(pieces.parents), pieces.next_index(), pieces.builder.targets)
    produced = _answered(view, pieces)
    seen = seen_unread(view)
    ruled = view.name in pieces.builder.context.rules.shortcodes
    if ruled or produced.markdown is not None:
        # A rule says what becomes of a call, and what it does not name is gone.
        tell_lost(view, seen)
        seen = {}
    if produced.markdown is not None:
        return _pasted(produced, call, pieces)
    if call.inner is not None and produced.inner == Inner.MARKDOWN and call.markdown:
        return _around(view, produced, pieces, seen)
    inner = _inner_html(call, produced, pieces)
    before = _with_nested(produced.before, call, pieces) if produced.nested else produced.before
    html = f"{before}{inner}{produced.after}"
    words = call.source if produced.text is None else produced.text
    action = LiteralText(words) if produced.literal else produced.action
    if action is not None:
        block = produced.block if produced.block is not None else call.own_line or bool(_BLOCK_START.search(inner))
        html = f"{opening(pieces.defer(action, call.source), block=block)}{html}{closing(block=block)}"
    elif call.own_line and produced.block is None and inner and not produced.before:
        html = f"<div>{html}</div>"
    if produced.leaves_inner:
        html += _inner_html(call, replace(produced, inner=Inner.MARKDOWN), pieces)
    html += _kept(view, seen, produced, pieces)
    # What shows something that its words do not say stays as it was written where there is no place for elements.
    told = produced.literal or (produced.text and action is None)
    text = None if html and not told else produced.text

    def in_code() -> None:
        if text is None:
            view.note("shortcode-in-code", call.source, "kept as it was written")
        else:
            tell_lost(view, seen)

    in_address = produced.before if produced.literal else None
    return pieces.placeholders.add(
        Standing(html, call.source if text is None else text, in_code, in_address=in_address)
    )


def _kept(view: Call, seen: Mapping[str | int, str], produced: Produced, pieces: Pieces) -> str:
    """Return HTML that becomes an entry for arguments which nobody has read."""
    if not seen:
        return ""
    # In HTML that is kept as it is, a call that becomes an entry stands as it was written, with its arguments.
    words = "" if produced.action is not None else escape(" ".join(seen.values()))
    action = pieces.defer(arguments_entry(view, seen), words)
    return f"{opening(action, block=view.own_line)}{closing(block=view.own_line)}"


def _answered(view: Call, pieces: Pieces) -> Produced:
    rule = pieces.builder.context.rules.shortcodes.get(view.name)
    if rule is not None:
        produced = by_rule(rule, view)
        if produced is not None:
            return produced
    if view.name.endswith(".inline"):
        return inline(view)
    handler = SHORTCODES.get(view.name)
    if handler is not None:
        produced = handler(view)
        if produced.inner == Inner.NONE and produced.markdown is None and view.leaves_inner:
            # Templates of this name seldom show an inner text; one that is given it does, as under a film.
            return replace(produced, leaves_inner=True)
        return produced
    if rule is not None:
        kept = "kept in an embedded shortcode entry, as neither the site nor its themes have a template for it"
        action = shortcode_entry(view, code="shortcode-not-rendered", action=kept)
        return Produced(inner=Inner.MARKDOWN, action=action)
    return Produced(inner=Inner.MARKDOWN, action=shortcode_entry(view))


def _pasted(produced: Produced, call: ShortcodeCall, pieces: Pieces) -> str:
    markdown = produced.markdown or ""
    if call.inner is None and call.own_line and call.column > 1:
        # Hugo gives every line the indentation of the call.
        markdown = markdown.replace("\n", "\n" + " " * (call.column - 1))
    if produced.nested:
        markdown = _with_nested(markdown, call, pieces)
    if INNER in markdown:
        with pieces.inside(call):
            markdown = markdown.replace(INNER, join_parts(call.inner or (), pieces))
    return markdown


def _with_nested(text: str, call: ShortcodeCall, pieces: Pieces) -> str:
    """Return what Hugo printed for `call`, the calls inside that it left to us expanded at their places."""
    inside = {(nested.line, nested.column): nested for nested in _calls_in(call.inner or ())}

    def expanded(match: re.Match[str]) -> str:
        nested = inside.get((int(match[1]), int(match[2])))
        if nested is None:
            return ""
        made = pieces.expand(nested)
        return pieces.render(made) if nested.markdown and not call.markdown else made

    with pieces.inside(call):
        return NESTED_CALL.sub(expanded, text)


def _calls_in(parts: tuple[BodyPart, ...]) -> Iterator[ShortcodeCall]:
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part
            yield from _calls_in(part.inner or ())


def _inner_html(call: ShortcodeCall, produced: Produced, pieces: Pieces) -> str:
    mode = produced.inner
    if call.inner is None or mode == Inner.NONE:
        return ""
    with pieces.inside(call):
        text = join_parts(call.inner, pieces)
    if mode in (Inner.TEXT, Inner.CODE):
        text = pieces.placeholders.in_text(text)
        if mode == Inner.CODE:
            text = without_indent(text, call, pieces.builder.body).replace("\r\n", "\n").strip("\n")
        return escape(text)
    if mode == Inner.HTML:
        return pieces.placeholders.resolve(text)
    text = _unparted(text, produced)
    return pieces.render(text if _keeps_indent(call, pieces) else dedent(text))


def _keeps_indent(call: ShortcodeCall, pieces: Pieces) -> bool:
    """Tell whether the template is known to render the inner text as it is indented; Hugo's own ``details`` does."""
    template = pieces.builder.context.site.shortcodes.get(call.name.lower())
    return template.keeps_indent if template is not None else call.name.lower() == "details"


def _unparted(text: str, produced: Produced) -> str:
    if not produced.separator:
        return text
    return re.sub(rf"^[ \t]*{re.escape(produced.separator)}[ \t]*$", "", text, flags=re.MULTILINE)


def _around(view: Call, produced: Produced, pieces: Pieces, seen: Mapping[str | int, str]) -> str:
    """Return the inner Markdown between two placeholders, on lines of its own when the call has them."""
    call = view.source
    with pieces.inside(call):
        inner = _unparted(join_parts(call.inner or (), pieces), produced)
    before, after = produced.before, produced.after
    lines = "\n" in inner
    block = produced.block if produced.block is not None else call.own_line or lines
    if produced.action is not None:
        before = opening(pieces.defer(produced.action, call.source), block=block) + before
        after = after + closing(block=block)
    after += _kept(view, seen, produced, pieces)

    def in_code() -> None:
        tag = _TAG.match(call.source)
        if tag is not None and (call.positional or call.named):
            view.note("shortcode-in-code", tag[0], "kept its inner text alone")

    first = pieces.placeholders.add(Standing(before, "", in_code))
    last = pieces.placeholders.add(Standing(after, ""))
    if not lines:
        return f"{first}{inner}{last}"
    # Blank lines part the placeholders from the blocks beside them; the closing tag keeps its own indentation, or
    # that of the call where it stands behind words, so that both are in the same list item.
    head, _, tail = inner.rpartition("\n")
    indent = tail if not tail.strip() else " " * (call.column - 1) if call.own_line else ""
    body = head if not tail.strip() else inner
    if stands_in_html(call, pieces.builder.body):
        if _EMPTY_LINE.search(inner) is None:
            return f"{first}{inner}{last}"
        # Behind an empty line it would be as deep as code, but it is a tag.
        indent = indent if len(indent.expandtabs(4)) < _CODE else ""
    return f"{first}\n{body}\n\n{indent}{last}\n"
