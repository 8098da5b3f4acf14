"""YAML that Hugo's parser accepts and libyaml refuses, rewritten so that libyaml reads the same.

Owns: the few known differences between the two parsers in that direction. It is consulted only after libyaml has
refused a text, so that no text that libyaml reads is ever rewritten. Does not own: errors.
"""

import re
from collections.abc import Callable

from migrate.extract.frontmatter.yaml_flow import rewrite_flows

__all__ = ["LENT_BASE", "lend", "rewrite"]

LENT_BASE = 0x100000
"""Start of the private plane in which characters wait that libyaml would not leave alone."""

_TAB_INDENT = re.compile(r"^( +)(\t+)(?=\S)", re.MULTILINE)
_TAB_AFTER_DASH = re.compile(r"^([ ]*(?:- *)*-)[ ]*\t+(?=\S)", re.MULTILINE)
_ODD_START = re.compile(
    r"^( *(?:- +)*(?:[^\s#'\"\[{&*!|>%@`-][^\n:]*: +)?)([,}][^\n]*?)((?:[ \t]+#[^\n]*)?\r?)$", re.MULTILINE
)
_VALUE_BELOW_KEY = re.compile(
    r"^(?P<indent> *)(?P<key>[^\s#-][^\n]*?:[ \t\r]*(?:#[^\n]*)?\n(?:[ \t\r]*\n)*)"
    r"(?P=indent)(?!-(?:\s|$))(?=[^\s#])(?P<value>(?![^\n]*:(?:\s|$))[^\n]+)$",
    re.MULTILINE,
)
_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def lend(character: str) -> str:
    """Return the private character that stands for `character`."""
    return chr(LENT_BASE + ord(character))


def rewrite(text: str) -> str:
    """Return `text` with everything rewritten that Hugo reads and libyaml does not."""
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    return rewrite_flows(text)


def _indent_value(match: re.Match[str]) -> str:
    """Indent a value that stands below its key, no deeper than the key."""
    return f"{match['indent']}{match['key']}{match['indent']} {match['value']}"


def _keep_tabs(match: re.Match[str]) -> str:
    """Keep the tab of a block scalar whose first line starts with a tab behind its indentation."""
    return match[1] + lend("\t") * len(match[2])


def _put_space(match: re.Match[str]) -> str:
    """Put a space between the dash of a list item and what stood behind a tab."""
    return f"{match[1]} "


def _quote(match: re.Match[str]) -> str:
    """Quote a plain value that starts with ``,`` or ``}``."""
    quoted = match[2].rstrip().replace("'", "''")
    return f"{match[1]}'{quoted}'{match[3]}"


def _join_surrogates(match: re.Match[str]) -> str:
    r"""Join a character written as two escapes, ``\ud83d\ude00``, as JSON does."""
    return bytes.fromhex(match[1] + match[2]).decode("utf-16-be")


_REWRITES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_TAB_AFTER_DASH, _put_space),
    (_VALUE_BELOW_KEY, _indent_value),
    (_TAB_INDENT, _keep_tabs),
    (_ODD_START, _quote),
    (_SURROGATES, _join_surrogates),
)
"""In order: a tab behind a dash is no indentation of a block scalar."""
