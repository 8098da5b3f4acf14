"""URLs, publish targets and aliases against the real Hugo binary.

One content tree is built under several configurations; the facts of each page are taken from Hugo's own answers, so
that only the making of URLs is under test.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from migrate.extract.aliases import resolve
from migrate.extract.output_formats import output_names
from migrate.extract.permalinks import page_url
from migrate.extract.urls import PageFacts, SectionFacts, url_settings
from migrate.model.source import BundleType, Kind, Language
from tests.oracle.hugo_binary import build_site

PAGES: Mapping[str, Mapping[str, Any]] = {
    "_index.md": {"title": "Home"},
    "top.md": {"title": "Top", "aliases": ["old", "/Old Root/", "../up"]},
    "Top Two.md": {"title": "Top Two"},
    "-lead.md": {"title": "Lead"},
    "c#.md": {"title": "Sharp"},
    "Ünï 日本.md": {"title": "Ünï 日本 😀"},
    "index-slug.md": {"title": "Slug index", "slug": "index"},
    "emoji-slug.md": {"title": "Emoji", "slug": "a😀b"},
    "dots.v1.2.md": {"title": "Dots"},
    "posts/plain.md": {"title": "Plain Post", "date": "2016-03-04T23:30:00-08:00", "aliases": ["x.html", "/a/b.htm"]},
    "posts/Slug Ged.md": {"title": "Slugged", "slug": "My Slug", "date": "2016-12-31"},
    "posts/slash.md": {"title": "A/B \\ C", "slug": "x/Y z/w"},
    "posts/slash-title.md": {"title": "A/B \\ C / D", "date": "2019-11-09T23:01:42Z"},
    "posts/no-title.md": {"date": "2020-02-29"},
    "posts/plus.md": {"title": "C++ & C#: 50% of 50%25 + café", "date": "2021-07-01"},
    "posts/tilde.md": {"title": "a_b~c@d+e -f", "slug": "a_b~c@d+e -f", "date": "2021-07-01"},
    "posts/dashes.md": {"title": "---", "slug": "-x-", "date": "2021-07-01"},
    "posts/bun/index.md": {"title": "Bundle", "date": "2018-05-05", "aliases": ["sib", "./kid/"]},
    "posts/Bun Two/index.md": {"title": "Bundle 2", "slug": "index", "date": "2018-05-05"},
    "posts/sub/deep.md": {"title": "Deep", "date": "2018-05-06"},
    "posts/sub/deeper/deepest.md": {"title": "Deepest", "slug": "the deepest", "date": "2018-05-06"},
    "posts/url-root.md": {"title": "U1", "url": "/Foo Bar/"},
    "posts/url-rel.md": {"title": "U2", "url": "rel/Path"},
    "posts/url-file.md": {"title": "U3", "url": "/files/Page.html"},
    "posts/url-pdf.md": {"title": "U4", "url": "/files/doc.pdf"},
    "posts/url-query.md": {"title": "U5", "url": "/q/x?y=1&z=é#frag"},
    "posts/url-dots.md": {"title": "U6", "url": "/a/../b/./c/"},
    "posts/url-double.md": {"title": "U7", "url": "//x//y"},
    "posts/url-tokens.md": {"title": "U8 Title", "url": "/:year/:slug/x", "date": "2017-01-02"},
    "posts/url-escape.md": {"title": "U9", "url": "/it's/(a)[b]/ü!*/"},
    "posts/url-index.md": {"title": "U10", "url": "/some/index.html"},
    "posts/url-valid.md": {"title": "U11", "url": "/it's/(a)[b]!*/"},
    "posts/url-fr.md": {"title": "U12", "url": "fr/here/"},
    "posts/url-colon.md": {"title": "U13", "url": "/a\\:b/"},
    "posts/url-version.md": {"title": "U14", "url": "/v1.2/x"},
    "out/json.md": {"title": "J", "outputs": ["json"]},
    "out/both.md": {"title": "B", "outputs": ["JSON", "HTML"]},
    "out/amp.md": {"title": "M", "outputs": "amp"},
    "out/calendar.md": {"title": "C", "outputs": ["calendar"], "aliases": ["cal"]},
    "out/search.md": {"title": "S", "outputs": ["search"]},
    "out/url.md": {"title": "U", "outputs": ["json"], "url": "/api/all/"},
    "out/file.md": {"title": "F", "outputs": ["json"], "url": "/api/all.json"},
    "out/feed/_index.md": {"title": "F", "outputs": ["rss"]},
    "out/list/_index.md": {"title": "F", "outputs": ["json"]},
    "Docs/_index.md": {"title": "The Docs", "slug": "Doc Slug", "aliases": ["docu"]},
    "Docs/one.md": {"title": "One"},
    "Docs/Guide Book/_index.md": {"title": "Guide / Book"},
    "Docs/Guide Book/two.md": {"title": "Two", "slug": "zwei"},
    "Docs/Guide Book/plain/three.md": {"title": "Three"},
    "Docs/Guide Book/Inner/_index.md": {"title": "Inner", "slug": "in/ner"},
    "Docs/Guide Book/Inner/four/index.md": {"title": "Four"},
    "news/first.md": {
        "title": "First News",
        "date": "2015-01-09",
        "tags": ["Go Lang", "C++", "Ärger", "A/B", "X / Y", "Z / W"],
    },
    "news/year/_index.md": {"title": "Year", "url": "/news-by-year/"},
    "news/year/in.md": {"title": "In Year", "date": "2015-01-10"},
    "events/party.md": {"title": "Party", "date": "2022-02-03T04:05:06Z"},
    "tags/_index.md": {"title": "Labels"},
    "tags/go-lang/_index.md": {"title": "Go!", "slug": "golang"},
    "tags/x---y/_index.md": {"title": "X / Y"},
    "categories/_index.md": {"title": "Kategorien", "slug": "kat"},
}

LANGUAGES = {
    "en": {"weight": 1},
    "fr": {"weight": 2, "permalinks": {"posts": "/articles/:slug/"}},
}
TOKENS = ":year/:month/:monthname/:day/:weekday/:weekdayname/:yearday"
NAMES = ":title/:slug/:slugorfilename/:filename/:contentbasename/:slugorcontentbasename"

CONFIGURATIONS: Mapping[str, Mapping[str, Any]] = {
    "defaults": {},
    "base-path": {"baseURL": "https://ex.org/some/base", "permalinks": {"posts": "/p/:slug"}},
    "canonify": {"baseURL": "https://ex.org/base/", "canonifyURLs": True},
    "ugly": {"uglyURLs": True},
    "ugly-section": {"uglyURLs": {"posts": True, "docs": True}, "permalinks": {"news": "/n/:title/"}},
    "ugly-permalinks": {"uglyURLs": True, "permalinks": {"posts": "/:year/:slug/", "tags": "/t/:slug/"}},
    "tokens": {"permalinks": {"posts": TOKENS, "news": NAMES, "events": "/:2006/:01/:02-:Jan/:Monday/:1504/x:year"}},
    "names": {"permalinks": {"posts": NAMES, "docs": ":section/:sections/:sectionslug/:sectionslugs/:slug"}},
    "root": {"permalinks": {"/": "/root/:title/", "posts": "/:title.html", "docs": "/d\\:x/:sections[1:]/:filename"}},
    "cuts": {
        "permalinks": {
            "docs": "/:sections[0]/-:sections[last]/-:sections[:last]/-:sections[7]/-:sectionslugs[1:]/:slug"
        }
    },
    "kinds": {
        "permalinks": {
            "page": {"posts": "/blog/:slugorfilename/", "docs/guide-book": "/gb/:title/"},
            "section": {"docs": "/handbook/:slug/", "posts": "/blog/"},
            "taxonomy": {"tags": "/labels/"},
            "term": {"tags": "/label/:slug/"},
        }
    },
    "targets": {
        "permalinks": [
            {"target": {"kind": "page", "path": "/posts/{bun,sub/**}"}, "pattern": "/b/:slug/"},
            {"target": {"kind": "{page,section}", "path": "/docs/**"}, "pattern": "/ds/:sections/:slug/"},
            {"target": {"path": "/posts/*"}, "pattern": "/:year/:slugorcontentbasename/"},
            {"target": {"kind": "term"}, "pattern": "/terms/:title"},
        ]
    },
    "case-and-accents": {"disablePathToLower": True, "removePathAccents": True, "permalinks": {"posts": NAMES}},
    "case": {
        "disablePathToLower": True,
        "permalinks": {"docs": ":section/:sections/:sections[1:]/:sectionslugs/:slug"},
    },
    "accents": {"removePathAccents": True, "permalinks": {"news": "/:title/:monthname"}},
    "languages": {"languages": LANGUAGES, "baseURL": "https://ex.org/b/"},
    "languages-subdir": {"languages": LANGUAGES, "defaultContentLanguageInSubdir": True, "uglyURLs": True},
    "languages-hosts": {
        "languages": {
            "en": {"weight": 1, "baseURL": "https://en.ex.org/"},
            "fr": {"weight": 2, "baseURL": "https://fr.ex.org/base/"},
        }
    },
}

SEARCH_FORMAT = {"mediaType": "application/json", "baseName": "searchindex"}
LISTING = """{{- $pages := slice -}}
{{- range site.Pages -}}
{{- $sections := slice -}}
{{- range .Ancestors.Reverse -}}
{{- if not .IsHome -}}
{{- $sections = $sections | append (dict "path" .Path "title" .Title "slug" .Slug) -}}
{{- end -}}{{- end -}}
{{- if and (ne .Kind "page") (not .IsHome) -}}
{{- $sections = $sections | append (dict "path" .Path "title" .Title "slug" .Slug) -}}
{{- end -}}
{{- $file := "" -}}{{- $name := "" -}}
{{- with .File -}}{{- $file = .Path -}}{{- $name = .TranslationBaseName -}}{{- end -}}
{{- $pages = $pages | append (dict "kind" .Kind "path" .Path "lang" .Lang "file" $file "name" $name
  "bundle" .BundleType "title" .Title "slug" .Slug "date" .Date "sections" $sections
  "url" .Params.url "outputs" .Params.outputs
  "raw_aliases" .Params.aliases "aliases" .Aliases "rel" .RelPermalink "abs" .Permalink) -}}
{{- end -}}
{{- $listing := resources.FromString (printf "listing-%s.json" site.Language.Lang) (jsonify $pages) -}}
{{- $listing.Publish -}}
home
"""


def write_site(folder: Path, configuration: Mapping[str, Any], pages: Mapping[str, Mapping[str, Any]]) -> None:
    """Write a site whose home page lists the facts and URLs of all pages as JSON."""
    folder.joinpath("layouts").mkdir(parents=True)
    for name in ("page", "section", "taxonomy", "term"):
        folder.joinpath("layouts", f"{name}.html").write_text("{{ .RelPermalink }}", encoding="utf-8")
    folder.joinpath("layouts", "home.html").write_text(LISTING, encoding="utf-8")
    for name in ("json", "calendar.ics", "search.json", "amp.html", "rss.xml"):
        folder.joinpath("layouts", f"all.{name}").write_text("x", encoding="utf-8")
    base = {
        "baseURL": "https://ex.org/",
        "outputFormats": {"search": SEARCH_FORMAT},
        "disableKinds": ["sitemap", "robotsTXT", "404"],
    }
    folder.joinpath("hugo.yaml").write_text(yaml.safe_dump({**base, **configuration}), encoding="utf-8")
    languages: Sequence[str] = ["", *list(configuration.get("languages", {}))[1:]]
    for name, fields in pages.items():
        for language in languages:
            path = folder / "content" / (name.removesuffix("md") + f"{language}.md".removeprefix("."))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{yaml.safe_dump(dict(fields), allow_unicode=True)}---\n", encoding="utf-8")


def list_pages(folder: Path) -> list[dict[str, Any]]:
    """Build the site and return what the home pages of all languages list."""
    return [
        page
        for listing in sorted(build_site(folder).glob("**/listing-*.json"))
        for page in json.loads(listing.read_text(encoding="utf-8"))
    ]


def facts_of(page: Mapping[str, Any]) -> PageFacts:
    """Return the facts that the URL of a listed page depends on."""
    date = datetime.fromisoformat(page["date"])
    disk = ""
    if page["file"]:
        folder, _, name = ("/" + page["file"]).rpartition("/")
        disk = folder if page["bundle"] else f"{folder}/{name.removesuffix('.md').removesuffix('.' + page['lang'])}"
    elif page["kind"] == "term":
        # Hugo shows no other trace of the author's spelling than the title, which all terms here are spelled like.
        disk = page["path"][: -len(page["title"])] + page["title"].replace(" ", "-")
    return PageFacts(
        kind=Kind(page["kind"]),
        path=page["path"],
        disk_path=disk,
        file_name=page["name"],
        bundle=BundleType(page["bundle"]),
        sections=tuple(SectionFacts(**section) for section in page["sections"]),
        title=page["title"],
        slug=page["slug"],
        url=page["url"] or "",
        outputs=output_names(page["outputs"]),
        date=None if date.year == 1 else date,
    )


def language_of(configuration: Mapping[str, Any], lang: str) -> tuple[Language, dict[str, Any], bool]:
    """Return a language of a configuration with the settings merged for it."""
    languages = configuration.get("languages", {"en": {}})
    own = languages[lang]
    base = own.get("baseURL") or configuration.get("baseURL") or "https://ex.org/"
    multihost = "baseURL" in own
    prefix = lang if lang != "en" or configuration.get("defaultContentLanguageInSubdir") else ""
    raw = {key.lower(): value for key, value in {**configuration, **own}.items()}
    raw["outputformats"] = {"search": {key.lower(): value for key, value in SEARCH_FORMAT.items()}}
    return (
        Language(lang, "", "", "", base, prefix, "content", "", own.get("weight", 0), {}),
        raw,
        multihost,
    )


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_urls_targets_and_aliases_are_those_of_hugo(name: str, tmp_path: Path) -> None:
    """Every page of the tree gets the RelPermalink, Permalink, file and aliases that Hugo gives it."""
    configuration = CONFIGURATIONS[name]
    write_site(tmp_path, configuration, PAGES)
    listed = list_pages(tmp_path)
    assert len(listed) >= len(PAGES)
    settings = {}
    wrong = []
    for page in listed:
        lang = page["lang"]
        if lang not in settings:
            language, raw, multihost = language_of(configuration, lang)
            settings[lang] = url_settings(language, raw, multihost=multihost)
        facts = facts_of(page)
        url = page_url(facts, settings[lang])
        aliases = resolve(page["raw_aliases"] or (), facts, url, settings[lang])
        base = settings[lang].base_path
        # With a host for each language Hugo names the folder on disk, which is that host's root.
        expected_aliases = tuple(
            base + alias.removeprefix(f"/{lang}" if multihost else "") for alias in page["aliases"]
        )
        ours = (url.rel_permalink, url.permalink, aliases, (tmp_path / "public" / url.target.lstrip("/")).is_file())
        if ours != (page["rel"], page["abs"], expected_aliases, True):
            wrong.append((page["path"], lang, ours, (page["rel"], page["abs"], expected_aliases)))
    assert not wrong, "\n".join(map(str, wrong))
