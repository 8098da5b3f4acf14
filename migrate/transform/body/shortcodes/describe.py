"""What becomes of a shortcode, in a few words for an owner who has not run anything yet."""

from migrate.mapping.rules import BodyRules, ShortcodeAction
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


def describe_shortcode(name: str, rules: BodyRules) -> str:
    """Return what calls of `name` become, by the mapping's rule, the built-in one, or the fallback."""
    rule = rules.shortcodes.get(name.lower())
    if rule is not None:
        kind = f" ({rule.content_type})" if rule.content_type else ""
        return f"{_RULED[rule.action]}{kind}, by the mapping"
    handler = SHORTCODES.get(name.lower())
    if handler is not None:
        return f"handled as {handler.__name__.replace('_', ' ')}"
    return "embedded shortcode entry, kept with its parameters"
