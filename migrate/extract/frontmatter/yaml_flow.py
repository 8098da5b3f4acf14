"""Colons in flow collections that Hugo's parser reads and libyaml refuses: ``[c++:, :smile:]``, ``{image:, alt: x}``.

Owns the walk through ``[…]`` and ``{…}``. A word that begins or ends with a colon is text in a list and as the value of
a table; as the key of a table it has no value.
"""

import re
from collections.abc import Iterator

__all__ = ["rewrite_flows"]

_BEGINS = re.compile(r"(?:^[ ]*|[:-][ ]+)(?=[\[{])", re.MULTILINE)
_TOKEN = re.compile(
    r"""(?P<quoted>'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")"""
    r"|(?P<sign>[\[\]{},])"
    r"|(?P<space>\s+|(?<=\s)#[^\n]*)"
    r"|(?P<word>[^\s\[\]{},]+(?:[ \t]+(?!\#)[^\s\[\]{},]+)*)",
    re.DOTALL,
)
_KEY = re.compile(r"(?P<key>[^:'\"\s][^\n]*?):(?P<rest>[ \t]+[^\n]+)?")


def rewrite_flows(text: str) -> str:
    """Return `text` with the words of its flow collections written so that libyaml reads what Hugo does."""
    parts, end = [], 0
    for match in _BEGINS.finditer(text):
        if match.end() >= end:
            parts.append(text[end : match.end()])
            tokens = tuple(_walk(text, match.end()))
            parts += (written for written, _ in tokens)
            end = tokens[-1][1]
    return "".join(parts) + text[end:]


def _walk(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield each token of the collection that begins at `start`, as it is to be written, and where it ends."""
    open_: list[str] = []
    for match in _TOKEN.finditer(text, start):
        part = match[0]
        if match["sign"]:
            if part in "[{":
                open_.append(part)
            elif part in "]}":
                open_.pop()
        elif match["word"]:
            following = text[match.end() : match.end() + 1]
            part = _item(part) if open_[-1] == "[" else _pair(part, following)
        yield part, match.end()
        if not open_:
            return


def _item(word: str) -> str:
    """Return an item of a list; what holds ``: `` is a table of one key."""
    if re.search(r":\s", word):
        return _pair(word, "")
    return _text(word)


def _pair(word: str, following: str) -> str:
    """Return ``key: value``, where a key alone has none; what `following` opens may be the value as well."""
    match = _KEY.fullmatch(word)
    if match is None:
        return word
    rest = match["rest"]
    if rest is None:
        return f"{word} " if following in (",", "}", "]") else word
    return f"{match['key']}: {_text(rest.strip())}"


def _text(word: str) -> str:
    quoted = word.startswith(":") or word.endswith(":")
    return "'" + word.replace("'", "''") + "'" if quoted else word
