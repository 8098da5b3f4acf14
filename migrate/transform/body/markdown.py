"""Markdown becomes HTML: the one use of the Markdown engine (pyromark, pulldown-cmark)."""

import pyromark

from migrate.model.source import Goldmark

__all__ = ["engine"]

_O = pyromark.Options
_CACHE: dict[tuple[object, ...], pyromark.Markdown] = {}


def engine(goldmark: Goldmark, *, typographer: bool) -> pyromark.Markdown:
    """Return the engine for these settings; engines are immutable and kept."""
    wanted = (
        (goldmark.tables, _O.ENABLE_TABLES),
        (goldmark.footnote, _O.ENABLE_FOOTNOTES),
        (goldmark.strikethrough or goldmark.delete_extra, _O.ENABLE_STRIKETHROUGH),
        (goldmark.task_list, _O.ENABLE_TASKLISTS),
        (goldmark.definition_list, _O.ENABLE_DEFINITION_LIST),
        (typographer, _O.ENABLE_SMART_PUNCTUATION),
    )
    key = tuple(on for on, _ in wanted)
    found = _CACHE.get(key)
    if found is None:
        options = _O(0)
        for on, option in wanted:
            if on:
                options |= option
        found = _CACHE[key] = pyromark.Markdown(options=options)
    return found
