"""Hugo's own shortcodes, those of today and those of 2016 (https://gohugo.io/shortcodes/).

Each function answers with what the call showed on the page, or with an entry for what only a provider can show.
"""

import re
from collections.abc import Mapping
from html import escape

from migrate.model.source import Param
from migrate.transform.body.shortcodes.actions import callout_entry, html_entry, media_entry, shortcode_entry
from migrate.transform.body.shortcodes.calls import Call, Inner, Produced, element
from migrate.transform.body.shortcodes.printing import escaped, printed
from migrate.transform.body.tree import parse, plain_text

__all__ = [
    "comment",
    "details",
    "figure",
    "gist",
    "highlight",
    "inline",
    "instagram",
    "nothing",
    "param",
    "qr",
    "ref",
    "speakerdeck",
    "tweet",
    "vimeo",
    "youtube",
]

_IDS = ("tag", "code", "key", "video", "videoid", "video_id", "v", "src", "url", "link", "hash")
"""Names of ids in templates that sites have in place of Hugo's own."""
_ALLOWED = "enableinlineshortcodes"
_ACTION = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def figure_html(call: Call, source: str, **said: str) -> str:
    """Return the HTML that ``figure`` prints for an image with what is said of it."""
    caption = call.markdownify(said["caption"]) if said.get("caption") else ""
    alt = said.get("alt") or (plain_text(parse(caption, foreign=True)[0]).strip() if caption else "")
    image = element("img", "", src=source, alt=alt, width=said.get("width", ""), height=said.get("height", ""))
    image = image.removesuffix("</img>")
    if said.get("link"):
        image = element("a", image, href=said["link"])
    lines = ""
    if said.get("title"):
        lines += f"<h4>{escape(said['title'])}</h4>"
    credit = call.markdownify(said["attr"]) if said.get("attr") else ""
    if credit and said.get("attrlink"):
        credit = element("a", credit, href=said["attrlink"])
    if caption or credit:
        lines += f"<p>{' '.join(part for part in (caption, credit) if part)}</p>"
    # Without a caption the image alone says it all, and it may stand inside a link.
    return f"<figure>{image}<figcaption>{lines}</figcaption></figure>" if lines else image


def figure(call: Call) -> Produced:
    """``figure``."""
    names = ("alt", "title", "caption", "link", "attr", "attrlink", "width", "height")
    said = {name: call.get(name) for name in names}
    source = call.address("src", "image", "url")
    dropped = [name for name in ("class", "target", "rel", "loading") if call.get(name)]
    if dropped:
        call.note("attributes-dropped", said["alt"], f"left out {', '.join(dropped)} of the figure")
    if not source:
        return Produced(action=shortcode_entry(call), inner=Inner.MARKDOWN)
    return Produced(before=figure_html(call, source, **said), text="")


def highlight(call: Call) -> Produced:
    """``highlight``: a code block with the language and the highlighted lines of its options."""
    language = call.get(0, "lang")
    options = call.get(1, "options")
    lines = ""
    for option in options.replace(";", ",").split(","):
        name, _, value = option.partition("=")
        if name.strip().lower() == "hl_lines":
            lines = value.strip(" \"'[]")
    attributes = {"class": f"language-{language}" if language else "", "data-highlight": lines}
    given = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    text = call.inner.replace("\r\n", "\n").strip("\n")
    if call.get("inline") == "true" or "hl_inline=true" in options.replace(" ", ""):
        return Produced(before="<code>", inner=Inner.CODE, after="</code>", text=text, block=False)
    return Produced(before=f"<pre><code{given}>", inner=Inner.CODE, after="\n</code></pre>", text=text, block=True)


def ref(call: Call) -> Produced:
    """``ref`` and ``relref``: the address of a page."""
    reference = call.get(0, "path")
    if not reference and call.source.named and call.name not in call.builder.context.site.shortcodes:
        given = ", ".join(printed(value) for value in call.source.named.values())
        call.hear()
        call.note(
            "shortcode-options-dropped", given, "wrote no address, as Hugo takes it from the argument `path` alone"
        )
        return _literal(call, "")
    target = call.builder.context.site.reader.ref(call.builder.context.page, reference, call.get("lang"))
    if target.error:
        # Where the site names an address for references to nothing, that is where its readers were sent.
        address = target.url or reference
        kept = f"wrote {target.url}" if target.url else "kept the reference as it is"
        call.note("shortcode-reference", reference, f"{kept} ({target.error})")
    else:
        address = target.url
        if call.name == "ref" and target.page is not None:
            # With scheme and host, which readers see where the address stands as text.
            address = target.page.permalink + address.removeprefix(target.page.rel_permalink)
        call.targets[address] = target
    return _literal(call, address)


def _literal(call: Call, value: str) -> Produced:
    """Return text that Markdown never sees, where the call is written ``{{< >}}``: an address in it is no link."""
    return Produced(before=escape(value), text=value, literal=not call.source.markdown, block=False)


def param(call: Call) -> Produced:
    """``param``: a value of the page's front matter, else of its language, else of the site."""
    key = call.get(0).lower()
    context = call.builder.context
    config = context.site.config
    languages = (language.params for language in config.languages if language.code == context.page.lang)
    found: Param = None
    for source in (context.page.params, *languages, config.params):
        found = source
        for part in key.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if found is not None:
            break
    if found is None:
        call.note("shortcode-reference", key, "wrote nothing, as the parameter is not set")
        return Produced(text="")
    value = printed(found)
    if call.source.markdown:
        # Part of the Markdown around it, escaped as every template escapes.
        return Produced(markdown=escaped(value))
    return _literal(call, value)


def inline(call: Call) -> Produced:
    """``name.inline``: a template in the page, which Hugo runs where the site allows it and leaves out elsewhere.

    The words of the template stand in the finding, as what it computes is not known here.
    """
    raw = call.builder.context.site.config.raw
    security = raw.get("security")
    # Where the setting stood before Hugo had a section for it, it is still read.
    allowed = (security.get(_ALLOWED) if isinstance(security, Mapping) else None) or raw.get(_ALLOWED)
    if allowed is not True:
        call.note("shortcode-invisible", call.source.source[:200], "left out, as the site runs no templates in pages")
        return Produced(text="")
    if call.inner.strip() and _ACTION.search(call.inner) is None:
        call.note("shortcode-mapped", call.source.name, "replaced by the HTML of its template, which computes nothing")
        return Produced(inner=Inner.HTML)
    words = plain_text(parse(_ACTION.sub(" ", call.inner), foreign=True)[0])
    kept = f"kept its template in an embedded shortcode entry ({call.source.name})"
    return Produced(
        text="", action=shortcode_entry(call, code="shortcode-inline", said=" ".join(words.split()), action=kept)
    )


def youtube(call: Call) -> Produced:
    """``youtube``: id, and the second it starts at."""
    start = call.get("start")
    return _film(call, "https://www.youtube.com/watch?v={}" + (f"&t={start}" if start else ""), "YouTube")


def vimeo(call: Call) -> Produced:
    """``vimeo`` and ``vimeo_simple``."""
    return _film(call, "https://vimeo.com/{}", "Vimeo")


def _film(call: Call, address: str, provider: str) -> Produced:
    """Return the entry of what a provider shows under an id; a template of the site's own has other names for that."""
    value = call.get("id", 0, *_IDS)
    if not value and len(call.source.named) == 1:
        value = call.get(*call.source.named)
    if not value:
        return Produced(action=shortcode_entry(call), inner=Inner.MARKDOWN)
    url = value if "://" in value else address.format(value)
    return Produced(action=media_entry(call, url, provider, call.get("title")), text=url)


def tweet(call: Call) -> Produced:
    """``x``, ``tweet``, ``twitter`` and their simple forms: by id, with the user since 2021."""
    identity = call.get("id") or call.get(1) or call.get(0)
    user = call.get("user") or (call.get(0) if call.get(1) else "") or "i"
    url = f"https://x.com/{user}/status/{identity}"
    return Produced(action=media_entry(call, url, "X"), text=url)


def instagram(call: Call) -> Produced:
    """``instagram`` and ``instagram_simple``."""
    return _film(call, "https://www.instagram.com/p/{}/", "Instagram")


def speakerdeck(call: Call) -> Produced:
    """``speakerdeck``, a built-in of 2016: the frame that its script made, which needs no script."""
    identity = call.get(0, "id")
    html = element("iframe", "", src=f"https://speakerdeck.com/player/{identity}")
    return Produced(action=html_entry(call, html, f"Speaker Deck {identity}"), text="")


def gist(call: Call) -> Produced:
    """``gist``: user, id and file."""
    user, identity, file = call.get(0, "user"), call.get(1, "id"), call.get(2, "file")
    url = f"https://gist.github.com/{user}/{identity}.js" + (f"?file={file}" if file else "")
    html = f'<script src="{escape(url)}"></script>'
    return Produced(action=html_entry(call, html, f"Gist {user}/{identity} {file}".strip()), text=url)


def details(call: Call) -> Produced:
    """``details`` and its like in themes: a summary and what it hides."""
    written = call.get("summary", "title", 0) or call.like("title", "summary", "header", "heading", "label")
    written = written or call.get("text")
    # Hugo's own template has a word for a summary that is not given.
    summary = call.markdownify(written or ("Details" if call.name == "details" else ""))
    title = " ".join(plain_text(parse(summary, foreign=True)[0]).split())
    # A line beside the summary; it would be lost where the call has no place for it.
    beside = call.markdownify(call.get("kicker", "subtitle"))
    return Produced(
        before=f"<p>{beside}</p>" if beside else "",
        inner=Inner.MARKDOWN,
        action=callout_entry(call, "details", title, code="details-to-callout"),
        block=True,
    )


def comment(call: Call) -> Produced:
    """``comment``: its inner text is for authors."""
    call.hear()
    call.note("shortcode-invisible", call.inner.strip(), "left out, as readers never saw it")
    return Produced(text="")


def qr(call: Call) -> Produced:
    """``qr``: an image that Hugo draws from a text."""
    return Produced(action=shortcode_entry(call), text="")


def nothing(call: Call) -> Produced:
    """Leave out what shows nothing: icons, resets, comments in other names."""
    call.hear()
    call.note("shortcode-invisible", call.source.source[:200], "left out, as it shows no content")
    return Produced(text="")
