"""Rules of the mapping for HTML elements, applied before the table of elements."""

from migrate.mapping.rules import HtmlAction, HtmlRule
from migrate.transform.body.builder import Builder
from migrate.transform.body.html import RULE_ATTRIBUTE
from migrate.transform.body.runs import Link
from migrate.transform.body.tree import Element, attributes, elements
from migrate.transform.body.verbatim import embed_html, needle_of, visible_text

__all__ = ["apply"]

_MARK_TAGS = {
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "code": "code",
    "superscript": "sup",
    "subscript": "sub",
    "strikethrough": "del",
}
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "center", "div", "dl", "dt", "dd", "fieldset", "figure", "figcaption",
        "footer", "form", "header", "hgroup", "main", "nav", "p", "pre", "section", "table", "ul", "ol", "li",
        "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "details", "summary",
    }
)  # fmt: skip
_SHOWN = frozenset(
    {
        "img", "picture", "video", "audio", "iframe", "object", "embed", "svg", "canvas",
    }
)  # fmt: skip


def apply(builder: Builder, element: Element, marks: int, link: Link | None) -> bool:
    """Do what the rule that `element` fell under says; False when the attribute names no rule."""
    tag, start, children = element
    rules = builder.context.rules.html
    value = attributes(start[: start.find(">") + 1] if tag in ("script", "style", "iframe") else start).get(
        RULE_ATTRIBUTE, ""
    )
    if not value.isdigit() or int(value) >= len(rules):
        return False
    rule = rules[int(value)]
    plain: Element = (tag, start.replace(f' {RULE_ATTRIBUTE}="{value}"', "", 1), children)
    match rule.action:
        case HtmlAction.DROP:
            _drop(builder, plain, rule)
        case HtmlAction.UNWRAP:
            _report(builder, plain, rule, "kept the content, not the element")
            if tag in _BLOCKS:
                builder.flush()
            builder.walk(children, marks, link)
            if tag in _BLOCKS:
                builder.flush()
        case HtmlAction.EMBED:
            embed_html(builder, plain, rule.content_type, rule.reason)
        case HtmlAction.CONVERT:
            _report(builder, plain, rule, f"treated as {rule.to}")
            builder.walk([(rule.to, f"<{rule.to}>", children)], marks, link)
        case HtmlAction.MARK:
            _report(builder, plain, rule, f"marked as {rule.to}")
            name = _MARK_TAGS.get(rule.to, "span")
            builder.walk([(name, f"<{name}>", children)], marks, link)
    return True


def _report(builder: Builder, element: Element, rule: HtmlRule, action: str) -> None:
    because = f" ({rule.reason})" if rule.reason else ""
    builder.note("html-rule", element[1], f"{action}, by the rule {rule.select}{because}", needle_of(builder, element))


def _drop(builder: Builder, element: Element, rule: HtmlRule) -> None:
    text = visible_text(element)
    shown = text or element[0] in _SHOWN or any(node[0] in _SHOWN for node in elements(element[2]))
    because = f" ({rule.reason})" if rule.reason else ""
    builder.note(
        "html-dropped" if shown else "html-dropped-invisible",
        text or element[1][:200],
        f"left out by the rule {rule.select}{because}",
        needle_of(builder, element),
    )
