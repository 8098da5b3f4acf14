"""URLs, links and files on arbitrary input: nothing raises, nothing leaves the site."""

import io
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.errors import MigrateError
from migrate.extract import read_site
from migrate.extract.files import open_site
from migrate.extract.globs import glob_regex
from migrate.extract.gourl import escape_path, join_path, parse
from migrate.extract.images import file_facts
from migrate.extract.permalink_rules import parse_pattern, permalink_rules
from migrate.extract.permalinks import page_url
from migrate.extract.urls import PageFacts, UrlSettings
from migrate.model.source import BundleType, Kind, SourceSite

SECRET = "the secret outside"
PIECES = st.sampled_from(
    [
        "..",
        ".",
        "",
        "/",
        "content",
        "posts",
        "a.md",
        "b",
        "link",
        "loop",
        "outside",
        "secret.txt",
        "#x",
        "?y",
        "%2e%2e",
        "\\",
    ]
)
PATHS = st.lists(PIECES, max_size=8).map("/".join) | st.text(max_size=60)
FIXED = settings(derandomize=True, max_examples=300, deadline=None)


@pytest.fixture(scope="module")
def site() -> Iterator[SourceSite]:
    """Read a site that has links to a folder beside it and to itself."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "site")
        outside = Path(folder, "outside")
        for path, text in (
            (root / "content" / "posts" / "a.md", "---\ntitle: A\n---\n"),
            (root / "content" / "posts" / "b" / "index.md", "---\ntitle: B\n---\n"),
            (root / "static" / "s.txt", "static"),
            (outside / "secret.txt", SECRET),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for place in (root, root / "content", root / "content" / "posts" / "b", root / "static"):
            (place / "outside").symlink_to(outside)
            (place / "loop").symlink_to(root)
            (place / "link").symlink_to(outside / "secret.txt")
        yield read_site(root, now=datetime(2026, 1, 1, tzinfo=UTC))


@FIXED
@given(destination=PATHS)
def test_link_and_ref_never_raise_and_never_lead_outside(site: SourceSite, destination: str) -> None:
    """Any destination from any page has an answer, and no answer holds what lies beside the site."""
    for page in site.pages:
        target = site.reader.link(page, destination)
        assert not (target.page and target.file)
        if target.file:
            assert SECRET.encode() not in site.reader.read(target.file.path)
        site.reader.ref(page, destination)


@FIXED
@given(path=PATHS)
def test_reading_gives_files_of_the_site_or_an_error_of_our_own(site: SourceSite, path: str) -> None:
    """No spelling of a path, and no symbolic link, reaches the secret."""
    try:
        content = site.reader.read(path)
    except MigrateError:
        return
    assert SECRET.encode() not in content


@FIXED
@given(
    path=st.text(max_size=30).map(lambda text: f"/{text}"),
    slug=st.text(max_size=20),
    title=st.text(max_size=20),
    url=st.text(max_size=20),
    kind=st.sampled_from(list(Kind)),
    bundle=st.sampled_from(list(BundleType)),
    ugly=st.booleans(),
    lower=st.booleans(),
)
def test_every_page_gets_a_url(
    path: str, slug: str, title: str, url: str, kind: Kind, bundle: BundleType, ugly: bool, lower: bool
) -> None:
    """Whatever an author writes: a rooted link without spaces, and the absolute one ends with it."""
    rules = permalink_rules({"page": {"a": "/:slug/:title"}, "section": {"/": "/:sections[1:]/:2006"}})
    facts = PageFacts(kind, path, bundle=bundle, slug=slug, title=title, url=url)
    made = page_url(facts, UrlSettings(rules=rules, ugly=ugly, lower=lower, prefix="fr", folder="fr"))
    assert made.rel_permalink.startswith("/")
    assert made.permalink.endswith(made.rel_permalink)
    assert " " not in made.rel_permalink.partition("?")[0]


@FIXED
@given(text=st.text(max_size=60))
def test_url_and_pattern_readers_take_any_text(text: str) -> None:
    """Splitting, joining, escaping, globs and permalink patterns never raise; escaping twice changes nothing."""
    parse(text)
    parse_pattern(text)
    glob_regex(text).match(text)
    assert ".." not in join_path("/", text).split("/")
    assert escape_path(escape_path(text)) == escape_path(text)


@FIXED
@given(
    head=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"<svg ", b"RIFF0000WEBP", b"II*\0"]),
    tail=st.binary(max_size=200),
)
def test_any_bytes_have_file_facts(head: bytes, tail: bytes) -> None:
    """Broken images have no size instead of an error."""
    facts = file_facts("a.png", io.BytesIO(head + tail))
    assert facts.width >= 0
    assert facts.height >= 0


def test_walking_a_site_with_cycles_ends(site: SourceSite) -> None:
    """Only plain files are listed, each once."""
    found = list(open_site(Path(site.root)).walk(""))
    assert found == ["content/posts/a.md", "content/posts/b/index.md", "static/s.txt"]
