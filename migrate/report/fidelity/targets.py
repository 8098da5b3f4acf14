"""One form for everything that a link or an image can lead to, so that two ways to write it compare equal."""

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from migrate.model.source import SourcePage, SourceSite
from migrate.report.fidelity.visible import CALL_END, CALL_START, NO_ADDRESS
from migrate.transform.contentful_urls import parse_contentful_url

__all__ = ["Targets"]

_CALL = re.compile(r"\{\{[<%]")
_ESCAPED = re.compile(r"(?:\\|%5[cC])([!-/:-@\[-`{-~])")
"""A sign behind a backslash, which templates may have encoded."""
_SHORTEST = 3
"""Characters of a part of a name that names one thing."""
_SCHEME = re.compile(r"^https?:", re.IGNORECASE)
_HOST = re.compile(r"\A//[^/?#]*")
"""In which capitals mean nothing."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Resolves destinations as they stand on one page."""

    site: SourceSite
    page: SourcePage

    def resolve(self, destination: str) -> str:
        """Return the one form of `destination`; `CALL_START` where a shortcode that is not known would say it.

        A page is its path, whatever URL leads to it, or the key that it shares with translations, as they are one
        entry; a file of the site is its bytes, because equal files become one asset; an asset of Contentful is its id;
        anything else is the address, decoded and without ``http(s):``.
        """
        # Render hooks print destinations as they are written, with escapes and entities that Markdown resolves.
        destination = _ESCAPED.sub(r"\1", unescape(destination.strip()))
        # An empty fragment leads to the top, as none does.
        destination = destination.removesuffix("#") if len(destination) > 1 else destination
        plain = unquote(destination)
        if CALL_START in plain or CALL_END in plain or _CALL.search(destination):
            return CALL_START
        if destination.startswith("data:"):
            # Lines and escapes of the address are not the file.
            written = "".join(plain.split())
            return f"bytes {hashlib.sha256(written.encode()).hexdigest()}"
        if destination == NO_ADDRESS:
            return NO_ADDRESS
        if destination.startswith("#"):
            return f"page {self.page.key}{unquote(destination)}" if len(destination) > 1 else "#"
        asset = parse_contentful_url(destination)
        if asset is not None:
            return self.asset(asset.asset)
        target = self.site.reader.link(self.page, destination)
        if target.page is not None:
            query = f"?{target.query}" if target.query else ""
            return f"page {target.page.key}{query}" + (f"#{unquote(target.fragment)}" if target.fragment else "")
        if target.file is not None:
            return self.file(target.file.path, target.file.sha256)
        # Hugo's own hook takes the ``#`` of an entity for that of a fragment, and encodes it.
        decoded = unescape(unquote(target.url or destination))
        address = _SCHEME.sub("", _ESCAPED.sub(r"\1", decoded)).removesuffix("#")
        return _HOST.sub(lambda host: host[0].lower(), address)

    def of_argument(self, call: str, key: str | int, value: str) -> str:
        """Return the one form of what the site's own template for `call` makes an address of an argument."""
        template = self.site.shortcodes.get(call)
        return self.resolve(template.address(key, value, self.site.config.base_url) if template is not None else value)

    def of_reference(self, name: str) -> str:
        """Return the one form of the page that a reference by name finds, of the name itself where it finds none."""
        found = self.site.reader.ref(self.page, name)
        return self.resolve(name if found.error else found.url)

    def resources(self, name: str) -> tuple[str, ...]:
        """Return the resources of the page that templates find by a part of their name."""
        wanted = name.lower()
        found = (resource.name for resource in self.page.resources if wanted in resource.name.lower())
        return tuple(self.resolve(each) for each in found) if len(wanted) >= _SHORTEST else ()

    def elsewhere(self, url: str) -> str:
        """Return a URL of another language with the host of that language, where each has one."""
        bases = {urlsplit(language.base_url).netloc: language.code for language in self.site.config.languages}
        if len(bases) < 2:
            return url
        pages = (page for page in self.site.pages if page.rel_permalink == url and page.lang != self.page.lang)
        return next((page.permalink for page in pages), url)

    @staticmethod
    def asset(asset_id: str) -> str:
        """Return the form of an asset that some space of Contentful holds."""
        return f"asset {asset_id}"

    @staticmethod
    def file(path: str, sha256: str) -> str:
        """Return the form of a file of the site."""
        return f"file {sha256 or path}"
