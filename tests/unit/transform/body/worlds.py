"""A small site around a body, with fakes for what other stages provide."""

import re
from collections.abc import Mapping
from typing import Any

from migrate.mapping.rules import BodyRules
from migrate.model.findings import Finding
from migrate.model.goldmark import Goldmark
from migrate.model.source import (
    BodyFormat,
    BodyPart,
    BodyText,
    BundleType,
    Kind,
    Language,
    LinkTarget,
    SiteConfig,
    SourceBody,
    SourcePage,
    SourceSite,
)
from migrate.model.templates import ShortcodeTemplate
from migrate.transform.body.convert import convert_body
from migrate.transform.context import AssetUse, BodyContext, BodyResult

__all__ = ["FakeAssets", "FakePages", "FakeReader", "body_of", "context_of", "convert", "page_of", "site_of"]


def page_of(path: str = "/posts/here", *, lang: str = "en", **changes: Any) -> SourcePage:
    """Return a page; every field that a test does not name has a plain value."""
    values: dict[str, Any] = {
        "source": f"content{path}.md",
        "path": path,
        "key": path,
        "lang": lang,
        "kind": Kind.PAGE,
        "bundle": BundleType.NONE,
        "section": "posts",
        "type": "posts",
        "layout": "",
        "title": "Here",
        "link_title": "",
        "description": "",
        "summary": "",
        "keywords": (),
        "slug": "",
        "base_name": path.rsplit("/", 1)[-1],
        "date": None,
        "lastmod": None,
        "publish_date": None,
        "expiry_date": None,
        "draft": False,
        "weight": 0,
        "aliases": (),
        "permalink": f"https://site.test{path}/",
        "rel_permalink": f"{path}/",
        "params": {},
        "spelling": {},
        "key_lines": {},
        "terms": {},
        "parent": "/posts",
        "resources": (),
        "markup": "markdown",
        "body_offset": 0,
        "body_line": 1,
    }
    return SourcePage(**{**values, **changes})


class FakeReader:
    """Resolves the addresses that a test lists; everything else on the site is not found."""

    def __init__(self, targets: Mapping[str, LinkTarget] | None = None) -> None:
        self.targets = dict(targets or {})

    def body(self, page: SourcePage) -> SourceBody:
        """Return an empty body."""
        return body_of("")

    def ref(self, page: SourcePage, reference: str, lang: str = "") -> LinkTarget:
        """Return what a test listed under ``ref:``."""
        return self.targets.get(f"ref:{reference}", LinkTarget(internal=True, error="no page"))

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Return what a test listed, else the destination as it is."""
        return self.targets.get(destination, LinkTarget(url=destination))

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Answer nobody in advance."""
        return False

    def read(self, path: str) -> bytes:
        """Return no bytes."""
        return b""


class FakeAssets:
    """Makes an asset of every address but those that begin with ``missing``."""

    def use(
        self, page: SourcePage, destination: str, *, alt: str, title: str, line: int
    ) -> tuple[AssetUse | None, tuple[Finding, ...]]:
        """Return an asset named after the last part of the address; its title is the alternative text of this use."""
        if destination.startswith("missing"):
            return None, ()
        name = destination.rsplit("/", 1)[-1] or "file"
        identity = re.sub(r"[^A-Za-z0-9]", "-", name)[:40]
        use = AssetUse(
            id=f"asset-{identity}",
            create=True,
            path=destination,
            url="",
            sha256="",
            size=1,
            file_name=name,
            content_type="image/png",
            title="Known title" if "known" in destination else alt,
            description=title,
            hints={},
            is_image=True,
        )
        return use, ()


class FakePages:
    """Every page is the entry named after its path."""

    def entry_id(self, page: SourcePage) -> str | None:
        """Return an id, None for pages whose path holds ``private``."""
        return self.at(page.lang, page.path)

    def at(self, lang: str, path: str) -> str | None:
        """Return an id; translations share an entry, except where the path holds ``apart``."""
        name = f"entry{path}{lang if 'apart' in path else ''}"
        return None if "private" in path else re.sub(r"[^A-Za-z0-9._-]", "-", name)[:64]


def site_of(
    *,
    goldmark: Goldmark | None = None,
    blackfriday: bool = False,
    emoji: bool = False,
    targets: Mapping[str, LinkTarget] | None = None,
    params: Mapping[str, Any] | None = None,
    raw: Mapping[str, Any] | None = None,
    shortcodes: Mapping[str, ShortcodeTemplate] | None = None,
) -> SourceSite:
    """Return a site of one language."""
    language = Language("en", "", "", "", "https://site.test/", "", "content", "UTC", 1, {})
    config = SiteConfig(
        source="hugo.toml",
        title="Site",
        base_url="https://site.test/",
        languages=(language,),
        default_language="en",
        taxonomies={},
        hugo_version=None,
        hugo_version_evidence="",
        blackfriday=blackfriday,
        goldmark=goldmark or Goldmark(unsafe=True),
        enable_emoji=emoji,
        summary_length=70,
        ref_links_error_level="ERROR",
        params=params or {},
        menus={},
        raw=raw or {},
    )
    return SourceSite("site", config, (), {}, {}, shortcodes or {}, (), FakeReader(targets))


def body_of(*parts: BodyPart | str, html: bool = False, text: str | None = None) -> SourceBody:
    """Return a lexed body; a string is a text part."""
    made = tuple(BodyText(part, 1) if isinstance(part, str) else part for part in parts)
    whole = "".join(getattr(part, "text", getattr(part, "source", "<!--more-->")) for part in made)
    return SourceBody(BodyFormat.HTML if html else BodyFormat.MARKDOWN, made, whole if text is None else text, 1, ())


def context_of(
    site: SourceSite | None = None, rules: BodyRules | None = None, page: SourcePage | None = None
) -> BodyContext:
    """Return a context around a page of `site`."""
    return BodyContext(
        site or site_of(), page or page_of(), rules or BodyRules(), "post-here", "en-US", FakeAssets(), FakePages()
    )


def convert(
    *parts: BodyPart | str, site: SourceSite | None = None, rules: BodyRules | None = None, html: bool = False
) -> BodyResult:
    """Convert a body in one go."""
    return convert_body(body_of(*parts, html=html), context_of(site, rules))
