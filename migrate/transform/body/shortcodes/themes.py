"""Shortcodes that many themes share, by what they do rather than by theme.

Arguments are read under every name that the big themes give them. A site's own template may do something else; the
mapping then says so with a rule.
"""

import re
from fnmatch import fnmatchcase
from html import escape

from migrate.model.source import ShortcodeCall
from migrate.transform.body.shortcodes.actions import (
    callout_entry,
    code_entry,
    html_entry,
    math_entry,
    media_entry,
    shortcode_entry,
)
from migrate.transform.body.shortcodes.builtin import figure_html
from migrate.transform.body.shortcodes.calls import Call, Inner, Produced, element
from migrate.transform.body.shortcodes.printing import printed

__all__ = [
    "badge",
    "button",
    "callout",
    "code_sample",
    "diagram",
    "image",
    "kind_callout",
    "math",
    "media",
    "quote",
    "raw_html",
    "span",
    "tab",
    "unwrap",
]

_ONLY_ADDRESS = re.compile(r"(?:https?:|mailto:|/|#)(?:[^\s{]|\{\{[<%][^{}]*[>%]\}\})+")
_BLANK = re.compile(r"\s")
_KINDS = frozenset(
    (
        "abstract", "admonition", "alert", "attention", "black", "blue", "box", "bug", "callout", "caution",
        "check", "cite", "cyan", "danger", "dark", "default", "done", "error", "example", "fail", "failure",
        "faq", "gray", "green", "grey", "help", "hint", "important", "info", "information", "light", "link",
        "message", "missing", "none", "note", "notice", "orange", "panel", "pink", "primary", "purple",
        "question", "quote", "red", "secondary", "spoiler", "success", "summary", "tip", "tldr", "todo",
        "transparent", "update", "violet", "warn", "warning", "white", "yellow",
    )
)  # fmt: skip
"""Kinds of boxes, some of them by their colours, that themes have."""
_ADDRESSES: dict[str, tuple[str, str]] = {
    "asciinema": ("https://asciinema.org/a/{}", "asciinema"),
    "bilibili": ("https://www.bilibili.com/video/{}", "Bilibili"),
    "codepen": ("https://codepen.io/{}", "CodePen"),
    "dailymotion": ("https://www.dailymotion.com/video/{}", "Dailymotion"),
    "gfycat": ("https://gfycat.com/{}", "Gfycat"),
    "giphy": ("https://giphy.com/gifs/{}", "Giphy"),
    "jsfiddle": ("https://jsfiddle.net/{}", "JSFiddle"),
    "peertube": ("{}", "PeerTube"),
    "soundcloud": ("https://soundcloud.com/{}", "SoundCloud"),
    "spotify": ("https://open.spotify.com/{}", "Spotify"),
    "tiktok": ("https://www.tiktok.com/{}", "TikTok"),
    "yt": ("https://www.youtube.com/watch?v={}", "YouTube"),
    "youtubepl": ("https://www.youtube.com/playlist?list={}", "YouTube"),
    "youtube-lite": ("https://www.youtube.com/watch?v={}", "YouTube"),
    "youtubelite": ("https://www.youtube.com/watch?v={}", "YouTube"),
}
_FRAMES = {"slideshare": "https://www.slideshare.net/slideshow/embed_code/{}"}
_PLAYABLE = (".mp4", ".webm", ".ogv", ".mov", ".m4v", ".mp3", ".ogg", ".wav", ".m4a", ".flac")


def callout(call: Call) -> Produced:
    """``notice``, ``admonition``, ``alert``, ``callout``, ``hint``: the kind is an argument, so is the title."""
    kind = call.get("type", "style", "color", "kind", "level", "context", 0, default=call.name)
    said = _said_without_inner(call, 1)
    title = call.get("title", "heading", "header", *(() if said else (1,)))
    if not said and kind == call.get(0) and _is_title(call, kind.strip()):
        kind, title = call.name, f"{kind} {title}"
    title = f"{call.get('emoji')} {title}".strip()
    if said == kind:
        kind = call.name
    return _box(call, kind.lower(), title, said)


def _is_title(call: Call, first: str) -> bool:
    """Tell whether the first argument is what a box begins with, and not its kind."""
    if _BLANK.search(first):
        # No kind has one in it.
        return True
    if first.lower() in _KINDS or len(call.source.positional) > 1:
        return False
    template = call.builder.context.site.shortcodes.get(call.name)
    return template.shows_first if template is not None else first[:1].isupper()


def kind_callout(call: Call) -> Produced:
    """``note``, ``tip``, ``warning`` and so on: the name is the kind."""
    said = _said_without_inner(call, 0)
    return _box(call, call.name, call.get("title", "heading", "header", *(() if said else (0,))), said)


def _said_without_inner(call: Call, position: int) -> str:
    """Return the text of a box that some themes take as an argument, "" beside an inner text."""
    if call.inner.strip():
        return ""
    said = call.get("text", "content", "message", position)
    # One word is the kind or a title.
    first = call.get(0) if not said and _BLANK.search(call.get(0).strip()) else ""
    return said or first


def _box(call: Call, kind: str, title: str, said: str) -> Produced:
    before = f"<p>{call.markdownify(said)}</p>" if said else ""
    return Produced(before=before, inner=Inner.MARKDOWN, action=callout_entry(call, kind, title), block=True)


def unwrap(call: Call) -> Produced:
    """Keep the inner text of what lays it out: tabs, columns, cards, alignment."""
    if call.source.inner is None:
        if call.name in _UNPAIRED:
            call.hear()
            call.note("shortcode-invisible", call.source.source[:200], "left out, as it shows no content")
            return Produced(text="")
        return Produced(action=shortcode_entry(call))
    if call.name in _PANES:
        # Each tab takes its own from them.
        call.hear(*_PANES[call.name])
        if _labels_its_tabs(call.source):
            call.hear(*range(len(call.source.positional)))
    call.note("shortcode-mapped", call.source.name, "kept the inner text, not the layout")
    foot = call.markdownify(call.get("footer")) if call.name in _TITLED else ""
    return Produced(
        before=_head_of(call) if call.name in _TITLED else "",
        after=f"<p>{foot}</p>" if foot else "",
        inner=Inner.MARKDOWN,
        separator="<--->" if call.name == "columns" else "",
    )


def _head_of(call: Call) -> str:
    """Return what a card or panel shows above its inner text: an image, a title, where it leads, a line under it."""
    picture, link = call.address("image", "img", "src"), call.get("link", "href", "url")
    first = (0,) if call.name in _TITLED_FIRST else ()
    title, under = call.get("title", *first), call.get("subtitle", "description")
    above = call.get("header", "caption")
    title, above = (title, above) if title else (above, "")
    lines = [call.markdownify(above)] if above else []
    if picture:
        lines.append(figure_html(call, picture, alt=call.get("alt")))
    words = f"<strong>{call.markdownify(title)}</strong>" if title else escape(link)
    if words:
        lines.append(element("a", words, href=link) if link else words)
    if under:
        lines.append(call.markdownify(under))
    return "".join(f"<p>{line}</p>" for line in lines)


_PANES = {"tabs": ("items",), "tabpane": ("lang", "langEqualsHeader", "text")}
"""Arguments that `tab` reads from the call around it."""
_UNPAIRED = ("column", "columns", "endcolumns", "clear", "row", "col", "left", "right", "center", "style")
"""Calls that some themes write without a closing one."""
_TITLED = (
    "card",
    "column",
    "col",
    "panel",
    "section",
    "step",
    "blocks/feature",
    "blocks/cover",
    "tabs",
    "timeline-item",
)


_TITLED_FIRST = ("card", "panel", "section", "step", "timeline-item")
"""Those whose first argument is the title; that of a column is its width."""


def tab(call: Call) -> Produced:
    """One of several tabs: its label in bold, then what it holds; code where the pane around it shows code."""
    pane = call.parents[-1] if call.parents else None
    label = call.get("name", "title", "header", "tabName", "label", 0)
    language = call.get("lang", "language")
    if pane is not None and not label:
        labels = _labels_of(pane)
        label = labels[call.index].strip() if call.index < len(labels) else ""
    call.note("shortcode-mapped", label, "wrote the label of the tab in bold before its content")
    before = f"<p><strong>{call.markdownify(label)}</strong></p>" if label else ""
    if pane is not None and pane.name.lower() == "tabpane":
        language = language or str(pane.named.get("lang", pane.named.get("langEqualsHeader", "")))
        text = str(pane.named.get("text", "false")).lower()
        if text != "true" and not call.source.markdown and call.get("text") != "true":
            written = call.inner_code
            marked = f' class="language-{escape(language)}"' if language else ""
            return Produced(before=f"{before}<pre><code{marked}>{escape(written)}\n</code></pre>", text=written)
    return Produced(before=before, inner=Inner.MARKDOWN, block=True)


def _labels_of(pane: ShortcodeCall) -> list[str]:
    """Return the labels that the call around tabs has for them: one argument each, or all in one."""
    if _labels_its_tabs(pane):
        return [printed(value) for value in pane.positional]
    return str(pane.named.get("items", "")).split(",")


def _labels_its_tabs(pane: ShortcodeCall) -> bool:
    tabs = [part for part in pane.inner or () if isinstance(part, ShortcodeCall)]
    return len(pane.positional) == len(tabs) and not any(tab.positional or tab.named for tab in tabs)


def button(call: Call) -> Produced:
    """Write the link that looks like a button."""
    address, second = call.get("href", "url", "link", "relref", "ref", "src", "cta_link", 0), call.get(1)
    if call.source.positional and _BLANK.search(address):
        # Words, so the label comes first.
        address, second = ("" if _BLANK.search(second) else second), address
    if call.get("relref", "ref"):
        target = call.builder.context.site.reader.ref(call.builder.context.page, address)
        if target.error:
            call.note("shortcode-reference", address, f"kept the reference as it is ({target.error})")
        else:
            address = target.url
            call.targets[address] = target
    label = call.markdownify(call.get("text", "label", "content", "title", "name", "cta_text") or second)
    inner = call.inner.strip() if call.source.inner is not None else ""
    if inner and label and not address and _ONLY_ADDRESS.fullmatch(inner):
        if "{{" in inner:
            # Only Hugo knows what the calls in it write.
            label = f"{label} {element('code', escape(inner, quote=False))}"
        else:
            address = inner
    elif inner:
        label = call.markdownify(inner)
    call.note("shortcode-mapped", inner or label, "kept the link, not its look as a button")
    html = element("a", label or escape(address), href=address) if address else label
    return Produced(before=html, text=address or label, block=False)


def image(call: Call) -> Produced:
    """``img``, ``image`` and others that show one image."""
    source = call.address("src", "source", "image", "url", "path", "file", "filename", "href", "name", 0)
    if call.name == "imgproc":
        source = _bundle_image(call, source)
    if not source:
        return Produced(action=shortcode_entry(call), inner=Inner.MARKDOWN)
    caption = call.get("caption", "figcaption", "attribution") or call.inner.strip()
    second = "" if call.source.named or call.name == "imgproc" else call.get(1)
    alt, title = call.get("alt") or second, call.get("title")
    said = {
        "alt": alt,
        # Often it only repeats the caption, as what a pointer over the image brings up.
        "title": title if call.name not in ("img", "image") or title not in (caption, alt) else "",
        "caption": caption,
        "attr": call.get("attr"),
        "attrlink": call.get("attrlink"),
        "link": call.get("link", "target") if "/" in call.get("link", "target") else "",
        "width": call.get("width"),
        "height": call.get("height"),
    }
    if not said["alt"] and not caption and said["title"]:
        said["alt"], said["title"] = said["title"], ""
    if call.name == "imgproc":
        call.note("image-sources-dropped", said["alt"], "kept the image itself, not the rendition")
    return Produced(before=figure_html(call, source, **said), text="")


def _bundle_image(call: Call, pattern: str) -> str:
    """Return the first image of the page's bundle whose name holds `pattern`, as ``GetMatch`` finds it."""
    wanted = f"*{pattern.lower()}*"
    for resource in call.builder.context.page.resources:
        if resource.type == "image" and fnmatchcase(resource.name.lower(), wanted):
            return resource.name
    return pattern


def media(call: Call) -> Produced:
    """Films and recordings of a provider, or files."""
    value = call.address("src", "url", "id", "href", "file", "path", "link", "mp4", "webm", "ogg", 0)
    if not value:
        return Produced(action=shortcode_entry(call), inner=Inner.MARKDOWN)
    template, provider = _ADDRESSES.get(call.name, ("{}", ""))
    whole = "/" in value and ("://" in value or value.startswith("/"))
    if call.name in ("codepen", "jsfiddle") and call.get(1):
        value = f"{value}/{'pen/' if call.name == 'codepen' else ''}{call.get(1)}"
    title = " – ".join(part for part in (call.get("title", "caption", "name"), call.get("artist", "author")) if part)
    url = value if whole or value.lower().endswith(_PLAYABLE) else template.format(value)
    poster = call.get("poster", "cover", "thumbnail", "thumb", "preview")
    return Produced(action=media_entry(call, url, provider, title, poster=poster), text=url)


def diagram(call: Call) -> Produced:
    """``mermaid``, ``chart`` and others whose inner text is source code for a drawing."""
    text = call.inner_code
    if not text.strip():
        return Produced(action=shortcode_entry(call), text="")
    return Produced(action=code_entry(call, text, call.name), text=text, block=True)


def code_sample(call: Call) -> Produced:
    """``code``, ``terminal`` and others whose inner text is shown as code."""
    first = call.get(0)
    named = "." in first or " " in first
    # A file or words say what the code is, and the language comes behind.
    language = call.get("lang", "language") or (call.get(1) if named else first)
    title = call.get("title", "file", "filename", "caption") or (first if named else "")
    if not call.inner.strip():
        return Produced(action=shortcode_entry(call), text="")
    return Produced(action=code_entry(call, call.inner_code, language, title=title), text=call.inner_code, block=True)


def math(call: Call) -> Produced:
    """``katex``, ``math``: TeX, never Markdown."""
    tex = call.inner.strip() if call.source.inner is not None else call.get(0, "tex", "content")
    if not tex:
        # Some themes only switch formulas on with it.
        call.note("shortcode-invisible", call.source.source[:200], "left out, as it shows no content")
        return Produced(text="")
    call.hear("display")
    display = call.get(0) in ("display", "block") or call.own_line or "display" in call.source.named
    return Produced(action=math_entry(call, tex, display=display), text=tex)


def raw_html(call: Call) -> Produced:
    """``rawhtml``: the inner text is HTML."""
    return Produced(inner=Inner.HTML)


def html_frame(call: Call) -> Produced:
    """``iframe``, ``pdf``: a frame around an address; an id alone leads there only where its provider is known."""
    address = call.address("src", "url", "href", "file", "id", 0)
    if not any(sign in address for sign in "/.:") and call.name in _FRAMES:
        address = _FRAMES[call.name].format(address)
    if not any(sign in address for sign in "/.:"):
        return Produced(action=shortcode_entry(call), inner=Inner.MARKDOWN)
    html = element("iframe", "", src=address, title=call.get("title"))
    return Produced(action=html_entry(call, html, call.get("title") or address), text=address)


def quote(call: Call) -> Produced:
    """``quote``, ``blockquote``: with author, source and link."""
    author, title = call.get("author", "by", "attribution", "name"), call.get("title")
    cited, source = call.get("cite"), call.get("source")
    link = call.get("link", "url", "href")
    if cited and not link and (author or title or source) and _ONLY_ADDRESS.fullmatch(cited):
        # Where it was said, beside who said it.
        link, cited = cited, ""
    line = call.markdownify(", ".join(dict.fromkeys(part for part in (author, title, cited, source) if part)))
    if link:
        line = f"{line} {element('a', escape(link), href=link)}" if not line else element("a", line, href=link)
    after = f"<p>— {line}</p></blockquote>" if line else "</blockquote>"
    return Produced("<blockquote>", after, Inner.MARKDOWN, block=True)


def span(call: Call) -> Produced:
    """Keep the words of what changes their look."""
    tag = {"kbd": "kbd", "sup": "sup", "sub": "sub", "del": "del", "underline": "u", "u": "u"}.get(call.name, "")
    text = call.inner if call.source.inner is not None else call.get("text", "content", 0)
    html = call.markdownify(text.strip())
    call.note("shortcode-mapped", text.strip(), "kept the text, not its look")
    return Produced(before=f"<{tag}>{html}</{tag}>" if tag else html, text=text, block=False)


def badge(call: Call) -> Produced:
    """``badge``, ``label``: a word in a box, which may lead somewhere."""
    text = call.inner.strip() if call.source.inner else call.get("content", "text", "label", "title", 0)
    if call.source.inner:
        # The half of the box before it.
        text = f"{call.get('title')} {text}".strip()
    call.note("shortcode-mapped", text, "kept the text, not its look")
    link = call.get("link", "href", "url")
    html = call.markdownify(text)
    return Produced(before=element("a", html or escape(link), href=link) if link else html, text=text, block=False)
