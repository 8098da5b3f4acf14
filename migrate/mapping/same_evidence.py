"""Whether an edit leaves the mapping that is inferred for a site as it is, told from the pages that changed alone.

Owns what of a page inferring looks at; it errs on the side of "no". Does not own inferring (`infer`), which looks at
every value of every page.
"""

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter

from migrate.mapping.evidence import evidence_of
from migrate.mapping.infer import FIRST_GOLDMARK
from migrate.mapping.infer_fields import SYMBOL_ROOM
from migrate.model.source import Param, SiteConfig, SourcePage

__all__ = ["says_the_same"]

_UNSEEN = frozenset(
    {
        "link_title", "description", "summary", "keywords", "slug", "base_name", "lastmod", "publish_date",
        "expiry_date", "draft", "weight", "permalink", "key_lines", "parent", "layout", "bundle", "markup",
        "body_offset", "body_line", "listed", "digest",
    }
)  # fmt: skip
"""Fields of a page at which nobody looks who infers: their values count as they stand in front matter."""
_WEIGHED = frozenset({"title", "date", "rel_permalink", "params", "terms"})
"""Fields of which only something counts."""
_whole = attrgetter(*(each.name for each in fields(SourcePage) if each.name not in _UNSEEN | _WEIGHED))


def says_the_same(old: SourcePage, new: SourcePage, config: SiteConfig) -> bool:
    """Tell whether a page leads to the same inferred mapping in its old form and in its new one.

    All other pages are as they were; the evidence that `init` shows beside the rules may be another.

    Args:
        old: the page as it was.
        new: as it is.
        config: the configuration of the site, then as now.
    """
    if _whole(old) != _whole(new) or _weighed(old) != _weighed(new) or [*old.params] != [*new.params]:
        return False
    # Translations of a page are compared with each other by value.
    several = len(config.languages) > 1
    if several and old.date != new.date:
        return False
    return all(
        key == "title" or _is_alike(value, new.params[key], exactly=several or key in config.taxonomies)
        for key, value in old.params.items()
    )


def _weighed(page: SourcePage) -> object:
    long = (len(page.title) > SYMBOL_ROOM, len(page.rel_permalink) > SYMBOL_ROOM)
    month = min((page.date.year, page.date.month), FIRST_GOLDMARK) if page.date is not None else None
    return (*long, month, {taxonomy for taxonomy, held in page.terms.items() if held})


def _is_alike(old: Param, new: Param, *, exactly: bool) -> bool:
    if exactly or isinstance(old, Mapping):
        # As text, which tells `1` from `true`.
        return old is new or repr(old) == repr(new)
    return evidence_of(old) == evidence_of(new)
