"""Calls inside of addresses: Goldmark sees a word in place of a call, so an address goes on behind it.

Owns: which calls an address takes in, and what it then leads to. Does not own: where an address begins and ends
(`linkify`).
"""

import re
from html import escape

from migrate.transform.body.linkify import HOST, depth_after, has_address_before, trim_address
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.rawtext import GUARD

__all__ = ["guard_after_calls", "join_calls"]

_WITH_PATH = re.compile(rf"(?:(?:https?|ftp)://|www\.){HOST}[/#?][-a-zA-Z0-9@:%_.+~#$!?&/=();,^{{}}\[\]]*")
_BEFORE = re.compile(r"(?:^|[ \t\n*_~]|(?<!\])\()$")
"""What stands before an address in running text: neither a sign of HTML nor the beginning of a destination."""


def join_calls(text: str, pieces: Pieces) -> str:
    """Return Markdown with calls as text where they stand in the path of an address: Goldmark takes them for words.

    Of one that becomes an entry nobody can say what it adds: the entry stands in a link that holds the call as written.
    """
    placeholders = pieces.placeholders
    if not has_address_before(text, placeholders.nonce):
        return text

    def joined(match: re.Match[str]) -> str:
        address = trim_address(match[0])
        if not placeholders.has_entry_within(address) or _BEFORE.search(text[: match.start()][-2:]) is None:
            return placeholders.in_addresses(match[0])
        if depth_after(text[max(text.rfind("\n\n", 0, match.start()), 0) : match.start()]):
            # What may still be the text of a link holds no address of its own.
            return placeholders.in_addresses(match[0])
        address = placeholders.in_addresses(address)
        uri = escape(placeholders.in_text(address))
        scheme = f"{pieces.builder.settings.goldmark.linkify_protocol}://" if uri.startswith("www.") else ""
        link = Standing(f'<a href="{scheme}{uri}">{address}</a>', address)
        return placeholders.add(link) + match[0][len(trim_address(match[0])) :]

    return _WITH_PATH.sub(joined, text)


def guard_after_calls(text: str, pieces: Pieces) -> str:
    """Return Markdown with a guard before each address that a call directly precedes: in Hugo both are one word."""
    return re.sub(rf"({pieces.placeholders.nonce}\d+z)(?=(?:https?|ftp)://|www\.)", rf"\1{GUARD}", text)
