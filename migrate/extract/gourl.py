"""Go's ``net/url`` as far as Hugo's links depend on it: splitting, decoding and escaping.

Owns: the parts of a URL text and its percent-encoding. Does not own: any rule of Hugo's own.
"""

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes

__all__ = ["Parsed", "escape_link", "escape_path", "join_path", "parse", "unescape"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_VALID_PATH = re.compile(r"(?:[A-Za-z0-9\-_.~!$&'()*+,;=:@/\[\]]|%[0-9A-Fa-f]{2})*\Z")
"""A path that Go leaves as it is, although it would itself escape some of these characters."""
_SAFE = "-_.~$&+,/:;=@"
"""Characters that Go leaves alone when it has to escape a path."""


class Parsed(NamedTuple):
    """The parts of a URL; `path`, `fragment` are decoded, `query` is as written."""

    scheme: str = ""
    """Lower-case."""
    host: str = ""
    """With port, lower-case, without user."""
    path: str = ""
    query: str = ""
    fragment: str = ""
    opaque: str = ""
    """What follows the colon of ``mailto:`` and the like."""
    rooted: bool = False
    """Whether a host part was written, be it empty (``//host``, ``https://``)."""


def parse(text: str) -> Parsed:
    """Split `text` as Go's ``url.Parse``; what Go refuses (a bad escape, a control character) is kept as it is."""
    rest, _, fragment = text.partition("#")
    scheme_match = _SCHEME.match(rest)
    scheme = scheme_match.group().lower() if scheme_match else ""
    if scheme:
        rest = rest[len(scheme) + 1 :]
    rest, _, query = rest.partition("?")
    if scheme and not rest.startswith("/"):
        return Parsed(scheme=scheme, opaque=rest, query=query, fragment=unescape(fragment))
    if not rest.startswith("//"):
        return Parsed(scheme=scheme, path=unescape(rest), query=query, fragment=unescape(fragment))
    authority, slash, path = rest[2:].partition("/")
    host = authority.rpartition("@")[2].lower()
    return Parsed(scheme, host, unescape(slash + path), query, unescape(fragment), rooted=True)


def unescape(text: str) -> str:
    """Decode percent-encoding; a text with a broken escape, or one that is not UTF-8, is returned unchanged."""
    if "%" not in text:
        return text
    if _BAD_ESCAPE.search(text):
        return text
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def escape_path(path: str) -> str:
    """Return `path` as ``EscapedPath`` prints it after parsing: escaped whole, unless it needs no escape at all."""
    if _VALID_PATH.match(path):
        return path
    return quote(unquote_to_bytes(_BAD_ESCAPE.sub("%25", path)), safe=_SAFE)


def escape_link(link: str) -> str:
    """Return a link with its query as ``url.Parse(link).String()`` prints it; ``#`` must be escaped before."""
    path, question, query = link.partition("?")
    return escape_path(path) + question + query


def join_path(*parts: str) -> str:
    """Join and clean as Go's ``path.Join``: no ``.``, no empty part, ``..`` resolved; "" for nothing."""
    joined = "/".join(part for part in parts if part)
    if not joined:
        return ""
    if "//" not in joined and "/." not in joined and joined[0] != "." and joined[-1] != "/":
        return joined
    rooted = joined.startswith("/")
    kept: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            if kept and kept[-1] != "..":
                kept.pop()
            elif not rooted:
                kept.append(part)
        elif part not in ("", "."):
            kept.append(part)
    cleaned = "/".join(kept)
    return f"/{cleaned}" if rooted else cleaned or "."
