"""Addresses in running text that hold a bracket, which Goldmark reads before it looks for links.

Of ``https://here.org/a[see](/b)`` the bracket and what follows up to a blank is a part of the address, so that no link
begins there. Owns nothing else of what an address is (`linkify`).
"""

import re
from html import escape

from migrate.transform.body.linkify import HOST, depth_after, trim_address
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing

__all__ = ["has_bracket_in_address", "protect_brackets"]

# Up to a quote or ``>``, behind which no tag or comment must go on; nothing is lost by parting an address there.
_PATH = r"[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,^{}\[\]]*"
_ADDRESS = re.compile(rf"(?:(?<=[ \n*_~])|(?<=(?<!\])\()|\A)(?:(?:https?|ftp)://|(?=www\.)){HOST}{_PATH}")
_QUICK = (re.compile(r"://[^\s\[<]+\["), re.compile(r"www\.[^\s\[<]+\["))
_ESCAPED = re.compile(r"\\[\[\]]")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]*\]:[ \t]*\n?[ \t]*\Z", re.MULTILINE)


def has_bracket_in_address(text: str) -> bool:
    """Tell quickly whether an address may hold a bracket."""
    return any(quick.search(text) is not None for quick in _QUICK)


def protect_brackets(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for the addresses that hold a bracket, where no bracket is open before."""
    out: list[str] = []
    done = 0
    for match in _ADDRESS.finditer(text):
        start = match.start()
        if start < done or "[" not in match[0]:
            continue
        address = trim_address(match[0]).rstrip("-")
        block = text[max(text.rfind("\n\n", 0, start) + 1, done) : start]
        if "[" not in address or depth_after(_ESCAPED.sub("", block)) or _DEFINITION.search(block) is not None:
            # What may still be the text of a link holds no address of its own.
            continue
        out += (text[done:start], pieces.placeholders.add(Standing(escape(address, quote=False), address)))
        done = start + len(address)
    out.append(text[done:])
    return "".join(out)
