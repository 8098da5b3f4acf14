"""What the transformation of one page may look at besides the page: the site, the mapping, who is which entry.

Built once per run (and once per worker process), read only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from migrate.mapping.rules import ContentTypeRule, FieldRule, MappingRules
from migrate.model.source import SourcePage, SourceSite
from migrate.model.space import Target
from migrate.transform.assets import SiteAssets
from migrate.transform.bodies import ConvertBody
from migrate.transform.context import HugoRendering
from migrate.transform.lookups import Trace
from migrate.transform.pages import PageIndex
from migrate.transform.references import ReferenceIndex

__all__ = ["PageGroup", "World"]

PageGroup = tuple[SourcePage, ...]
"""The translations of one page, the default language first."""


@dataclass(frozen=True, slots=True)
class World:
    """The run as one page sees it."""

    site: SourceSite
    rules: MappingRules
    """Completed: languages, locales and localized fields are known."""
    target: Target
    now: datetime
    types: Mapping[str, ContentTypeRule]
    taken: Mapping[str, frozenset[str]]
    """Content type → front-matter keys that its fields take."""
    reading: Mapping[str, tuple[FieldRule, ...]]
    """Content type → its fields in the order in which they are read."""
    create_only: Mapping[str, frozenset[str]]
    """Content type → ids of the fields that editors own once the entry is there."""
    pages: PageIndex
    references: ReferenceIndex
    assets: SiteAssets
    default_locale: str
    home: SourcePage
    """The page from which paths in data files are resolved."""
    homes: Mapping[str, SourcePage]
    """Language → the same for items of its menus."""
    convert: ConvertBody
    groups: Sequence[PageGroup]
    """Every page to migrate, in order; what the pages are handed out from."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Language → host, where each language has its own."""
    rendering: HugoRendering | None = None
    """What Hugo printed for shortcodes whose rule asks for it."""
    trace: Trace = field(default_factory=Trace)
    """What was asked of `site.reader`, `pages` and `references` for the page under way."""
