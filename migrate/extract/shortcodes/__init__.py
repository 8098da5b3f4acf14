"""Shortcodes by Hugo's grammar: tokens with offsets, pairing, typed parameters, inner content.

Owns: cutting a body into text, shortcode calls and the summary divider. Does not own: what a shortcode means.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from migrate.model.findings import Finding
from migrate.model.source import BodyPart, ShortcodeTemplate

__all__ = ["Token", "lex", "parse_body"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token of Hugo's page lexer."""

    type: str
    start: int
    end: int
    text: str
    value: bool | int | float | str | None = None


def lex(text: str, start: str = "main") -> list[Token]:
    """Return the tokens of `text`; `start` is "main" for a body and "intro" for a whole file."""
    raise NotImplementedError


def parse_body(
    text: str, line: int, source: str, templates: Mapping[str, ShortcodeTemplate]
) -> tuple[tuple[BodyPart, ...], tuple[Finding, ...]]:
    """Cut a body into its parts; never raises, whatever the text.

    Args:
        text: the body, decoded.
        line: 1-based line of the file on which it starts.
        source: the file's path relative to the site, for findings.
        templates: the site's shortcode templates by lower-cased name.

    """
    raise NotImplementedError
