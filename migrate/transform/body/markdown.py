"""Markdown becomes HTML: the one use of the Markdown engine (pyromark, pulldown-cmark)."""

from functools import cache

import pyromark

from migrate.model.goldmark import Goldmark

__all__ = ["Places", "engine", "tag_of"]

_O = pyromark.Options
_OPTIONS = (
    _O.ENABLE_TABLES,
    _O.ENABLE_FOOTNOTES,
    _O.ENABLE_STRIKETHROUGH,
    _O.ENABLE_TASKLISTS,
    _O.ENABLE_DEFINITION_LIST,
    _O.ENABLE_SMART_PUNCTUATION,
)


def engine(goldmark: Goldmark, *, typographer: bool, tables: bool = True) -> pyromark.Markdown:
    """Return the engine for these settings, one that knows no tables where `tables` says so."""
    return _engine(
        goldmark.tables and tables,
        goldmark.footnote,
        goldmark.strikethrough or goldmark.delete_extra,
        goldmark.task_list,
        goldmark.definition_list,
        typographer,
    )


@cache
def _engine(*wanted: bool) -> pyromark.Markdown:
    """Return the engine with the `_OPTIONS` that are wanted; engines are immutable and kept."""
    options = _O(0)
    for on, option in zip(wanted, _OPTIONS, strict=True):
        if on:
            options |= option
    return pyromark.Markdown(options=options)


def tag_of(event: object, key: str) -> str:
    """Return the tag that an event starts or ends, as `key` ("Start" or "End") asks; "" for any other event."""
    tag = event.get(key) if isinstance(event, dict) else None
    if isinstance(tag, dict):
        return str(next(iter(tag), ""))
    return tag if isinstance(tag, str) else ""


class Places:
    """Places in a text as Python counts them; the engine counts the bytes of UTF-8.

    Asked for one place after another it takes time for the stretch between them only.
    """

    __slots__ = ("_byte", "_char", "_data")

    def __init__(self, text: str) -> None:
        self._data = b"" if text.isascii() else text.encode("utf-8", "replace")
        self._byte = self._char = 0

    def at(self, byte: int) -> int:
        """Return how many characters stand before a place that is between two of them."""
        if not self._data:
            return byte
        first, last = sorted((self._byte, byte))
        between = len(self._data[first:last].decode("utf-8", "replace"))
        self._char += between if byte > self._byte else -between
        self._byte = byte
        return self._char
