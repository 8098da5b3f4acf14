"""Which of the site's and the mapping's settings hold for one body."""

from dataclasses import dataclass, replace
from functools import lru_cache

from migrate.mapping.rules import CodeForm
from migrate.model.goldmark import Goldmark
from migrate.model.quick import quick
from migrate.transform.context import BodyContext

__all__ = ["BodySettings", "host_of", "of_today", "settle_settings"]

_BLACKFRIDAY = ("blackfriday", "mmark")


@quick
@dataclass(frozen=True, slots=True)
class BodySettings:
    """What the stages of one conversion ask."""

    blackfriday: bool
    """Read the Markdown as the engine of Hugo before 0.60 did."""
    by_page: bool
    """Read it so only where today's engine would leave more signs of Markdown in the text."""
    unsafe: bool
    """Show raw HTML."""
    typographer: bool
    emoji: bool
    linkify: bool
    code_entries: bool
    """Code blocks become entries (else paragraphs of code)."""
    goldmark: Goldmark
    heading_attributes: bool
    """Take ``{#id .class}`` at the end of a heading as its attributes."""
    own_hosts: frozenset[str]
    """Hosts whose addresses are this site's."""


def host_of(address: str) -> str:
    """Return the host of an absolute or protocol-relative address, in lower case; "" when it names none."""
    _, found, rest = address.partition("//")
    return rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0].lower() if found else ""


def settle_settings(context: BodyContext) -> BodySettings:
    """Resolve mapping, site and page: ``markup`` of the page counts first, then the mapping's word, then the site.

    Where the age of a site is only guessed, each page is read as it seems to be meant.
    """
    config = context.site.config
    rules = context.rules
    markup = str(context.page.params.get("markup", "")).lower()
    by_page = False
    if markup in _BLACKFRIDAY:
        blackfriday = True
    elif markup == "goldmark":
        blackfriday = False
    elif rules.engine == "auto":
        blackfriday, by_page = config.blackfriday, config.blackfriday_guessed
    else:
        blackfriday, by_page = rules.engine != "goldmark", rules.engine == "by-page"
    # Readers of a site of the Blackfriday age saw its raw HTML, whatever today's settings say.
    shown = config.goldmark.unsafe or config.blackfriday or blackfriday
    return BodySettings(
        blackfriday=blackfriday,
        by_page=by_page,
        unsafe=shown if rules.unsafe is None else rules.unsafe,
        typographer=bool(rules.typographer),
        emoji=config.enable_emoji,
        linkify=config.goldmark.linkify or blackfriday,
        code_entries=rules.code is CodeForm.ENTRY,
        goldmark=config.goldmark,
        heading_attributes=config.goldmark.attribute_title and not blackfriday,
        own_hosts=_hosts_of(config.base_url, *[lang.base_url for lang in config.languages]),
    )


@lru_cache(maxsize=16)
def _hosts_of(*addresses: str) -> frozenset[str]:
    return frozenset(host for address in addresses if (host := host_of(address)))


def of_today(settings: BodySettings) -> BodySettings:
    """Return the same settings for today's engine; raw HTML stays shown or hidden as it was."""
    goldmark = settings.goldmark
    return replace(
        settings,
        blackfriday=False,
        by_page=False,
        linkify=settings.linkify and goldmark.linkify,
        heading_attributes=goldmark.attribute_title,
    )
