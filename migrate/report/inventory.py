"""The inventory of a site: what an owner has, counted, with the odd ones out named.

Owns the counting. How it looks is `scan_text`'s matter; what will become of each thing is the transform's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyromark

from migrate.model.canonical import Json, JsonObject
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

__all__ = ["Inventory", "KeyUse", "Place", "page_state", "take_inventory"]

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(
    r"<(img|a|source|iframe|video|audio)\b[^>]*?\s(src|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)
_IMAGE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?)(?:[?#].*)?$", re.IGNORECASE)
_CONTENTFUL = re.compile(
    r"^(?:https?:)?//(?:images|assets|downloads|videos)\.(?:contentful\.com|(?:eu\.)?ctfassets\.net)/"
)
_MINORITY = 0.2
"""A type that at most this share of the pages uses counts as odd."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands and what it is."""

    source: str
    line: int
    text: str


@dataclass(slots=True)
class KeyUse:
    """One front-matter key over the whole site."""

    spelling: str
    pages: int = 0
    types: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    odd: list[Place] = field(default_factory=list)
    """Uses whose type is not the usual one."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a site holds."""

    pages: int
    files: int
    """Pages with a content file."""
    sections: Mapping[str, int]
    types: Mapping[str, int]
    languages: Mapping[str, int]
    states: Mapping[str, int]
    markups: Mapping[str, int]
    keys: Mapping[str, KeyUse]
    """By lower-cased key, most used first."""
    taxonomies: Mapping[str, int]
    """Plural → number of terms."""
    shortcodes: Mapping[str, int]
    shortcode_pages: Mapping[str, int]
    shortcode_place: Mapping[str, Place]
    """Name → first use."""
    html_tags: Mapping[str, int]
    html_place: Mapping[str, Place]
    images: Mapping[str, int]
    """Kind (bundle or site file, remote, Contentful, data URI, missing) → uses."""
    missing_images: tuple[Place, ...]
    links: Mapping[str, int]
    broken_links: tuple[Place, ...]
    duplicate_urls: Mapping[str, tuple[str, ...]]
    """URL → the pages that claim it."""
    findings: tuple[Finding, ...]

    def to_json(self) -> JsonObject:
        """Return the inventory as ``scan --json`` writes it, schema version 1."""
        keys: dict[str, Json] = {
            name: {
                "spelling": use.spelling,
                "pages": use.pages,
                "types": dict(use.types.most_common()),
                "values": dict(use.values.most_common(10)),
                "odd": [_place_json(place) for place in use.odd],
            }
            for name, use in self.keys.items()
        }
        return {
            "version": 1,
            "pages": self.pages,
            "files": self.files,
            "sections": dict(self.sections),
            "types": dict(self.types),
            "languages": dict(self.languages),
            "states": dict(self.states),
            "markups": dict(self.markups),
            "keys": keys,
            "taxonomies": dict(self.taxonomies),
            "shortcodes": {
                name: {
                    "calls": calls,
                    "pages": self.shortcode_pages[name],
                    "first": _place_json(self.shortcode_place[name]),
                }
                for name, calls in self.shortcodes.items()
            },
            "html": {
                tag: {"uses": uses, "first": _place_json(self.html_place[tag])} for tag, uses in self.html_tags.items()
            },
            "images": dict(self.images),
            "missingImages": [_place_json(place) for place in self.missing_images],
            "links": dict(self.links),
            "brokenLinks": [_place_json(place) for place in self.broken_links],
            "duplicateUrls": {url: list(pages) for url, pages in self.duplicate_urls.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }


def page_state(page: SourcePage, now: datetime) -> str:
    """Return ``draft``, ``expired``, ``future`` or ``published``, by Hugo's order of questions."""
    if page.draft:
        return "draft"
    if page.expiry_date is not None and page.expiry_date <= now:
        return "expired"
    if page.publish_date is not None and page.publish_date > now:
        return "future"
    return "published"


def take_inventory(site: SourceSite, now: datetime) -> Inventory:
    """Read every page of `site` once and count what is in it."""
    bodies = _Bodies(site)
    files = [page for page in site.pages if page.source]
    for page in files:
        bodies.take(page)
    urls: dict[str, list[str]] = defaultdict(list)
    for page in site.pages:
        if page.rel_permalink:
            urls[page.rel_permalink].append(page.source or page.path)
    terms: dict[str, set[str]] = defaultdict(set)
    for page in site.pages:
        for taxonomy, refs in page.terms.items():
            terms[taxonomy].update(ref.path for ref in refs)
    findings = {*site.findings, *bodies.findings}
    return Inventory(
        pages=len(site.pages),
        files=len(files),
        sections=_ranked(page.section or "(root)" for page in files),
        types=_ranked(page.type for page in files),
        languages=_ranked(page.lang for page in files),
        states=_ranked(page_state(page, now) for page in files),
        markups=_ranked(page.markup for page in files),
        keys=_keys(files),
        taxonomies={name: len(paths) for name, paths in sorted(terms.items())},
        shortcodes=_by_count(bodies.shortcodes),
        shortcode_pages=_by_count(bodies.shortcode_pages),
        shortcode_place=bodies.shortcode_place,
        html_tags=_by_count(bodies.tags),
        html_place=bodies.tag_place,
        images=_by_count(bodies.images),
        missing_images=tuple(sorted(bodies.missing)),
        links=_by_count(bodies.links),
        broken_links=tuple(sorted(bodies.broken)),
        duplicate_urls={url: tuple(pages) for url, pages in sorted(urls.items()) if len(pages) > 1},
        findings=tuple(sorted(findings)),
    )


class _Bodies:
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
        body = self._reader.body(page)
        self.findings += body.findings
        calls = list(_calls(body))
        for call in calls:
            self.shortcodes[call.name] += 1
            self.shortcode_place.setdefault(call.name, Place(page.source, call.line, _first_line(call.source)))
            for argument in (*call.positional, *call.named.values()):
                if isinstance(argument, str) and _IMAGE_FILE.search(argument):
                    self._image(page, argument, call.line)
        self.shortcode_pages.update({call.name for call in calls})
        for key, value in page.params.items():
            for text in _strings(value):
                if _IMAGE_FILE.search(text) and " " not in text:
                    self._image(page, text, page.key_lines.get(key, 1))
        for part in body.parts:
            if isinstance(part, BodyText):
                self._text(page, body, part)
            elif isinstance(part, ShortcodeCall):
                for text_part in _inner_texts(part):
                    self._text(page, body, text_part)

    def _text(self, page: SourcePage, body: SourceBody, part: BodyText) -> None:
        if body.format is BodyFormat.HTML:
            self._html(page, part.text, part.line)
            return
        data = part.text.encode("utf-8", "replace")
        for event, span in pyromark.events_with_range(part.text, options=_OPTIONS):
            if not isinstance(event, dict):
                continue
            line = part.line + data.count(b"\n", 0, span["start"])
            self._event(page, event, line)

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

    def _html(self, page: SourcePage, html: str, line: int) -> None:
        for match in _TAG.finditer(html):
            tag = match[1].lower()
            self.tags[tag] += 1
            self.tag_place.setdefault(
                tag, Place(page.source, line + html.count("\n", 0, match.start()), _first_line(html[match.start() :]))
            )
        for match in _ATTRIBUTE.finditer(html):
            at = line + html.count("\n", 0, match.start())
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


def _keys(pages: Iterable[SourcePage]) -> dict[str, KeyUse]:
    uses: dict[str, KeyUse] = {}
    places: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for page in pages:
        for key in page.spelling:
            value = page.params.get(key)
            use = uses.setdefault(key, KeyUse(spelling=page.spelling[key]))
            kind = _type_name(value)
            use.pages += 1
            use.types[kind] += 1
            shown = _shown(value)
            use.values[shown] += 1
            places[key].append((kind, Place(page.source, page.key_lines.get(key, 1), f"{kind}: {shown}")))
    for key, use in uses.items():
        rare = {kind for kind, count in use.types.items() if count <= _MINORITY * use.pages}
        use.odd = [place for kind, place in places[key] if kind in rare]
    return dict(sorted(uses.items(), key=lambda row: (-row[1].pages, row[0])))


def _type_name(value: Param) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "text"
        case datetime():
            return "date"
        case Mapping():
            return "map"
        case _:
            kinds = sorted({_type_name(item) for item in value})
            return f"list of {kinds[0]}" if len(kinds) == 1 else "list" if not kinds else "list of mixed"


def _shown(value: Param) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    text = str(value) if not isinstance(value, str) else value
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _strings(value: Param) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def _ranked(values: Iterable[str]) -> dict[str, int]:
    return _by_count(Counter(values))


def _by_count(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


def _first_line(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 80 else line[:79] + "…"


def _place_json(place: Place) -> JsonObject:
    return {"source": place.source, "line": place.line, "text": place.text}
