"""Images, videos, recordings, frames.

An image alone on its line is an asset between blocks. It becomes an ``image`` entry where a use says more than the
asset does (alternative text, title, caption, link, size) and where it stands between words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast
from urllib.parse import unquote

from migrate.model.canonical import Json
from migrate.model.richtext import Element as RichElement
from migrate.model.richtext import asset_block, document, entry_inline
from migrate.transform.body.builder import Builder
from migrate.transform.body.divide import document_within_limits
from migrate.transform.body.embedded import display_name, entry_link
from migrate.transform.body.links import hidden_address, is_external, resolve
from migrate.transform.body.runs import Embed, Link
from migrate.transform.body.shape import close_document
from migrate.transform.body.tree import Element, Node, attributes, elements, plain_text
from migrate.transform.body.verbatim import embed_html
from migrate.transform.context import AssetUse

__all__ = [
    "ImageUse",
    "add_image",
    "add_video",
    "caption",
    "figure",
    "iframe",
    "image",
    "picture",
    "provider_of",
    "video",
]

_PROVIDERS: tuple[tuple[str, str], ...] = (
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("bilibili.com", "Bilibili"),
    ("twitch.tv", "Twitch"),
    ("soundcloud.com", "SoundCloud"),
    ("spotify.com", "Spotify"),
    ("wistia.net", "Wistia"),
    ("wistia.com", "Wistia"),
    ("ted.com", "TED"),
    ("vine.co", "Vine"),
    ("facebook.com/plugins/video", "Facebook"),
    ("loom.com", "Loom"),
    ("asciinema.org", "asciinema"),
)
_SIZE = re.compile(r"^\s*\d+(?:\.\d+)?\s*(?:px|%|r?em|ch|pt|cm|[sdl]?v[hw])?\s*$")


@dataclass(slots=True)
class ImageUse:
    """What one place on the page says of an image."""

    source: str
    alt: str = ""
    title: str = ""
    width: str = ""
    height: str = ""
    caption: list[Node] | None = None


def image(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<img>``."""
    given = attributes(element[1])
    source = given.get("src", "").strip() or given.get("data-src", "").strip()
    if "srcset" in given or "sizes" in given:
        named = given.get("alt", "") or source
        builder.note("image-sources-dropped", named, f"kept {source or 'the first source'}", "srcset")
        if not source:
            source = given.get("srcset", "").strip().split(",")[0].strip().split(" ")[0]
    use = ImageUse(source, given.get("alt", ""), given.get("title", ""))
    extra = [name for name in ("class", "style", "align", "border", "hspace", "vspace") if given.get(name)]
    for name in ("width", "height"):
        value = given.get(name, "").strip()
        if _SIZE.match(value):
            setattr(use, name, value)
        elif value:
            extra.append(name)
    if extra:
        builder.note("attributes-dropped", use.alt or source, f"left out {', '.join(extra)} of the image", source)
    add_image(builder, use, link)


def picture(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<picture>``: its ``img``; the other sources are renditions of it."""
    images = [node for node in elements(element[2]) if node[0] == "img"]
    sources = [node for node in elements(element[2]) if node[0] == "source"]
    if sources and images:
        given = attributes(images[0][1])
        named = given.get("alt", "") or given.get("src", "")
        builder.note("image-sources-dropped", named, f"left out {len(sources)} sources", "<picture")
    elif sources:
        first = attributes(sources[0][1]).get("srcset", "").split(",")[0].strip().split(" ")[0]
        add_image(builder, ImageUse(first), link)
    for node in images:
        image(builder, node, marks, link)


def add_image(builder: Builder, use: ImageUse, link: Link | None) -> None:
    """Add one use of an image where the builder stands."""
    if hidden_address(builder, use.source):
        builder.note("url-hidden", use.alt or use.source, f"left out the address {use.source[:60]}", use.source[:60])
        use.source = ""
    if not use.source:
        if use.alt:
            builder.note("image-without-asset", use.alt, "kept the alternative text", use.alt)
            builder.text(use.alt, 0, link)
        if use.caption:
            builder.flush()
            builder.walk(use.caption, 0, link)
            builder.flush()
        return
    line, column = _place(builder, use.source)
    asset, found = builder.context.assets.use(builder.context.page, use.source, alt=use.alt, title=use.title, line=line)
    builder.findings.extend(found)
    caption_blocks = builder.sub_document(use.caption) if use.caption else None
    if caption_blocks:
        caption_blocks = document_within_limits(builder, close_document(caption_blocks))
    builder.carried = link or builder.carried
    if asset is not None and "#" in use.source and not use.source.startswith("data:"):
        fragment = use.source.partition("#")[2]
        builder.note(
            "image-fragment-dropped",
            use.alt or use.source,
            f"left #{fragment} of the address out",
            line=line,
            column=column,
        )
    own = bool(link or use.width or use.height or caption_blocks)
    if asset is not None:
        builder.assets.append(asset)
        own = own or bool(use.alt and use.alt != asset.title) or bool(use.title and use.title != asset.description)
        if not own and builder.place == "flow":
            # Only where it turns out to stand between words is an entry made for it.
            inline = partial(
                _inline_entry, builder, _fields(use, asset, None, None), use.alt or use.source, line, column
            )
            builder.embed(Embed(partial(asset_block, asset.id), inline))
            return
    else:
        builder.note(
            "image-without-asset",
            use.alt or use.source,
            f"kept address and alternative text of {use.source[:200]}",
            line=line,
            column=column,
        )
    if asset is not None:
        builder.note(
            "image-details", use.alt or use.source, "kept in an embedded image entry", line=line, column=column
        )
    entry_id = builder.entries.add("image", _fields(use, asset, caption_blocks, link))
    builder.embed(builder.entry_embed(entry_id), 0, link)


def _file_name(source: str) -> str:
    return source.partition("#")[0].partition("?")[0].rsplit("/", 1)[-1]


def _place(builder: Builder, source: str) -> tuple[int, int]:
    """Return where an image stands; the author may have written signs as they are that HTML holds in another form."""
    line, column = builder.locator.find(source)
    if column == 0:
        line, column = builder.locator.find(_file_name(source))
    if column == 0 and "%" in source:
        line, column = builder.locator.find(unquote(_file_name(source)))
    return line, column


def _inline_entry(builder: Builder, fields: Mapping[str, Json], alt: str, line: int, column: int) -> RichElement:
    builder.note("image-details", alt, "kept in an embedded image entry between words", line=line, column=column)
    builder.entries.out_of_order = True
    return entry_inline(builder.entries.add("image", fields))


def _fields(
    use: ImageUse, asset: AssetUse | None, caption_blocks: list[RichElement] | None, link: Link | None
) -> Mapping[str, Json]:
    return {
        "name": display_name(use.alt or use.title or unquote(_file_name(use.source)), "Image"),
        "asset": entry_link("Asset", asset.id) if asset is not None else None,
        "url": use.source if asset is None else None,
        "alt": use.alt,
        "title": use.title,
        "caption": cast("Json", document(caption_blocks)) if caption_blocks else None,
        "link": link.uri if link is not None else "",
        "entry": entry_link("Entry", link.entry) if link is not None and link.entry else None,
        "width": use.width,
        "height": use.height,
    }


def figure(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<figure>``: an image with its caption; around anything else the caption is a paragraph where it stands."""
    builder.flush()
    children = element[2]
    captions = [node for node in children if not isinstance(node, str) and node[0] == "figcaption"]
    rest = [node for node in children if isinstance(node, str) or node[0] != "figcaption"]
    images = [node for node in elements(rest) if node[0] == "img"]
    others = plain_text(rest).strip() or any(
        node[0] in ("iframe", "video", "table", "audio") for node in elements(rest)
    )
    if len(images) == 1 and captions and not others:
        given = attributes(images[0][1])
        source = given.get("src", "").strip() or given.get("data-src", "").strip()
        use = ImageUse(source, given.get("alt", ""), given.get("title", ""))
        for name in ("width", "height"):
            if _SIZE.match(given.get(name, "")):
                setattr(use, name, given[name].strip())
        use.caption = [node for caption_element in captions for node in caption_element[2]]
        around = next((node for node in elements(rest) if node[0] == "a" and attributes(node[1]).get("href")), None)
        if around is not None and link is None:
            href = attributes(around[1])["href"]
            link = resolve(builder, href, use.alt, href)
        add_image(builder, use, link)
        builder.flush()
        return
    builder.walk(children, marks, link)
    builder.flush()


def caption(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<figcaption>`` that no image takes: a paragraph."""
    builder.flush()
    builder.walk(element[2], marks, link)
    builder.flush()


def provider_of(address: str) -> str:
    """Return the name of the service that plays `address`, "" when it is none we know."""
    rest = address.split("://", 1)[-1].lstrip("/").lower()
    host = rest.split("/", 1)[0]
    for mark, name in _PROVIDERS:
        domain = mark.split("/", 1)[0]
        if (host == domain or host.endswith("." + domain)) and mark in rest:
            return name
    return ""


def add_video(
    builder: Builder,
    url: str,
    *,
    title: str = "",
    provider: str = "",
    poster: str = "",
    text: str = "",
    line: int = 0,
    column: int = 0,
) -> None:
    """Add a film or recording where the builder stands; files of the site become assets.

    `poster` is the address of the picture that stands for it until it plays.
    """
    asset: AssetUse | None = None
    if not line:
        line, column = builder.locator.find(url)
    if not is_external(builder, url):
        asset, found = builder.context.assets.use(builder.context.page, url, alt="", title=title, line=line)
        builder.findings.extend(found)
        if asset is not None:
            builder.assets.append(asset)
    builder.note(
        "video-to-entry", text or title or url, f"kept {url} in an embedded videoEmbed entry", line=line, column=column
    )
    builder.embed_entry(
        "videoEmbed",
        {
            "name": display_name(title or url, "Video"),
            "url": url,
            "provider": provider or provider_of(url),
            "title": title[:256],
            "asset": entry_link("Asset", asset.id) if asset is not None else None,
            **(_poster(builder, poster, line, column) if poster else {}),
        },
    )


def _poster(builder: Builder, address: str, line: int, column: int) -> Mapping[str, Json]:
    asset, found = builder.context.assets.use(builder.context.page, address, alt="", title="", line=line)
    builder.findings.extend(found)
    if asset is None:
        builder.note(
            "image-without-asset", address, f"kept the address {address[:200]} of a poster", line=line, column=column
        )
        return {"posterUrl": address}
    builder.assets.append(asset)
    return {"poster": entry_link("Asset", asset.id)}


def video(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<video>`` and ``<audio>``: the first source; the others are renditions of it."""
    given = attributes(element[1])
    sources = [attributes(node[1]).get("src", "") for node in elements(element[2]) if node[0] == "source"]
    url = given.get("src", "") or next((source for source in sources if source), "")
    if not url:
        embed_html(builder, element)
        return
    text = " ".join(plain_text(element[2]).split())
    provider = "" if element[0] == "video" else "audio"
    poster = given.get("poster", "").strip()
    add_video(builder, url, title=given.get("title", ""), provider=provider, poster=poster, text=text)


def iframe(builder: Builder, element: Element, marks: int, link: Link | None) -> None:
    """``<iframe>``: a player becomes a video entry, any other frame keeps its HTML."""
    start = element[1]
    given = attributes(start[: start.index(">") + 1])
    url = given.get("src", "")
    if url and provider_of(url):
        add_video(builder, url, title=given.get("title", ""))
        return
    embed_html(builder, element)
