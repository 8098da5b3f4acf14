"""Small sites for the corners of Hugo: names, precedence, switched-off kinds, titles."""

from collections.abc import Mapping

from tests.oracle.site_parts import IMAGE, page

__all__ = ["CORNERS"]

_DOTTED_NAMES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[languages.en]\nweight=1\n[languages.fr]\nweight=2\n',
    "content/p/a.fr.b.md": page("title: A"),
    "content/p/x.y.fr.md": page("title: XY"),
    "content/p/fr.md": page("title: just fr"),
    "content/p/fr.x.md": page("title: frx"),
    "content/p/c._language_fr_.md": page("title: C"),
    "content/p/d._custom_.md": page("title: D"),
    "content/p/.e.fr.md": page("title: E"),
    "content/p/f.en.fr.md": page("title: F"),
    "content/p/bun/index.md": page("title: Bun"),
    "content/p/bun/index.fr.md": page("title: BunFr"),
    "content/p/bun/pic.fr.gif": IMAGE,
    "content/p/bun/pic.gif": IMAGE,
    "content/p/bun/only.fr.gif": IMAGE,
    "content/p/bun/a.b.gif": IMAGE,
}
"""Dots, languages and marks in file names."""

_LATE_DEFAULT_LANGUAGE: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ndefaultContentLanguage="zh"\ndefaultContentLanguageInSubdir=true\n[languages.zh]\nweight=1\n[languages.en]\nweight=2\n',
    "content/p/a.md": page("title: bare"),
    "content/p/a.zh.md": page("title: explicit"),
    "content/p/b.en.md": page("title: en"),
    "content/p/b.md": page("title: zh"),
}
"""A default language that sorts behind the extension of its files."""

_TAXONOMY_PREFIXES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/tagsfoo/_index.md": page("title: Tagsfoo"),
    "content/tagsfoo/a.md": page("title: A"),
    "content/tags-x/b.md": page("title: B"),
    "content/tags/free.md": page("title: Page below tags"),
    "content/categories/sub/_index.md": page("title: Sub"),
    "content/p/a.md": page(
        "title: A\ntags: [x, '.net', Ärger, ' pad ', 'a//b', '/lead', 'index',\n"
        "   '_index', '日本', 'İx', 'a.b', 'Hello  World', 'C#']\ncategories: sub"
    ),
}
"""Names that begin like a taxonomy, and terms of every kind."""

_NO_TAXONOMIES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ndisableKinds=["taxonomy"]\n',
    "content/p/a.md": page("title: A\ntags: [x]"),
    "content/tags/_index.md": page("title: T"),
}
"""No taxonomy pages."""

_NO_TERMS: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ndisableKinds=["term"]\n',
    "content/p/a.md": page("title: A\ntags: [x]"),
    "content/tags/y/_index.md": page("title: T"),
}
"""No term pages."""

_NO_SECTIONS: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ndisableKinds=["section"]\n',
    "content/p/a.md": page("title: A\ntags: [x]"),
    "content/q/_index.md": page("title: Q"),
    "content/q/b.md": page("title: B"),
}
"""No section pages."""

_EMPTY_TAXONOMIES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[taxonomies]\n',
    "content/p/a.md": page("title: A\ntags: [x]"),
}
"""No taxonomies at all."""

_MULTIHOST: Mapping[str, str | bytes] = {
    "hugo.json": '{"baseURL":"https://e.com/","contentDir":"content/english","defaultContentLanguage":"en","languages":{"en":{"baseURL":"https://en.e.com/","title":"En","cascade":{"params":{"l":"en"}}},"de":{"contentDir":"content/german","baseURL":"https://de.e.com/sub/","permalinks":{"p":"/x/:slug/"},"pluralizeListTitles":false,"capitalizeListTitles":false}}}',
    "content/english/p/a.md": page("title: A\ntags: [Some Tag]"),
    "content/german/p/a.md": page("title: A De\ntags: [ein tag]"),
    "content/german/box/b.md": page("title: B"),
    "content/english/box/b/index.md": page("title: B"),
    "content/english/box/b/x.gif": IMAGE,
    "content/german/c/index.md": page("title: C"),
    "content/german/c/x.gif": IMAGE,
    "content/english/c/index.md": page("title: C"),
}
"""A host for each language, in JSON."""

_LANGUAGE_FOLDER: Mapping[str, str | bytes] = {
    "config.yaml": "baseURL: https://e.com/blog\ndefaultContentLanguageInSubdir: true\n"
    "contentDir: docs\ndisableKinds: [RSS]\nPluralizeListTitles: false\ntitleCaseStyle: go\n"
    "TimeZone: Asia/Tokyo\nlanguageCode: en-us\nParams:\n  Mixed: {Case: 1}\nmenu:\n"
    "  main: [{name: a, url: /}]\n",
    "docs/the-box/a b.md": page("title: A\ndate: 2020-01-01\ntags: [the lord of rings]"),
    "docs/_index.md": page("title: Home"),
    "docs/sec/_index.md": page("title: Sec\nslug: section-slug"),
    "docs/sec/x.md": page("title: X"),
    "docs/sec/sub/_index.md": page("title: Sub\nslug: subslug"),
    "docs/sec/sub/y/index.md": page("title: Y"),
}
"""The only language in its folder; slugs of sections."""

_FIRST_UPPER_TITLES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ntitleCaseStyle="firstupper"\ntitle="T"\n',
    "content/the-box/a.md": page("title: A\ntags: [the lord of rings]"),
}
"""Titles with one capital."""

_PLAIN_TITLES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ntitleCaseStyle="none"\ntitle="T"\n',
    "content/the-box/a.md": page("title: A\ntags: [the lord of rings]"),
}
"""Titles as the folders are written."""

_ROOT_BUNDLE: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/index.md": page("title: Root"),
    "content/a/b.md": page("title: B"),
    "content/pic.gif": IMAGE,
}
"""The whole site is one leaf bundle."""

_CASCADE_LANGUAGES: Mapping[str, str | bytes] = {
    "hugo.toml": """baseURL="https://e.com/"
[[cascade]]
background = "a"
[cascade._target]
path = "/p/**"
lang = "fr"
[[cascade]]
[cascade.target]
kind = "term"
[cascade.params]
isterm = true
[[cascade]]
tags = ["casc"]
[cascade.target]
path = "{/p/x,/p/y}"
[languages.en]
weight=1
[languages.fr]
weight=2
[languages.fr.params]
z=1
""",
    "content/p/x.md": page("title: X\ntags: [own]"),
    "content/p/y.md": page("title: Y"),
    "content/p/y.fr.md": page("title: Y"),
    "content/p/_index.md": page("title: P\ncascade:\n  target: {lang: fr}\n  frfromen: 1"),
    "content/q/_index.md": page(
        "title: Q\ncascade:\n- _target: {kind: page}\n  build: {list: never}\n- title: Cascaded title\n"
        "  date: 2020-02-02\n  type: casc\n  layout: l\n  url: /same/\n"
    ),
    "content/q/a.md": page("weight: 3"),
    "content/q/sub/_index.md": page("weight: 2"),
    "content/q/sub/b.md": page("weight: 1"),
}
"""Cascades with languages, in old and new form."""

_SECTION_PERMALINKS: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[permalinks]\np="/:sections/:title/"\n[permalinks.section]\np="/s/:slug/"\n',
    "content/p/deep/er/x.md": page("title: X Y"),
    "content/p/deep/_index.md": page("title: Deep One"),
    "content/p/_index.md": page("title: P"),
    "content/Docs/Guide/_index.md": page("title: G"),
    "content/Docs/Guide/File Name.md": page("title: F"),
    "content/docs/other.md": page("title: O"),
    "content/P/z.md": page("title: Z"),
}
"""Permalinks of sections; folders that differ by case."""

_BUNDLED_PAGES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/p/b/index.md": page("title: B"),
    "content/p/b/z.md": page("title: Z\nweight: 2"),
    "content/p/b/y.md": page("title: Y\ndate: 2020-01-01"),
    "content/p/b/x.md": page("title: X\ndate: 2021-01-01"),
    "content/p/b/w.md": page("title: W\nweight: 1"),
    "content/p/b/d/e.md": page("title: E"),
}
"""The order of pages inside a bundle."""

_SECTION_PREFIXES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[permalinks]\ndocs="/:sections/:slug/"\n',
    "content/docs/guide/_index.md": page("title: G"),
    "content/docs/guidelines/a.md": page("title: A"),
    "content/docs/guidelines/sub/_index.md": page("title: S"),
    "content/docs/guidelines/sub/b.md": page("title: B"),
}
"""A folder whose name begins with the name of a section."""

_SECTION_PREFIX_DATES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/docs/guide/_index.md": page("title: G"),
    "content/docs/guide/x.md": page("title: X\ndate: 2020-01-01"),
    "content/docs/guidelines/a.md": page("title: A\ndate: 2025-01-01"),
    "content/docs/guidelines/pic.gif": IMAGE,
    "content/post/a.md": page("title: A\ndate: 2001-01-01"),
    "content/posts/a.md": page("title: A\ndate: 2003-01-01"),
    "content/tags2/a.md": page("title: A\ndate: 2003-01-01"),
    "content/x/single.md": page("title: S"),
    "content/x/singles/a.md": page("title: A"),
    "content/x/singles/a.gif": IMAGE,
}
"""The same with dates and files."""

_BARE_FILES: Mapping[str, str | bytes] = {
    "hugo.toml": """
baseURL="https://e.com/"
[security]
allowContent=[".*"]
""",
    "content/a.md": "Just text\n",
    "content/b.md": "---\n---\n",
    "content/c.md": "+++\n+++\nx",
    "content/d.md": '{"title":"J","tags":["q"],"weight":2,"date":"2020-01-01","draft":true}\nbody',
    "content/e.org": "x",
    "content/f/_index.md": "no front",
    "content/g/index.md": "",
}
"""Files without front matter, and JSON."""

CORNERS: Mapping[str, Mapping[str, str | bytes]] = {
    "bare-files": _BARE_FILES,
    "bundled-pages": _BUNDLED_PAGES,
    "cascade-languages": _CASCADE_LANGUAGES,
    "dotted-names": _DOTTED_NAMES,
    "empty-taxonomies": _EMPTY_TAXONOMIES,
    "first-upper-titles": _FIRST_UPPER_TITLES,
    "language-folder": _LANGUAGE_FOLDER,
    "late-default-language": _LATE_DEFAULT_LANGUAGE,
    "multihost": _MULTIHOST,
    "no-sections": _NO_SECTIONS,
    "no-taxonomies": _NO_TAXONOMIES,
    "no-terms": _NO_TERMS,
    "plain-titles": _PLAIN_TITLES,
    "root-bundle": _ROOT_BUNDLE,
    "section-permalinks": _SECTION_PERMALINKS,
    "section-prefix-dates": _SECTION_PREFIX_DATES,
    "section-prefixes": _SECTION_PREFIXES,
    "taxonomy-prefixes": _TAXONOMY_PREFIXES,
}
