"""Shortcodes whose own templates show more than their calls say, as proposals of rules.

Owns: which of the site's shortcodes these are, and the evidence. Does not own whether Hugo is there to render them.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from migrate.mapping.draft import DraftShortcode
from migrate.model.source import BodyPart, ShortcodeCall, SourceSite

__all__ = ["draft_shortcodes"]


def draft_shortcodes(site: SourceSite, known: Container[str]) -> tuple[DraftShortcode, ...]:
    """Return the shortcodes in use that only Hugo can show whole, the most frequent first.

    Args:
        site: the site; the bodies of all pages are read.
        known: shortcodes, in lower case, that are converted without a rule.

    """
    calls: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for page in site.pages:
        if page.source:
            names = [name for name in _names(site.reader.body(page).parts) if name not in known]
            calls.update(names)
            pages.update(set(names))
    found = [site.shortcodes[name] for name in calls if name in site.shortcodes and site.shortcodes[name].reads]
    found.sort(key=lambda template: (-calls[template.name], template.name))
    return tuple(
        DraftShortcode(
            held.name, f"{_places(calls[held.name], pages[held.name])}; {held.path} shows {_list(held.reads)}"
        )
        for held in found
    )


def _names(parts: Sequence[BodyPart]) -> Iterator[str]:
    """Yield the name of every call, those inside others too."""
    for part in parts:
        if isinstance(part, ShortcodeCall):
            yield part.name.lower()
            yield from _names(part.inner or ())


def _places(calls: int, pages: int) -> str:
    return f"{calls:,} call{'' if calls == 1 else 's'} on {pages:,} page{'' if pages == 1 else 's'}"


def _list(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
