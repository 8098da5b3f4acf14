"""Which of the site's and the mapping's settings hold for one body."""

from dataclasses import dataclass

from migrate.mapping.rules import CodeForm
from migrate.model.source import Goldmark
from migrate.transform.context import BodyContext

__all__ = ["BodySettings", "host_of", "settle_settings"]

_BLACKFRIDAY = ("blackfriday", "mmark")


@dataclass(frozen=True, slots=True)
class BodySettings:
    """What the stages of one conversion ask."""

    blackfriday: bool
    """Read the Markdown as the engine of Hugo before 0.60 did."""
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
    """Resolve mapping, site and page: the mapping's word counts first, then ``markup`` of the page, then the site."""
    config = context.site.config
    rules = context.rules
    markup = str(context.page.params.get("markup", "")).lower()
    if markup in _BLACKFRIDAY:
        blackfriday = True
    elif markup == "goldmark":
        blackfriday = False
    elif rules.engine == "auto":
        blackfriday = config.blackfriday
    else:
        blackfriday = rules.engine == "blackfriday"
    # Readers of a site of the Blackfriday age saw its raw HTML, whatever today's settings say.
    shown = config.goldmark.unsafe or config.blackfriday or blackfriday
    return BodySettings(
        blackfriday=blackfriday,
        unsafe=shown if rules.unsafe is None else rules.unsafe,
        typographer=bool(rules.typographer),
        emoji=config.enable_emoji,
        linkify=config.goldmark.linkify or blackfriday,
        code_entries=rules.code is CodeForm.ENTRY,
        goldmark=config.goldmark,
        heading_attributes=config.goldmark.attribute_title and not blackfriday,
        own_hosts=frozenset(
            host for url in (config.base_url, *(lang.base_url for lang in config.languages)) if (host := host_of(url))
        ),
    )
