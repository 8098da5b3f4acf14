"""Shortcodes by the rules of the mapping.

Templates in rules name arguments in braces: ``{0}`` by position, ``{name}`` by name, ``{inner}`` the inner text as
written, ``{body}`` the converted inner text (alone in a field of an entry, or once in a template of HTML).
"""

import re
from html import escape, unescape

from migrate.mapping.rules import ShortcodeAction, ShortcodeRule
from migrate.model.canonical import Json
from migrate.model.rendered import NESTED_CALL
from migrate.transform.body.shortcodes import actions
from migrate.transform.body.shortcodes.builtin import figure_html
from migrate.transform.body.shortcodes.calls import Call, Inner, Produced, element

__all__ = ["INNER", "by_rule", "fill"]

_SLOT = re.compile(r"\{([A-Za-z0-9_.-]+)\}")
_BLOCK = re.compile(
    r"<(?:address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|"
    r"main|nav|ol|p|pre|section|table|ul)\b",
    re.IGNORECASE,
)
"""Elements that end a paragraph."""
_INNER = {"markdown": Inner.MARKDOWN, "text": Inner.TEXT, "html": Inner.HTML}


INNER = "\0inner\0"
"""Stands in pasted Markdown for the inner text with the calls in it expanded."""


def fill(template: str, call: Call, inner: str | None = None) -> str:
    """Return `template` with its slots filled; an argument that is not given is ""."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name == "inner":
            return call.inner if inner is None else inner
        return call.get(int(name)) if name.isdigit() else call.get(name)

    return _SLOT.sub(value, template)


def by_rule(rule: ShortcodeRule, call: Call) -> Produced | None:
    """Return what `rule` makes of `call`; None when Hugo was to render it and has no template for it."""
    inner = _INNER.get(rule.inner, Inner.MARKDOWN)
    because = f" ({rule.reason})" if rule.reason else ""
    if rule.action not in (ShortcodeAction.DROP, ShortcodeAction.HUGO, ShortcodeAction.ENTRY):
        call.note("shortcode-mapped", call.source.name, f"replaced by the mapping as {rule.action.value}{because}")
    match rule.action:
        case ShortcodeAction.ENTRY:
            return _entry(rule, call, inner, because)
        case ShortcodeAction.ASSET:
            return _asset(rule, call)
        case ShortcodeAction.LINK:
            uri = fill(rule.fields.get("uri", "{0}"), call)
            text = fill(rule.fields.get("text", "{inner}"), call).strip() or uri
            return Produced(before=element("a", call.markdownify(text), href=uri), text=uri, block=False)
        case ShortcodeAction.TEXT:
            value = fill(rule.template, call)
            return Produced(before=escape(value), text=value, literal=not call.source.markdown, block=False)
        case ShortcodeAction.MARKDOWN:
            return Produced(markdown=fill(rule.template, call))
        case ShortcodeAction.HTML:
            before, body, after = rule.template.partition("{body}")
            return Produced(fill(before, call), fill(after, call), inner if body else Inner.NONE)
        case ShortcodeAction.UNWRAP:
            return Produced(inner=inner)
        case ShortcodeAction.DROP:
            call.hear()
            text = " ".join(call.inner.split()) or call.source.source[:200]
            call.note("shortcode-dropped", text, f"left out by the mapping{because}")
            return Produced(text="")
        case ShortcodeAction.HUGO:
            return _rendered(call, because)


def _rendered(call: Call, because: str) -> Produced | None:
    """Return what Hugo printed; None when the site has no template for the shortcode."""
    rendering = call.builder.context.rendering
    held = rendering.rendered(call.builder.context.page, call.source) if rendering is not None else None
    if held is None:
        return None
    call.hear()
    if held.error:
        kept = f"kept in an embedded shortcode entry, as Hugo could not render it: {held.error}"
        action = actions.shortcode_entry(call, code="shortcode-not-rendered", action=kept)
        return Produced(inner=Inner.MARKDOWN, action=action)
    call.note("shortcode-mapped", call.source.name, f"replaced by what Hugo renders{because}")
    nested = NESTED_CALL.search(held.text) is not None
    if call.source.markdown:
        return Produced(markdown=held.text, nested=nested)
    if "<" not in held.text:
        return Produced(before=held.text, text=unescape(held.text).strip(), nested=nested)
    block = _BLOCK.search(held.text) is not None
    return Produced(before=held.text, action=actions.rendered_html(call), nested=nested, block=block)


def _entry(rule: ShortcodeRule, call: Call, inner: str, because: str) -> Produced:
    fields: dict[str, Json] | None = None
    if rule.fields:
        fields = {
            name: actions.BODY if template.strip() == "{body}" else fill(template, call)
            for name, template in rule.fields.items()
        }
    action = actions.shortcode_entry(
        call,
        code="shortcode-to-entry",
        content_type=rule.content_type,
        fields=fields,
        action=f"kept in an embedded {rule.content_type or 'shortcode'} entry{because}",
    )
    return Produced(inner=inner, action=action)


def _asset(rule: ShortcodeRule, call: Call) -> Produced:
    source = fill(rule.fields.get("src", ""), call) or call.address("src", 0)
    said = {
        name: fill(rule.fields[name], call) if name in rule.fields else call.get(name)
        for name in ("alt", "title", "caption", "link", "width", "height")
    }
    return Produced(before=figure_html(call, source, **said), text="")
