"""From the destination of an image or file to the asset that it becomes.

Owns: which asset a destination is (identity), and what cannot be one. Does not own: what a body shows in its place
(`body`), nor the one title that an asset gets from all its uses (`asset_pool`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from migrate.mapping.rules import AssetRules
from migrate.model.canonical import digest_bytes
from migrate.model.data_uri import canonical_data_uri, is_data_uri, read_data_uri
from migrate.model.findings import Finding
from migrate.model.source import SourceFile, SourcePage, SourceSite
from migrate.model.space import Target
from migrate.transform.contentful_urls import ContentfulFile, parse_contentful_url
from migrate.transform.context import AssetUse
from migrate.transform.ids import file_asset_id, url_asset_id
from migrate.transform.ledger import found
from migrate.transform.media import UNKNOWN_TYPE, file_name_of, media_type_of

__all__ = ["PageAssets", "SiteAssets", "canonical_url"]

_NO_HINTS: Mapping[str, str] = {}
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):")
_SHOWN = 120
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/svg+xml": "svg",
    "image/webp": "webp",
    "image/avif": "avif",
    "application/pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class SiteAssets:
    """The assets of one site; implements `migrate.transform.context.AssetUses`."""

    site: SourceSite
    rules: AssetRules
    target: Target

    def use(
        self, page: SourcePage, destination: str, *, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        """Return the asset that `destination` leads to, or None with the findings that say why it is none."""
        destination = destination.strip()
        contentful = parse_contentful_url(destination)
        if contentful is not None:
            return self._contentful(contentful, alt, title), ()
        if is_data_uri(destination):
            return self._data(page, destination, alt, title, line)
        scheme = _SCHEME.match(destination)
        if scheme is not None and scheme["scheme"].lower() not in ("http", "https"):
            return None, (
                found("asset-scheme", page.source, line, alt or destination[:_SHOWN], "left as written, not copied"),
            )
        link = self.site.reader.link(page, destination)
        if link.file is not None:
            return self._file(page, link.file, self._published(link.url), alt, title, line)
        if link.page is not None:
            return None, (found("asset-not-a-file", page.source, line, destination, "left as written, not copied"),)
        if link.internal or not (scheme or destination.startswith("//")):
            return None, (
                found("asset-missing", page.source, line, destination, "kept the text around it, made no asset"),
            )
        return self._remote(page, destination, alt, title, line)

    def _contentful(self, file: ContentfulFile, alt: str, title: str) -> AssetUse:
        own = file.space in (self.target.space, *self.rules.own_spaces)
        media_type = media_type_of(file.file_name)
        return AssetUse(
            id=file.asset,
            create=not own,
            path="",
            url="" if own else file.url,
            sha256="",
            size=0,
            file_name=file.file_name,
            content_type=media_type,
            title=alt,
            description=title,
            hints=file.hints,
            is_image=media_type.startswith("image/"),
        )

    def _file(
        self, page: SourcePage, file: SourceFile, public_url: str, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        if file.size == 0:
            return None, (found("asset-empty", page.source, line, file.path, "made no asset"),)
        if file.size > self.rules.max_bytes:
            return None, (found("asset-too-large", page.source, line, file.path, "made no asset"),)
        media_type = file.media_type or media_type_of(file.path)
        use = AssetUse(
            id=file_asset_id(file.sha256),
            create=True,
            path=file.path,
            url="",
            sha256=file.sha256,
            size=file.size,
            file_name=file_name_of(quote(file.path)),
            content_type=media_type,
            title=alt,
            description=title,
            hints=_NO_HINTS,
            is_image=media_type.startswith("image/"),
            public_url=public_url,
        )
        return use, ()

    def _published(self, url: str) -> str:
        """Return the address of a file on the published site, "" when the site has none."""
        whole = urljoin(self.site.config.base_url, url.partition("#")[0].partition("?")[0]) if url else ""
        return whole if whole.startswith(("http://", "https://")) else ""

    def _remote(
        self, page: SourcePage, destination: str, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        if not self.rules.remote:
            return None, (found("asset-remote-kept", page.source, line, destination, "left the address as it is"),)
        url = canonical_url(destination)
        if url is None:
            return None, (
                found("asset-scheme", page.source, line, destination[:_SHOWN], "left as written, not copied"),
            )
        findings: list[Finding] = []
        if destination[:5].lower() == "http:":
            findings.append(found("asset-https", page.source, line, destination, "wrote the address with https"))
        name = file_name_of(urlsplit(url).path)
        media_type = media_type_of(name)
        if media_type == UNKNOWN_TYPE:
            findings.append(found("asset-type-unknown", page.source, line, destination, f"declared as {UNKNOWN_TYPE}"))
        use = AssetUse(
            id=url_asset_id(url),
            create=True,
            path="",
            url=url,
            sha256="",
            size=0,
            file_name=name,
            content_type=media_type,
            title=alt,
            description=title,
            hints=_NO_HINTS,
            # What has no extension was asked for as an image, or it would have stayed a link.
            is_image=media_type.startswith("image/") or media_type == UNKNOWN_TYPE,
        )
        return use, tuple(findings)

    def _data(
        self, page: SourcePage, destination: str, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        content = read_data_uri(destination)
        if content is None or not content[1]:
            text = alt or destination[:_SHOWN]
            return None, (found("asset-scheme", page.source, line, text, "left as written, not copied"),)
        media_type, data = content
        if len(data) > self.rules.max_bytes:
            return None, (found("asset-too-large", page.source, line, alt or media_type, "made no asset"),)
        sha256 = digest_bytes(data)
        use = AssetUse(
            id=file_asset_id(sha256),
            create=True,
            # One spelling for equal bytes, whatever the page wrote.
            path=canonical_data_uri(media_type, data),
            url="",
            sha256=sha256,
            size=len(data),
            file_name=f"inline-{sha256[:8]}.{_EXTENSIONS.get(media_type, 'bin')}",
            content_type=media_type,
            title=alt,
            description=title,
            hints=_NO_HINTS,
            is_image=media_type.startswith("image/"),
        )
        return use, (found("asset-data-uri", page.source, line, alt or media_type, "uploaded as a file"),)


@dataclass(slots=True)
class PageAssets:
    """The assets of a site as one page uses them: an asset has one title and one description, that of its first use.

    A use that comes later gets the texts that the asset already has, so that whoever shows it can tell when its own
    differ.
    """

    site: SiteAssets
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Asset id → title and description so far."""

    def use(
        self, page: SourcePage, destination: str, *, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        """Return what `SiteAssets.use` returns, with the texts that the asset has."""
        use, findings = self.site.use(page, destination, alt=alt, title=title, line=line)
        if use is None:
            return None, findings
        held = self.texts.get(use.id, ("", ""))
        texts = (held[0] or use.title, held[1] or use.description)
        self.texts[use.id] = texts
        if texts != (use.title, use.description):
            use = replace(use, title=texts[0], description=texts[1])
        return use, findings


def canonical_url(destination: str) -> str | None:
    """Return the one ``https:`` spelling of a remote address, without fragment; None when it names no host."""
    text = "https:" + destination if destination.startswith("//") else destination
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if not host:
        return None
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    path = quote(parts.path or "/", safe="%/!$&'()*+,;=:@~-._")
    query = quote(parts.query, safe="%/?!$&'()*+,;=:@~-._[]")
    return urlunsplit(("https", netloc, path, query, ""))
