"""What becomes of a shortcode, in a few words for an owner who has not run anything yet."""

from collections.abc import Mapping

from migrate.mapping.rules import BodyRules, ShortcodeAction
from migrate.transform.body.shortcodes import builtin, themes
from migrate.transform.body.shortcodes.calls import Handler
from migrate.transform.body.shortcodes.table import SHORTCODES

__all__ = ["describe_shortcode"]

_RULED = {
    ShortcodeAction.ENTRY: "embedded entry",
    ShortcodeAction.ASSET: "asset",
    ShortcodeAction.LINK: "link",
    ShortcodeAction.TEXT: "text",
    ShortcodeAction.MARKDOWN: "Markdown, converted in place",
    ShortcodeAction.HTML: "HTML, converted in place",
    ShortcodeAction.UNWRAP: "its inner content",
    ShortcodeAction.DROP: "nothing, dropped",
    ShortcodeAction.HUGO: "what Hugo renders for it",
}

_HANDLED: Mapping[Handler, str] = {
    builtin.figure: "image with its caption",
    builtin.highlight: "code block",
    builtin.ref: "link to the page",
    builtin.param: "value of the parameter",
    builtin.youtube: "video entry",
    builtin.vimeo: "video entry",
    builtin.tweet: "embedded post",
    builtin.instagram: "embedded post",
    builtin.gist: "embedded code from elsewhere",
    builtin.speakerdeck: "embedded slides",
    builtin.details: "callout entry that folds",
    builtin.qr: "QR code as text",
    builtin.comment: "nothing, it is a comment",
    builtin.nothing: "nothing, it shows no text",
    themes.callout: "callout entry",
    themes.kind_callout: "callout entry",
    themes.unwrap: "its inner content",
    themes.tab: "its title and inner content",
    themes.quote: "quote",
    themes.span: "its text with a mark",
    themes.badge: "its text",
    themes.button: "link",
    themes.image: "image",
    themes.media: "video or sound entry",
    themes.html_frame: "embedded frame entry",
    themes.diagram: "code block with its source",
    themes.math: "math entry",
    themes.raw_html: "its HTML, converted",
    themes.code_sample: "code block",
}
"""What the built-in handlers make, for people."""


def describe_shortcode(name: str, rules: BodyRules) -> str:
    """Return what calls of `name` become, by the mapping's rule, the built-in one, or the fallback."""
    rule = rules.shortcodes.get(name.lower())
    if rule is not None:
        kind = f" ({rule.content_type})" if rule.content_type else ""
        return f"{_RULED[rule.action]}{kind}, by the mapping"
    handler = SHORTCODES.get(name.lower())
    if handler is not None:
        return _HANDLED.get(handler, "handled as usual")
    return "embedded shortcode entry, kept with its parameters"
