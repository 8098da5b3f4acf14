"""Addresses in running text become links, as Goldmark's linkify extension makes them."""

import re

from migrate.transform.body.builder import Builder
from migrate.transform.body.runs import Link

__all__ = ["autolinks", "split_autolinks"]

# Where an address may begin is Goldmark's rule: at the start of a text or after one of these.
_CANDIDATE = re.compile(
    r"(?:(?<=^)|(?<=[\s*_~(]))"
    r"(?:(?P<url>(?:https?|ftp)://[a-zA-Z0-9@:%._+~#=-]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][^\s<]*)?)"
    r"|(?P<www>www\.[a-zA-Z0-9@:%._+~#=-]{1,256}\.[a-z]+(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'^{}\[\]`]*)?)"
    r"|(?P<mail>[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+))"
)
_TRAILING = "?!.,:*_~'\""


def _trim(address: str) -> str:
    """Cut what belongs to the sentence: trailing punctuation, an unmatched bracket, an entity."""
    while address:
        if address[-1] in _TRAILING or (address[-1] == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        elif address[-1] == ";":
            entity = re.search(r"&[a-zA-Z0-9]+;$", address)
            address = address[: entity.start()] if entity else address[:-1]
        else:
            break
    return address


def split_autolinks(text: str, protocol: str) -> list[tuple[str, str]]:
    """Return the pieces of `text` as (text, address); the address is "" for what stays text."""
    pieces: list[tuple[str, str]] = []
    done = 0
    for match in _CANDIDATE.finditer(text):
        if match.start() < done:
            continue
        address = _trim(match[0]) if match["mail"] is None else match[0].rstrip(".-_")
        if not address:
            continue
        if match["www"] is not None:
            uri = f"{protocol}://{address}"
        elif match["mail"] is not None:
            uri = f"mailto:{address}"
        else:
            uri = address
        if match.start() > done:
            pieces.append((text[done : match.start()], ""))
        pieces.append((address, uri))
        done = match.start() + len(address)
    if done < len(text):
        pieces.append((text[done:], ""))
    return pieces


def autolinks(builder: Builder, text: str, marks: int) -> None:
    """Add `text` to the run with its addresses as links."""
    blackfriday = builder.settings.blackfriday
    for piece, uri in split_autolinks(text, builder.settings.goldmark.linkify_protocol):
        # Blackfriday knew no bare www. and no bare mail addresses.
        if uri and not (blackfriday and (piece.startswith("www.") or uri.startswith("mailto:"))):
            builder.run.append((piece, marks, Link("hyperlink", {"uri": uri}, uri, "")))
        else:
            builder.run.append((piece, marks, None))
