"""The counts that need the bodies: shortcodes, raw HTML, images, links."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pyromark

from migrate.model.findings import Finding
from migrate.model.source import (
    BodyFormat,
    BodyText,
    Param,
    ShortcodeCall,
    SourceBody,
    SourcePage,
    SourceSite,
    SummaryDivider,
)
from migrate.report.inventory.lines import Lines
from migrate.report.inventory.values import Place

__all__ = ["BodyCounts"]

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
_ASKED = frozenset({"Start", "Html", "InlineHtml"})
"""Events that say something here."""
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"<(img|a|source|iframe|video|audio)\b[^>]*?\s(src|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)
_IMAGE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?)(?:[?#].*)?$", re.IGNORECASE)
_CONTENTFUL = re.compile(
    r"^(?:https?:)?//(?:images|assets|downloads|videos)\.(?:contentful\.com|(?:eu\.)?ctfassets\.net)/"
)


class BodyCounts:
    """The counts that need the bodies; one instance takes all pages of a site in order."""

    def __init__(self, site: SourceSite) -> None:
        self._reader = site.reader
        self.shortcodes: Counter[str] = Counter()
        self.shortcode_pages: Counter[str] = Counter()
        self.shortcode_place: dict[str, Place] = {}
        self.tags: Counter[str] = Counter()
        self.tag_place: dict[str, Place] = {}
        self.images: Counter[str] = Counter()
        self.missing: list[Place] = []
        self.links: Counter[str] = Counter()
        self.broken: list[Place] = []
        self.findings: list[Finding] = []

    def take(self, page: SourcePage) -> None:
        """Count what stands in one page."""
        body = self._reader.body(page)
        self.findings += body.findings
        calls = list(_calls(body))
        for call in calls:
            self.shortcodes[call.name] += 1
            self.shortcode_place.setdefault(call.name, Place(page.source, call.line, _first_line(call.source)))
            for argument in (*call.positional, *call.named.values()):
                if isinstance(argument, str) and _is_image(argument):
                    self._image(page, argument, call.line)
        self.shortcode_pages.update({call.name for call in calls})
        for key, value in page.params.items():
            for text in _strings(value):
                if _is_image(text):
                    self._image(page, text, page.key_lines.get(key, 1))
        for part in body.parts:
            if isinstance(part, BodyText):
                self._text(page, body, part)
            elif isinstance(part, ShortcodeCall):
                for text_part in _inner_texts(part):
                    self._text(page, body, text_part)

    def _text(self, page: SourcePage, body: SourceBody, part: BodyText) -> None:
        if body.format is BodyFormat.HTML:
            self._html(page, part.text, part.line, count_tags=page.markup == "html")
            return
        lines = Lines(part.text.encode("utf-8", "replace"), b"\n", part.line)
        for event, span in pyromark.events_with_range(part.text, options=_OPTIONS):
            if isinstance(event, dict) and not _ASKED.isdisjoint(event):
                self._event(page, event, lines.at(span["start"]))

    def _event(self, page: SourcePage, event: Mapping[str, Any], line: int) -> None:
        start = event.get("Start")
        if isinstance(start, dict):
            if "Image" in start:
                self._image(page, start["Image"]["dest_url"], line)
            elif "Link" in start and start["Link"]["link_type"] not in ("Autolink", "Email"):
                self._link(page, start["Link"]["dest_url"], line)
        html = event.get("Html") or event.get("InlineHtml")
        if isinstance(html, str):
            self._html(page, html, line)

    def _html(self, page: SourcePage, html: str, line: int, *, count_tags: bool = True) -> None:
        # The tags of a body that another program rendered (Org, AsciiDoc …) are not the author's.
        lines = Lines(html, "\n", line)
        for match in _TAG.finditer(html) if count_tags else ():
            tag = match[1].lower()
            self.tags[tag] += 1
            if tag not in self.tag_place:
                place = Place(page.source, lines.at(match.start()), _first_line(html[match.start() :]))
                self.tag_place[tag] = place
        lines = Lines(html, "\n", line)
        for match in _ATTRIBUTE.finditer(html):
            at = lines.at(match.start())
            if match[1].lower() == "img":
                self._image(page, match[3], at)
            elif match[1].lower() == "a":
                self._link(page, match[3], at)

    def _image(self, page: SourcePage, destination: str, line: int) -> None:
        kind = self._image_kind(page, destination)
        self.images[kind] += 1
        if kind == "missing":
            self.missing.append(Place(page.source, line, destination))

    def _image_kind(self, page: SourcePage, destination: str) -> str:
        if destination.startswith("data:"):
            return "data URI"
        if _CONTENTFUL.match(destination):
            return "Contentful"
        target = self._reader.link(page, destination)
        if target.file is not None:
            return "local file"
        return "missing" if target.internal else "remote"

    def _link(self, page: SourcePage, destination: str, line: int) -> None:
        target = self._reader.link(page, destination)
        if target.page is not None:
            self.links["to a page"] += 1
        elif target.file is not None:
            self.links["to a file"] += 1
        elif not target.internal:
            self.links["elsewhere"] += 1
        elif target.error:
            self.links["broken"] += 1
            self.broken.append(Place(page.source, line, destination))
        else:
            self.links["within the page"] += 1


def _is_image(text: str) -> bool:
    # A pattern such as `photos/*.jpg` names many files and is resolved by a template.
    return _IMAGE_FILE.search(text) is not None and not any(sign in text for sign in " *{\n")


def _calls(body: SourceBody) -> Iterator[ShortcodeCall]:
    stack = [part for part in reversed(body.parts) if isinstance(part, ShortcodeCall)]
    while stack:
        call = stack.pop()
        yield call
        stack += [part for part in reversed(call.inner or ()) if isinstance(part, ShortcodeCall)]


def _inner_texts(call: ShortcodeCall) -> Iterator[BodyText]:
    stack = list(reversed(call.inner or ()))
    while stack:
        part = stack.pop()
        match part:
            case BodyText():
                yield part
            case ShortcodeCall():
                stack += reversed(part.inner or ())
            case SummaryDivider():
                pass


def _strings(value: Param) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def _first_line(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 80 else line[:79] + "…"
