"""Sites made by hand for tests: as small as a test needs, no file on disk."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from migrate.mapping.load import parse_mapping
from migrate.model.findings import Finding
from migrate.model.goldmark import Goldmark
from migrate.model.richtext import block, document, text
from migrate.model.source import (
    BodyFormat,
    BodyText,
    BundleType,
    Kind,
    Language,
    LinkTarget,
    Param,
    ParamMap,
    SiteConfig,
    SourceBody,
    SourceFile,
    SourcePage,
    SourceSite,
    TermRef,
)
from migrate.model.space import DesiredEntry, DesiredSpace, Target
from migrate.transform import build_space
from migrate.transform.context import AssetUse, BodyContext, BodyResult

__all__ = [
    "NOW",
    "TARGET",
    "Reader",
    "a_page",
    "a_site",
    "desired",
    "entry_of",
    "image",
    "language",
    "plain_body",
    "term",
]

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TARGET = Target("target", "master", "", rehearsal=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader whose files and links are tables."""

    bodies: Mapping[str, str] = field(default_factory=dict)
    """Page path → body."""
    links: Mapping[str, LinkTarget] = field(default_factory=dict)

    def body(self, page: SourcePage) -> SourceBody:
        """Return the body of `page`."""
        body = self.bodies.get(page.path, "")
        parts = (BodyText(body, page.body_line),) if body else ()
        return SourceBody(BodyFormat.MARKDOWN, parts, body, page.body_line, ())

    def ref(self, page: SourcePage, reference: str, lang: str = "") -> LinkTarget:
        """Return the target of a reference."""
        return self.links.get(reference, LinkTarget(internal=True, error="no page"))

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """Return the target of a destination; addresses with a host are external."""
        if destination in self.links:
            return self.links[destination]
        outside = "//" in destination
        return LinkTarget(url=destination, internal=not outside, error="" if outside else "no page or file")

    def is_shared(self, page: SourcePage, destination: str) -> bool:
        """Answer nobody in advance."""
        return False

    def read(self, path: str) -> bytes:
        """Return the bytes of a file: its own name."""
        return path.encode()


def language(
    code: str = "en", *, locale: str = "", weight: int = 0, time_zone: str = "", menus: ParamMap | None = None
) -> Language:
    """Return a language."""
    return Language(code, "", locale, "", "https://example.org/", "", "content", time_zone, weight, {}, menus or {})


def a_page(path: str, *, lang: str = "en", kind: Kind = Kind.PAGE, **values: Any) -> SourcePage:
    """Return a published page at `path` with `values` instead of the plain ones."""
    name = path.rpartition("/")[2]
    section = path.split("/")[1] if path.count("/") > 1 else ""
    page = SourcePage(
        source=f"content{path}.{lang}.md" if lang != "en" else f"content{path}.md",
        path=path,
        key=path,
        lang=lang,
        kind=kind,
        bundle=BundleType.NONE,
        section=section,
        type=section or "page",
        layout="",
        title=name.capitalize(),
        link_title="",
        description="",
        summary="",
        keywords=(),
        slug="",
        base_name=name,
        date=None,
        lastmod=None,
        publish_date=None,
        expiry_date=None,
        draft=False,
        weight=0,
        aliases=(),
        permalink=f"https://example.org{path}/",
        rel_permalink=f"{path}/",
        params={},
        spelling={},
        key_lines={},
        terms={},
        parent="",
        resources=(),
        markup="markdown",
        body_offset=0,
        body_line=1,
    )
    page = replace(page, **values)
    lines = {key: number for number, key in enumerate(page.params, start=2)}
    return replace(page, key_lines=lines) if not page.key_lines else page


def a_site(
    *pages: SourcePage,
    languages: Sequence[Language] = (),
    data: ParamMap | None = None,
    links: Mapping[str, LinkTarget] | None = None,
    bodies: Mapping[str, str] | None = None,
    taxonomies: Mapping[str, str] | None = None,
    menus: ParamMap | None = None,
    raw: ParamMap | None = None,
) -> SourceSite:
    """Return a site with `pages`."""
    config = SiteConfig(
        source="hugo.toml",
        title="A site",
        base_url="https://example.org/",
        languages=tuple(languages) or (language(),),
        default_language="en",
        taxonomies=taxonomies or {},
        hugo_version=None,
        hugo_version_evidence="",
        blackfriday=False,
        goldmark=Goldmark(),
        enable_emoji=False,
        summary_length=70,
        ref_links_error_level="",
        params={},
        menus=menus or {},
        raw=raw or {},
    )
    held: dict[str, Param] = dict(data or {})
    sources = {key: f"data/{key}.yaml" for key in held}
    return SourceSite("site", config, pages, held, sources, {}, (), Reader(bodies or {}, links or {}))


def image(path: str, content: str = "") -> LinkTarget:
    """Return the target of a link to a local image; `content` stands for its bytes."""
    name = content or path
    file = SourceFile(path, len(name), hashlib.sha256(name.encode()).hexdigest(), "image/png")
    return LinkTarget(file=file, url=f"/{path.removeprefix('static/')}", internal=True)


def plain_body(body: SourceBody, context: BodyContext) -> BodyResult:
    """Stand for the conversion of bodies: a paragraph with the text; ``!name!`` uses the asset `name`."""
    content = [block("paragraph", [text(body.text)])] if body.text else []
    uses: list[AssetUse] = []
    findings: list[Finding] = []
    for word in body.text.split():
        if word.startswith("!"):
            name, _, alt = word.strip("!").partition("|")
            use, told = context.assets.use(context.page, name, alt=alt, title="", line=1)
            findings += told
            uses += [use] if use is not None else []
    return BodyResult(document(content), None, (), tuple(uses), tuple(findings))


def desired(mapping: str, site: SourceSite, target: Target = TARGET) -> DesiredSpace:
    """Return the desired space of `site` under the text of a mapping, bodies as plain paragraphs."""
    return build_space(site, parse_mapping(mapping, "mapping.yaml"), target, NOW, convert=plain_body)


def entry_of(space: DesiredSpace, entry_id: str) -> DesiredEntry:
    """Return the entry with the id."""
    return next(entry for entry in space.entries if entry.id == entry_id)


def term(taxonomy: str, name: str) -> TermRef:
    """Return the membership of a page in a term."""
    path = f"/{taxonomy}/{name.lower().replace(' ', '-')}"
    return TermRef(name, path, f"{path}/")
