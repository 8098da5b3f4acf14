"""Small sites that each use one side of Hugo to the full."""

from collections.abc import Mapping

__all__ = ["SITES"]


def _page(front: str, body: str = "Text.") -> str:
    return f"---\n{front.strip()}\n---\n{body}\n"


_IMAGE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)

_LANGUAGES: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL = "https://example.com/base/"
title = "Root title"
defaultContentLanguage = "en"
timeZone = "Europe/Oslo"
disableLanguages = ["de"]
[params]
a = 1
[languages.en]
weight = 2
[languages.fr]
weight = 1
title = "Titre"
timeZone = "America/New_York"
[languages.de]
weight = 3
[languages.pt-br]
title = "Título"
contentDir = "conteudo"
[languages.pt-br.taxonomies]
tag = "etiquetas"
[languages.pt-br.permalinks]
posts = "/p/:slug/"
""",
    "content/_index.md": _page("title: Home"),
    "content/_index.fr.md": _page("title: Accueil\ndate: 2020-01-01"),
    "content/posts/one.md": _page("title: One\ndate: 2020-05-05\ntags: [Go, web dev]"),
    "content/posts/one.fr.md": _page("title: Un\ndate: 2020-05-06 10:00:00\ntags: [Go]"),
    "content/posts/one.de.md": _page("title: Eins"),
    "content/posts/only-fr.fr.md": _page("title: Seulement"),
    "content/posts/two.EN.md": _page("title: Two"),
    "content/posts/linked.md": _page("title: Linked\ntranslationKey: shared"),
    "content/posts/lie.fr.md": _page("title: Lié\ntranslationKey: shared"),
    "content/posts/v1.2.md": _page("title: Version"),
    "content/posts/unknown.xx.md": _page("title: Unknown language"),
    "content/bundle/index.md": _page("title: Bundle"),
    "content/bundle/index.fr.md": _page("title: Liasse"),
    "content/bundle/shared.gif": _IMAGE,
    "content/bundle/own.gif": _IMAGE,
    "content/bundle/own.fr.gif": _IMAGE,
    "content/frsection/_index.fr.md": _page("title: Section"),
    "content/frsection/inner/_index.fr.md": _page("title: Interne"),
    "content/frsection/inner/a.md": _page("title: A"),
    "content/frsection/inner/a.fr.md": _page("title: A"),
    "content/frsection/inner/pic.gif": _IMAGE,
    "conteudo/posts/one.md": _page("title: Um\netiquetas: [Go]\ntags: [Go]"),
    "conteudo/posts/um.en.md": _page("title: In English"),
    "conteudo/about/index.md": _page("title: Sobre"),
}

_CASCADE: Mapping[str, str | bytes] = {
    "hugo.yaml": """
baseURL: https://example.com/
title: Cascade
cascade:
  - target: {path: "/posts/**", kind: page}
    params: {from_config: posts}
    type: article
  - target: {kind: "{section,home}"}
    from_config: lists
  - target: {environment: development}
    params: {never: true}
  - from_config: rest
    description: From config
""",
    "content/_index.md": _page("title: Home\ncascade:\n  home: yes\n  layer: home"),
    "content/posts/_index.md": _page(
        "title: Posts\ncascade:\n"
        "- target: {path: '/posts/deep/**'}\n  layer: deep\n  weight: 7\n"
        "- layer: posts\n  draft: true\n  tags: [inherited]\n  params: {nested: {Key: Value}, layer: params}\n"
    ),
    "content/posts/a.md": _page("title: A\nlayer: own\nparams: {extra: 1, nested: mine}"),
    "content/posts/b.md": _page("title: B\ndraft: false\ntags: [own]"),
    "content/posts/deep/c.md": _page("title: C"),
    "content/posts/deep/_index.md": _page("title: Deep\ncascade: {layer: deeper, date: 2019-01-01}"),
    "content/posts/deep/bundle/index.md": _page("title: Bundle\ncascade: {layer: bundle}"),
    "content/other/d.md": _page("title: D"),
    "content/Mixed Case/e f.md": _page("title: E"),
}

_BUNDLES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Bundles"\n',
    "content/posts/leaf/index.md": _page(
        "title: Leaf\nresources:\n"
        "- {src: 'gallery/*.GIF', title: 'Picture :counter', name: 'pic-:counter', params: {Credit: Ann}}\n"
        "- {src: '**.gif', title: 'Any :counter', params: {credit: Bob, more: 1}}\n"
        "- {src: '*.pdf', name: 'Papers/Report'}\n"
    ),
    "content/posts/leaf/gallery/b.gif": _IMAGE,
    "content/posts/leaf/gallery/a.gif": _IMAGE,
    "content/posts/leaf/gallery/deep/c.gif": _IMAGE,
    "content/posts/leaf/Top Pic.gif": _IMAGE,
    "content/posts/leaf/report.pdf": b"%PDF-1.4",
    "content/posts/leaf/data.json": b"{}",
    "content/posts/leaf/data.csv": b"a,b\n",
    "content/posts/leaf/note.txt": b"x",
    "content/posts/leaf/README": b"x",
    "content/posts/leaf/song.mp3": b"x",
    "content/posts/leaf/film.mp4": b"x",
    "content/posts/leaf/page.md": _page("title: Inner page"),
    "content/posts/leaf/sub/index.md": _page("title: Inner bundle"),
    "content/posts/leaf/_index.md": _page("title: Not a section"),
    "content/posts/pic.gif": _IMAGE,
    "content/posts/img/pic.gif": _IMAGE,
    "content/posts/single.md": _page("title: Single"),
    "content/posts/single/pic.gif": _IMAGE,
    "content/docs/_index.md": _page("title: Docs"),
    "content/docs/pic.gif": _IMAGE,
    "content/docs/img/pic.gif": _IMAGE,
    "content/docs/guide/_index.md": _page("title: Guide"),
    "content/docs/guide/pic.gif": _IMAGE,
    "content/docs/plain/a.md": _page("title: A"),
    "content/docs/plain/pic.gif": _IMAGE,
    "content/root.gif": _IMAGE,
    "content/Upper Case/index.md": _page("title: Upper"),
    "content/Upper Case/My Pic.gif": _IMAGE,
    "content/.hidden/a.md": _page("title: Hidden"),
    "content/posts/.b.md": _page("title: Hidden"),
    "content/posts/c.md~": _page("title: Backup"),
    "content/posts/#d.md": _page("title: Backup"),
    "content/_underscore.md": _page("title: Underscore"),
    "content/README.md": _page("title: Readme"),
}

_DUPLICATES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Duplicates"\n[security]\nallowContent = [".*"]\n',
    "content/p/A.md": _page("title: Capital"),
    "content/p/a.md": _page("title: Small"),
    "content/p/b c.md": _page("title: Space"),
    "content/p/b-c.md": _page("title: Hyphen"),
    "content/p/d.markdown": _page("title: Markdown"),
    "content/p/d.md": _page("title: Md"),
    "content/p/d.html": _page("title: Html"),
    "content/p/e.md": _page("title: File"),
    "content/p/e/index.md": _page("title: Bundle"),
    "content/p/f.md": _page("title: File"),
    "content/p/f/_index.md": _page("title: Section"),
    "content/p/g.md": _page("title: Bare"),
    "content/p/g.en.md": _page("title: Explicit"),
    "content/q.md": _page("title: Page at the place of a section"),
    "content/q/inner.md": _page("title: Inner"),
}

_DATES: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL = "https://example.com/"
title = "Dates"
timeZone = "Europe/Berlin"
[frontmatter]
date = [":filename", ":default", "created"]
lastmod = ["updated", ":default"]
publishDate = ["embargo", ":default"]
expiryDate = ["gone", ":default"]
[permalinks]
posts = "/:year/:month/:slugorcontentbasename/"
""",
    "content/posts/2016-03-04-from-name.md": _page("title: From name"),
    "content/posts/2016-03-05.md": _page("title: Only a date"),
    "content/posts/2016-03-06_10-11-12 timed.md": _page("title: Timed"),
    "content/posts/2016-03-07-bundle/index.md": _page("title: Bundle"),
    "content/posts/2016-03-08-slugged.md": _page("title: Slugged\nslug: own\ndate: 2010-01-01"),
    "content/posts/2016-13-40-no-date.md": _page("title: No date"),
    "content/posts/created.md": _page("title: Created\ncreated: 2011-02-03"),
    "content/posts/updated.md": _page("title: Updated\ndate: 2011-02-03\nupdated: 2012-01-01T10:00:00+09:00"),
    "content/posts/pubdate.md": _page("title: Pubdate\npubDate: 2013-01-01 10:00:00"),
    "content/posts/published.md": _page("title: Published\npublished: 2013-05-01"),
    "content/posts/modified.md": _page("title: Modified\nmodified: 2013-06-01"),
    "content/posts/embargo.md": _page("title: Embargo\ndate: 2013-06-01\nembargo: 2030-01-01"),
    "content/posts/gone.md": _page("title: Gone\ndate: 2013-06-01\ngone: 2014-01-01"),
    "content/posts/unpublish.md": _page("title: Unpublish\ndate: 2013-06-01\nunpublishDate: 2040-01-01"),
    "content/posts/bad.md": _page("title: Bad\ndate: 2013/06/01\nlastmod: 2013-07-01"),
    "content/posts/toml.md": "+++\ntitle = 'Toml'\ndate = 2015-01-01\nlastmod = 2015-01-02T10:00:00\n"
    "publishDate = 2015-01-03T10:00:00-05:00\n+++\n",
    "content/posts/json.md": '{"title": "Json", "date": "2015-01-01T00:00:00Z"}\n',
    "content/posts/empty.md": _page("title: Empty\ndate:\nlastmod: ''"),
    "content/events/_index.md": _page("title: Events\nlastmod: 2001-01-01"),
    "content/events/old.md": _page("title: Old\ndate: 2000-01-01"),
    "content/events/sub/_index.md": _page("title: Sub"),
    "content/events/sub/future.md": _page("title: Future\ndate: 2035-01-01\ntags: [later]"),
    "content/events/sub/past.md": _page("title: Past\ndate: 2005-01-01\ntags: [later, sooner]"),
    "content/tags/sooner/_index.md": _page("title: Sooner\ndate: 1999-01-01"),
}

_TAXONOMIES: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL = "https://example.com/"
title = "Taxonomies"
[taxonomies]
tag = "tags"
author = "authors"
series = "series"
genre = "my-genres"
[permalinks.term]
authors = "/people/:slug/"
""",
    "content/p/a.md": _page("title: A\ntags: [Go, go, 'the lord of the rings', iPhone, a/b, 'C++ & C#', 1, true, '']"),
    "content/p/b.md": _page("title: B\ntags: 'one, two'\nauthors: [Jane Doe]\nseries: [Part One]"),
    "content/p/c.md": _page("title: C\ntags: {a: 1}\nauthors: jane-doe\ncategories: [none]"),
    "content/p/d.md": _page("title: D\nTags: [GO]\ntags_weight: 3\nmy-genres: ['rock-and-roll', 'état-major']"),
    "content/p/e.md": _page("title: E\ntags: [hidden]\nbuild: {render: never}"),
    "content/p/f.md": _page("title: F\nparams: {tags: [nested]}\ntags: [outer]"),
    "content/tags/_index.md": _page("title: Labels\nweight: 3"),
    "content/tags/go/_index.md": _page("title: Golang\nslug: golang"),
    "content/tags/Unused Term/_index.md": _page("title: Unused"),
    "content/authors/jane-doe/_index.md": _page("title: Jane D."),
    "content/authors/jane-doe/pic.gif": _IMAGE,
    "content/tags/go/deep/page.md": _page("title: Page in a term"),
    "content/_index.md": _page("title: Home\ntags: [home]"),
    "content/p/_index.md": _page("title: P\ntags: [section]"),
}

_MOUNTS: Mapping[str, str | bytes] = {
    "config/_default/hugo.toml": 'baseURL = "https://example.com/"\ntheme = ["second", "first"]\n[params]\na = "own"\n',
    "config/_default/params.toml": 'b = "file"\n[inner]\nx = 1\n',
    "config/_default/languages.yaml": "en: {weight: 1, title: English}\nnl: {weight: 2, title: Nederlands}\n",
    "config/_default/params.nl.toml": 'b = "nl"\n',
    "config/_default/menus.en.toml": '[[main]]\nname = "Home"\nurl = "/"\n',
    "config/_default/module.toml": """
[[mounts]]
source = "content"
target = "content"
files = ["! drafts/**", "! **.tmp.md"]
[[mounts]]
source = "nederlands"
target = "content"
lang = "nl"
[[mounts]]
source = "more/docs"
target = "content/docs/imported"
[[mounts]]
source = "CHANGELOG.md"
target = "content/changes.md"
""",
    "config/production/params.toml": 'b = "production"\n',
    "CHANGELOG.md": _page("title: Changes"),
    "content/a.md": _page("title: A"),
    "content/drafts/b.md": _page("title: Left out"),
    "content/c.tmp.md": _page("title: Left out"),
    "content/both.md": _page("title: Own"),
    "nederlands/a.md": _page("title: A in het Nederlands"),
    "nederlands/sectie/b.md": _page("title: B"),
    "more/docs/guide.md": _page("title: Guide"),
    "more/docs/sub/_index.md": _page("title: Sub"),
    "themes/first/content/both.md": _page("title: First"),
    "themes/first/content/first.md": _page("title: Only first"),
    "themes/first/content/shared.md": _page("title: Shared by first"),
    "themes/first/hugo.toml": '[params]\na = "first"\nonly = "first"\n[params.inner]\ny = 2\n'
    '[permalinks]\ndocs = "/x/:slug/"\n',
    "themes/second/content/shared.md": _page("title: Shared by second"),
    "themes/second/theme.toml": 'name = "Second"\n',
}

_NAMES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Names"\nignoreFiles = ["ignored", "\\\\.tmp\\\\.md$"]\n'
    'titleCaseStyle = "Chicago"\n[security]\nallowContent = [".*"]\n',
    "content/posts/Fünf & Sechs.md": _page("title: Five"),
    "content/posts/c++.md": _page("title: Plus"),
    "content/posts/two  spaces.md": _page("title: Spaces"),
    "content/posts/UPPER.MD": _page("title: Upper"),
    "content/posts/page.html": _page("title: Html", "<p>x</p>"),
    "content/posts/page2.htm": _page("title: Htm", "<p>x</p>"),
    "content/posts/org.org": "#+TITLE: Org\n#+TAGS[]: a b\n\nText\n",
    "content/posts/markdown.markdown": _page("title: Markdown"),
    "content/posts/mdown.mdown": _page("title: Mdown"),
    "content/posts/none.md": "No front matter.\n",
    "content/posts/empty.md": b"",
    "content/posts/bom.md": b"\xef\xbb\xbf---\r\ntitle: Bom\r\n---\r\nText\r\n",
    "content/posts/ignored/a.md": _page("title: Ignored"),
    "content/posts/x.tmp.md": _page("title: Ignored"),
    "content/posts/typed.md": _page("title: Typed\ntype: Special\nlayout: wide\nlinkTitle: Short\nweight: '5'"),
    "content/posts/scalars.md": _page(
        "title: 2016\ndescription: 1.50\nkeywords: 'a, b'\nweight: 1.9\nslug: -x-\nsummary: true\naliases: one two\n"
        "list: [1, a, true]\nempty: []\nMixed: {Inner: {Deep: 1}}\nfloat: 3.0\nbig: 1e3\ntime: 12:30:45"
    ),
    "content/posts/published.md": _page("title: Unpublished\npublished: false"),
    "content/posts/drafted.md": _page("title: Drafted\ndraft: 'true'"),
    "content/my-section/of-the-rings/a.md": _page("title: A"),
    "content/box/a.md": _page("title: A"),
    "content/CamelCase/a.md": _page("title: A"),
    "content/x.md/y.md": _page("title: Folder with an extension"),
    "content/deep/a/b/c/d.md": _page("title: D"),
    "content/deep/a/b/_index.md": _page("title: B"),
}

SITES: Mapping[str, Mapping[str, str | bytes]] = {
    "bundles": _BUNDLES,
    "cascade": _CASCADE,
    "dates": _DATES,
    "duplicates": _DUPLICATES,
    "languages": _LANGUAGES,
    "mounts": _MOUNTS,
    "names": _NAMES,
    "taxonomies": _TAXONOMIES,
}
