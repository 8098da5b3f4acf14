"""Which layouts of a site bodies may need: shortcodes, render hooks, and the partials and views that these reach.

Layouts of whole pages and what only they use stay out: much of it was written for an older Hugo, and one template that
today's cannot read stops the whole build. Does not own where the files go (`workspace`).
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from migrate.extract.config import Configuration
from migrate.extract.files import SiteFiles

__all__ = ["PARTIAL_FOLDERS", "SHORTCODE_FOLDERS", "needed_layouts"]

SHORTCODE_FOLDERS = ("shortcodes", "_shortcodes")
PARTIAL_FOLDERS = ("partials", "_partials")
_PARTIAL = re.compile(rb"\bpartial(?:Cached)?\s+(?:\"([^\"]+)\"|`([^`]+)`|(?=[($.]))")
_TEMPLATE = re.compile(rb"\{\{-?\s*(?:template|block)\s+[\"`]([^\"`]+)[\"`]")
_DEFINE = re.compile(rb"\{\{-?\s*(?:define|block)\s+[\"`]([^\"`]+)[\"`]")
_VIEW = re.compile(rb"\.Render\s+[\"`]([\w-]+)[\"`]")
_PAGE_LAYOUTS = frozenset(
    ("404", "all", "baseof", "home", "index", "list", "page", "section", "single", "taxonomy", "term", "terms")
)
"""Layouts of whole pages, which ours take the place of."""


def needed_layouts(files: SiteFiles, config: Configuration) -> Iterator[tuple[str, bytes]]:
    """Yield path and text of what bodies may need.

    The site's own templates come first among the mounts and are yielded last, over those of its themes. A name that a
    template computes may be that of any partial, so then all of them are needed.
    """
    found = list(_layouts(files, config))
    by_name: dict[str, list[int]] = defaultdict(list)
    views: dict[str, list[int]] = defaultdict(list)
    texts: dict[int, bytes] = {}
    waiting: list[int] = []
    for place, (layout, path) in enumerate(found):
        parts = layout.split("/")
        if parts[0] in SHORTCODE_FOLDERS or "_markup" in parts:
            waiting.append(place)
        elif parts[0] in PARTIAL_FOLDERS:
            texts[place] = files.read(path)
            by_name[_name(layout)].append(place)
            for name in _DEFINE.findall(texts[place]):
                by_name[_name(name.decode("utf-8", "replace"))].append(place)
        elif _stem(layout) not in _PAGE_LAYOUTS:
            views[_stem(layout)].append(place)
    needed: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place in needed:
            continue
        needed.add(place)
        if place not in texts:
            texts[place] = files.read(found[place][1])
        text = texts[place]
        waiting += _reached(text, by_name)
        for view in _VIEW.findall(text):
            waiting += views.get(view.decode(), ())
    for place in sorted(needed):
        yield found[place][0], texts[place]


def _layouts(files: SiteFiles, config: Configuration) -> Iterator[tuple[str, str]]:
    """Yield every layout and its file, those of the site itself last."""
    for mount in reversed([mount for mount in config.mounts if mount.component == "layouts"]):
        for path in files.walk(mount.source):
            yield posixpath.join(mount.target, posixpath.relpath(path, mount.source)), path


def _reached(text: bytes, by_name: Mapping[str, list[int]]) -> Iterator[int]:
    """Yield the partials that a template may call."""
    for quoted, raw in _PARTIAL.findall(text):
        name = quoted or raw
        if not name:
            for places in by_name.values():
                yield from places
        yield from by_name.get(_name(name.decode("utf-8", "replace")), ())
    for name in _TEMPLATE.findall(text):
        yield from by_name.get(_name(name.decode("utf-8", "replace")), ())


def _name(layout: str) -> str:
    """Return what a partial is called by: no folder of partials, no language, output format and ending."""
    folder, slash, rest = layout.partition("/")
    below = rest if slash and folder in PARTIAL_FOLDERS else layout
    head, slash, last = below.lower().rpartition("/")
    return f"{head}{slash}{last.partition('.')[0]}"


def _stem(layout: str) -> str:
    return posixpath.basename(layout).partition(".")[0]
