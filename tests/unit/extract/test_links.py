"""Links of a single-language site, which no render hook resolves, and of other hosts."""

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrate.extract import read_site
from migrate.model.source import LinkTarget, SourceSite

FILES = {
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/top.md": "---\ntitle: Top\naliases: [/former, old.html]\n---\n",
    "content/posts/a.md": "---\ntitle: A\nslug: first\n---\n",
    "content/posts/Über uns.md": "---\ntitle: U\ntags: [Go Lang]\n---\n",
    "content/posts/near.png": "png",
    "content/posts/bun/index.md": "---\ntitle: Bundle\nresources: [{src: deep/pic.txt, name: Header}]\n---\n",
    "content/posts/bun/pic one.txt": "one",
    "content/posts/bun/deep/pic.txt": "two",
    "content/posts/bun/inner.md": "---\ntitle: Inner\n---\n",
    "content/posts/file/index.md": "---\ntitle: File\nurl: /old/file.html\n---\n",
    "content/posts/file/part.txt": "four",
    "content/posts/gallery/photo.txt": "three",
    "static/img/a b.txt": "static",
    "static/top/shadow.txt": "static",
    "assets/css/x.txt": "asset",
    "themes/t/static/themed.txt": "theme",
    "hugo.yaml": "baseURL: https://www.ex.org/blog/\ntheme: t\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SourceSite:
    """Read a small site below a base path."""
    root = tmp_path_factory.mktemp("links")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_site(root, now=datetime(2026, 1, 1, tzinfo=UTC))


def link(site: SourceSite, destination: str, source: str = "content/posts/a.md") -> LinkTarget:
    """Resolve a destination from one page."""
    page = next(page for page in site.pages if page.source == source)
    return site.reader.link(page, destination)


@pytest.mark.parametrize(
    ("destination", "source", "url"),
    [
        ("/blog/posts/first/", "content/posts/a.md", "/blog/posts/first/"),
        ("/blog/posts/first", "content/posts/a.md", "/blog/posts/first/"),
        ("/blog/posts/first/index.html", "content/posts/a.md", "/blog/posts/first/"),
        ("/posts/first/", "content/posts/a.md", "/blog/posts/first/"),
        ("../../top/", "content/top.md", "/blog/top/"),
        ("../Über%20uns.md", "content/posts/bun/index.md", "/blog/posts/%C3%BCber-uns/"),
        ("Über uns.md", "content/posts/a.md", "/blog/posts/%C3%BCber-uns/"),
        ("/blog/posts/%C3%BCber-uns/?x=1#y", "content/posts/a.md", "/blog/posts/%C3%BCber-uns/?x=1#y"),
        ("a.md#frag", "content/posts/Über uns.md", "/blog/posts/first/#frag"),
        ("../top.md", "content/posts/a.md", "/blog/top/"),
        ("bun", "content/posts/a.md", "/blog/posts/bun/"),
        ("/former/", "content/posts/a.md", "/blog/top/"),
        ("/blog/former", "content/posts/a.md", "/blog/top/"),
        ("/old.html", "content/posts/a.md", "/blog/top/"),
        ("/tags/go-lang/", "content/posts/a.md", "/blog/tags/go-lang/"),
        ("/tags/Go Lang", "content/posts/a.md", "/blog/tags/go-lang/"),
        ("/", "content/posts/a.md", "/blog/"),
        ("/blog/", "content/posts/a.md", "/blog/"),
        ("https://www.ex.org/blog/top/#z", "content/posts/a.md", "/blog/top/#z"),
        ("http://WWW.ex.org/blog/top", "content/posts/a.md", "/blog/top/"),
        ("https://ex.org/blog/top/", "content/posts/a.md", "/blog/top/"),
        ("//www.ex.org/blog/top/", "content/posts/a.md", "/blog/top/"),
        ("..\\top.md", "content/posts/a.md", "/blog/top/"),
    ],
)
def test_a_page_is_found_by_any_of_its_names(site: SourceSite, destination: str, source: str, url: str) -> None:
    """File, published path, alias and absolute URL lead to the page; query and fragment are kept."""
    target = link(site, destination, source)
    assert target.page is not None
    assert (target.url, target.error, target.internal, target.file) == (url, "", True, None)


@pytest.mark.parametrize(
    ("destination", "source", "path"),
    [
        ("/blog/old/file/part.txt", "content/posts/a.md", "content/posts/file/part.txt"),
        ("/img/a%20b.txt", "content/posts/a.md", "static/img/a b.txt"),
        ("/blog/img/a b.txt?v=1", "content/posts/a.md", "static/img/a b.txt"),
        ("../../img/a b.txt", "content/posts/a.md", "static/img/a b.txt"),
        ("shadow.txt", "content/top.md", "static/top/shadow.txt"),
        ("/static/img/a b.txt", "content/posts/a.md", "static/img/a b.txt"),
        ("../../static/img/a b.txt", "content/posts/a.md", "static/img/a b.txt"),
        ("/themed.txt", "content/posts/a.md", "themes/t/static/themed.txt"),
        ("css/x.txt", "content/posts/a.md", "assets/css/x.txt"),
        ("pic%20one.txt", "content/posts/bun/index.md", "content/posts/bun/pic one.txt"),
        ("./deep/pic.txt", "content/posts/bun/index.md", "content/posts/bun/deep/pic.txt"),
        ("header", "content/posts/bun/index.md", "content/posts/bun/deep/pic.txt"),
        ("/posts/bun/deep/pic.txt", "content/posts/a.md", "content/posts/bun/deep/pic.txt"),
        ("/posts/gallery/photo.txt", "content/posts/a.md", "content/posts/gallery/photo.txt"),
        ("near.png", "content/posts/a.md", "content/posts/near.png"),
        ("https://www.ex.org/blog/img/a%20b.txt", "content/posts/a.md", "static/img/a b.txt"),
    ],
)
def test_a_file_is_found_where_it_is_published_or_named(
    site: SourceSite, destination: str, source: str, path: str
) -> None:
    """Static files, assets, bundle files and neighbours of the content file, with hash and size."""
    target = link(site, destination, source)
    assert target.file is not None
    assert target.file.path == path
    assert target.file.size == len(FILES[path])
    assert len(target.file.sha256) == 64
    assert (target.page, target.error, target.internal) == (None, "", True)


@pytest.mark.parametrize(
    "destination",
    [
        "https://other.org/x#y",
        "//cdn.example.com/p.jpg",
        "mailto:a@b.org",
        "tel:+123",
        "javascript:void(0)",
        "data:image/png;base64,AAAA",
        "https://www.ex.org/elsewhere/",
        "https://ex.org/blog/nothing/",
        "ftp://www.ex.org/blog/top/",
        "http:top",
    ],
)
def test_what_is_not_on_the_site_is_external(site: SourceSite, destination: str) -> None:
    """Other schemes, other hosts, paths outside the base path, and unproven relatives of the host."""
    target = link(site, destination)
    assert (target.page, target.file, target.internal, target.error) == (None, None, False, "")
    assert target.url == destination


@pytest.mark.parametrize(
    "destination",
    ["nothing.md", "/nope/", "https://www.ex.org/blog/nope/", "inner.md", "img/none.png", "/a%zz", "{{ x }}"],
)
def test_an_internal_destination_that_leads_nowhere_says_so(site: SourceSite, destination: str) -> None:
    """The destination stays as written, with the reason beside it."""
    target = link(site, destination, "content/posts/bun/index.md")
    assert (target.page, target.file, target.internal) == (None, None, True)
    assert target.error == "no page or file"
    assert target.url == destination


@pytest.mark.parametrize(
    "destination", ["/index.xml", "/blog/posts/index.xml", "/sitemap.xml", "/tags/go-lang/page/2/", "/404.html"]
)
def test_what_hugo_generates_is_neither_a_page_nor_broken(site: SourceSite, destination: str) -> None:
    """Feeds, sitemaps and further pages of lists exist without being content."""
    target = link(site, destination)
    assert (target.page, target.file, target.internal, target.error) == (None, None, True, "")


@pytest.mark.parametrize(
    ("destination", "fragment", "query"), [("#x%20y", "x y", ""), ("", "", ""), ("?a=b", "", "a=b")]
)
def test_a_destination_without_path_is_the_page_itself(
    site: SourceSite, destination: str, fragment: str, query: str
) -> None:
    """Fragment and query stand apart."""
    target = link(site, destination)
    assert target.page is not None
    assert target.page.source == "content/posts/a.md"
    assert (target.url, target.fragment, target.query) == (destination, fragment, query)


def test_a_page_that_asks_again_is_not_looked_up_again(site: SourceSite) -> None:
    """Links repeat within a page, where another page may get another answer."""
    assert link(site, "near.png") is link(site, "near.png")
    assert link(site, "near.png").file is not None
    assert link(site, "near.png", "content/top.md").file is None


def test_the_reader_survives_pickling(site: SourceSite) -> None:
    """Worker processes answer the same."""
    copy = pickle.loads(pickle.dumps(site))  # noqa: S301  # own bytes
    assert link(copy, "/top/") == link(site, "/top/")
    assert link(copy, "/img/a%20b.txt") == link(site, "/img/a%20b.txt")


def test_a_file_that_vanishes_is_an_error_of_the_link(tmp_path: Path) -> None:
    """Nothing is raised when a file cannot be read at the moment of use."""
    for name, text in {"content/a.md": "", "static/x.png": "x"}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert link(site, "/x.png", "content/a.md").file is not None
    (tmp_path / "static" / "x.png").unlink()
    assert link(site, "/x.png", "content/a.md").error == "no page or file"


HOSTS = {
    "hugo.yaml": "languages:\n  en: {baseURL: 'https://en.ex.org/'}\n  fr: {baseURL: 'https://fr.ex.org/sous/'}\n",
    "content/a.md": "---\ntitle: A\naliases: [/old]\n---\n",
    "content/a.fr.md": "---\ntitle: A\naliases: [/vieux]\n---\n",
    "content/b/index.md": "",
    "content/b/index.fr.md": "",
    "content/b/pic.txt": "shared",
    "content/b/pic.fr.txt": "french",
}


@pytest.mark.parametrize(
    ("source", "destination", "found"),
    [
        ("content/a.md", "/a/", "content/a.md"),
        ("content/a.fr.md", "/sous/a/", "content/a.fr.md"),
        ("content/a.fr.md", "/a/", "content/a.fr.md"),
        ("content/a.md", "https://fr.ex.org/sous/a/", "content/a.fr.md"),
        ("content/a.fr.md", "https://en.ex.org/a/", "content/a.md"),
        ("content/a.md", "https://fr.ex.org/sous/vieux/", "content/a.fr.md"),
        ("content/a.md", "/old", "content/a.md"),
        ("content/a.md", "/vieux", ""),
        ("content/b/index.md", "pic.txt", "content/b/pic.txt"),
        ("content/b/index.fr.md", "pic.txt", "content/b/pic.fr.txt"),
    ],
)
def test_hosts_of_languages_are_kept_apart(tmp_path: Path, source: str, destination: str, found: str) -> None:
    """The same path means another page on another language's host."""
    for name, text in HOSTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    target = link(read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC)), destination, source)
    assert (target.page.source if target.page else target.file.path if target.file else "") == found


def test_the_address_of_a_page_on_another_host_keeps_it(tmp_path: Path) -> None:
    """Its path alone would lead to the page's own host; what is on that needs no host."""
    for name, text in HOSTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert link(site, "https://fr.ex.org/sous/a/#b", "content/a.md").url == "https://fr.ex.org/sous/a/#b"
    assert link(site, "https://en.ex.org/a/#b", "content/a.md").url == "/a/#b"


def test_a_reference_to_nothing_leads_where_the_site_says(tmp_path: Path) -> None:
    """`refLinksNotFoundURL` is the address of a reference that is not found, and the error stays."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    (tmp_path / "hugo.yaml").write_text("refLinksNotFoundURL: https://ex.org/gone/\n", encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    page = next(page for page in site.pages if page.source)
    target = site.reader.ref(page, "nowhere.md")
    assert (target.page, target.url, target.error) == (None, "https://ex.org/gone/", "page not found")


@pytest.mark.parametrize("destination", ["broken.md", "broken", "./broken.md#x", "/posts/broken", "../posts/Broken.md"])
def test_a_link_to_a_page_that_could_not_be_read_says_so(tmp_path: Path, destination: str) -> None:
    """The mistake is in the other file, not in the link."""
    files = {
        "hugo.toml": "",
        "content/posts/a.md": "---\ntitle: A\n---\n",
        "content/posts/broken.md": "---\ntitle: [\n---\n",
        "content/posts/deep/index.md": "---\ntitle: [\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    page = next(page for page in site.pages if page.source == "content/posts/a.md")
    unread = "content/posts/broken.md was set aside, because it could not be read"
    assert site.reader.link(page, destination).error == unread
    assert site.reader.ref(page, destination).error == unread
    assert site.reader.ref(page, "deep").error.startswith("content/posts/deep/index.md was set aside")
    assert site.reader.link(page, "other.md").error == "no page or file"
    assert site.reader.ref(page, "other.md").error == "page not found"


def test_nothing_stands_above_a_bundle_in_the_root(tmp_path: Path) -> None:
    """Hugo leads a page in the root to its neighbours by ``../``, and a bundle there to nothing."""
    files = {
        "hugo.toml": "",
        "content/bun/index.md": "---\ntitle: B\n---\n",
        "content/top.md": "---\ntitle: T\n---\n",
        "content/docs/a.md": "---\ntitle: A\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    pages = {page.source: page for page in site.pages}
    assert site.reader.ref(pages["content/bun/index.md"], "../docs").error == "page not found"
    assert site.reader.ref(pages["content/bun/index.md"], "docs").url == "/docs/"
    assert site.reader.ref(pages["content/top.md"], "../docs").url == "/docs/"


def test_a_name_may_hold_the_code_of_a_language_that_is_switched_off(tmp_path: Path) -> None:
    """Hugo knows it still, and leaves it out."""
    files = {
        "hugo.toml": "[languages.en]\n[languages.fr]\ndisabled = true\n",
        "content/docs/a.md": "---\ntitle: A\n---\n",
        "content/docs/_index.fr.md": "---\ntitle: D\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    page = next(page for page in site.pages if page.source == "content/docs/a.md")
    assert site.reader.ref(page, "/docs/_index.fr.md").url == "/docs/"
    assert site.reader.ref(page, "a", "fr").error == 'no site found with lang "fr"'


def test_the_address_of_a_bundle_file_is_that_of_its_own_name(tmp_path: Path) -> None:
    """Whatever metadata calls it, and wherever its page has its address."""
    files = {
        "hugo.toml": "[markup.goldmark.renderHooks.image]\nuseEmbedded = 'always'\n"
        "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'\n",
        "content/a/index.md": "---\nurl: /x/a.html\nresources: [{src: '*.txt', name: Named}]\n---\n",
        "content/a/own.txt": "x",
        "content/b/index.md": "---\noutputs: [json]\n---\n",
        "content/b/own.txt": "x",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    site = read_site(tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert link(site, "named", "content/a/index.md").url == "/x/a/own.txt"
    assert link(site, "own.txt", "content/b/index.md").url == "/b/own.txt"
