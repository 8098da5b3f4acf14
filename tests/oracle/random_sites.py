"""Small sites at random: configuration, languages, a tree of pages and files, front matter of every kind."""

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from tests.oracle.random_fronts import front_matter, written
from tests.oracle.site_parts import IMAGE

__all__ = ["random_site"]

_FOLDERS = (
    *("", "posts", "posts", "posts", "posts/deep", "posts/deep/er", "Guides", "docs", "docs/a b", "my-section", "box"),
    *("x.y", "Ünï", "tags", "tags/alpha", "docs/guide", "docs/guidelines", "_x", "post"),
)
_NAMES = (
    *(
        "p",
        "About Us",
        "v1.2",
        "UPPER",
        "Ünï cödé",
        "日本",
        "c++",
        "it's",
        "two  spaces",
        "_under",
        "a&b",
        "50%",
        "a#b",
    ),
    *(
        "emoji 😀",
        "ß",
        "-dash-",
        "README",
        "dot.",
        "2020-05-05-dated",
        "2020-05-05-10-11-12-timed",
        "2020-06-05",
        "q,w",
    ),
)
_FILES = (
    *("a.gif", "B c.gif", "pic.gif", "sub/d.gif", "sub/E.txt", "note.txt", "data.json", "sub/deep/z.gif", "ä.gif"),
    *("noext", "a.b.gif", "P.GIF", "doc.pdf", "x.css"),
)
_TERMS = (
    "alpha",
    "Beta",
    "Go Lang",
    "C++",
    "a/b",
    "日本",
    "Ünï",
    "x.y",
    "O'Neil",
    "100%",
    "iPhone",
    "#hash",
    "a & b",
    "1",
)
_TOKENS = (
    *(":year", ":month", ":monthname", ":day", ":weekdayname", ":yearday", ":section", ":sections", ":sections[1:]"),
    *(":sections[last]", ":sectionslug", ":sectionslugs", ":2006", ":Jan", "lit", ":year-:month"),
)
_NAMING = (":slug", ":title", ":slugorcontentbasename", ":contentbasename", ":filename", ":slugorfilename")
_TAXONOMIES = (
    {"tag": "tags", "category": "categories"},
    {"tag": "tags", "author": "authors", "series": "series"},
    {"genre": "my-genres", "tag": "tags"},
    {"tag": "tags", "tagger": "tagsfoo"},
)
_LANGUAGES = ("en", "fr", "de", "pt-br")
_SETTINGS: Mapping[str, tuple[Any, ...]] = {
    "uglyURLs": (True, {"posts": True}),
    "disablePathToLower": (True,),
    "removePathAccents": (True,),
    "titleCaseStyle": ("chicago", "go", "firstupper", "none"),
    "timeZone": ("America/New_York", "Europe/Oslo"),
    "pluralizeListTitles": (False,),
    "capitalizeListTitles": (False,),
    "defaultContentLanguageInSubdir": (True,),
    "disableKinds": (["sitemap"], ["term"], ["section"], ["RSS"]),
    "ignoreFiles": ([r"\.txt$"], ["/sub/"], [r"deep"]),
    "frontmatter": (
        {"date": [":filename", ":default"]},
        {"date": ["created", ":default"], "lastmod": ["date"]},
        {"date": [":default", ":filename"], "publishDate": ["created", ":default"]},
    ),
    "outputs": ({"page": ["html", "json"]}, {"section": ["rss", "html"]}),
    "theme": ("thm",),
}
_SETTING_SHARE = 0.12


def random_site(seed: int) -> dict[str, str | bytes]:
    """Return the files of a small site; the same ones for the same `seed`."""
    chance = Random(seed)
    config = _configuration(chance)
    codes = list(config.get("languages", {"en": {}}))
    terms = {plural: chance.sample(_TERMS, 4) for plural in config["taxonomies"].values()}
    files: dict[str, str | bytes] = {"hugo.json": json.dumps(config)}
    taken: set[tuple[str, str]] = set()
    for number in range(chance.randint(8, 18)):
        kind = chance.choice(("single", "single", "single", "leaf", "branch", "files"))
        folder = chance.choice(_FOLDERS)
        name = chance.choice((f"p{number}", f"p{number}", f"p{number}" if kind == "branch" else chance.choice(_NAMES)))
        path = "/".join(filter(None, (folder, name)))
        for code in chance.sample(codes, chance.randint(1, len(codes))):
            # Of two pages at one path in one language Hugo shows one, and which one is not for a test.
            if kind != "files" and (path.lower().replace(" ", "-"), code) in taken:
                continue
            taken.add((path.lower().replace(" ", "-"), code))
            mark = "" if code == config.get("defaultContentLanguage", "en") else f".{code}"
            text = written(front_matter(chance, number, terms, section=kind == "branch"), chance) + "Text.\n"
            match kind:
                case "single":
                    files[f"content/{path}{mark}.md"] = text
                case "leaf":
                    files[f"content/{path}/index{mark}.md"] = text
                case "branch":
                    files[f"content/{path}/_index{mark}.md"] = text
        if kind != "single":
            place = path if kind != "files" else folder
            files |= {f"content/{place}/{file}": IMAGE for file in chance.sample(_FILES, chance.randrange(4)) if place}
    if "theme" in config:
        files["themes/thm/content/posts/themed.md"] = "---\ntitle: Themed\n---\n"
        files["themes/thm/content/posts/p1.md"] = "---\ntitle: Of the theme\n---\n"
        files["themes/thm/hugo.toml"] = '[params]\nof = "theme"\n[taxonomies]\nmood = "moods"\n'
    return files


def _configuration(chance: Random) -> dict[str, Any]:
    base = chance.choice(("https://example.com/", "https://example.com/base/", "https://example.com/b/c", ""))
    config: dict[str, Any] = {"baseURL": base, "title": "Site", "taxonomies": chance.choice(_TAXONOMIES)}
    for name, values in _SETTINGS.items():
        if chance.random() < _SETTING_SHARE:
            config[name] = chance.choice(values)
    if chance.random() < 0.5:
        config["languages"] = {
            code: _language(chance, code) for code in chance.sample(_LANGUAGES, chance.randint(2, 3))
        }
        config["defaultContentLanguage"] = chance.choice(list(config["languages"]))
    if chance.random() < 0.5:
        config["permalinks"] = _permalinks(chance, list(config["taxonomies"].values()))
    if chance.random() < 0.15:
        config["cascade"] = {"params": {"banner": "config"}, "target": {"path": "/posts/**"}}
    return config


def _language(chance: Random, code: str) -> dict[str, Any]:
    offers: Mapping[str, Any] = {
        "weight": chance.randint(1, 5),
        "title": f"Site {code}",
        "timeZone": "Asia/Tokyo",
        "permalinks": {"page": {"posts": f"/{code}x/:slug/"}},
        "params": {"color": code},
    }
    return {name: value for name, value in offers.items() if chance.random() < 0.3}


def _permalinks(chance: Random, plurals: list[str]) -> Any:
    def pattern() -> str:
        tokens = [chance.choice(_TOKENS) for _ in range(chance.randint(1, 3))]
        return "/".join(("", *tokens, chance.choice(_NAMING) + chance.choice(("/", "", ".html"))))

    return chance.choice(
        (
            {chance.choice(("posts", "docs", "/", "posts/deep")): pattern()},
            {
                "page": {"posts": pattern(), "docs": pattern()},
                "section": {"posts": "/s/:slug/", "docs": "/:sectionslugs/"},
            },
            {"term": {plurals[0]: chance.choice(("/t/:slug/", "/:title/", "/:contentbasename/"))}},
            [
                {"target": {"path": "/posts/**", "kind": "page"}, "pattern": pattern()},
                {"target": {}, "pattern": "/x/:slug/"},
            ],
        )
    )
