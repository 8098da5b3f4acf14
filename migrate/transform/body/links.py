"""Links: to entries, to assets, to addresses.

A link to a migrated page is an ``entry-hyperlink``, which survives changes of the address. A fragment or a query
has no place in one, so such a link stays an address, as the published page carried it.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from migrate.model.source import LinkTarget, SourcePage
from migrate.transform.body.builder import Builder
from migrate.transform.body.embedded import entry_link
from migrate.transform.body.reserved import CALL_ATTRIBUTE
from migrate.transform.body.runs import Link
from migrate.transform.body.settings import host_of
from migrate.transform.body.tree import Element, Node, attributes, plain_text
from migrate.transform.body.types import TEXT_LIMIT
from migrate.transform.body.verbatim import embed_html
from migrate.transform.contentful_urls import parse_contentful_url

__all__ = ["anchor", "hidden_address", "is_external", "resolve"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_DANGEROUS = re.compile(r"\s*(?:javascript|vbscript|file|data):", re.IGNORECASE)
_SAFE_DATA = re.compile(r"\s*data:image/(?:png|gif|jpeg|webp);", re.IGNORECASE)

_BACK = frozenset(("footnote-back", "footnote-backref"))
"""Classes of links from a note to where it is referred to, in the HTML of Pandoc and of Goldmark."""


def hidden_address(builder: Builder, destination: str) -> bool:
    """Tell whether the site's settings empty this address (``unsafe = false``)."""
    return (
        not builder.settings.unsafe
        and _DANGEROUS.match(destination) is not None
        and _SAFE_DATA.match(destination) is None
    )


def is_external(builder: Builder, destination: str) -> bool:
    """Tell whether `destination` names another site, so that nobody needs to look for it on this one."""
    if _SCHEME.match(destination) is None:
        return False
    if not destination.lower().startswith(("http:", "https:", "//")):
        return True
    return host_of(destination) not in builder.settings.own_hosts


def resolve(builder: Builder, destination: str, text: str, needle: str) -> Link | None:
    """Return the link that `destination` stands for; None when it has no address."""
    destination = destination.strip()
    if not destination:
        return None
    known = builder.targets.get(destination)
    if known is not None:
        return _to_target(builder, known, destination, text, needle)
    if destination[0] == "#":
        if len(destination) > 1 and destination != "#top":
            builder.fragments.append((unquote(destination[1:]), text))
        return Link("hyperlink", {"uri": destination}, destination, "")
    if is_external(builder, destination):
        if parse_contentful_url(destination) is not None:
            return _to_file(builder, destination, destination, text)
        return Link("hyperlink", {"uri": destination}, destination, "")
    target = builder.context.site.reader.link(builder.context.page, destination)
    return _to_target(builder, target, destination, text, needle)


def _to_target(builder: Builder, target: LinkTarget, destination: str, text: str, needle: str) -> Link:
    url = target.url or destination
    if target.page is not None:
        entry_id = builder.context.pages.entry_id(target.page)
        if entry_id is None:
            builder.note("link-not-migrated", text, f"kept the address {url}", needle)
        elif target.fragment or target.query:
            builder.note("link-fragment", text, f"kept the address {url}", needle)
        elif _is_translation(builder, target.page, entry_id):
            builder.note("link-translation", text, f"kept the address {url}", needle)
        else:
            return Link("entry-hyperlink", {"target": entry_link("Entry", entry_id)}, url, entry_id)
    elif target.file is not None:
        return _to_file(builder, destination, url, text)
    elif target.internal and target.error:
        builder.note("link-broken", text, f"kept the address {url} ({target.error})", needle)
    return Link("hyperlink", {"uri": url}, url, "")


def _is_translation(builder: Builder, page: SourcePage, entry_id: str) -> bool:
    """Tell whether the entry of `page` holds a page in the reader's own language too, which is what it would show."""
    own = builder.context.page.lang
    return page.lang != own and builder.context.pages.at(own, page.path) == entry_id


def _to_file(builder: Builder, destination: str, url: str, text: str) -> Link:
    """Return a link to the asset that a file of the site or of a Contentful space is, else to its address."""
    line, _ = builder.locator.find("")
    use, found = builder.context.assets.use(
        builder.context.page, destination, alt="", title=text.strip()[:255], line=line
    )
    builder.findings.extend(found)
    if use is None:
        return Link("hyperlink", {"uri": url}, url, "")
    builder.assets.append(use)
    return Link("asset-hyperlink", {"target": entry_link("Asset", use.id)}, url, "")


def anchor(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """Convert ``<a>``: a link, a named place, or neither."""
    start, children = element[1], element[2]
    if start.count('"') == 2 and start.startswith('<a href="') and "&" not in start:
        given = {"href": start[9:-2]}
    else:
        given = attributes(start)
    text = children[0] if len(children) == 1 and isinstance(children[0], str) else plain_text(children)
    href = given.get("href")
    if href is None:
        if text.strip() or children:
            builder.walk(children, marks, link)
        named = given.get("name") or given.get("id") or " ".join(text.split()) or start
        builder.note("anchor-dropped", named, "left the anchor out", start[:60])
        return
    if href.startswith("#") and (needless := _needless(builder, given, children)):
        builder.note("anchor-dropped", given.get("id") or href, f"left {needless} out", start[:60])
        return
    if "title" in given or len(given) > 1:
        extra = [f'{name}="{value}"' for name, value in given.items() if name != "href"]
        builder.note("link-attributes-dropped", given.get("title", ""), f"left out {' '.join(extra)}", href)
    if hidden_address(builder, href):
        builder.note("url-hidden", text, f"left out the address {href}", href)
        href = ""
    if len(href) > TEXT_LIMIT:
        embed_html(builder, element, reason="its address is too long for a field")
        return
    made = resolve(builder, href, text, href)
    if made is None:
        builder.note("link-without-address", text, "kept the text", text)
        builder.walk(children, marks, link)
        return
    before = builder.run[-1][2] if builder.run else None
    builder.walk(children, marks, made)
    if _shows_text(children):
        builder.last_anchor = start
    elif start != builder.last_anchor and (before is None or before.uri != made.uri):
        # Else the end of the link before it, as editors leave it behind, or parsers in all blocks behind one left open.
        _without_text(builder, element, marks, made, given)


def _without_text(builder: Builder, element: Element, marks: int, made: Link, given: Mapping[str, str]) -> None:
    """Show the title or the address of a link that stands around no text, where nothing else holds it."""
    if builder.carried is made or builder.shown_elsewhere(element):
        return
    label = given.get("title") or given.get("aria-label") or made.uri
    builder.note("link-without-text", label, "showed its title or address as text", given["href"])
    builder.run.append((label, marks, made))
    builder.labels.append(made)
    if plain_text(element[2]):
        # The blank that the link stood around still parts the words beside it.
        builder.run.append((" ", marks, None))


def _needless(builder: Builder, given: Mapping[str, str], children: list[Node]) -> str:
    """Return what a link to its own page is where readers of the entry do without it, "" where they do not."""
    labelled = "title" in given or "aria-label" in given
    # In a heading it leads to that heading, whose words a title repeats.
    if _is_empty(children) and (not labelled or builder.place == "heading"):
        return "a link around nothing to its own page"
    if not _BACK.isdisjoint((given.get("class") or "").split()):
        return "the way back from a note"
    return ""


_WRAPPERS = frozenset(("b", "em", "i", "span", "strong"))


def _is_empty(nodes: list[Node]) -> bool:
    """Tell whether there is nothing in `nodes` but wrappers that a style sheet may paint a sign into."""
    return all(
        not node.strip()
        if isinstance(node, str)
        else node[0] in _WRAPPERS and CALL_ATTRIBUTE not in node[1] and _is_empty(node[2])
        for node in nodes
    )


def _shows_text(nodes: list[Node]) -> bool:
    """Tell whether a link around `nodes` finds a text that holds it; what goes into an entry of its own is none."""
    for node in nodes:
        if isinstance(node, str):
            if node.strip(" \t\n\r\f\v\xa0\ufeff"):
                return True
        elif CALL_ATTRIBUTE not in node[1] and _shows_text(node[2]):
            return True
    return False
