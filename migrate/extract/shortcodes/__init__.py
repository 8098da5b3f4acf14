"""Shortcodes by Hugo's grammar: tokens with offsets, pairing, typed parameters, inner content.

Owns: cutting a body into text, shortcode calls and the summary divider. Does not own: what a shortcode means
(https://gohugo.io/content-management/shortcodes/).
"""

from migrate.extract.shortcodes.lexer import DIVIDER, ORG_DIVIDER, lex
from migrate.extract.shortcodes.parse import parse_body
from migrate.extract.shortcodes.tokens import Token

__all__ = ["DIVIDER", "ORG_DIVIDER", "Token", "lex", "parse_body"]
