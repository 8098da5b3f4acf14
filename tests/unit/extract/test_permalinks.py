"""URLs of pages: the recorded slugs and titles, and the rules that no recorded case shows."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrate.extract.permalink_rules import permalink_rules
from migrate.extract.permalinks import page_url
from migrate.extract.slugs import clean_slug
from migrate.extract.urls import PageFacts, SectionFacts, UrlSettings, url_settings
from migrate.model.source import BundleType, Kind, Language, ParamMap

CASES = Path(__file__).resolve().parents[3] / ".." / "shared" / "cases" / "hugo-oracle.json"
RECORDED: dict[str, Any] = json.loads(CASES.read_text(encoding="utf-8")) if CASES.is_file() else {}
NEEDS_CASES = pytest.mark.skipif(not RECORDED, reason="../shared/cases/hugo-oracle.json is absent")
ENGLISH = Language("en", "", "en", "", "https://ex.org/", "", "content", "", 0, {})


def url_of(facts: PageFacts, **settings: Any) -> str:
    """Return the RelPermalink under some settings."""
    return page_url(facts, UrlSettings(**settings)).rel_permalink


@NEEDS_CASES
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("slug_to_url", {}),
        ("slug_to_url_disablePathToLower", {"lower": False}),
        ("slug_to_url_removePathAccents", {"remove_accents": True}),
        ("slug_to_permalink_p_slug", {"rules": permalink_rules({"/": "/p/:slug/"})}),
    ],
)
def test_recorded_slugs_give_the_recorded_urls(name: str, settings: dict[str, Any]) -> None:
    """Every slug that the binary was given; a slug of hyphens alone leaves the page its own name."""
    for slug, expected in RECORDED[name].items():
        title = expected.strip("/").rpartition("/")[2] if not clean_slug(slug) else "unused"
        facts = PageFacts(Kind.PAGE, f"/{title}", file_name=title, title=title, slug=clean_slug(slug))
        assert url_of(facts, **settings) == expected, slug


@NEEDS_CASES
def test_recorded_titles_give_the_recorded_urls() -> None:
    """``/:year/:month/:title/`` over every title that the binary was given."""
    rules = permalink_rules({"/": "/:year/:month/:title/"})
    for title, expected in RECORDED["title_to_permalink_year_month_title"].items():
        facts = PageFacts(Kind.PAGE, "/x", title=title, date=datetime(2016, 3, 4, tzinfo=UTC))
        assert url_of(facts, rules=rules) == expected, title


@NEEDS_CASES
def test_recorded_file_names_give_the_recorded_urls() -> None:
    """Every file name that the binary was given."""
    for case in RECORDED["filename_to_url"]:
        assert url_of(PageFacts(Kind.PAGE, case["path"])) == case["url"], case["filename"]


@pytest.mark.parametrize(
    ("version", "expected"), [(None, "/book/s/a/"), ((0, 167), "/book/s/a/"), ((0, 166), "/docs/s/a/")]
)
def test_section_slugs_count_since_0_167(version: tuple[int, int] | None, expected: str) -> None:
    """Older Hugo leaves the folder's name in the URLs below it."""
    facts = PageFacts(Kind.PAGE, "/docs/s/a", sections=(SectionFacts("/docs", "Docs", "book"),))
    settings = url_settings(ENGLISH, {}, hugo_version=version)
    assert page_url(facts, settings).rel_permalink == expected


@pytest.mark.parametrize(("version", "expected"), [(None, "/a-b/"), ((0, 151), "/a/b/")])
def test_a_slash_in_a_title_separates_only_in_older_hugo(version: tuple[int, int] | None, expected: str) -> None:
    """Since 0.166 it is a hyphen."""
    settings = url_settings(ENGLISH, {"permalinks": {"/": "/:title/"}}, hugo_version=version)
    assert page_url(PageFacts(Kind.PAGE, "/x", title="A/B"), settings).rel_permalink == expected


def test_an_ugly_page_without_a_name_is_a_suffix_alone() -> None:
    """As Hugo has it for a page without the title that its permalink asks for."""
    facts = PageFacts(Kind.PAGE, "/posts/a", title="")
    assert url_of(facts, rules=permalink_rules({"posts": "/:title/"}), ugly=True) == "/.html"
    assert url_of(facts, rules=permalink_rules({"posts": "/:title/"})) == "/"


@pytest.mark.parametrize(
    ("raw", "base_url", "rel_permalink", "permalink"),
    [
        ({}, "", "/a/", "https://example.org/a/"),
        ({}, "https://x.org", "/a/", "https://x.org/a/"),
        ({}, "https://x.org/b", "/b/a/", "https://x.org/b/a/"),
        ({"canonifyurls": True}, "https://x.org/b/", "/a/", "https://x.org/b/a/"),
        ({"uglyurls": "true"}, "https://x.org/", "/a.html", "https://x.org/a.html"),
        ({"uglyurls": {"posts": True}}, "https://x.org/", "/a/", "https://x.org/a/"),
    ],
)
def test_base_urls_and_switches(raw: ParamMap, base_url: str, rel_permalink: str, permalink: str) -> None:
    """The path of the base URL is part of RelPermalink unless ``canonifyURLs`` adds it later."""
    language = Language("en", "", "en", "", base_url, "", "content", "", 0, {})
    url = page_url(PageFacts(Kind.PAGE, "/a"), url_settings(language, raw))
    assert (url.rel_permalink, url.permalink) == (rel_permalink, permalink)


@pytest.mark.parametrize(
    ("url", "prefix", "link", "target"),
    [
        ("/x/", "fr", "/x/", "/x/index.html"),
        ("x", "fr", "/fr/x/", "/fr/x/index.html"),
        ("/x.pdf", "", "/x.pdf", "/x.pdf"),
        ("/:unknown/x", "", "/:unknown/x/", "/:unknown/x/index.html"),
        ("/a b/ü.html", "", "/a%20b/%C3%BC.html", "/a b/ü.html"),
    ],
)
def test_an_explicit_url_wins(url: str, prefix: str, link: str, target: str) -> None:
    """It is taken as written; only a relative one gets the language."""
    facts = PageFacts(Kind.PAGE, "/posts/a", url=url)
    made = page_url(facts, UrlSettings(prefix=prefix, folder=prefix))
    assert (made.rel_permalink, made.target) == (link, target)


def test_bundle_files_are_published_in_the_folder_of_the_page() -> None:
    """An ugly page has a folder of its own name for them."""
    facts = PageFacts(Kind.PAGE, "/posts/a", bundle=BundleType.LEAF)
    assert page_url(facts, UrlSettings()).resources == "/posts/a"
    assert page_url(facts, UrlSettings(ugly=True)).resources == "/posts/a"
    assert page_url(PageFacts(Kind.HOME, "/"), UrlSettings()).resources == ""
