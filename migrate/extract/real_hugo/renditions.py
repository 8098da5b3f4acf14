"""Files that Hugo made while it rendered: resized images, bundled assets.

Owns what an address in the rendered HTML is written as when it leads to such a file, which the site does not hold: the
image that it was made from, else the bytes themselves as a ``data:`` address. Does not own what becomes of addresses.
"""

import base64
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from migrate.extract.media_types import media_type_of
from migrate.model.source import SourcePage, SourceSite

__all__ = ["Renditions"]

_ATTRIBUTE = re.compile(
    r"""(?P<name>\s(?:src|data-src|poster|href|srcset|data-srcset))=(?P<quote>["'])(?P<value>.*?)(?P=quote)""",
    re.DOTALL,
)
_MADE = re.compile(r"(?P<stem>.+?)(?:_hu_?[0-9a-f]{8,}[^.]*|\.[0-9a-f]{32,128})(?P<ending>\.[A-Za-z0-9]+)$")
"""Names of what Hugo makes of an image, https://gohugo.io/content-management/image-processing/, or fingerprints."""
_SHOWN = ("image/", "video/", "audio/")
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".avif", ".heic")


@dataclass(frozen=True, slots=True)
class Renditions:
    """The files of one build."""

    site: SourceSite
    public: Path
    """Where Hugo wrote them; it must still be there."""

    def settled(self, text: str, page: SourcePage) -> str:
        """Return HTML with the addresses of such files replaced by what the site, or the page itself, holds."""

        def replaced(match: re.Match[str]) -> str:
            value = unescape(match["value"])
            if match["name"].endswith("srcset"):
                made = ", ".join(self._of_candidate(candidate.strip(), page) for candidate in value.split(", "))
            else:
                made = self._address(value, page, inline=not match["name"].endswith("href"))
            return match[0] if made == value else f"{match['name']}={match['quote']}{escape(made)}{match['quote']}"

        return _ATTRIBUTE.sub(replaced, text)

    def _of_candidate(self, candidate: str, page: SourcePage) -> str:
        address, space, size = candidate.partition(" ")
        return f"{self._address(address, page, inline=False)}{space}{size}"

    def _address(self, address: str, page: SourcePage, *, inline: bool) -> str:
        target = self.site.reader.link(page, address)
        if target.file is not None or target.page is not None or not target.internal:
            return address
        path = unquote(urlsplit(address).path)
        below = self._below_base(path)
        for name in _originals(below):
            for start in ("/", self._base_path()):
                original = posixpath.join(start, name)
                if self.site.reader.link(page, original).file is not None:
                    return original
        return self._as_data(below, address) if inline else address

    def _as_data(self, below: str, address: str) -> str:
        file = (self.public / below).resolve()
        media_type = media_type_of(file.name)
        # Never a file outside of what Hugo wrote, whatever the address says.
        if not below or not file.is_relative_to(self.public) or not media_type.startswith(_SHOWN) or not file.is_file():
            return address
        return f"data:{media_type};base64,{base64.b64encode(file.read_bytes()).decode()}"

    def _base_path(self) -> str:
        return urlsplit(self.site.config.base_url).path or "/"

    def _below_base(self, path: str) -> str:
        base = self._base_path().rstrip("/")
        return (path[len(base) :] if path.startswith(f"{base}/") else path).lstrip("/")


def _originals(path: str) -> Iterator[str]:
    """Yield the paths at which what a file was made from may be: its own, below the assets, first."""
    yield path
    folder, name = posixpath.split(path)
    made = _MADE.match(name)
    if made is not None:
        for ending in (made["ending"], *_IMAGE_ENDINGS):
            yield posixpath.join(folder, made["stem"] + ending)
