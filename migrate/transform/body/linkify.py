"""Addresses in running text become links, as Goldmark's linkify extension makes them."""

import re
from html import escape, unescape

from migrate.model.goldmark import Goldmark
from migrate.transform.body.builder import Builder
from migrate.transform.body.engine_places import EnginePlaces
from migrate.transform.body.markdown import engine
from migrate.transform.body.parts import Pieces
from migrate.transform.body.placeholders import Standing
from migrate.transform.body.reserved import closing, opening
from migrate.transform.body.runs import CODE, Link, Literal
from migrate.transform.body.tree import Element

__all__ = [
    "ENTITY_ADDRESS",
    "HELD_ENTITY",
    "HOST",
    "PATH",
    "autolinks",
    "depth_after",
    "escape_address",
    "has_address_before",
    "protect_addresses",
    "protect_escapes",
    "split_autolinks",
    "split_old_autolinks",
    "trim_address",
]

PATH = r"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*)?"
_NAME = r"[a-zA-Z0-9@:%._+~#=-]{1,256}\.[a-z]+"
HOST = rf"{_NAME}(?::\d+)?"
# An address begins at the start of a text or after one of these; what the typographer turns into signs counts.
_ADDRESS = (
    rf"(?:(?P<url>(?:https?|ftp)://{HOST}{PATH})|(?P<www>www\.{_NAME}{PATH})"
    r"|(?P<mail>[a-zA-Z0-9][a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]*@(?>[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+)(?![-_])))"
)
_CANDIDATE = re.compile(rf"(?:(?<=^)|(?<=[ \n\v\f\r*_~(`\"'“‘–—…«»])|(?<=--)|(?<=\.\.\.)|(?<=<<)|(?<=>>)){_ADDRESS}")
_PLAIN_CANDIDATE = re.compile(rf"(?:(?<=^)|(?<=[ \n\v\f\r*_~(`])){_ADDRESS}")
_REST = re.compile(rf"://{HOST}(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,^{{}}\[\]]*)?")
HELD_ENTITY = re.compile(r"://[^\s<>`\]]*&(?:[a-zA-Z][a-zA-Z0-9]*|#\d+|#[xX][0-9a-fA-F]+);")
"""An address that holds an entity, or is followed by one; found fast."""
ENTITY_ADDRESS = re.compile(rf"(?<![^ \n*_~(\"'])(?:https?|ftp)://{HOST}(?=[/#?][^\s<]*&){PATH}")
_SCHEME = re.compile(r"(?:^|[ \t\n*_~(])(https?|ftp)$")
_OLD = re.compile(r"(?<![A-Za-z0-9_\"'/])(?:https?|ftp)://[^\s<>\"]+", re.IGNORECASE)
_ESCAPED = re.compile(
    r"(?P<skip><(?P<tag>pre|code)\b.*?</(?P=tag)>)|(?:\\@|&(?:#0*64|#[xX]0*40|commat);)"
    r"|(?:\\:|&(?:#0*58|#[xX]0*3[aA]|colon);)(?=//)"
    r"|(?P<address>(?<![<\w/])(?:(?<!\]\()|(?<=\\\]\())(?<!\]: )(?:(?:https?|ftp)://|www\.)[^\s\\<>]+)\\(?P<sign>[!-/:-@\[-`{-~])"
    r"|(?:(?<=\bwww)|(?<=@\w)|(?<=@\w\w)|(?<=@[\w-]{3}))(?:\\\.|&(?:#0*46|#[xX]0*2[eE]|period);)",
    re.DOTALL,
)
_ESCAPED_SIGN = re.compile(r"\\[@:.]")
_ENTITY_OF_SIGN = re.compile(r"&(?:#0*(?:64|58|46);|#[xX]0*(?:40|3[aA]|2[eE]);|commat;|colon;|period;)")
"""Both are found first, because the pattern above has to look at every letter."""
_UNSAFE = re.compile(r'["<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})')
_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")
_TRAILING = "?!.,:*_~"


def trim_address(address: str) -> str:
    """Cut what belongs to the sentence: trailing punctuation, unmatched brackets after it, what looks like an entity.

    Punctuation before such a bracket stays, as in Goldmark: ``(http://here.org/...)``.
    """
    address = address.rstrip(_TRAILING)
    if address.endswith(";"):
        return _ENTITY.sub("", address)
    if address.endswith(")"):
        unmatched = address.count(")") - address.count("(")
        return address[:-unmatched] if unmatched > 0 else address
    return address


def protect_addresses(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for addresses that hold signs of emphasis: an address goes first."""
    out: list[str] = []
    done = 0
    for match in _REST.finditer(text):
        scheme = _SCHEME.search(text, max(match.start() - 6, 0), match.start())
        if scheme is None or ("_" not in match[0] and "~" not in match[0]):
            continue
        if HELD_ENTITY.search(match[0]) is not None:
            # Where it is the text of a link, `protect_entities` has seen it; elsewhere Markdown or HTML decodes it.
            continue
        start = scheme.start(1)
        # Dashes mean nothing to Markdown, and those before ``>`` end a comment.
        address = trim_address(text[start : match.end()]).rstrip("-")
        # In the text and in the destination of a link the first free bracket ends the address.
        opened: list[int] = []
        label = 0
        for at, char in enumerate(address):
            label += (char == "[") - (char == "]")
            if char == "(":
                opened.append(at)
            if label < 0 or (char == ")" and not opened):
                address = trim_address(address[:at])
                break
            if char == ")":
                opened.pop()
        else:
            if opened:
                # Its other half stands behind a sign that ends the address here, and both count in a destination.
                address = address[: opened[0]]
        if start >= done and ("_" in address or "~" in address):
            out += (text[done:start], pieces.placeholders.add(Standing(escape(address, quote=False), address)))
            done = start + len(address)
    out.append(text[done:])
    return "".join(out)


def protect_escapes(text: str, pieces: Pieces) -> str:
    """Return Markdown with placeholders for escaped signs without which an address is none: ``me&#64;here.org``.

    So it does for those that end one. Goldmark looks for addresses in the source, where such a sign is not yet itself.
    """
    if not _has_escaped_sign(text):
        return text
    raw: EnginePlaces | None = None

    def put(match: re.Match[str]) -> str:
        nonlocal raw
        if match["skip"] is not None:
            return match[0]
        if "<" in text:
            chosen = engine(pieces.builder.settings.goldmark, typographer=False)
            raw = raw or EnginePlaces(text, chosen, lambda event: "Html" in event)
            if raw.hold(match.end() - 1):
                # HTML has no escapes.
                return match[0]
        before = match["address"] or ""
        written = match[0].removeprefix(before)
        sign = unescape(written.removeprefix("\\"))

        def act(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
            builder.text(sign, marks, link)

        key = pieces.defer(act)
        html = f"{opening(key, block=False)}{escape(sign)}{closing(block=False)}"
        return before + pieces.placeholders.add(Standing(html, written, in_tag=sign))

    return _ESCAPED.sub(put, text)


def _has_escaped_sign(text: str) -> bool:
    if "&" in text and _ENTITY_OF_SIGN.search(text) is not None:
        return True
    return "\\" in text and (_ESCAPED_SIGN.search(text) is not None or has_address_before(text, "\\"))


def has_address_before(text: str, sign: str) -> bool:
    """Tell quickly whether a word may hold an address and, behind it, `sign`, which should be a rare one."""
    for piece in text.split(sign)[:-1]:
        word = piece[max(piece.rfind(" "), piece.rfind("\n"), piece.rfind("\t")) + 1 :]
        if "://" in word or "www." in word:
            return True
    return False


def split_autolinks(text: str, goldmark: Goldmark, *, in_label: bool = False) -> list[tuple[str, str]]:
    """Return the pieces of `text` as (text, address); the address is "" for what stays text.

    `in_label` says that a bracket before `text` is still open: it may have been meant as the text of a link.
    """
    pieces: list[tuple[str, str]] = []
    done = seen = 0
    depth = int(in_label)
    protocol = goldmark.linkify_protocol
    # Without the typographer quotes and dashes are letters like others, in the middle of which no address begins.
    candidate = _CANDIDATE if goldmark.typographer else _PLAIN_CANDIDATE
    for match in candidate.finditer(text):
        if match.start() < done:
            continue
        if depth or "[" in text:
            depth = depth_after(text[seen : match.start()], depth)
            seen = match.start()
            if depth:
                # What may still be the text of a link holds no address of its own.
                continue
        address = trim_address(match[0]) if match["mail"] is None else match[0]
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
        pieces.append((address, escape_address(uri)))
        done = match.start() + len(address)
    if done < len(text):
        pieces.append((text[done:], ""))
    return pieces


def escape_address(uri: str) -> str:
    """Return `uri` with the signs that Goldmark percent-encodes in a destination."""
    return _UNSAFE.sub(_percent, uri)


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def split_old_autolinks(text: str) -> list[tuple[str, str]]:
    """Return the pieces of `text` as `split_autolinks` does, by the rules of Blackfriday.

    Only addresses with a scheme count, up to white space; a bracket at the end is cut when one was opened on the line.
    """
    pieces: list[tuple[str, str]] = []
    done = 0
    for match in _OLD.finditer(text):
        address = match[0].rstrip(".,:;?!") if match[0][-1] in ".,:;?!" else match[0]
        if address[-1] == ")" and "(" in text[text.rfind("\n", 0, match.start()) + 1 : match.start() + len(address)]:
            address = address[:-1]
        if match.start() > done:
            pieces.append((text[done : match.start()], ""))
        pieces.append((address, address))
        done = match.start() + len(address)
    if done < len(text):
        pieces.append((text[done:], ""))
    return pieces


def autolinks(builder: Builder, text: str, marks: int) -> None:
    """Add `text` to the run with its addresses as links."""
    settings = builder.settings
    if settings.blackfriday:
        pieces = split_old_autolinks(text)
    else:
        pieces = split_autolinks(text, settings.goldmark, in_label=_in_label(builder))
    for piece, uri in pieces:
        builder.run.append((piece, marks, Link("hyperlink", {"uri": uri}, uri, "") if uri else None))


def _in_label(builder: Builder) -> bool:
    """Tell whether the run before has an open bracket."""
    if "[" not in builder.body.text:
        return False
    texts = [
        value
        for value, marks, link in builder.run
        if isinstance(value, str)
        and not isinstance(value, Literal)
        and link is None
        and not marks & CODE
        and ("[" in value or "]" in value)
    ]
    return bool(texts) and depth_after("".join(texts), 0) > 0


def depth_after(text: str, depth: int = 0) -> int:
    """Return how many brackets are open after `text` when `depth` were before it."""
    for char in text:
        if char == "[":
            depth += 1
        elif char == "]" and depth:
            depth -= 1
    return depth
