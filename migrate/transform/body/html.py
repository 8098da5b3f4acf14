"""HTML that people wrote becomes well-formed HTML, as a browser would read it.

Owns: the one use of the HTML5 parser (selectolax, lexbor) and the mapping's selector rules, which need its tree.
Does not own: what elements mean in Rich Text (see `elements`).
"""

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from migrate.mapping.rules import HtmlRule
from migrate.transform.body.sound import parse_sound
from migrate.transform.body.tree import Node, parse

__all__ = ["RULE_ATTRIBUTE", "invalid_selector", "normalise", "read_html"]

RULE_ATTRIBUTE = "migrate-rule"
"""Attribute that carries the index of the rule that an element fell under; only `normalise` writes it."""

# A doctype keeps tables out of paragraphs as on the real page; the open body keeps scripts at their place.
_PREFIX = "<!DOCTYPE html><body>"
_STRAY = frozenset("\"'<")
_STRAY_END = re.compile(r"[\"'<][^\s\"'<>=]*=(?=\")")
"""The end of a name of an attribute with such a sign in it: what a missing quote leaves behind."""


def normalise(html: str, rules: tuple[HtmlRule, ...]) -> str:
    """Return `html` as the HTML5 parser understands it, serialised, with elements under a rule marked.

    The first rule whose selector matches an element decides. ``</body>`` and ``<html>`` in the text have no effect.
    """
    parser = LexborHTMLParser(_PREFIX + html)
    body = parser.body
    if body is None:
        return ""
    if RULE_ATTRIBUTE in html:
        for node in parser.css(f"[{RULE_ATTRIBUTE}]"):
            del node.attrs[RULE_ATTRIBUTE]
    for index, rule in enumerate(rules):
        for node in parser.css(rule.select):
            if RULE_ATTRIBUTE not in node.attributes:
                node.attrs[RULE_ATTRIBUTE] = str(index)
    shown = body.inner_html or ""
    if not _has_stray_name(shown):
        return shown
    _drop_stray_names(parser)
    return body.inner_html or ""


def read_html(html: str, rules: tuple[HtmlRule, ...], *, foreign: bool) -> tuple[list[Node], bool]:
    """Return the nodes of `html`, and whether anything was too deep for them, as `tree.parse` does.

    `foreign` says that Markdown did not write all of it; elements under a rule are marked.
    """
    if not foreign and not rules:
        return parse(html, foreign=False)
    sound = None if rules or RULE_ATTRIBUTE in html else parse_sound(html)
    return parse(normalise(html, rules), foreign=True) if sound is None else (sound, False)


def _has_stray_name(html: str) -> bool:
    """Tell whether some attribute may have a sign in its name; one that stands in text counts too.

    Each end is followed back to where the name begins: trying all beginnings takes the square of the length of an
    image that is written into its address.
    """
    for match in _STRAY_END.finditer(html):
        at = match.start()
        while at and html[at - 1] not in ">=" and not html[at - 1].isspace():
            at -= 1
        if (at and html[at - 1].isspace()) or "/" in html[at : match.start()]:
            return True
    return False


def _drop_stray_names(parser: LexborHTMLParser) -> None:
    """Take away attributes with quotes in their names, by which no reader of tags could find the end of one."""
    for node in parser.css("body *"):
        for name in [name for name in node.attributes if not _STRAY.isdisjoint(name)]:
            del node.attrs[name]


def invalid_selector(select: str) -> str:
    """Return why the parser refuses a CSS selector, "" when it takes it."""
    try:
        LexborHTMLParser("<p>").css(select)
    except (SelectolaxError, ValueError) as error:
        return str(error)
    return ""
