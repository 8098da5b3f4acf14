"""Small sites that each use one side of Hugo to the full."""

from collections.abc import Mapping

from tests.oracle.corner_sites import CORNERS
from tests.oracle.field_sites import FIELD_SITES
from tests.oracle.mount_sites import MOUNT_SITES
from tests.oracle.rare_sites import RARE_SITES
from tests.oracle.site_parts import IMAGE, page

__all__ = ["SITES"]


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
    "content/_index.md": page("title: Home"),
    "content/_index.fr.md": page("title: Accueil\ndate: 2020-01-01"),
    "content/posts/one.md": page("title: One\ndate: 2020-05-05\ntags: [Go, web dev]"),
    "content/posts/one.fr.md": page("title: Un\ndate: 2020-05-06 10:00:00\ntags: [Go]"),
    "content/posts/one.de.md": page("title: Eins"),
    "content/posts/only-fr.fr.md": page("title: Seulement"),
    "content/posts/two.EN.md": page("title: Two"),
    "content/posts/linked.md": page("title: Linked\ntranslationKey: shared"),
    "content/posts/lie.fr.md": page("title: Lié\ntranslationKey: shared"),
    "content/posts/v1.2.md": page("title: Version"),
    "content/posts/unknown.xx.md": page("title: Unknown language"),
    "content/bundle/index.md": page("title: Bundle"),
    "content/bundle/index.fr.md": page("title: Liasse"),
    "content/bundle/shared.gif": IMAGE,
    "content/bundle/own.gif": IMAGE,
    "content/bundle/own.fr.gif": IMAGE,
    "content/frsection/_index.fr.md": page("title: Section"),
    "content/frsection/inner/_index.fr.md": page("title: Interne"),
    "content/frsection/inner/a.md": page("title: A"),
    "content/frsection/inner/a.fr.md": page("title: A"),
    "content/frsection/inner/pic.gif": IMAGE,
    "conteudo/posts/one.md": page("title: Um\netiquetas: [Go]\ntags: [Go]"),
    "conteudo/posts/um.en.md": page("title: In English"),
    "conteudo/about/index.md": page("title: Sobre"),
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
    "content/_index.md": page("title: Home\ncascade:\n  home: yes\n  layer: home"),
    "content/posts/_index.md": page(
        "title: Posts\ncascade:\n"
        "- target: {path: '/posts/deep/**'}\n  layer: deep\n  weight: 7\n"
        "- layer: posts\n  draft: true\n  tags: [inherited]\n  params: {nested: {Key: Value}, layer: params}\n"
    ),
    "content/posts/a.md": page("title: A\nlayer: own\nparams: {extra: 1, nested: mine}"),
    "content/posts/b.md": page("title: B\ndraft: false\ntags: [own]"),
    "content/posts/deep/c.md": page("title: C"),
    "content/posts/deep/_index.md": page("title: Deep\ncascade: {layer: deeper, date: 2019-01-01}"),
    "content/posts/deep/bundle/index.md": page("title: Bundle\ncascade: {layer: bundle}"),
    "content/other/d.md": page("title: D"),
    "content/Mixed Case/e f.md": page("title: E"),
}

_BUNDLES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Bundles"\n',
    "content/posts/leaf/index.md": page(
        "title: Leaf\nresources:\n"
        "- {src: 'gallery/*.GIF', title: 'Picture :counter', name: 'pic-:counter', params: {Credit: Ann}}\n"
        "- {src: '**.gif', title: 'Any :counter', params: {credit: Bob, more: 1}}\n"
        "- {src: '*.pdf', name: 'Papers/Report'}\n"
    ),
    "content/posts/leaf/gallery/b.gif": IMAGE,
    "content/posts/leaf/gallery/a.gif": IMAGE,
    "content/posts/leaf/gallery/deep/c.gif": IMAGE,
    "content/posts/leaf/Top Pic.gif": IMAGE,
    "content/posts/leaf/report.pdf": b"%PDF-1.4",
    "content/posts/leaf/data.json": b"{}",
    "content/posts/leaf/data.csv": b"a,b\n",
    "content/posts/leaf/note.txt": b"x",
    "content/posts/leaf/README": b"x",
    "content/posts/leaf/song.mp3": b"x",
    "content/posts/leaf/film.mp4": b"x",
    "content/posts/leaf/page.md": page("title: Inner page"),
    "content/posts/leaf/sub/index.md": page("title: Inner bundle"),
    "content/posts/leaf/_index.md": page("title: Not a section"),
    "content/posts/pic.gif": IMAGE,
    "content/posts/img/pic.gif": IMAGE,
    "content/posts/single.md": page("title: Single"),
    "content/posts/single/pic.gif": IMAGE,
    "content/docs/_index.md": page("title: Docs"),
    "content/docs/pic.gif": IMAGE,
    "content/docs/img/pic.gif": IMAGE,
    "content/docs/guide/_index.md": page("title: Guide"),
    "content/docs/guide/pic.gif": IMAGE,
    "content/docs/plain/a.md": page("title: A"),
    "content/docs/plain/pic.gif": IMAGE,
    "content/root.gif": IMAGE,
    "content/Upper Case/index.md": page("title: Upper"),
    "content/Upper Case/My Pic.gif": IMAGE,
    "content/.hidden/a.md": page("title: Hidden"),
    "content/posts/.b.md": page("title: Hidden"),
    "content/posts/c.md~": page("title: Backup"),
    "content/posts/#d.md": page("title: Backup"),
    "content/_underscore.md": page("title: Underscore"),
    "content/README.md": page("title: Readme"),
}

_DUPLICATES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Duplicates"\n[security]\nallowContent = [".*"]\n',
    "content/p/A.md": page("title: Capital"),
    "content/p/a.md": page("title: Small"),
    "content/p/b c.md": page("title: Space"),
    "content/p/b-c.md": page("title: Hyphen"),
    "content/p/d.markdown": page("title: Markdown"),
    "content/p/d.md": page("title: Md"),
    "content/p/d.html": page("title: Html"),
    "content/p/e.md": page("title: File"),
    "content/p/e/index.md": page("title: Bundle"),
    "content/p/f.md": page("title: File"),
    "content/p/f/_index.md": page("title: Section"),
    "content/p/g.md": page("title: Bare"),
    "content/p/g.en.md": page("title: Explicit"),
    "content/q.md": page("title: Page at the place of a section"),
    "content/q/inner.md": page("title: Inner"),
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
    "content/posts/2016-03-04-from-name.md": page("title: From name"),
    "content/posts/2016-03-05.md": page("title: Only a date"),
    "content/posts/2016-03-06_10-11-12 timed.md": page("title: Timed"),
    "content/posts/2016-03-07-bundle/index.md": page("title: Bundle"),
    "content/posts/2016-03-08-slugged.md": page("title: Slugged\nslug: own\ndate: 2010-01-01"),
    "content/posts/2016-13-40-no-date.md": page("title: No date"),
    "content/posts/created.md": page("title: Created\ncreated: 2011-02-03"),
    "content/posts/updated.md": page("title: Updated\ndate: 2011-02-03\nupdated: 2012-01-01T10:00:00+09:00"),
    "content/posts/pubdate.md": page("title: Pubdate\npubDate: 2013-01-01 10:00:00"),
    "content/posts/published.md": page("title: Published\npublished: 2013-05-01"),
    "content/posts/modified.md": page("title: Modified\nmodified: 2013-06-01"),
    "content/posts/embargo.md": page("title: Embargo\ndate: 2013-06-01\nembargo: 2030-01-01"),
    "content/posts/gone.md": page("title: Gone\ndate: 2013-06-01\ngone: 2014-01-01"),
    "content/posts/unpublish.md": page("title: Unpublish\ndate: 2013-06-01\nunpublishDate: 2040-01-01"),
    "content/posts/bad.md": page("title: Bad\ndate: 2013/06/01\nlastmod: 2013-07-01"),
    "content/posts/toml.md": "+++\ntitle = 'Toml'\ndate = 2015-01-01\nlastmod = 2015-01-02T10:00:00\n"
    "publishDate = 2015-01-03T10:00:00-05:00\n+++\n",
    "content/posts/json.md": '{"title": "Json", "date": "2015-01-01T00:00:00Z"}\n',
    "content/posts/empty.md": page("title: Empty\ndate:\nlastmod: ''"),
    "content/events/_index.md": page("title: Events\nlastmod: 2001-01-01"),
    "content/events/old.md": page("title: Old\ndate: 2000-01-01"),
    "content/events/sub/_index.md": page("title: Sub"),
    "content/events/sub/future.md": page("title: Future\ndate: 2035-01-01\ntags: [later]"),
    "content/events/sub/past.md": page("title: Past\ndate: 2005-01-01\ntags: [later, sooner]"),
    "content/tags/sooner/_index.md": page("title: Sooner\ndate: 1999-01-01"),
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
    "content/p/a.md": page("title: A\ntags: [Go, go, 'the lord of the rings', iPhone, a/b, 'C++ & C#', 1, true, '']"),
    "content/p/b.md": page("title: B\ntags: 'one, two'\nauthors: [Jane Doe]\nseries: [Part One]"),
    "content/p/c.md": page("title: C\ntags: {a: 1}\nauthors: jane-doe\ncategories: [none]"),
    "content/p/d.md": page("title: D\nTags: [GO]\ntags_weight: 3\nmy-genres: ['rock-and-roll', 'état-major']"),
    "content/p/e.md": page("title: E\ntags: [hidden]\nbuild: {render: never}"),
    "content/p/f.md": page("title: F\nparams: {tags: [nested]}\ntags: [outer]"),
    "content/tags/_index.md": page("title: Labels\nweight: 3"),
    "content/tags/go/_index.md": page("title: Golang\nslug: golang"),
    "content/tags/Unused Term/_index.md": page("title: Unused"),
    "content/authors/jane-doe/_index.md": page("title: Jane D."),
    "content/authors/jane-doe/pic.gif": IMAGE,
    "content/tags/go/deep/page.md": page("title: Page in a term"),
    "content/_index.md": page("title: Home\ntags: [home]"),
    "content/p/_index.md": page("title: P\ntags: [section]"),
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
    "CHANGELOG.md": page("title: Changes"),
    "content/a.md": page("title: A"),
    "content/drafts/b.md": page("title: Left out"),
    "content/c.tmp.md": page("title: Left out"),
    "content/both.md": page("title: Own"),
    "nederlands/a.md": page("title: A in het Nederlands"),
    "nederlands/sectie/b.md": page("title: B"),
    "more/docs/guide.md": page("title: Guide"),
    "more/docs/sub/_index.md": page("title: Sub"),
    "themes/first/content/both.md": page("title: First"),
    "themes/first/content/first.md": page("title: Only first"),
    "themes/first/content/shared.md": page("title: Shared by first"),
    "themes/first/hugo.toml": '[params]\na = "first"\nonly = "first"\n[params.inner]\ny = 2\n'
    '[permalinks]\ndocs = "/x/:slug/"\n',
    "themes/second/content/shared.md": page("title: Shared by second"),
    "themes/second/theme.toml": 'name = "Second"\n',
}

_NAMES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Names"\nignoreFiles = ["ignored", "\\\\.tmp\\\\.md$"]\n'
    'titleCaseStyle = "Chicago"\n[security]\nallowContent = [".*"]\n',
    "content/posts/Fünf & Sechs.md": page("title: Five"),
    "content/posts/c++.md": page("title: Plus"),
    "content/posts/two  spaces.md": page("title: Spaces"),
    "content/posts/UPPER.MD": page("title: Upper"),
    "content/posts/page.html": page("title: Html", "<p>x</p>"),
    "content/posts/page2.htm": page("title: Htm", "<p>x</p>"),
    "content/posts/org.org": "#+TITLE: Org\n#+TAGS[]: a b\n\nText\n",
    "content/posts/markdown.markdown": page("title: Markdown"),
    "content/posts/mdown.mdown": page("title: Mdown"),
    "content/posts/none.md": "No front matter.\n",
    "content/posts/empty.md": b"",
    "content/posts/bom.md": b"\xef\xbb\xbf---\r\ntitle: Bom\r\n---\r\nText\r\n",
    "content/posts/ignored/a.md": page("title: Ignored"),
    "content/posts/x.tmp.md": page("title: Ignored"),
    "content/posts/typed.md": page("title: Typed\ntype: Special\nlayout: wide\nlinkTitle: Short\nweight: '5'"),
    "content/posts/scalars.md": page(
        "title: 2016\ndescription: 1.50\nkeywords: 'a, b'\nweight: 1.9\nslug: -x-\nsummary: true\naliases: one two\n"
        "list: [1, a, true]\nempty: []\nMixed: {Inner: {Deep: 1}}\nfloat: 3.0\nbig: 1e3\ntime: 12:30:45"
    ),
    "content/posts/published.md": page("title: Unpublished\npublished: false"),
    "content/posts/drafted.md": page("title: Drafted\ndraft: 'true'"),
    "content/my-section/of-the-rings/a.md": page("title: A"),
    "content/box/a.md": page("title: A"),
    "content/CamelCase/a.md": page("title: A"),
    "content/x.md/y.md": page("title: Folder with an extension"),
    "content/deep/a/b/c/d.md": page("title: D"),
    "content/deep/a/b/_index.md": page("title: B"),
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
    **CORNERS,
    **FIELD_SITES,
    **MOUNT_SITES,
    **RARE_SITES,
}
