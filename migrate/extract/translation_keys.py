"""Keys of translations that join nothing: an author gave one to one language of a page and to nothing else.

Owns: finding them. Does not own: what a page with such a key is known by (`finished_pages`).

Hugo keeps two relations apart: a page with a ``translationKey`` is translated by the pages with the same key, one
without by the pages at its path, be their key what it may. Where a key stands on one page alone, only the second one
says anything.
"""

from collections.abc import Iterable

__all__ = ["lone_keys"]


def lone_keys(pages: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str]]:
    """Return path and key of the pages whose keys no page in another language has, beside a page without a key.

    Args:
        pages: path, language and ``translationKey`` of each page, "" for none.

    """
    keyed: dict[str, list[tuple[str, str]]] = {}
    unkeyed: set[str] = set()
    for path, lang, key in pages:
        if key:
            keyed.setdefault(key, []).append((path, lang))
        else:
            unkeyed.add(path)
    return frozenset(
        (path, key)
        for key, places in keyed.items()
        if len({lang for _, lang in places}) == 1
        for path, _ in places
        if path in unkeyed
    )
