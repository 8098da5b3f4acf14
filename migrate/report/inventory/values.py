"""What an inventory is: counts and places, and their JSON."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.model.canonical import Json, JsonObject
from migrate.model.findings import Finding

__all__ = ["Inventory", "KeyUse", "Place"]


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


def _place_json(place: Place) -> JsonObject:
    return {"source": place.source, "line": place.line, "text": place.text}
