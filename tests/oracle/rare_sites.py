"""Small sites for what few authors write: rules that most sites never meet."""

from collections.abc import Mapping

from tests.oracle.site_parts import IMAGE, page

__all__ = ["RARE_SITES"]

_RESOURCE_RULES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/case/index.md": page(
        "title: Case\nresources:\n- {Src: '*.gif', title: Never}\n- {src: '*.gif', Title: Never, Params: {a: 1}}"
    ),
    "content/case/a.gif": IMAGE,
    "content/keys/index.md": page("title: Keys\nresources: [{src: '*.gif', Title: Never, Params: {a: 1}, name: n}]"),
    "content/keys/a.gif": IMAGE,
    "content/map/index.md": page("title: Map\nresources: {src: '*', title: Never}"),
    "content/map/a.gif": IMAGE,
    "content/pages/index.md": page("title: Pages\nresources: [{src: '*', title: 'T :counter', name: 'n :counter'}]"),
    "content/pages/a.gif": IMAGE,
    "content/pages/inner.md": page("title: Inner"),
    "content/pages/z.txt": b"z",
    "content/order/index.md": page("title: Order"),
    "content/order/a.md": page("title: Inner"),
    "content/order/b.txt": b"b",
    "content/order/c.gif": IMAGE,
    "content/order/d.md": page("title: Second"),
    "content/order/e.css": b"e",
}
"""Metadata of files: keys in capitals, a map for a list, pages among files."""

_JOINED_BUNDLES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[languages.en]\nweight=1\n[languages.fr]\nweight=2\n',
    "content/a/index.md": page("title: A\ntranslationKey: k"),
    "content/a/one.gif": IMAGE,
    "content/a/two.gif": IMAGE,
    "content/a/inner.md": page("title: Inner"),
    "content/b/index.fr.md": page("title: B\ntranslationKey: k\nresources: [{src: '*.gif', title: 'T :counter'}]"),
    "content/b/two.fr.gif": IMAGE,
    "content/c/index.md": page("title: C"),
    "content/c/index.fr.md": page("title: C"),
    "content/c/inner.md": page("title: In English only"),
    "content/c/pic.gif": IMAGE,
}
"""Bundles that a key joins show each other's files; pages in bundles stay in their language."""

_TERMS_FROM_ELSEWHERE: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[taxonomies]\ntag="tags"\ntagger="tagsfoo"\n',
    "content/_index.md": page("title: Home\ndate: 2022-01-01\ntags: [home, both]"),
    "content/a.md": page("title: A\ndate: 2020-01-01\ntags: [both]\ntagsfoo: [Foo Bar]"),
    "content/b/index.md": page("title: B"),
    "content/b/inner.md": page("title: Inner\ntags: [Inside]\ndate: 2021-01-01"),
    "content/b/hidden.md": page("title: Hidden\ntags: [Hidden]\nbuild: {render: never}"),
}
"""Terms that home and pages in bundles name, and a taxonomy whose name begins with another one."""

_BUILD_WORDS: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/a.md": page("title: A\nbuild: {render: Never}\ntags: [x]"),
    "content/b.md": page("title: B\nbuild: {list: 'false'}"),
    "content/c.md": page("title: C\nbuild: {render: 0}"),
    "content/d.md": page("title: D\nbuild: {render: false}"),
    "content/e.md": page("title: E\nkeywords: [[x]]"),
    "content/f.md": page("title: F\nkeywords: []"),
}
"""Words of build options in capitals and as text."""

_UGLY_LANGUAGE: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[languages.en]\nweight=1\n[languages.fr]\nweight=2\nuglyURLs=true\n',
    "content/a.md": page("title: A\ntags: [x]"),
    "content/a.fr.md": page("title: A\ntags: [x]"),
}
"""A language with ugly URLs, which Hugo reads for the whole site only."""

_FOREIGN_CASCADES: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[[cascade]]\nmatrix=1\n[cascade.target.sites.matrix]\nlanguages=["fr"]\n',
    "content/s/_index.md": page(
        "title: S\ncascade:\n- foreign: 1\n  target: {lang: fr}\n"
        "- links: [{Name: a, Deep: {Er: 1}}]\n  map: {Key: {In: 1}}"
    ),
    "content/s/a.md": page("title: A"),
}
"""Cascades for a language that the site does not have, and keys inside lists."""

_FOREIGN_CASCADES_OF_MANY: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n[languages.en]\nweight=1\n[languages.nn]\nweight=2\n',
    "content/s/_index.md": page(
        "title: S\ncascade:\n- foreign: 1\n  target: {lang: '{fr,de}'}\n- known: 1\n  target: {lang: nn}"
    ),
    "content/s/a.md": page("title: A"),
    "content/s/a.nn.md": page("title: A"),
}
"""The same with several languages."""

_YEAR_ONE: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\ntimeZone="Europe/Oslo"\n',
    "content/s/a.md": page("title: A\ndate: 0001-01-01"),
}
"""A date before the one that means none, by its zone."""

_SLUG_OF_A_BEGINNING: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="https://e.com/"\n',
    "content/docs/guide/_index.md": page("title: Guide\nslug: handbook"),
    "content/docs/guide/a.md": page("title: A"),
    "content/docs/guidelines/b.md": page("title: B"),
}
"""The slug of a section whose name begins the name of a folder."""

_WRITTEN_OTHERWISE: Mapping[str, str | bytes] = {
    "hugo.toml": 'baseURL="http://Example.com:8080/Üb/"\nuglyURLs=true\n[permalinks]\nq="/:title/"\n',
    "content/p/a.md": page(
        "title: A\nx: {k: [a:b, c], l: [[10:00]], m: ['a:b', http://x.org, 'c']}\ny: [a:b]\nz: {k: a:b}"
    ),
    "content/p/b.md": page("title: B\nx: {d: [2020-12-31 23:59:59]}"),
    "content/p/c.md": "+++\ntitle='C'\nt=10:11:12.500\nu=[10:11:12.1234567]\n+++\n",
    "content/q/d.md": page("title: ''"),
}
"""Colons in lists in braces, digits of times, an address that has to be escaped, a page without a name."""

RARE_SITES: Mapping[str, Mapping[str, str | bytes]] = {
    "build-words": _BUILD_WORDS,
    "foreign-cascades": _FOREIGN_CASCADES,
    "foreign-cascades-of-many": _FOREIGN_CASCADES_OF_MANY,
    "joined-bundles": _JOINED_BUNDLES,
    "resource-rules": _RESOURCE_RULES,
    "slug-of-a-beginning": _SLUG_OF_A_BEGINNING,
    "terms-from-elsewhere": _TERMS_FROM_ELSEWHERE,
    "ugly-language": _UGLY_LANGUAGE,
    "written-otherwise": _WRITTEN_OTHERWISE,
    "year-one": _YEAR_ONE,
}
