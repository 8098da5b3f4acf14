"""The Markdown settings of a site (https://gohugo.io/configuration/markup/) in the model's form.

Owns: reading ``[markup.goldmark]``, today's and earlier names. Does not own: what the settings do to a text.
"""

from collections.abc import Sequence
from typing import Final

from migrate.extract.coerce import to_string
from migrate.extract.config.values import flag, mapping, nested, text
from migrate.model.goldmark import Goldmark
from migrate.model.source import Param, ParamMap

__all__ = ["read_goldmark"]

_TYPOGRAPHER_KEYS: Final = (
    "leftSingleQuote",
    "rightSingleQuote",
    "leftDoubleQuote",
    "rightDoubleQuote",
    "enDash",
    "emDash",
    "ellipsis",
    "leftAngleQuote",
    "rightAngleQuote",
    "apostrophe",
)


def read_goldmark(config: ParamMap, *, multilingual: bool) -> Goldmark:
    """Return the settings of ``markup.goldmark``; those not set have Hugo's defaults.

    Args:
        config: the merged configuration, keys in lower case.
        multilingual: whether the site has several languages on one host, which turns the embedded link and image
            hooks on unless they are set.

    """
    goldmark = nested(config, "markup", "goldmark")
    extensions = mapping(goldmark, "extensions")
    extras = mapping(extensions, "extras")
    parser = mapping(goldmark, "parser")
    attribute = mapping(parser, "attribute")
    renderer = mapping(goldmark, "renderer")
    typographer = extensions.get("typographer")
    characters = mapping(extensions, "typographer")
    cjk = mapping(extensions, "cjk")
    passthrough = mapping(extensions, "passthrough")
    delimiters = mapping(passthrough, "delimiters")
    footnote = extensions.get("footnote")
    duplicate = flag(goldmark, "duplicateresourcefiles")
    return Goldmark(
        unsafe=flag(renderer, "unsafe"),
        # Before 0.60-era aliases became a table, the switch was a plain boolean.
        typographer=typographer if isinstance(typographer, bool) else not flag(characters, "disable"),
        typographer_characters={
            key: text(characters, key.lower()) for key in _TYPOGRAPHER_KEYS if key.lower() in characters
        },
        linkify=flag(extensions, "linkify", default=True),
        linkify_protocol=text(extensions, "linkifyprotocol", default="https"),
        tables=flag(extensions, "table", default=True),
        strikethrough=flag(extensions, "strikethrough", default=True),
        task_list=flag(extensions, "tasklist", default=True),
        footnote=footnote
        if isinstance(footnote, bool)
        else flag(mapping(extensions, "footnote"), "enable", default=True),
        definition_list=flag(extensions, "definitionlist", default=True),
        attribute_title=flag(attribute, "title", default=True),
        attribute_block=flag(attribute, "block"),
        auto_heading_id=flag(parser, "autoheadingid", default=True),
        auto_id_type=text(parser, "autoheadingidtype", "autoidtype", default="github"),
        hard_wraps=flag(renderer, "hardwraps"),
        wrap_standalone_image=flag(parser, "wrapstandaloneimagewithinparagraph", default=True),
        cjk=flag(cjk, "enable"),
        cjk_east_asian_line_breaks=flag(cjk, "eastasianlinebreaks"),
        cjk_escaped_space=flag(cjk, "escapedspace"),
        mark=flag(mapping(extras, "mark"), "enable"),
        insert=flag(mapping(extras, "insert"), "enable"),
        subscript=flag(mapping(extras, "subscript"), "enable"),
        superscript=flag(mapping(extras, "superscript"), "enable"),
        delete_extra=flag(mapping(extras, "delete"), "enable"),
        passthrough=flag(passthrough, "enable"),
        passthrough_block=_pairs(delimiters.get("block")),
        passthrough_inline=_pairs(delimiters.get("inline")),
        duplicate_resource_files=duplicate,
        hook_link=_hook(goldmark, "link", embedded=multilingual and not duplicate),
        hook_image=_hook(goldmark, "image", embedded=multilingual and not duplicate),
    )


def _pairs(value: Param) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    pairs = (pair for pair in value if isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2)
    return tuple((to_string(pair[0]), to_string(pair[1])) for pair in pairs)


def _hook(goldmark: ParamMap, name: str, *, embedded: bool) -> str:
    hook = nested(goldmark, "renderhooks", name)
    if "enabledefault" in hook:
        return "fallback" if flag(hook, "enabledefault") else "never"
    chosen = text(hook, "useembedded", default="auto").lower()
    return "fallback" if chosen == "auto" and embedded else chosen
