"""Link destinations and references of a two-language site against the real binary's embedded render hook."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from migrate.extract import read_site
from migrate.model.source import SourcePage, SourceSite
from tests.oracle.hugo_binary import build_site

CONFIGURATION = """
baseURL: https://ex.org/base/
refLinksErrorLevel: warning
refLinksNotFoundURL: NOT-FOUND
languages:
  en: {weight: 1}
  fr: {weight: 2}
"""
FILES = {
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/_index.fr.md": "---\ntitle: Accueil\n---\n",
    "content/top.md": "---\ntitle: Top\n---\n",
    "content/docs/_index.md": "---\ntitle: Docs\nslug: handbook\n---\n",
    "content/docs/_index.fr.md": "---\ntitle: Docs\n---\n",
    "content/docs/a.md": "---\ntitle: A\nslug: the-a\n---\n",
    "content/docs/a.fr.md": "---\ntitle: A\n---\n",
    "content/docs/My Page.md": "---\ntitle: My\n---\n",
    "content/docs/v1.2.md": "---\ntitle: Version\n---\n",
    "content/docs/v1.2.fr.md": "---\ntitle: Version\n---\n",
    "content/docs/sub/b.md": "---\ntitle: B\nurl: /elsewhere/\n---\n",
    "content/docs/bun/index.md": "---\ntitle: Bundle\n---\n",
    "content/docs/bun/index.fr.md": "---\ntitle: Paquet\n---\n",
    "content/docs/bun/res one.txt": "x",
    "content/docs/bun/pic.txt": "x",
    "content/docs/bun/deep/in.txt": "x",
    "content/docs/bun/inner.md": "---\ntitle: Inner\n---\n",
    "content/blog/a.md": "---\ntitle: Other A\ntags: [Go Lang]\n---\n",
    "content/blog/only.md": "---\ntitle: Only\n---\n",
    "content/blog/same.md": "---\ntitle: Same\n---\n",
    "content/docs/sub/same.md": "---\ntitle: Same\n---\n",
    "assets/img/as.txt": "x",
    "static/st.txt": "x",
}
DESTINATIONS = (
    *("a", "a.md", "./a.md", "A.MD", "a.fr.md", "../docs/a.md", "/docs/a.md", "/docs/a", "docs/a.md", "/docs/a/"),
    *("a.md#frag", "a.md?q=1#frag", "#own", "My%20Page.md", "my-page", "../blog/only.md", "../blog/only", "only"),
    *("only.md", "same", "same.md", "sub/same", "b", "b.md", "sub/b", "/docs/sub/b.md", "bun", "bun/", "bun/index.md"),
    *(
        "../bun",
        "v1.2",
        "v1.2.md",
        "/docs/v1.2",
        "bun/inner.md",
        "bun/pic.txt",
        "pic.txt",
        "res%20one.txt",
        "deep/in.txt",
    ),
    *(
        "./pic.txt",
        "img/as.txt",
        "/img/as.txt",
        "st.txt",
        "/st.txt",
        "/",
        ".",
        "..",
        "./",
        "../",
        "_index.md",
        "../_index.md",
    ),
    *(
        "/docs",
        "/docs/_index.md",
        "docs",
        "/blog",
        "tags",
        "/tags/go-lang",
        "/tags/Go%20Lang",
        "nope",
        "/nope.md",
        "top.md",
    ),
    *(
        "/top.md",
        "../../top.md",
        "https://ex.org/base/top/",
        "//ex.org/base/top/",
        "mailto:a@b.org",
        "index.md",
        "index",
    ),
    *("../a.md", "../a", "../sub/b.md", "sub/../a.md", "/docs//a.md", "a.md#", "?q=1", "./#x", "/docs/bun/pic.txt"),
)
"""None holds what Markdown itself would change."""
WRITERS = ("content/docs/p.md", "content/docs/bun/index.md", "content/docs/p.fr.md", "content/docs/bun/index.fr.md")


def body() -> str:
    """Return a body with every destination as a link, then every one as ``relref``, each in its own paragraph."""
    links = [f"[x](<{destination}>)" for destination in DESTINATIONS]
    references = [f'[y](<{{{{< relref "{destination}" >}}}}>)' for destination in DESTINATIONS]
    return "\n\n".join((*links, *references))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SourceSite:
    """Write, build and read the site; the build stands in ``public`` below the root."""
    root = tmp_path_factory.mktemp("links")
    writers = {name: FILES.get(name, "---\ntitle: Writer\n---\n") + body() for name in WRITERS}
    layouts = {f"layouts/{kind}.html": "{{ .Content }}" for kind in ("home", "page", "section", "taxonomy", "term")}
    for name, text in {**FILES, **writers, **layouts, "hugo.yaml": CONFIGURATION}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build_site(root)
    return read_site(root, now=datetime(2026, 1, 1, tzinfo=UTC))


def rendered(site: SourceSite, page: SourcePage, text: str) -> Sequence[str]:
    """Return the ``href`` of all links of a page with this text, in order."""
    folder = page.rel_permalink.removeprefix("/base/")
    html = Path(site.root, "public", folder, "index.html").read_text(encoding="utf-8")
    return [node.attributes.get("href") or "" for node in LexborHTMLParser(html).css("a") if node.text() == text]


@pytest.mark.parametrize("source", WRITERS)
def test_links_lead_where_the_embedded_hook_leads_them(site: SourceSite, source: str) -> None:
    """What the hook resolves has the hook's URL; what it leaves alone is external, broken or found in another way."""
    page = next(page for page in site.pages if page.source == source)
    hrefs = rendered(site, page, "x")
    assert len(hrefs) == len(DESTINATIONS)
    wrong = []
    for destination, href in zip(DESTINATIONS, hrefs, strict=True):
        target = site.reader.link(page, destination)
        if href not in (destination, target.url):
            wrong.append((destination, target.url, target.error, href))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("source", WRITERS)
def test_references_lead_where_hugo_leads_them(site: SourceSite, source: str) -> None:
    """``relref`` gives the URL that Hugo prints, and an error exactly where Hugo has one."""
    page = next(page for page in site.pages if page.source == source)
    hrefs = rendered(site, page, "y")
    assert len(hrefs) == len(DESTINATIONS)
    wrong = []
    for destination, href in zip(DESTINATIONS, hrefs, strict=True):
        target = site.reader.ref(page, destination)
        ours = "NOT-FOUND" if target.error else target.url
        if ours != href:
            wrong.append((destination, target.url, target.error, href))
    assert not wrong, "\n".join(map(str, wrong))
